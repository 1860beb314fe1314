"""Finds everything that is wrong with one file. Runs in the sandbox, on an open descriptor."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

import pikepdf

from kiosk_app.documents.active_content import active_content, embedded_files, form_fields
from kiosk_app.documents.findings import Finding, Kind, Picture, Severity
from kiosk_app.documents.image_data import Damaged, check_jpeg, check_pdf_image
from kiosk_app.documents.kinds import SUFFIXES, kind_of, name_of_other
from kiosk_app.documents.page_content import PageContent, read_content
from kiosk_app.documents.page_geometry import off_size, resolution_dpi
from kiosk_app.documents.page_view import page_view
from kiosk_app.documents.pictures import path_of, pictures
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble

PICTURED_PAGES = 24
PICTURE_LONG_SIDE_PX = 300

MUST_FIX = {
    Trouble.WILL_NOT_OPEN,
    Trouble.IMAGE_DAMAGED,
    Trouble.PASSWORD_NEEDED,
    Trouble.ACTIVE_CONTENT,
    Trouble.EMBEDDED_FILES,
    Trouble.WRONG_KIND,
    Trouble.EMPTY_FILE,
    Trouble.TOO_LARGE,
    Trouble.TOO_MANY_PAGES,
    Trouble.COULD_NOT_BE_EXAMINED,
    Trouble.TOOK_TOO_LONG,
    Trouble.COULD_NOT_BE_STAMPED,
}


class Told(Protocol):
    """Who is told what is found, as it is found."""

    def kind(self, kind: str) -> None:
        """What the file is."""

    def pages(self, count: int) -> None:
        """How many pages it has."""

    def finding(self, finding: Finding) -> None:
        """One trouble."""

    def picture(self, picture: Picture) -> None:
        """One page, drawn."""


def severity_of(trouble: Trouble, limits: DocumentLimits) -> Severity:
    """How much a trouble matters: the profile's word, else the default."""
    named = limits.severities.get(trouble.name)
    if named is not None:
        return Severity(named)
    if trouble is Trouble.RESOLUTION_HIGH:
        return Severity.FINE
    return Severity.MUST_FIX if trouble in MUST_FIX else Severity.LOOK


def check(file: int, limits: DocumentLimits, suffix: str, told: Told) -> None:
    """Tell everything that is found in the open file; `suffix` is that of its name.

    One finding for each trouble, with the pages it is on; in no order.
    """
    kind = kind_of(file)
    told.kind(kind)
    findings = _Findings(limits, told)
    size_bytes = os.fstat(file).st_size
    if size_bytes == 0:
        findings.tell(Trouble.EMPTY_FILE)
        return
    if kind is Kind.OTHER:
        findings.tell(Trouble.WRONG_KIND, detail=name_of_other(file))
        return
    if suffix.lower() not in SUFFIXES[kind]:
        findings.tell(Trouble.NAME_AND_CONTENT_DIFFER, detail=kind.value.upper())
    if size_bytes > limits.max_file_bytes:
        findings.tell(Trouble.TOO_LARGE, detail=f"{size_bytes / 1e6:.1f} MB")
        return
    if kind is Kind.JPEG:
        _check_jpeg_file(file, findings, told)
    else:
        _check_pdf_file(file, findings, told)


class _Findings:
    """Gives each finding its severity on the way out."""

    def __init__(self, limits: DocumentLimits, told: Told) -> None:
        self.limits = limits
        self._told = told

    def tell(
        self,
        trouble: Trouble,
        pages: Iterator[int] | tuple[int, ...] | list[int] = (),
        detail: str = "",
        severity: Severity | None = None,
    ) -> None:
        severity = severity or severity_of(trouble, self.limits)
        self._told.finding(Finding(trouble, severity, tuple(pages), detail))


def _check_jpeg_file(file: int, findings: _Findings, told: Told) -> None:
    told.pages(1)
    data = os.pread(file, os.fstat(file).st_size, 0)
    try:
        facts = check_jpeg(data)
    except Damaged as error:
        findings.tell(Trouble.IMAGE_DAMAGED, (1,), str(error))
        return
    # An image of a whole sheet: its pixels are judged on A4.
    short, long = sorted((facts.width, facts.height))
    _tell_resolution(findings, {1: min(short / (210 / 25.4), long / (297 / 25.4))})
    for picture in pictures(file, (1,), PICTURE_LONG_SIDE_PX):
        told.picture(picture)


def _check_pdf_file(file: int, findings: _Findings, told: Told) -> None:
    pdf = _open(file, findings)
    if pdf is None:
        return
    with pdf:
        count = _count_pages(pdf, findings)
        told.pages(count)
        if count == 0:
            return
        if count > findings.limits.max_pages:
            findings.tell(Trouble.TOO_MANY_PAGES, detail=str(count))
            return
        if pdf.is_encrypted:
            findings.tell(Trouble.RESTRICTED)
        _check_policy(pdf, findings)
        _check_pages(pdf, findings)
    for picture in pictures(file, range(1, min(count, PICTURED_PAGES) + 1), PICTURE_LONG_SIDE_PX):
        told.picture(picture)


