"""Finds what is wrong with a file of images: each of its pages is decoded whole."""

from collections import defaultdict

from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX, PICTURED_PAGES, Kind
from kiosk_app.documents.images.faults import CutOff, Damaged, Endless, Unsuitable
from kiosk_app.documents.images.image_page import ImagePage, page_box
from kiosk_app.documents.images.pages import ImageFile, open_images
from kiosk_app.documents.page_geometry import SheetsSeen, tell_resolution
from kiosk_app.documents.page_look import LONG_SIDE_PX
from kiosk_app.documents.page_looks import ImageLooks
from kiosk_app.documents.page_numbers import skips_on_scans, tell_missing_numbers
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.pictures import picture_of
from kiosk_app.documents.scanned_numbers import NumbersSeen
from kiosk_app.documents.verdicts import Findings, Told
from kiosk_app.wording.trouble import Trouble

TROUBLES = (
    (Endless, Trouble.GROWS_BEYOND_MEASURE),
    (Unsuitable, Trouble.WRONG_KIND),
    (Damaged, Trouble.IMAGE_DAMAGED),
)
MOST_DETAILS = 4


def check_image_file(file: int, kind: Kind, findings: Findings, told: Told) -> None:
    """Tell everything that is found in a JPEG, TIFF or PNG file."""
    try:
        images = open_images(file, kind)
    except CutOff as error:
        findings.tell(Trouble.WILL_NOT_OPEN, detail=str(error))
        return
    except Damaged as error:
        findings.tell(trouble_of(error), detail=str(error))
        return
    told.pages(images.count)
    if images.count > findings.limits.max_pages:
        findings.tell(Trouble.TOO_MANY_PAGES, detail=str(images.count))
        return
    if images.cut_off:
        findings.tell(Trouble.WILL_NOT_OPEN, detail=images.cut_off)
    looks, numbers = ImageLooks(images), NumbersSeen()
    sound = _decode_all(images, looks, numbers, findings, told)
    tell_resolution(findings, {number: page.effective_dpi for number, page in sound.items()})
    _tell_sizes(sound, findings)
    tell_missing_numbers(findings, skips_on_scans(numbers.read(), images.count))
    looks.tell(findings)


def trouble_of(error: Damaged) -> Trouble:
    """The trouble that a fault of an image is to the visitor."""
    return next(trouble for fault, trouble in TROUBLES if isinstance(error, fault))


def _decode_all(
    images: ImageFile, looks: ImageLooks, numbers: NumbersSeen, findings: Findings, told: Told
) -> dict[int, ImagePage]:
    """Decode every page, look at it, show the first ones, tell of those that do not decode."""
    sound: dict[int, ImagePage] = {}
    faults: dict[Trouble, dict[int, str]] = defaultdict(dict)
    for number in range(1, images.count + 1):
        try:
            page, shown = images.decode(number, LONG_SIDE_PX)
        except Damaged as error:
            faults[trouble_of(error)][number] = str(error)
            continue
        sound[number] = page
        numbers.see(number, looks.see_image(number, shown, page))
        if number <= PICTURED_PAGES:
            told.picture(picture_of(number, shown, page, PICTURE_LONG_SIDE_PX))
    for trouble, pages in faults.items():
        details = sorted(set(pages.values()))[:MOST_DETAILS]
        findings.tell(trouble, sorted(pages), "; ".join(details))
    return sound


def _tell_sizes(sound: dict[int, ImagePage], findings: Findings) -> None:
    sheets = SheetsSeen(findings.limits.page_tolerance_mm)
    for number, page in sound.items():
        box = page_box(page)
        sheets.see(number, PageView(0, 0, box.width, box.height, 0, 1))
    sheets.tell(findings)
