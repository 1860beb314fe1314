"""Documents are mended in the sandbox, stamped afterwards, and what was done is told."""

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from support.checking import LIMITS, edited
from support.mending import complaints

from kiosk_app.documents import samples
from kiosk_app.documents.findings import ReceivedFile
from kiosk_app.documents.mending import Mend, Mending, offers
from kiosk_app.documents.wording import StampWording
from kiosk_app.documents.workshop import Prepared, Workshop
from kiosk_app.wording.trouble import Trouble


class Desk:
    """Takes files in and has them prepared."""

    def __init__(self, folder: Path, workshop: Workshop) -> None:
        self._folder = folder
        self.workshop = workshop

    def take(self, data: bytes) -> ReceivedFile:
        digest = hashlib.sha256(data).hexdigest()
        path = self._folder / digest[:12]
        path.write_bytes(data)
        return ReceivedFile("a file", str(path), len(data), digest)

    def prepare(self, *files: bytes, mendings: tuple[Mending, ...]) -> tuple[Prepared, bytes]:
        taken = [self.take(data) for data in files]
        at = datetime(2026, 11, 21, 1, 34, tzinfo=UTC)
        wording = StampWording("HK1-4K2M-9QX7", "HCA 1234/2025", "HCB-LG1-01", at, taken[0].sha256)
        out = self._folder / "out.pdf"
        made = self.workshop.prepare(taken, out, wording, lambda _: None, mendings)
        return made, out.read_bytes()


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    shop = Workshop(LIMITS)
    yield shop
    shop.close()


@pytest.fixture
def desk(tmp_path: Path, workshop: Workshop) -> Desk:
    return Desk(tmp_path, workshop)


def _fine_scan() -> bytes:
    picture = Image.new("L", (1241, 1754), 245).resize((2482, 3508))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, dpi=(600, 600))
    return out.getvalue()


def test_a_mended_derivative_is_stamped_and_is_no_update_of_the_original(desk: Desk) -> None:
    scan = samples.good_scan(3)
    agreed = (Mending(Mend.ROTATE, (3,), 180), Mending(Mend.DROP_BLANK, (2,)))
    made, derivative = desk.prepare(scan, mendings=agreed)
    assert made.mended == (agreed[1], agreed[0])
    assert (made.pages, made.original_length) == (2, None)
    assert complaints(derivative) == []
    with pikepdf.open(io.BytesIO(derivative)) as pdf:
        assert [page.rotation for page in pdf.pages] == [0, 180]
    again, same = desk.prepare(scan, mendings=agreed)
    assert (again.sha256, same) == (made.sha256, derivative)


def test_where_nothing_could_be_mended_the_original_stands_in_front(desk: Desk) -> None:
    scan = samples.good_scan(1)
    made, derivative = desk.prepare(scan, mendings=(Mending(Mend.FLATTEN),))
    assert (made.mended, made.original_length) == ((), len(scan))
    assert derivative.startswith(scan)


def test_pictures_are_turned_and_made_coarser_once_they_are_pages(desk: Desk) -> None:
    agreed = (Mending(Mend.ROTATE, (2,), 90), Mending(Mend.REDUCE, (1, 2)))
    made, derivative = desk.prepare(_fine_scan(), _fine_scan(), mendings=agreed)
    assert made.mended == agreed
    with pikepdf.open(io.BytesIO(derivative)) as pdf:
        assert [page.rotation for page in pdf.pages] == [0, 90]
        images = [
            next(each for each in page.Resources.XObject.values() if each.Subtype == "/Image")
            for page in pdf.pages
        ]
        assert [(image.Width, image.Height) for image in images] == [(1241, 1754)] * 2


def test_what_the_check_offers_mends_what_it_found(desk: Desk) -> None:
    def make_a_form(pdf: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="name", V="Chan", DA="/Helv 10 Tf 0 g")
        field.update({"/Subtype": pikepdf.Name.Widget, "/Rect": [50, 50, 200, 70]})
        note = pdf.make_indirect(field)
        pdf.pages[0].Annots = pikepdf.Array([note])
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([note]), DR=pikepdf.Dictionary(Font={"/Helv": font})
        )

    scan = edited(samples.good_scan(1), make_a_form)
    file = scan[: scan.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    report = desk.workshop.check(desk.take(file))
    wanted = (Mending(Mend.REPAIR), Mending(Mend.FLATTEN))
    assert offers(report) == wanted
    made, derivative = desk.prepare(file, mendings=offers(report))
    assert made.mended == wanted
    found = {each.trouble for each in desk.workshop.check(desk.take(derivative)).findings}
    assert not found & {Trouble.STRUCTURE_REPAIRED, Trouble.FORM_FIELDS}