def _open(file: int, findings: _Findings) -> pikepdf.Pdf | None:
    """Open without mending first, so that what needs mending is known."""
    try:
        pdf = pikepdf.open(
            path_of(file),
            attempt_recovery=False,
            suppress_warnings=True,
            inherit_page_attributes=False,
        )
    except pikepdf.PasswordError:
        findings.tell(Trouble.PASSWORD_NEEDED)
        return None
    except pikepdf.PdfError:
        return _open_mended(file, findings)
    if pdf.get_warnings():
        findings.tell(Trouble.STRUCTURE_REPAIRED)
    return pdf


def _open_mended(file: int, findings: _Findings) -> pikepdf.Pdf | None:
    try:
        pdf = pikepdf.open(path_of(file), suppress_warnings=True)
        if len(pdf.pages) == 0:
            raise pikepdf.PdfError("no pages")
    except pikepdf.PasswordError:
        findings.tell(Trouble.PASSWORD_NEEDED)
        return None
    except pikepdf.PdfError:
        findings.tell(Trouble.WILL_NOT_OPEN)
        return None
    if not _ends_as_a_pdf(file):
        # Cut off: what a repair finds is not the document that was meant.
        findings.tell(Trouble.WILL_NOT_OPEN, detail="cut off before its end")
        pdf.close()
        return None
    findings.tell(Trouble.STRUCTURE_REPAIRED)
    return pdf


def _ends_as_a_pdf(file: int) -> bool:
    size = os.fstat(file).st_size
    return b"%%EOF" in os.pread(file, 2048, max(0, size - 2048))


def _count_pages(pdf: pikepdf.Pdf, findings: _Findings) -> int:
    """Count the leaves; what the tree says of itself is only compared."""
    stated = pdf.Root.get("/Pages", pikepdf.Dictionary()).get("/Count")
    count = len(pdf.pages)
    if count == 0:
        findings.tell(Trouble.WILL_NOT_OPEN, detail="no pages")
    elif not isinstance(stated, int) or stated != count:
        findings.tell(Trouble.PAGE_COUNT_LIES, detail=f"{stated} stated, {count} there")
    return count


def _check_policy(pdf: pikepdf.Pdf, findings: _Findings) -> None:
    active = active_content(pdf)
    if active.names:
        findings.tell(Trouble.ACTIVE_CONTENT, active.pages, ", ".join(sorted(active.names)))
    if embedded_files(pdf):
        findings.tell(Trouble.EMBEDDED_FILES)
    fields = form_fields(pdf)
    if fields.xfa:
        findings.tell(Trouble.FORM_FIELDS, detail="XFA", severity=Severity.MUST_FIX)
    elif fields.count:
        findings.tell(Trouble.FORM_FIELDS, detail=str(fields.count))
    if fields.signatures:
        findings.tell(Trouble.ALREADY_SIGNED, detail=str(fields.signatures))


def _check_pages(pdf: pikepdf.Pdf, findings: _Findings) -> None:
    damaged: dict[str, list[int]] = defaultdict(list)
    odd: dict[str, list[int]] = defaultdict(list)
    unreadable: list[int] = []
    resolutions: dict[int, float] = {}
    verdicts: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages, start=1):
        view = page_view(page)
        if size := off_size(view, findings.limits.page_tolerance_mm):
            odd[size].append(number)
        try:
            content = read_content(page)
        except pikepdf.PdfError:
            unreadable.append(number)
            continue
        if dpi := resolution_dpi(content, view):
            resolutions[number] = dpi
        if trouble := _image_trouble(content, verdicts):
            damaged[trouble].append(number)
    if damaged:
        pages = sorted(page for pages in damaged.values() for page in pages)
        findings.tell(Trouble.IMAGE_DAMAGED, pages, "; ".join(sorted(damaged)))
    if unreadable:
        findings.tell(Trouble.IMAGE_DAMAGED, unreadable, "the page's drawing cannot be read")
    if odd:
        pages = sorted(page for pages in odd.values() for page in pages)
        findings.tell(Trouble.PAGE_SIZE_ODD, pages, ", ".join(sorted(odd)[:8]))
    _tell_resolution(findings, resolutions)


def _image_trouble(content: PageContent, verdicts: dict[tuple[int, int], str]) -> str:
    """The first trouble with an image of the page; an image that pages share is decoded once."""
    for draw in content.draws:
        key = draw.image.objgen
        if key not in verdicts:
            try:
                check_pdf_image(draw.image)
                verdicts[key] = ""
            except Damaged as error:
                verdicts[key] = str(error)
        if verdicts[key]:
            return verdicts[key]
    return ""


def _tell_resolution(findings: _Findings, resolutions: dict[int, float]) -> None:
    limits = findings.limits
    rejected = {page: dpi for page, dpi in resolutions.items() if dpi < limits.dpi_reject}
    low = {p: d for p, d in resolutions.items() if limits.dpi_reject <= d < limits.dpi_warn}
    high = {page: dpi for page, dpi in resolutions.items() if dpi > limits.dpi_high}
    for some, severity in ((rejected, Severity.MUST_FIX), (low, None)):
        if some:
            detail = f"{min(some.values()):.0f} dpi"
            findings.tell(Trouble.RESOLUTION_LOW, sorted(some), detail, severity)
    if high:
        findings.tell(Trouble.RESOLUTION_HIGH, sorted(high), f"{max(high.values()):.0f} dpi")


def suffix_of(name: str) -> str:
    """The suffix of a visitor's file name, as far as it is told to the worker."""
    return PurePath(name).suffix[:16]
