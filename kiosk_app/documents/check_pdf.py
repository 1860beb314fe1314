"""Finds everything that is wrong with a PDF: structure, policy, and each page with its images."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX, PICTURED_PAGES, Picture
from kiosk_app.documents.growth import Grows
from kiosk_app.documents.image_data import check_inline_image, check_pdf_image
from kiosk_app.documents.images.faults import Damaged, Endless
from kiosk_app.documents.page_content import PageContent, read_content
from kiosk_app.documents.page_geometry import SheetsSeen, resolution_dpi, tell_resolution
from kiosk_app.documents.page_look import scan_of
from kiosk_app.documents.page_looks import PdfLooks
from kiosk_app.documents.page_numbers import skips_in_text, skips_on_scans, tell_missing_numbers
from kiosk_app.documents.page_text import TextOfPages
from kiosk_app.documents.page_tree import MOST_LEAVES
from kiosk_app.documents.page_view import page_view
from kiosk_app.documents.pdf_opening import open_pdf
from kiosk_app.documents.pictures import draw_picture, drawable
from kiosk_app.documents.policy import check_policy
from kiosk_app.documents.rooms import find_room
from kiosk_app.documents.scanned_numbers import NumbersSeen
from kiosk_app.documents.signatures import tell_signatures
from kiosk_app.documents.stamp_mark import ordinary_shapes
from kiosk_app.documents.verdicts import Findings, Told
from kiosk_app.wording.trouble import Trouble


def check_pdf_file(
    file: int, findings: Findings, told: Told, declared_pages: int | None = None
) -> None:
    """Tell everything that is found in a PDF file; `declared_pages` is what its owner counted."""
    try:
        _check(file, findings, told, declared_pages)
    except Grows as error:
        findings.tell(Trouble.GROWS_BEYOND_MEASURE, detail=str(error))
    except MemoryError:
        # Whether the file grows, or is only large, cannot be told from here.
        findings.tell(Trouble.COULD_NOT_BE_EXAMINED, detail="memory")


def _check(file: int, findings: Findings, told: Told, declared_pages: int | None) -> None:
    opened = open_pdf(file, findings)
    if opened is None:
        return
    with opened.pdf as pdf:
        told.pages(opened.pages)
        if opened.pages > findings.limits.max_pages:
            more = " or more" if opened.pages == MOST_LEAVES else ""
            findings.tell(Trouble.TOO_MANY_PAGES, detail=f"{opened.pages}{more}")
            return
        may_be_drawn = _may_be_drawn(file)
        if opened.mended or not may_be_drawn:
            findings.tell(Trouble.STRUCTURE_REPAIRED, detail=opened.mended_at)
        if declared_pages not in (None, opened.pages):
            detail = f"{declared_pages} stated, {opened.pages} there"
            findings.tell(Trouble.PAGES_NOT_AS_DECLARED, detail=detail)
        if pdf.is_encrypted:
            findings.tell(Trouble.RESTRICTED, detail=_forbidden(pdf.allow))
        if check_policy(pdf, findings):
            tell_signatures(file, findings)
        looks, numbers = PdfLooks(file), NumbersSeen()
        pages_with_text = _check_pages(pdf, looks, numbers, findings, told)
    gaps = skips_on_scans(numbers.read(), opened.pages)
    if may_be_drawn:
        gaps += skips_in_text(file, pages_with_text)
    tell_missing_numbers(findings, gaps)
    if may_be_drawn:
        _tell_pictures(file, opened.pages, looks.pictures, findings, told)


def _forbidden(allowed: pikepdf.Permissions) -> str:
    """What the file asks readers not to allow; empty where it forbids none of these."""
    asked = {
        "copying": allowed.extract,
        "printing": allowed.print_lowres,
        "changing": allowed.modify_other,
    }
    return ", ".join(deed for deed, may_be_done in asked.items() if not may_be_done)


def _may_be_drawn(file: int) -> bool:
    """Whether the file can be drawn as it is: what qpdf can mend, pdfium may refuse."""
    try:
        drawable(file).close()
    except pdfium.PdfiumError:
        return False
    return True


def _tell_pictures(
    file: int, count: int, made: dict[int, Picture], findings: Findings, told: Told
) -> None:
    """Show the first pages, `made` already or drawn; those that cannot be drawn are told."""
    undrawn = []
    with drawable(file) as document:
        for page in range(1, min(count, PICTURED_PAGES) + 1):
            try:
                told.picture(made.get(page) or draw_picture(document, page, PICTURE_LONG_SIDE_PX))
            except pdfium.PdfiumError:
                undrawn.append(page)
    if undrawn:
        findings.tell(Trouble.IMAGE_DAMAGED, undrawn, "the page cannot be drawn")


def _check_pages(
    pdf: pikepdf.Pdf, looks: PdfLooks, numbers: NumbersSeen, findings: Findings, told: Told
) -> list[int]:
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
            text.read(number, page.obj, drawing, content)
        except pikepdf.PikepdfError:
            unreadable.append(number)
            continue
        if dpi := resolution_dpi(content, view):
            resolutions[number] = dpi
        scan = scan_of(page, content, view)
        grey = scan.grey() if scan else None
        if scan and grey is not None:
            looks.see_scan(number, scan, grey)
        elif trouble := _image_trouble(content, verdicts):
            damaged[trouble].append(number)
            continue
        else:
            grey = looks.see_page(number, page, view)
        if grey is None:
            continue
        room = find_room(page, number, view, grey, ordinary_shapes(first=number == 1))
        if room is not None:
            told.room(room)
        if number not in text.pages_with_text[-1:]:
            numbers.see(number, grey)
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
