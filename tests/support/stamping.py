"""Stamps bytes, and looks at the result as a reader shows it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from kiosk_app.documents.room import Room
from kiosk_app.documents.stamp import stamp
from kiosk_app.documents.stamp_form import Made
from kiosk_app.documents.wording import StampWording

WORDING = StampWording(
    number="HK1-4K2M-9QX7",
    case="HCA 1234/2025",
    kiosk="HCB-LG1-01",
    received_at=datetime(2026, 11, 21, 1, 34, 59, tzinfo=UTC),
    sha256="0123456789abcdef" * 4,
)


class Desk:
    """Stamps bytes and gives back what came of it and the derivative."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "derivative.pdf"

    def stamp(
        self, original: bytes, wording: StampWording = WORDING, rooms: Sequence[Room] = ()
    ) -> tuple[Made, bytes]:
        self._file.write_bytes(original)
        with self._file.open("r+b") as derivative:
            made = stamp(derivative.fileno(), wording, lambda _: None, rooms=rooms)
        return made, self._file.read_bytes()


class StampedOnce:
    """Files by their names, each stamped when it is first asked for."""

    def __init__(self, folder: Path, originals: Mapping[str, bytes]) -> None:
        self._desk, self._originals = Desk(folder), originals
        self._stamped: dict[str, tuple[Made, bytes]] = {}

    def __getitem__(self, name: str) -> tuple[Made, bytes]:
        if name not in self._stamped:
            self._stamped[name] = self._desk.stamp(self._originals[name])
        return self._stamped[name]


def drawn(pdf: bytes, index: int) -> Any:
    """One page in grey, rows from the top, its longer side 1,600 pixels."""
    with pdfium.PdfDocument(pdf) as document:
        page = document[index]
        bitmap = page.render(scale=1600 / max(page.get_size()), grayscale=True)
        picture = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width].copy()
        page.close()
    return picture
