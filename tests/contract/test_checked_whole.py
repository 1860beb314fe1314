"""Whole scans as offices make them, and unusual structures: what is wrong, and no false alarm."""

from collections.abc import Callable

import pytest
from pikepdf import Name
from support.checking import jpeg, look, structure, with_image
from support.odd_files import ODD_FILES

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Kind, Severity
from kiosk_app.wording.trouble import Trouble


def test_a_good_scan_has_nothing_wrong_and_a_picture_of_every_page() -> None:
    heard = look(samples.good_scan())
    assert (heard.what, heard.count, heard.findings) == (Kind.PDF, 20, [])
    assert [picture.page for picture in heard.drawn] == list(range(1, 21))
    assert all(len(p.pixels) == p.width * p.height * 3 for p in heard.drawn)
    assert max(heard.drawn[0].width, heard.drawn[0].height) == 300


def test_two_things_wrong_are_both_told() -> None:
    heard = look(samples.two_things_wrong())
    assert heard.troubles[Trouble.JAVASCRIPT] is Severity.MUST_FIX
    assert heard.only(Trouble.RESOLUTION_LOW).pages == (3,)
    assert heard.only(Trouble.RESOLUTION_LOW).detail == "72 dpi"
    assert len(heard.findings) == 2


@pytest.mark.parametrize("dpi", [200, 300])
def test_the_usual_resolutions_are_fine(dpi: int) -> None:
    assert look(samples.good_scan(1, dpi)).findings == []


@pytest.mark.parametrize(
    ("dpi", "severity"), [(147, Severity.MUST_FIX), (150, Severity.LOOK), (197, Severity.LOOK)]
)
def test_low_resolutions_are_told_by_degree(dpi: int, severity: Severity) -> None:
    finding = look(samples.good_scan(1, dpi)).only(Trouble.RESOLUTION_LOW)
    assert (finding.severity, finding.detail) == (severity, f"{dpi} dpi")


@pytest.mark.parametrize("odd", ODD_FILES)
def test_unusual_structures_are_no_damage(odd: str) -> None:
    made: bytes | Callable[[], bytes] = ODD_FILES[odd]
    heard = structure(made() if callable(made) else made)
    kinds = {Trouble.STRUCTURE_REPAIRED, Trouble.WILL_NOT_OPEN, Trouble.IMAGE_DAMAGED}
    assert (heard.count, kinds & set(heard.troubles)) == (2, set())


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_no_false_alarm_for_an_ordinary_jpeg(mode: str, progressive: bool) -> None:
    assert look(jpeg(mode, progressive=progressive), ".jpg").findings == []


SCANS_OF_A4 = [
    ((1240, 1754), Severity.LOOK),  # 149.98 dpi, and not one pixel fewer than there are
    ((1653, 2338), None),
    ((1648, 2336), None),  # some scanners leave out the last columns
    ((1220, 1754), Severity.MUST_FIX),
    ((1630, 2338), Severity.LOOK),
]


@pytest.mark.parametrize(("size", "severity"), SCANS_OF_A4)
@pytest.mark.parametrize("kind", ["image file", "page of a PDF"])
def test_a_scan_is_not_coarse_by_a_pixel(
    kind: str, size: tuple[int, int], severity: Severity | None
) -> None:
    if kind == "image file":
        heard = look(jpeg("L", size), ".jpg")
    else:
        heard = look(with_image(jpeg("L", size), Name.DCTDecode, size))
    assert heard.troubles.get(Trouble.RESOLUTION_LOW) is severity
