"""The printable report of a check: every finding of every file, in three languages, on A4."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from kiosk_app.documents.findings import Finding, Report, Severity
from kiosk_app.receipts.times import day_and_hour
from kiosk_app.ui.pdf_text import readable
from kiosk_app.wording import checked
from kiosk_app.wording.sentences import bracketed, page_list
from kiosk_app.wording.texts import Language, Text

CREATOR = "court-kiosk check"
FAMILIES = {
    Language.EN: "Noto Sans CJK HK",
    Language.ZH_HANT: "Noto Sans CJK HK",
    Language.ZH_HANS: "Noto Sans CJK SC",
}
# Lengths below are in 1/96 inch, the unit of Qt's text layout.
UNITS_PER_MM = 96 / 25.4
MARGIN = 16 * UNITS_PER_MM
WIDTH = 210 * UNITS_PER_MM - 2 * MARGIN
FOOT = 30.0
HEIGHT = 297 * UNITS_PER_MM - 2 * MARGIN - FOOT
RESOLUTION_DPI = 1200
_MOST_REPORT_BYTES = 32 * 1024 * 1024
_LONGEST_PAGES = 40


class FontsMissing(Exception):
    """The typeface of the report is not on this machine (package fonts-noto-cjk)."""


@dataclass(frozen=True)
class Checked:
    """What a report is of: the files, by which rules, when, and by which program."""

    reports: Sequence[Report]
    rules_id: str
    at: datetime
    version: str


@dataclass(frozen=True)
class _Block:
    """Something that stays together on a page; with what follows it, if `keeps_next`."""

    text: QTextDocument
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return self.text.size().height()


def make_ready() -> None:
    """Load what a report needs; call it on the main thread. Raises FontsMissing."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_ready.application = QGuiApplication(["kiosk"])  # type: ignore[attr-defined]
    if missing := set(FAMILIES.values()) - set(QFontDatabase.families()):
        raise FontsMissing(", ".join(sorted(missing)))


def is_report(file: Path) -> bool:
    """Whether a file is an earlier report, by the name of its maker. Raises OSError."""
    with file.open("rb") as opened:
        return CREATOR.encode() in opened.read(_MOST_REPORT_BYTES)


def report_pdf(found: Checked) -> bytes:
    """The report as a PDF. `make_ready` must have been called."""
    blocks = list(_blocks(found))
    pages = _on_pages(blocks)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
        )
    )
    writer.setTitle(checked.TITLE.en)
    writer.setCreator(CREATOR)
    painter = QPainter(writer)
    painter.scale(RESOLUTION_DPI / 96, RESOLUTION_DPI / 96)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        for piece in page:
            _draw(painter, piece)
        _draw(painter, _foot(found.rules_id, number, len(pages)))
    painter.end()
    used = "".join(block.text.toPlainText() for block in blocks) + checked.PAGE.zh_hant
    used += checked.PAGE.zh_hans
    return readable(bytes(buffer.data().data()), set(FAMILIES.values()), used)


@dataclass(frozen=True)
class _Piece:
    """A slice of a text, from `start` on, `height` high, at `top` below the upper margin."""

    text: QTextDocument
    top: float
    start: float
    height: float


def _on_pages(blocks: Sequence[_Block]) -> list[list[_Piece]]:
    """Fill pages; only what is higher than a page is cut, between its lines."""
    pages: list[list[_Piece]] = [[]]
    top = 0.0
    for index, block in enumerate(blocks):
        needed = block.height
        if block.keeps_next and index + 1 < len(blocks):
            needed += min(blocks[index + 1].height, HEIGHT / 2)
        if top and top + needed > HEIGHT:
            pages.append([])
            top = 0.0
        if block.height <= HEIGHT:
            pages[-1].append(_Piece(block.text, top, 0.0, block.height))
            top += block.height
            continue
        block.text.setPageSize(QSizeF(WIDTH, HEIGHT))
        slices = block.text.pageCount()
        for number in range(slices):
            pages[-1].append(_Piece(block.text, 0.0, number * HEIGHT, HEIGHT))
            if number + 1 < slices:
                pages.append([])
        top = HEIGHT
    return pages


def _draw(painter: QPainter, piece: _Piece) -> None:
    painter.save()
    painter.translate(MARGIN, MARGIN + piece.top - piece.start)
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette(context.palette)
    palette.setColor(QPalette.ColorRole.Text, "black")
    context.palette = palette
    context.clip = QRectF(0, piece.start, WIDTH, piece.height)
    painter.setClipRect(context.clip)
    piece.text.documentLayout().draw(painter, context)
    painter.restore()


def _blocks(found: Checked) -> Iterator[_Block]:
    yield _Block(_text(_title(found)))
    for number, report in enumerate(found.reports, start=1):
        yield _Block(_text(_file(number, report)), keeps_next=True)
        for finding in report.findings:
            yield _Block(_text(_finding(finding, report)))
        if not report.findings:
            yield _Block(_text(_row("", _each(checked.NOTHING_FOUND))))


