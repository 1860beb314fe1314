"""Documents are checked, drawn and stamped; what cannot be is said, and leaves nothing."""

import hashlib
import io
import threading
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdf
import pytest
from support import images
from support.checking import LIMITS
from support.drawn_pages import as_pdf, page, turned, typed

from kiosk_app.documents import samples
from kiosk_app.documents.findings import Finding, Kind, ReceivedFile, Report, Severity
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.documents.room import Room
from kiosk_app.documents.wording import StampWording
from kiosk_app.documents.workshop import WorkFailed, Workshop, WorkStopped
from kiosk_app.wording.trouble import Trouble

PATIENCE_S = 20.0


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    shop = Workshop(LIMITS)
    yield shop
    shop.close()


def test_a_good_scan_is_checked_stamped_and_drawn(workshop: Workshop, tmp_path: Path) -> None:
    file = _received(tmp_path, "狀書.pdf", samples.good_scan(3))
    report = workshop.check(file)
    assert (report.kind, report.pages, _wrong(report)) == (Kind.PDF, 3, [])
    assert (report.verdict, len(report.pictures)) == (Severity.FINE, 3)

    done: list[int] = []
    made = workshop.prepare([file], tmp_path / "out.pdf", _wording(file), done.append)
    derivative = Path(made.path).read_bytes()
    assert done == [1, 2, 3]
    assert (made.pages, made.size_bytes) == (3, len(derivative))
    assert made.sha256 == hashlib.sha256(derivative).hexdigest()
    assert made.original_length == file.size_bytes
    assert derivative[: file.size_bytes] == Path(file.path).read_bytes()

    (second,) = workshop.pictures(Path(made.path), [2], 800)
    assert (second.page, max(second.width, second.height)) == (2, 800)


def test_the_check_hands_the_stamp_the_places_that_it_saw(
    workshop: Workshop, tmp_path: Path
) -> None:
    file = _received(tmp_path, "scan.pdf", samples.good_scan(3, 100))
    rooms = workshop.check(file).rooms
    assert [room.page for room in rooms] == [1, 2, 3]

    def stamped(mendings: Sequence[Mending], rooms: Sequence[Room]) -> str:
        out, wording = tmp_path / "out.pdf", _wording(file)
        return workshop.prepare([file], out, wording, lambda _: None, mendings, rooms).sha256

    assert stamped((), rooms) == stamped((), ())
    aside = [replace(room, place=replace(room.place, x=room.place.x + 9)) for room in rooms]
    assert stamped((), aside) != stamped((), ()), "it is used"
    turned_page = [Mending(Mend.ROTATE, (2,), 90)]
    assert stamped(turned_page, aside) == stamped(turned_page, ()), "pages are others then"


def test_findings_are_worst_first(workshop: Workshop, tmp_path: Path) -> None:
    scan = samples.two_things_wrong()
    report = workshop.check(_received(tmp_path, "bundle.txt", scan))
    severities = [finding.severity for finding in _wrong(report)]
    assert severities == [Severity.MUST_FIX, Severity.MUST_FIX, Severity.LOOK]
    assert report.verdict is Severity.MUST_FIX


def test_pictures_are_joined_and_stamped_in_order(workshop: Workshop, tmp_path: Path) -> None:
    files = [
        _received(tmp_path, f"{n}.jpg", data) for n, data in enumerate(samples.photographed_pages())
    ]
    made = workshop.prepare(files, tmp_path / "out.pdf", _wording(files[0]), lambda _: None)
    assert (made.pages, made.original_length) == (2, None)
    pages = pypdf.PdfReader(made.path).pages
    held = [next(iter(page["/Resources"]["/XObject"].values())) for page in pages]
    assert ["page 1/2" in pages[0].extract_text(), len(held)] == [True, 2]


def test_images_of_every_kind_are_examined_drawn_and_joined_inside_the_sandbox(
    workshop: Workshop, tmp_path: Path
) -> None:
    files = [
        _received(tmp_path, "fax.tif", images.tiff("group4", "1", pages=3)),
        _received(tmp_path, "strips.tif", images.vips_tiff("CMYK", compression="jpeg")),
        _received(tmp_path, "chart.png", images.interlaced_png("RGBA")),
        _received(tmp_path, "photo.jpg", images.jpeg("RGB")),
    ]
    reports = [workshop.check(file) for file in files]
    assert [report.kind for report in reports] == [Kind.TIFF, Kind.TIFF, Kind.PNG, Kind.JPEG]
    assert [report.pages for report in reports] == [3, 1, 1, 1]
    assert [len(report.pictures) for report in reports] == [3, 1, 1, 1]
    fine = {Trouble.RESOLUTION_LOW}
    assert all({finding.trouble for finding in report.findings} == fine for report in reports)

    (third,) = workshop.pictures(Path(files[0].path), [3], 800)
    assert (third.page, third.height) == (3, 800)
    made = workshop.prepare(files, tmp_path / "out.pdf", _wording(files[0]), lambda _: None)
    assert (made.pages, made.original_length) == (6, None)


