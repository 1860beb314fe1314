"""What the small grey picture of a page tells, and what it leaves alone."""

import pytest
from PIL import Image
from support.drawn_pages import (
    box,
    form,
    grainy,
    leaning,
    page,
    photograph,
    scribble,
    small,
    soft,
    table,
    turned,
    typed,
    words,
)

from scanner.quality.look import Look, Turned, look_at_page

A4_LONG_MM = 297


def seen(sheet: Image.Image) -> Look:
    return look_at_page(small(grainy(sheet)), 1000 / A4_LONG_MM)


def faults(look: Look) -> set[str]:
    found = {name for name in ("blank", "dark", "light", "blurred") if getattr(look, name)}
    found |= {f"cut {edge}" for edge in look.cut}
    if abs(look.skew_degrees) > 2:
        found.add("crooked")
    if look.turned not in (Turned.NO, Turned.PERHAPS):
        found.add(look.turned.value)
    return found


ORDINARY = {
    "print": page(typed()),
    "Chinese print": page(typed(chinese=True)),
    "small print": page(typed(size_mm=2.6, lines=50)),
    "a table": page(table()),
    "a lying table on a lying page": page(table(9, 12, width_mm=250), lying=True),
    "shaded rows": page(*[box(20, 40 + 18 * row, 170, 9, 205) for row in range(8)], table()),
    "a form": page(form(filled=0)),
    "a form filled in": page(form(filled=1)),
    "capitals": page(
        *[words("THE PLAINTIFF AND THE DEFENDANT", 25, 30 + 8 * n) for n in range(20)]
    ),
    "underlined": page(
        *[words("the plaintiff and the defendant", 25, 30 + 10 * n) for n in range(20)],
        *[box(25, 35 + 10 * n, 65, 0.4, 30) for n in range(20)],
    ),
    "handwriting": page(*[scribble(20, 20 + 12 * n, 170, 9, seed=n) for n in range(20)]),
    "handwriting on lines": page(
        *[box(0, 30 + 8 * n, 210, 0.3, 150) for n in range(30)],
        *[scribble(20, 24 + 8 * n, 150, 7, seed=n) for n in range(25)],
    ),
    "a cover sheet": page(
        words("IN THE HIGH COURT", 70, 60, 6), words("HEARING BUNDLE", 72, 120, 8)
    ),
    "a letterhead with a band": page(
        box(0, 0, 210, 22, 90), words("HARBOUR", 20, 6, 8, 250), typed(lines=20, top_mm=40)
    ),
    "a photograph": page(photograph(20, 40, 170, 120, 110)),
    "a photograph to the edges": page(photograph(0, 0, 210, 297, 110)),
    "a dark photograph and print": page(photograph(20, 140, 170, 120, 50), typed(lines=12)),
    "white on black": page(typed(ink=240, lines=10), paper=20),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_of_ordinary_pages_nothing_is_said(name: str) -> None:
    assert faults(seen(ORDINARY[name])) == set()


@pytest.mark.parametrize(
    ("sheet", "blank"),
    [
        (page(), True),
        (page(typed(ink=232)), True),  # the other side shines through
        (page(box(60, 80, 0.5, 0.5, 80), box(120, 200, 0.4, 0.6, 60)), True),  # specks
        (page(box(0, 0, 210, 5, 10), box(0, 0, 6, 297, 15)), True),  # the scanner's border
        (page(box(10, 80, 6, 6, 20), box(10, 160, 6, 6, 20)), True),  # punched
        (page(words("7", 104, 282, 3.6)), False),
        (page(words("- 3 -", 102, 282, 3.6)), False),
        (page(words("Intentionally left blank.", 70, 140)), False),
        (page(scribble(120, 250, 30, 8)), False),
        (page(photograph(60, 100, 50, 40, 150)), False),
        (page(paper=20), False),
    ],
)
def test_blank_is_only_what_nobody_put_anything_on(sheet: Image.Image, blank: bool) -> None:
    assert seen(sheet).blank is blank


@pytest.mark.parametrize("chinese", [False, True])
@pytest.mark.parametrize("degrees", [-9.3, -2.7, -1.5, 0.5, 1.9, 2.1, 5.0])
def test_the_lean_is_measured_to_an_eighth_of_a_degree(degrees: float, chinese: bool) -> None:
    look = seen(leaning(page(typed(chinese)), degrees))
    assert look.skew_degrees == pytest.approx(degrees, abs=0.12)


def test_a_leaning_table_and_a_page_before_a_black_lid_are_measured_too() -> None:
    assert seen(leaning(page(table()), 3)).skew_degrees == pytest.approx(3, abs=0.12)
    lid = leaning(page(typed()), 2.7, fill=0)
    assert seen(lid).skew_degrees == pytest.approx(2.7, abs=0.12)


@pytest.mark.parametrize("paper", [246, 180])
@pytest.mark.parametrize(("clockwise", "wanted"), [(90, 270), (180, 180), (270, 90)])
def test_latin_letters_say_how_to_turn_the_page(clockwise: int, wanted: int, paper: int) -> None:
    look = seen(turned(page(typed(), paper=paper), clockwise))
    assert look.turned is (Turned.UPSIDE_DOWN if clockwise == 180 else Turned.SIDEWAYS)
    assert look.letters_say == wanted


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_chinese_print_is_suspected_without_its_letters_saying_so(clockwise: int) -> None:
    look = seen(turned(page(typed(chinese=True)), clockwise))
    assert look.turned is (Turned.UPSIDE_DOWN if clockwise == 180 else Turned.SIDEWAYS)
    assert look.letters_say is None


def test_a_lying_table_on_an_upright_page_is_suspected() -> None:
    lying = page(table(9, 12, width_mm=250), lying=True)
    assert seen(turned(lying, 90)).turned is Turned.SIDEWAYS


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        (page(typed(left_mm=-3)), {"cut left"}),
        (page(typed(chinese=True, left_mm=-2)), {"cut left"}),
        (page(typed(left_mm=85)), {"cut right"}),
        (page(typed(top_mm=-2.5)), {"cut top"}),
        (page(typed(top_mm=115)), {"cut bottom"}),
        (page(typed(left_mm=4)), set()),
        (page(typed(), box(0, 0, 210, 5, 10), box(0, 0, 6, 297, 15)), set()),
        (page(typed(lines=20), scribble(175, 240, 40)), set()),
        (page(typed(), *[box(30 + 7 * n, 0, 3, 0.7, 90) for n in range(20)]), set()),  # its edge
        (page(*[box(0, 30 + 8 * n, 210, 0.4, 60) for n in range(30)]), set()),
        (page(photograph(0, 0, 210, 297, 110), typed(lines=8, left_mm=30)), set()),
    ],
)
def test_writing_that_runs_into_an_edge(sheet: Image.Image, found: set[str]) -> None:
    assert {f"cut {edge}" for edge in seen(sheet).cut} == found


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        (page(typed(ink=20), paper=95), {"dark"}),
        (page(paper=20), {"dark"}),
        (page(typed()).point(lambda value: value // 4), {"dark"}),
        (page(typed(ink=20), paper=150), set()),
        (page(photograph(20, 40, 170, 200, 50)), set()),
        (page(typed(ink=190)), {"light"}),
        (page(typed(ink=140)), set()),
        (page(typed(ink=165)), set()),
        (soft(page(typed()), 0.45), {"blurred"}),
        (soft(page(typed(chinese=True)), 0.4), {"blurred"}),
        (soft(page(typed()), 0.15), set()),
        (soft(page(photograph(20, 40, 170, 120, 110)), 1), set()),
    ],
)
def test_dark_light_and_blurred(sheet: Image.Image, found: set[str]) -> None:
    assert faults(seen(sheet)) == found


def test_a_scrap_is_not_judged() -> None:
    assert look_at_page(small(page())[:40, :40], 1.0) == Look()
