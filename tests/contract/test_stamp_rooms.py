"""What the check saw of a page is where the stamp goes: the same as when the stamp looks itself."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image
from support.checking import look, with_image
from support.odd_files import ODD_FILES
from support.odd_pages import ODD, two_pages
from support.signed import signed
from support.stamping import WORDING, Desk, drawn

from kiosk_app.documents import samples, stamp
from kiosk_app.documents.answers import room as believed
from kiosk_app.documents.frames import BadFrame
from kiosk_app.documents.room import Room
from kiosk_app.documents.stamp_form import Form
from kiosk_app.documents.stamp_mark import first_page_marks, later_page_marks, ordinary_shapes

STRIPES_TO_THE_EDGE = b" ".join(b"0 %d 595 4 re f" % y for y in range(0, 842, 9))
FILES = {
    **ODD,
    **ODD_FILES,
    "a scan": samples.good_scan(2, 100),
    "no room": two_pages(STRIPES_TO_THE_EDGE),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def dark_scan() -> bytes:
    """A scan of dark paper with a light strip at its foot."""
    rows = np.full((1400, 1000), 30, np.uint8)
    out = io.BytesIO()
    Image.fromarray(rows).save(out, "JPEG", quality=80)
    return with_image(out.getvalue(), pikepdf.Name.DCTDecode, (1000, 1400))


@pytest.mark.parametrize("name", FILES)
def test_with_and_without_what_the_check_saw_the_bytes_are_the_same(desk: Desk, name: str) -> None:
    _, looked = desk.stamp(FILES[name])
    _, told = desk.stamp(FILES[name], rooms=look(FILES[name]).rooms)
    assert told == looked


def test_every_page_of_a_scan_comes_with_its_room_and_is_not_looked_at_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = samples.good_scan(3, 100)
    rooms = look(original).rooms
    assert [room.page for room in rooms] == [1, 2, 3]
    monkeypatch.setattr(stamp, "look_at", None)  # to look would be an error
    made, _ = desk.stamp(original, rooms=rooms)
    assert made.unmarked == ()


def test_light_ink_on_dark_paper_is_told_too(desk: Desk) -> None:
    original = dark_scan()
    (room,) = look(original).rooms
    assert room.place.light
    _, looked = desk.stamp(original)
    _, told = desk.stamp(original, rooms=[room])
    assert told == looked


def test_nothing_is_told_of_a_page_without_room() -> None:
    assert look(two_pages(STRIPES_TO_THE_EDGE)).rooms == []


def test_nothing_is_told_of_a_page_whose_image_is_damaged() -> None:
    image = io.BytesIO()
    Image.effect_noise((1700, 2400), 40).save(image, "JPEG", quality=60)
    half = image.getvalue()[: len(image.getvalue()) // 2]
    assert look(with_image(half, pikepdf.Name.DCTDecode, (1700, 2400))).rooms == []


def test_a_stamp_with_longer_words_is_given_a_look_of_its_own(desk: Desk) -> None:
    """The check cannot have known how long the words would be."""
    original = samples.good_scan(2, 100)
    wordy = replace(WORDING, case="HCMP 123456/2025 and HCMP 123457/2025 and HCMP 123458/2025")
    _, looked = desk.stamp(original, wordy)
    rooms = [
        replace(room, place=replace(room.place, x=room.place.x + 9))
        for room in look(original).rooms
    ]
    _, told = desk.stamp(original, wordy, rooms)
    assert told == looked


def test_nearly_all_stamps_are_as_wide_as_the_check_takes_them_to_be() -> None:
    number, case = "RC01-261121-0042-7", "HCMP 12345/2025"
    wording = replace(WORDING, number=number, case=case, kiosk="RC01")
    first = tuple(mark.shape for mark in first_page_marks(wording, 500))
    later = tuple(mark.shape for mark in later_page_marks(wording, 500))
    assert first == ordinary_shapes(first=True)
    assert later == ordinary_shapes(first=False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": 600.0},
        {"y": 841.0},
        {"x": 400.0, "y": 780.0},  # where the court's own label goes
        {"scale": 0.1},
        {"scale": 9.0},
        {"x": 0.0},
    ],
)
def test_a_place_where_no_stamp_may_be_is_not_believed(desk: Desk, wrong: dict[str, float]) -> None:
    original = samples.good_scan(1, 100)
    (room,) = look(original).rooms
    _, looked = desk.stamp(original)
    _, told = desk.stamp(original, rooms=[replace(room, place=replace(room.place, **wrong))])
    assert told == looked


@pytest.mark.parametrize("name", ["plain", "turned 90", "unit of two"])
def test_a_signed_document_is_stamped_where_the_check_saw_room(desk: Desk, name: str) -> None:
    original = signed(ODD[name])
    made, looked = desk.stamp(original)
    again, told = desk.stamp(original, rooms=look(original).rooms)
    assert made.form is Form.ANNOTATIONS
    assert (again, told) == (made, looked)


def test_a_room_comes_back_out_of_the_sandbox_as_it_was_told() -> None:
    for room in look(samples.good_scan(2, 100)).rooms:
        assert Room.from_json(room.to_json()) == room
        assert believed(room.to_json(), 2) == room


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": 0},
        {"page": 3},
        {"shape": 2},
        {"shape": -1},
        {"x": float("nan")},
        {"y": float("inf")},
        {"scale": -1.0},
        {"x": "far"},
        {"scale": None},
    ],
)
def test_no_room_is_believed_that_cannot_be(wrong: dict[str, object]) -> None:
    room = look(samples.good_scan(2, 100)).rooms[0]
    with pytest.raises(BadFrame):
        believed({**room.to_json(), **wrong}, 2)


def test_what_the_check_saw_is_where_nothing_is(desk: Desk) -> None:
    original = samples.good_scan(2, 100)
    _, derivative = desk.stamp(original, rooms=look(original).rooms)
    for index in range(2):
        before, after = drawn(original, index), drawn(derivative, index)
        assert (before[before != after] > 200).all()
