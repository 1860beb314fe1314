"""Finds what is wrong with a file that is an image: each of its pages is decoded whole."""

import os

from kiosk_app.documents.findings import PICTURE_LONG_SIDE_PX
from kiosk_app.documents.image_data import Damaged, check_jpeg
from kiosk_app.documents.page_geometry import tell_resolution
from kiosk_app.documents.pictures import pictures
from kiosk_app.documents.verdicts import Findings, Told
from kiosk_app.wording.trouble import Trouble


def check_image_file(file: int, findings: Findings, told: Told) -> None:
    """Tell everything that is found in a JPEG file."""
    told.pages(1)
    data = os.pread(file, os.fstat(file).st_size, 0)
    try:
        facts = check_jpeg(data)
    except Damaged as error:
        findings.tell(Trouble.IMAGE_DAMAGED, (1,), str(error))
        return
    # An image of a whole sheet: its pixels are judged on A4.
    short, long = sorted((facts.width, facts.height))
    tell_resolution(findings, {1: min(short / (210 / 25.4), long / (297 / 25.4))})
    for picture in pictures(file, (1,), PICTURE_LONG_SIDE_PX):
        told.picture(picture)
