"""Every form of the stamp comes about inside the sandbox, and the host knows which it is."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyhanko.sign.fields import MDPPerm
from support.checking import LIMITS
from support.odd_pages import two_pages
from support.signed import judged, signed
from support.stamping import WORDING

from kiosk_app.documents.findings import ReceivedFile
from kiosk_app.documents.signature_review import POLICY
from kiosk_app.documents.stamp_form import Form, StampedPages
from kiosk_app.documents.workshop import Prepared, Workshop

STRIPES = b" ".join(b"0 %d 595 4 re f" % y for y in range(0, 842, 9))


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    shop = Workshop(LIMITS)
    yield shop
    shop.close()


@pytest.mark.parametrize("form", Form)
def test_the_host_knows_the_form(workshop: Workshop, tmp_path: Path, form: Form) -> None:
    original = {
        Form.NONE: two_pages(),
        Form.PAGES: two_pages(),
        Form.COVER_SHEET: two_pages(STRIPES),
        Form.ANNOTATIONS: signed(two_pages()),
        Form.SIDE_CAR: signed(two_pages(), certify=MDPPerm.NO_CHANGES),
    }[form]
    on = StampedPages.NONE if form is Form.NONE else StampedPages.ALL
    made = _prepared(workshop, tmp_path, original, on)
    assert (made.form, made.pages) == (form, 2)
    derivative = Path(made.path).read_bytes()
    if form is Form.SIDE_CAR:
        assert made.original_length is None
    else:
        assert made.original_length == len(original)
        assert derivative.startswith(original)
    if form is Form.ANNOTATIONS:
        assert judged(derivative, POLICY)[0].changes_permitted


def _prepared(workshop: Workshop, folder: Path, original: bytes, on: StampedPages) -> Prepared:
    path = folder / "brought.pdf"
    path.write_bytes(original)
    digest = hashlib.sha256(original).hexdigest()
    file = ReceivedFile(path.name, str(path), len(original), digest)
    wording = replace(WORDING, sha256=digest, on=on)
    return workshop.prepare([file], folder / "out.pdf", wording, lambda _: None)
