"""The pictures QML asks for: pages as raw pixels from the sandbox, and the receipt's code.

Nothing here decodes a file: a page is a block of pixels with a width and a height, the code is
drawn from the matrix of the QR symbol.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk_app.documents.findings import Picture

_QUIET_ZONE = 4


class PagePictures(QQuickImageProvider):
    """Gives QML the pictures of the present screen under `image://pages/…`, and no other.

    Every screen has addresses of its own, so that no picture is ever shown for another.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._held: dict[str, Picture | str] = {}
        self._before: dict[str, Picture | str] = {}
        self._count = 0

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Hold anew inside the block; what is not held again is forgotten at its end."""
        self._before, self._held = self._held, {}
        try:
            yield
        finally:
            self._before = {}

    def hold(self, picture: Picture | str) -> str:
        """Keep a page, or the text of a code; returns its address for QML.

        The same picture keeps its address from one showing to the next, so that a screen that
        only tells progress does not load it again.
        """
        for name, held in self._before.items():
            if held is picture or (isinstance(held, str) and held == picture):
                self._held[name] = picture
                return f"image://pages/{name}"
        self._count += 1
        name = str(self._count)
        self._held[name] = picture
        return f"image://pages/{name}"

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803
        """Called by Qt; an address that is not held gives one blank pixel."""
        held = self._held.get(id)
        match held:
            case None:
                image = QImage(1, 1, QImage.Format.Format_RGB888)
                image.fill(Qt.GlobalColor.white)
            case str():
                image = code_image(held)
            case _:
                image = page_image(held)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def page_image(picture: Picture) -> QImage:
    """A page from its raw pixels; ValueError when there are too few of them."""
    needed = 3 * picture.width * picture.height
    if needed == 0 or len(picture.pixels) < needed:
        raise ValueError(f"page {picture.page} has {len(picture.pixels)} of {needed} bytes")
    raw = QImage(
        picture.pixels,
        picture.width,
        picture.height,
        3 * picture.width,
        QImage.Format.Format_RGB888,
    )
    return raw.copy()


def code_image(text: str) -> QImage:
    """The QR code of a text, one pixel a module, with its quiet zone."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    side = len(rows) + 2 * _QUIET_ZONE
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixelColor(x + _QUIET_ZONE, y + _QUIET_ZONE, Qt.GlobalColor.black)
    return image