def _title(found: Checked) -> str:
    verdicts = [report.verdict for report in found.reports]
    numbers = [verdicts.count(Severity(verdict)) for verdict in checked.VERDICTS]
    day, hour = day_and_hour(found.at)
    facts = (
        (checked.CHECKED_AT, f"{day} {hour} HKT"),
        (checked.RULES, found.rules_id),
        (checked.PROGRAM, f"court-kiosk {found.version}"),
    )
    rows = "".join(
        f"<tr><td>{_one_line(name)}&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
        for name, value in facts
    )
    return (
        f"<p style='font-size:15pt; font-weight:bold'>{_one_line(checked.TITLE)}</p>"
        f"{_box(_each(checked.NOT_A_FILING, bold=True))}"
        f"<p style='font-size:4pt'>&nbsp;</p><table>{rows}</table>"
        f"<p style='font-size:4pt'>&nbsp;</p>{_each(checked.summary(*numbers))}"
    )


def _file(number: int, report: Report) -> str:
    verdict = checked.VERDICTS[report.verdict]
    digest = report.file.sha256 or checked.NO_DIGEST.en
    what = checked.kind_and_pages(report.kind, report.pages)
    return (
        "<p style='font-size:6pt'>&nbsp;</p><hr>"
        f"<p style='font-size:12pt'><b>{number}. {escape(_plain(report.file.name))}</b></p>"
        f"<p><b>{_one_line(verdict)}</b></p>"
        f"<p>{_one_line(what) if what else ''}</p>"
        f"<p style='font-size:8pt'>SHA-256 {digest}</p>"
    )


def _finding(finding: Finding, report: Report) -> str:
    words = checked.found(finding.trouble, _plain(report.file.name), finding.pages, finding.detail)
    severity = checked.SEVERITIES[finding.severity]
    sides = f"<p style='font-size:12pt'><b>{finding.trouble}</b></p>" + _each(severity)
    pages = page_list(finding.pages)
    if 0 < len(pages) <= _LONGEST_PAGES:  # the sentences name all of them
        sides += f"<p>{_one_line(checked.PAGE)} {pages}</p>"
    told = ""
    for language in Language:
        facts = checked.facts_beside(finding.trouble, finding.pages, finding.detail, language)
        beside = (bracketed(Text(fact, fact, fact)).in_language(language) for fact in facts)
        sentence = words.what.in_language(language) + "".join(beside)
        step = checked.NEXT_STEP.in_language(language) + checked.COLON.in_language(language)
        told += (
            f"<p style='{_style(language)}; margin-bottom:4px'><b>{escape(sentence)}</b><br>"
            f"{step}{escape(words.next_step.in_language(language))}</p>"
        )
    return _row(sides, told)


def _row(side: str, told: str) -> str:
    return (
        "<p style='font-size:3pt'>&nbsp;</p><table width='100%' cellpadding='3'><tr>"
        f"<td width='19%'>{side}</td><td width='81%'>{told}</td></tr></table>"
    )


def _box(inside: str) -> str:
    return (
        "<table width='100%' border='1' cellspacing='0' cellpadding='6' "
        f"style='border-color:black; border-style:solid'><tr><td>{inside}</td></tr></table>"
    )


def _foot(rules_id: str, number: int, pages: int) -> _Piece:
    left = f"{escape(checked.NOT_A_FILING.en.partition('. ')[0])}. {escape(rules_id)}"
    line = (
        "<table width='100%'><tr>"
        f"<td style='font-size:8pt'>{left}</td>"
        f"<td align='right' style='font-size:8pt'>{_one_line(checked.PAGE)} {number} / {pages}</td>"
        "</tr></table>"
    )
    text = _text(line)
    return _Piece(text, HEIGHT + FOOT - text.size().height(), 0.0, text.size().height())


def _text(html: str) -> QTextDocument:
    text = QTextDocument()
    text.setDocumentMargin(0)
    text.setUseDesignMetrics(True)
    font = QFont(FAMILIES[Language.EN], 10)
    for substitution in ("liga", "locl"):  # what is drawn by them cannot be searched in the PDF
        font.setFeature(QFont.Tag(substitution), 0)
    text.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    text.setDefaultTextOption(option)
    text.setDefaultStyleSheet("p { margin: 0 }")
    text.setHtml(html)
    text.setTextWidth(WIDTH)
    return text


def _each(text: Text, *, bold: bool = False) -> str:
    """The text in three languages, one below the other."""
    weight = "font-weight:bold" if bold else ""
    return "".join(
        f"<p style='{_style(language)}; {weight}'>{escape(text.in_language(language))}</p>"
        for language in Language
    )


def _one_line(text: Text) -> str:
    """The text in three languages, beside each other."""
    return " &nbsp;".join(
        f"<span style='{_style(language)}'>{escape(text.in_language(language))}</span>"
        for language in Language
    )


def _style(language: Language) -> str:
    return f'font-family:"{FAMILIES[language]}"'


def _plain(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\u00b7" for letter in name)
