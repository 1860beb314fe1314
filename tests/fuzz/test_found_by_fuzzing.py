"""What fuzzing has found once is not found twice."""

from pathlib import Path

import pytest
from support.bombs import one_page, stream
from support.checking import look
from support.stamping import Desk

from kiosk_app.documents.append import CouldNotStamp
from kiosk_app.wording.trouble import Trouble

FOUND = {
    "resources with a word that is no name": one_page(
        stream(b"0 0 9 9 re f"), b"<</ XObject <</F 1 0 R>>>>"
    ),
    "a length that says null": one_page(b"<</Length 1/4>>\nstream\n0 0 9 9 re f\nendstream"),
    "a file that pdfium does not open": one_page(stream(b"")).replace(b"%PDF-", b"$QDF-"),
}


@pytest.mark.parametrize("found", FOUND)
def test_what_was_found_once_is_told_and_stamped_or_refused(found: str, tmp_path: Path) -> None:
    heard = look(FOUND[found])
    assert heard.findings
    assert not {Trouble.COULD_NOT_BE_EXAMINED, Trouble.TOOK_TOO_LONG} & set(heard.troubles)
    try:
        made, derivative = Desk(tmp_path).stamp(FOUND[found])
    except CouldNotStamp:
        return
    assert made.pages == 1
    assert derivative.startswith(b"%PDF-")
