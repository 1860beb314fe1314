"""Finds everything that is wrong with a PDF: structure, policy, and each page with its images."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX, PICTURED_PAGES
from kiosk_app.documents.growth import Grows
from kiosk_app.documents.image_data import check_inline_image, check_pdf_image
from kiosk_app.documents.images.faults import Damaged, Endless
from kiosk_app.documents.page_content import PageContent, read_content
from kiosk_app.documents.page_geometry import SheetsSeen, resolution_dpi, tell_resolution
from kiosk_app.documents.page_looks import PdfLooks
from kiosk_app.documents.page_numbers import tell_missing_numbers
from kiosk_app.documents.page_text import TextOfPages
from kiosk_app.documents.page_tree import MOST_LEAVES
from kiosk_app.documents.page_view import page_view
from kiosk_app.documents.pdf_opening import open_pdf
from kiosk_app.documents.pictures import drawable, pictures
from kiosk_app.documents.policy import check_policy
from kiosk_app.documents.signatures import tell_signatures
from kiosk_app.documents.verdicts import Findings, Told
from kiosk_app.wording.trouble import Trouble


def check_pdf_file(
    file: int, findings: Findings, told: Told, declared_pages: int | None = None
) -> None:
    """Tell everything that is found in a PDF file; `declared_pages` is what its owner counted."""
    try:
        if count := _check(file, findings, told, declared_pages):
            _tell_pictures(file, count, findings, told)
    except Grows as error:
        findings.tell(Trouble.GROWS_BEYOND_MEASURE, detail=str(error))
    except MemoryError:
        findings.tell(Trouble.GROWS_BEYOND_MEASURE, detail="memory")


def _check(file: int, findings: Findings, told: Told, declared_pages: int | None) -> int:
    """Everything but the pictures; the number of pages that can be drawn."""
    opened = open_pdf(file, findings)
    if opened is None:
        return 0
    with opened.pdf as pdf:
        told.pages(opened.pages)
        if opened.pages > findings.limits.max_pages:
            more = " or more" if opened.pages == MOST_LEAVES else ""
            findings.tell(Trouble.TOO_MANY_PAGES, detail=f"{opened.pages}{more}")
            return 0
        may_be_drawn = _may_be_drawn(file)
        if opened.mended or not may_be_drawn:
            findings.tell(Trouble.STRUCTURE_REPAIRED, detail=opened.mended_at)
        if declared_pages not in (None, opened.pages):
            detail = f"{declared_pages} stated, {opened.pages} there"
            findings.tell(Trouble.PAGES_NOT_AS_DECLARED, detail=detail)
        if pdf.is_encrypted:
            findings.tell(Trouble.RESTRICTED)
        if check_policy(pdf, findings):
            tell_signatures(file, findings)
        pages_with_text = _check_pages(pdf, PdfLooks(file), findings)
    if not may_be_drawn:
        return 0
    tell_missing_numbers(file, pages_with_text, findings)
    return opened.pages


def _may_be_drawn(file: int) -> bool:
    """Whether the file can be drawn as it is: what qpdf can mend, pdfium may refuse."""
    try:
        drawable(file).close()
    except pdfium.PdfiumError:
        return False
    return True


def _tell_pictures(file: int, count: int, findings: Findings, told: Told) -> None:
    """Show the first pages; those that cannot be drawn are told."""
    page, last, undrawn = 1, min(count, PICTURED_PAGES), []
    while page <= last:
        try:
            for picture in pictures(file, range(page, last + 1), PICTURE_LONG_SIDE_PX):
                told.picture(picture)
                page += 1
        except pdfium.PdfiumError:
            undrawn.append(page)
            page += 1
    if undrawn:
        findings.tell(Trouble.IMAGE_DAMAGED, undrawn, "the page cannot be drawn")


def _check_pages(pdf: pikepdf.Pdf, looks: PdfLooks, findings: Findings) -> list[int]:
    """Look at each page; the pages with text are returned."""
    damaged: dict[str, list[int]] = defaultdict(list)
    unreadable: list[int] = []
    resolutions: dict[int, float] = {}
    verdicts: dict[tuple[int, int], str] = {}
    sheets, text = SheetsSeen(findings.limits.page_tolerance_mm), TextOfPages(len(pdf.pages))
    for number, page in enumerate(pdf.pages, start=1):
        view = page_view(page)
        sheets.see(number, view)
        try:
            drawing = text.weighed(page.obj)
            content = read_content(page)
            text.read(number, page.obj, drawing, content.forms)
        except pikepdf.PikepdfError:
            unreadable.append(number)
            continue
        if dpi := resolution_dpi(content, view):
            resolutions[number] = dpi
        if trouble := _image_trouble(content, verdicts):
            damaged[trouble].append(number)
        else:
            looks.see_page(number, page, content, view)
    if damaged:
        pages = sorted(page for pages in damaged.values() for page in pages)
        findings.tell(Trouble.IMAGE_DAMAGED, pages, "; ".join(sorted(damaged)))
    if unreadable:
        findings.tell(Trouble.IMAGE_DAMAGED, unreadable, "the page's drawing cannot be read")
    sheets.tell(findings)
    text.tell(findings)
    tell_resolution(findings, resolutions)
    looks.tell(findings)
    return text.pages_with_text


def _image_trouble(content: PageContent, verdicts: dict[tuple[int, int], str]) -> str:
    """The first trouble with an image of the page; an image that pages share is decoded once."""
    for draw in content.draws:
        key = draw.image.objgen
        if key not in verdicts:
            verdicts[key] = _verdict(check_pdf_image, draw.image)
        if verdicts[key]:
            return verdicts[key]
    for image in content.inline_images:
        if trouble := _verdict(check_inline_image, image):
            return trouble
    return ""


def _verdict(check: Callable[[Any], None], image: object) -> str:
    """What is wrong with an image; empty for nothing. Raises Grows."""
    try:
        check(image)
    except Endless as error:
        raise Grows(str(error)) from error
    except Damaged as error:
        return str(error)
    return ""
