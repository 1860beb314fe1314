"""What a TIFF file holds beside its pages, smaller copies and masks, is no page."""

import io
import tempfile
from dataclasses import replace

import pikepdf
import pytest
from support import images
from support.checking import LIMITS, look

from kiosk_app.documents.assemble import images_to_pdf

COARSE = replace(LIMITS, dpi_reject=50, dpi_warn=60)
REDUCED, PAGE, MASK = 1, 2, 4


def widths(data: bytes) -> list[int]:
    """Those of the pages that the file is joined to."""
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out:
        source.write(data)
        source.flush()
        images_to_pdf([source.fileno()], out.fileno())
        out.seek(0)
        with pikepdf.open(io.BytesIO(out.read())) as pdf:
            return [
                int(image.Width)
                for page in pdf.pages
                for image in page.obj.Resources.XObject.as_dict().values()
            ]


@pytest.mark.parametrize(
    "data",
    [
        images.tiff_of_kinds(0, REDUCED, REDUCED, smaller=(2, 3)),
        images.tiff_of_kinds(REDUCED, 0, smaller=(1,)),
        images.tiff_of_kinds(0, MASK),
        images.tiff_of_kinds(0, MASK | REDUCED, smaller=(2,)),
    ],
)
def test_a_smaller_copy_or_a_mask_is_no_page(data: bytes) -> None:
    heard = look(data, ".tif", COARSE)
    assert (heard.count, heard.findings, len(heard.drawn)) == (1, [], 1)
    (picture,) = heard.drawn
    assert picture.height > images.SIZE[1] // 4, "the copy is shown"
    assert widths(data) == [images.SIZE[0]]


@pytest.mark.parametrize(
    "kinds", [(PAGE, PAGE, PAGE), (0, 0, 0), (0, REDUCED, PAGE), (REDUCED, REDUCED, REDUCED)]
)
def test_what_is_no_smaller_copy_whatever_it_is_called_is_a_page(kinds: tuple[int, ...]) -> None:
    data = images.tiff_of_kinds(*kinds)
    assert (look(data, ".tif", COARSE).count, len(widths(data))) == (3, 3)
