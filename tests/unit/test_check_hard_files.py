"""Odd but whole files are taken; where pages are lost the file is refused, and it is said where."""

import re

import pytest
from pikepdf import Name
from support.checking import jpeg, structure, with_image
from support.odd_pages import A4, lines, two_pages

from kiosk_app.documents import samples
from kiosk_app.wording.trouble import Trouble

PLAIN = two_pages(b"0 0 9 9 re f")
SCAN = samples.good_scan(3)
WEB = two_pages(linearize=True)
TABLE = PLAIN.rindex(b"xref\n0")


def _shifted(found: re.Match[bytes]) -> bytes:
    return b"\n%010d 00000 n" % (int(found[1]) + 7)


WHOLE: dict[str, bytes] = {
    "rubbish before the header": b"x" * 999 + b"\n" + PLAIN,
    "no end mark": PLAIN[: PLAIN.rindex(b"%%EOF")],
    "rows of 19 bytes": re.sub(rb"(\d{10} \d{5} [nf]) \n", rb"\1\n", PLAIN),
    "ended twice": PLAIN + PLAIN[PLAIN.rindex(b"startxref") :],
    "pages that do not say so": PLAIN.replace(b"/Type /Page", b"/Tipe /Page"),
}
MENDED: dict[str, bytes] = {
    "no version": PLAIN.replace(b"%PDF-1.3", b"%PDF-   "),
    "objects not ended": PLAIN.replace(b"endobj\n", b""),
    "offsets wrong": re.sub(rb"\n(\d{10}) 00000 n", _shifted, PLAIN),
    "no table": PLAIN[:TABLE] + PLAIN[PLAIN.rindex(b"trailer") :],
    "no table and no start": PLAIN[:TABLE] + PLAIN[PLAIN.rindex(b"trailer") :].split(b"startx")[0],
    "cut in the table": PLAIN[: TABLE + 40],
    "no start of the table": PLAIN[: PLAIN.rindex(b"startxref")],
    "a web page after the end": PLAIN + b"<!-- served by -->" * 300,
    "padded with nothing": PLAIN + bytes(5000),
    "lines as on old Macintoshes": PLAIN.replace(b"\n", b"\r"),
    "lengths wrong": re.sub(rb"/Length \d+", b"/Length 3", PLAIN),
    "the last bytes gone": SCAN[:-20],
}
LOST: dict[str, tuple[bytes, str]] = {
    "half": (SCAN[: len(SCAN) // 2], rf"cut off after {len(SCAN) // 2:,} bytes"),
    "nearly all there": (SCAN[: len(SCAN) * 99 // 100], r"cut off after [\d,]+ bytes"),
    "made for the web": (WEB[: len(WEB) * 7 // 10], r"cut off at 69%"),
    "half of it zeros": (SCAN[:60_000].ljust(len(SCAN), b"\0"), r"cut off after [\d,]+ bytes"),
    "nothing": (b"%PDF-1.7\nnothing at all", r"nothing of a PDF but its first line"),
    "no objects but an end": (b"%PDF-1.7\n1 0 obj\n1\nendobj\nstartxref\n0\n%%EOF", r".*bytes?.*"),
}  # fmt: skip


@pytest.mark.parametrize("odd", WHOLE)
def test_what_every_reader_opens_is_taken_without_a_word(odd: str) -> None:
    heard = structure(WHOLE[odd])
    assert (heard.count, heard.findings, len(heard.drawn)) == (2, [], 2)


@pytest.mark.parametrize("odd", MENDED)
def test_what_can_be_mended_without_loss_is_told(odd: str) -> None:
    heard = structure(MENDED[odd])
    assert heard.count == (3 if MENDED[odd].startswith(SCAN[:1000]) else 2)
    assert set(heard.troubles) == {Trouble.STRUCTURE_REPAIRED}


@pytest.mark.parametrize("lost", LOST)
def test_what_was_lost_is_refused_with_where_reading_stopped(lost: str) -> None:
    data, where = LOST[lost]
    heard = structure(data)
    assert set(heard.troubles) == {Trouble.WILL_NOT_OPEN}
    assert re.fullmatch(where, heard.findings[0].detail), heard.findings


def test_a_page_that_is_missing_from_the_tree_is_not_passed_over() -> None:
    lost = re.sub(rb"/Kids \[ (\d) 0 R", rb"/Kids [ 9 0 R", PLAIN)
    heard = structure(lost)
    assert heard.only(Trouble.PAGE_COUNT_LIES).detail == "2 stated, 1 there"


def test_a_hole_in_a_scan_is_found_where_it_is() -> None:
    at = SCAN.index(b"/DCTDecode") + 20_000
    heard = structure(SCAN[:at] + bytes(3000) + SCAN[at + 3000 :])
    assert set(heard.troubles) == {Trouble.IMAGE_DAMAGED}


def test_a_picture_with_a_name_in_big5_is_decoded_like_any_other() -> None:
    short = with_image(jpeg("L")[:20_000], Name.DCTDecode, (1700, 2400))
    renamed = short.replace(b"/Im ", b"/\xb9\xcf ")
    assert renamed.count(b"/\xb9\xcf ") == 2
    assert structure(renamed).only(Trouble.IMAGE_DAMAGED).pages == (1,)


def test_a_page_of_which_nothing_can_be_drawn_is_told() -> None:
    heard = structure(PLAIN.replace(b"/Count 2", b"/Count 1"))
    finding = heard.only(Trouble.IMAGE_DAMAGED)
    assert (finding.pages, finding.detail) == ((2,), "the page cannot be drawn")


@pytest.mark.parametrize("inherit", [False, True])
def test_a_crop_beside_the_sheet_hides_nothing_and_is_told(*, inherit: bool) -> None:
    heard = structure(two_pages(lines(A4), crop=(600, 900, 700, 1000), inherit=inherit))
    assert set(heard.troubles) == {Trouble.PAGE_CROPPED, Trouble.FONTS_NOT_EMBEDDED}
    assert [(page.width, page.height) for page in heard.drawn] == [(212, 300)] * 2
    assert [room.page for room in heard.rooms] == [1, 2]


@pytest.mark.parametrize("stated", [b"[1]", b"true", b"(1)", b"1.5", b"null", b"<</Of 1>>"])
def test_what_is_stated_in_place_of_a_number_of_pages_is_not_shown(stated: bytes) -> None:
    heard = structure(PLAIN.replace(b"/Count 2", b"/Count " + stated))
    assert heard.only(Trouble.PAGE_COUNT_LIES).detail == "no number stated, 2 there"
