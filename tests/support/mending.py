"""Mends a PDF in this process, and draws it before and after."""

import io
import tempfile
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import settings

from kiosk_app.documents.mend import mend
from kiosk_app.documents.mending import Mending


def mended(data: bytes, *wanted: Mending) -> tuple[tuple[Mending, ...], bytes]:
    """What was really done, and what came of it."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        done = mend(file.fileno(), wanted, lambda pages: None)
        file.seek(0)
        return done, file.read()


def opened(data: bytes) -> pikepdf.Pdf:
    """The PDF; nothing in it may need repair."""
    return pikepdf.open(io.BytesIO(data), attempt_recovery=False)


def drawn(data: bytes, page: int = 1, scale: float = 1.0) -> Any:
    """A page as a reader shows it, form fields too: grey, as whole numbers."""
    with pdfium.PdfDocument(data) as document:
        document.init_forms()
        bitmap = document[page - 1].render(scale=scale, grayscale=True)
        return np.asarray(bitmap.to_pil().convert("L"), int)


def complaints(data: bytes) -> list[str]:
    """What qpdf finds wrong, without the limits that a check sets in its process."""
    before = settings.set_qpdf_limits(dct_max_memory=0, flate_max_memory=0)
    try:
        with opened(data) as pdf:
            return list(pdf.check_pdf_syntax()) + pdf.get_warnings()
    finally:
        settings.set_qpdf_limits(**before)
