"""Finds everything that is wrong with a PDF: structure, policy, and each page with its images."""

import os
from collections import defaultdict

import pikepdf

from kiosk_app.documents.active_content import active_content, embedded_files, form_fields
from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX, PICTURED_PAGES, Severity
from kiosk_app.documents.image_data import Damaged, check_pdf_image
from kiosk_app.documents.page_content import PageContent, read_content
from kiosk_app.documents.page_geometry import off_size, resolution_dpi, tell_resolution
from kiosk_app.documents.page_view import page_view
from kiosk_app.documents.pictures import path_of, pictures
from kiosk_app.documents.verdicts import Findings, Told
from kiosk_app.wording.trouble import Trouble


def check_pdf_file(file: int, findings: Findings, told: Told) -> None:
    """Tell everything that is found in a PDF file."""
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


def _open(file: int, findings: Findings) -> pikepdf.Pdf | None:
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


def _open_mended(file: int, findings: Findings) -> pikepdf.Pdf | None:
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


def _count_pages(pdf: pikepdf.Pdf, findings: Findings) -> int:
    """Count the leaves; what the tree says of itself is only compared."""
    stated = pdf.Root.get("/Pages", pikepdf.Dictionary()).get("/Count")
    count = len(pdf.pages)
    if count == 0:
        findings.tell(Trouble.WILL_NOT_OPEN, detail="no pages")
    elif not isinstance(stated, int) or stated != count:
        findings.tell(Trouble.PAGE_COUNT_LIES, detail=f"{stated} stated, {count} there")
    return count


def _check_policy(pdf: pikepdf.Pdf, findings: Findings) -> None:
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


def _check_pages(pdf: pikepdf.Pdf, findings: Findings) -> None:
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
    tell_resolution(findings, resolutions)


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