def test_a_damaged_fax_page_is_found_inside_the_sandbox(workshop: Workshop, tmp_path: Path) -> None:
    whole = images.fax_tiff("group4")
    broken = whole[:300] + b"\xa5" * 30 + whole[330:]
    report = workshop.check(_received(tmp_path, "fax.tif", broken))
    assert Trouble.IMAGE_DAMAGED in {finding.trouble for finding in report.findings}


def test_a_page_upside_down_is_found_inside_the_sandbox_too(
    workshop: Workshop, tmp_path: Path
) -> None:
    data = as_pdf([turned(page(typed(chinese=True)), 180)])
    report = workshop.check(_received(tmp_path, "a.pdf", data))
    found = {finding.trouble: finding.detail for finding in report.findings}
    assert found[Trouble.TEXT_TURNED] == "upside down"


def test_a_file_that_eats_all_memory_becomes_a_finding(workshop: Workshop, tmp_path: Path) -> None:
    report = workshop.check(_received(tmp_path, "bomb.pdf", _memory_bomb()))
    assert Trouble.GROWS_BEYOND_MEASURE in {finding.trouble for finding in report.findings}
    assert report.verdict is Severity.MUST_FIX


def test_what_cannot_be_stamped_leaves_nothing_behind(workshop: Workshop, tmp_path: Path) -> None:
    file = _received(tmp_path, "nothing.pdf", b"%PDF-1.7\nnothing at all")
    with pytest.raises(WorkFailed) as raised:
        workshop.prepare([file], tmp_path / "out.pdf", _wording(file), lambda _: None)
    assert raised.value.trouble is Trouble.COULD_NOT_BE_STAMPED
    assert list(tmp_path.glob("out*")) == []


def test_work_can_be_stopped_from_anywhere_and_started_again(
    workshop: Workshop, tmp_path: Path
) -> None:
    file = _received(tmp_path, "long.pdf", samples.good_scan())
    stopper = threading.Event()

    def stop_when_told() -> None:
        stopper.wait(PATIENCE_S)
        workshop.stop()

    thread = threading.Thread(target=stop_when_told)
    thread.start()
    with pytest.raises(WorkStopped):
        workshop.prepare(
            [file], tmp_path / "out.pdf", _wording(file), lambda _: (stopper.set(), thread.join())
        )
    assert list(tmp_path.glob("out*")) == []
    assert _wrong(workshop.check(file)) == []


def test_a_workshop_started_on_a_thread_that_has_ended_still_works(tmp_path: Path) -> None:
    shops: list[Workshop] = []
    thread = threading.Thread(target=lambda: shops.append(Workshop(LIMITS)))
    thread.start()
    thread.join()
    try:
        assert _wrong(shops[0].check(_received(tmp_path, "a.pdf", samples.good_scan(1)))) == []
    finally:
        shops[0].close()


def _wrong(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity is not Severity.FINE]


def _received(folder: Path, name: str, data: bytes) -> ReceivedFile:
    path = folder / hashlib.sha256(data).hexdigest()[:12]
    path.write_bytes(data)
    return ReceivedFile(name, str(path), len(data), hashlib.sha256(data).hexdigest())


def _wording(file: ReceivedFile) -> StampWording:
    at = datetime(2026, 11, 21, 1, 34, tzinfo=UTC)
    return StampWording("HK1-4K2M-9QX7", "HCA 1234/2025", "HCB-LG1-01", at, file.sha256)


def _memory_bomb() -> bytes:
    """A page whose drawing grows to four gigabytes, without spending the time to compress them."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    mebibyte = deflate.compress(b" " * (1 << 20)) + deflate.flush(zlib.Z_FULL_FLUSH)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595.276, 841.89)).obj
    page.Contents = pdf.make_stream(b"\x78\xda" + mebibyte * 4096)
    page.Contents.stream_dict.Filter = pikepdf.Name.FlateDecode
    out = io.BytesIO()
    none = pikepdf.StreamDecodeLevel.none
    pdf.save(out, compress_streams=False, stream_decode_level=none)
    return out.getvalue()
