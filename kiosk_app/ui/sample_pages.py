"""Pages drawn for the gallery and the tests of the screens: no file of anybody's is needed."""

from typing import cast

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from kiosk_app.documents.findings import Picture

_PAGE = (420, 594)


def page(
    number: int,
    *,
    stamped: bool = False,
    damaged: bool = False,
    turned: bool = False,
    blank: bool = False,
) -> Picture:
    """A drawn page of a writ as raw pixels.

    It may be stamped in its margin, unreadable in its lower half, upside down, or blank.
    """
    image = QImage(*_PAGE, QImage.Format.Format_RGB888)
    image.fill(QColor("#FDFDFB"))
    painter = QPainter(image)
    if turned:
        painter.translate(*_PAGE)
        painter.rotate(180)
    if not blank:
        _draw_page(painter, number)
    if damaged:
        painter.fillRect(0, _PAGE[1] * 5 // 9, *_PAGE, QColor("#9A9A9A"))
    if stamped:
        painter.translate(22, 470)
        painter.rotate(-90)
        painter.setPen(QColor("#1F4E79"))
        painter.setFont(_font(9))
        painter.drawRect(0, -14, 300, 24)
        painter.drawText(8, 2, "iCMS KIOSK – IMAGE RECEIVED · NOT A COURT SEAL")
    painter.end()
    width, height = image.width(), image.height()
    lines = [cast(memoryview, image.constScanLine(y)) for y in range(height)]
    rows = [bytes(line)[: 3 * width] for line in lines]
    return Picture(number, width, height, b"".join(rows))


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont("Noto Sans CJK HK")
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def _draw_page(painter: QPainter, number: int) -> None:
    painter.setPen(Qt.GlobalColor.black)
    top = 60
    if number == 1:
        painter.setFont(_font(13, bold=True))
        painter.drawText(QRect(60, 40, 300, 20), Qt.AlignmentFlag.AlignRight, "HCA 1234/2025")
        for line in (
            "IN THE HIGH COURT OF THE",
            "HONG KONG SPECIAL ADMINISTRATIVE REGION",
            "COURT OF FIRST INSTANCE",
            "",
            "WRIT OF SUMMONS 傳訊令狀",
        ):
            painter.drawText(QRect(60, top + 20, 300, 20), Qt.AlignmentFlag.AlignHCenter, line)
            top += 22
        top += 40
    painter.setPen(QColor("#555555"))
    for row in range((540 - top) // 16):
        short = (row * 7 + number * 5) % 6 == 5
        length = 140 if short else 270 - (row * 37 + number) % 30
        painter.fillRect(70, top + 16 * row, length, 5, QColor("#8A8A8A"))
    painter.setFont(_font(11))
    painter.drawText(QRect(60, 560, 300, 20), Qt.AlignmentFlag.AlignHCenter, f"– {number} –")
