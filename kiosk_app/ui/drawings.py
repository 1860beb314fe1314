"""Our own line drawings, drawn in the colours of the theme.

The files are written in three colours that stand for ink, accent and soft fill, and with one
width of line; QML asks for
`image://drawings/<name>/<ink>/<accent>/<soft>` with the colours of the moment.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent / "qml" / "drawings"
_DEFAULT_SIZE = 96


class Drawings(QQuickImageProvider):
    """Gives QML the drawings; an unknown name is a bug and raises FileNotFoundError."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803
        """Called by Qt."""
        name, ink, accent, soft = id.split("/")
        side = requestedSize.width() if requestedSize.width() > 0 else _DEFAULT_SIZE
        size.setWidth(side)
        size.setHeight(side)
        return _drawn(name, ink, accent, soft, side)


@lru_cache(maxsize=256)
def _drawn(name: str, ink: str, accent: str, soft: str, side: int) -> QImage:
    svg = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    for placeholder, colour in (("INK", ink), ("ACCENT", accent), ("SOFT", soft)):
        svg = svg.replace(placeholder, _svg_colour(colour))
    svg = svg.replace("STROKE", f"{_stroke(side):.2f}")
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


def _stroke(side: int) -> float:
    """The width of a line in the drawing's own units of 1/96: a pen, not a magnified picture.

    On the screen that is two pixels for the smallest drawings and six for the largest.
    """
    return (2 + side / 110) * 96 / side


def _svg_colour(colour: str) -> str:
    """QML writes a colour as rrggbb, or as aarrggbb when it is not opaque."""
    return f"#{colour}" if len(colour) == 6 else "none"
