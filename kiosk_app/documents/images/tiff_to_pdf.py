"""Lays the pages of a TIFF file into a PDF: strips as they are wherever PDF knows their coding."""

from kiosk_app.documents.images import tiff_file as t
from kiosk_app.documents.images.faults import CutOff
from kiosk_app.documents.images.jpeg_strips import joined
from kiosk_app.documents.images.pdf_writer import Part, PdfWriter, Placed
from kiosk_app.documents.images.recode import coded_image
from kiosk_app.documents.images.tiff_decode import (
    ASSOCIATED_ALPHA,
    fax_data,
    image_of,
    whole_jpeg,
)

MIN_IS_WHITE, MIN_IS_BLACK, RGB, SEPARATED, YCBCR = 0, 1, 2, 5, 6
SPACES = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}
# Flate strips of a handful of rows each would make thousands of images of one page.
MOST_FLATE_PIECES = 8


def write_tiff(writer: PdfWriter, file: int) -> None:
    """Add every page of the TIFF file. Raises images.faults' errors, OSError."""
    tiff = t.TiffFile(file)
    if tiff.cut_off:
        raise CutOff(tiff.cut_off)
    for number in range(1, tiff.count + 1):
        page = tiff.page(number)
        writer.page(page.image, _placed(writer, file, page))


def _placed(writer: PdfWriter, file: int, page: t.TiffPage) -> list[Placed]:
    if page.compression in (t.FAX_ROWS, t.FAX3, t.FAX4):
        return [_fax(writer, file, page, index) for index in range(len(page.pieces))]
    if page.compression == t.JPEG and _jpeg_can_be_copied(page):
        return _jpegs(writer, file, page)
    if _flate_can_be_copied(page):
        return [_flate(writer, file, page, index) for index in range(len(page.pieces))]
    alpha = page.first(t.EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA
    return [Placed(coded_image(writer, image_of(file, page), page.bits, associated=alpha))]


def _fax(writer: PdfWriter, file: int, page: t.TiffPage, index: int) -> Placed:
    rectangle = _rectangle(page, index)
    width, height = rectangle[2:]
    options = page.first(t.T4_OPTIONS, 0)
    k = -1 if page.compression == t.FAX4 else options & 1
    parameters = b"<< /K %d /Columns %d /Rows %d /EndOfBlock false" % (k, width, height)
    if page.compression == t.FAX_ROWS:
        parameters += b" /EncodedByteAlign true"
    if page.first(t.PHOTOMETRIC, MIN_IS_WHITE) == MIN_IS_BLACK:
        parameters += b" /BlackIs1 true"
    facts = (
        b"/Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray"
        b" /Filter /CCITTFaxDecode /DecodeParms %s >>" % (width, height, parameters)
    )
    turned = page.first(t.FILL_ORDER, 1) == 2
    data: Part = fax_data(file, page, index) if turned else (file, *page.pieces[index])
    return Placed(writer.copied_image(facts, (data,)), rectangle)


def _jpeg_can_be_copied(page: t.TiffPage) -> bool:
    wanted = {MIN_IS_WHITE: 1, MIN_IS_BLACK: 1, RGB: 3, SEPARATED: 4, YCBCR: 3}
    samples = wanted.get(page.first(t.PHOTOMETRIC, -1))
    return page.bits == 8 and page.first(t.PLANAR, 1) == 1 and samples == page.samples


def _jpegs(writer: PdfWriter, file: int, page: t.TiffPage) -> list[Placed]:
    """One JPEG where the strips can be joined, else one for each strip or tile."""
    count = len(page.pieces)
    size = page.image.width, page.image.height
    if count > 1 and page.tile is None:
        strips = (whole_jpeg(file, page, index) for index in range(count))
        whole = joined(strips, *size, page.rows_per_strip)
        if whole is not None:
            return [Placed(writer.copied_image(_jpeg_dictionary(page, *size), (whole,)))]
    placed = []
    for index in range(count):
        rectangle = _rectangle(page, index)
        dictionary = _jpeg_dictionary(page, *rectangle[2:])
        number = writer.copied_image(dictionary, (whole_jpeg(file, page, index),))
        placed.append(Placed(number, rectangle))
    return placed


def _jpeg_dictionary(page: t.TiffPage, width: int, height: int) -> bytes:
    photometric = page.first(t.PHOTOMETRIC, -1)
    facts = b"/Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s /Filter /DCTDecode" % (
        width, height, SPACES[page.samples])  # fmt: skip
    if photometric == RGB:
        return facts + b" /DecodeParms << /ColorTransform 0 >>"
    return facts + b" /Decode [1 0]" if photometric == MIN_IS_WHITE else facts


def _flate_can_be_copied(page: t.TiffPage) -> bool:
    photometric = page.first(t.PHOTOMETRIC, -1)
    wanted = {MIN_IS_WHITE: 1, MIN_IS_BLACK: 1, RGB: 3, SEPARATED: 4}.get(photometric)
    predictor = page.first(t.PREDICTOR, 1)
    return (
        page.compression in (t.DEFLATE, t.OLD_DEFLATE)
        and page.tile is None
        and len(page.pieces) <= MOST_FLATE_PIECES
        and page.first(t.PLANAR, 1) == 1
        and page.first(t.FILL_ORDER, 1) == 1
        and wanted == page.samples
        and (page.bits < 16 or page.order == ">")
        and (predictor == 1 or (predictor == 2 and page.bits >= 8))
    )


def _flate(writer: PdfWriter, file: int, page: t.TiffPage, index: int) -> Placed:
    rectangle = _rectangle(page, index)
    width, height = rectangle[2:]
    facts = b"/Width %d /Height %d /BitsPerComponent %d /ColorSpace %s /Filter /FlateDecode" % (
        width, height, page.bits, SPACES[page.samples])  # fmt: skip
    if page.first(t.PREDICTOR, 1) == 2:
        facts += b" /DecodeParms << /Predictor 2 /Colors %d /BitsPerComponent %d /Columns %d >>" % (
            page.samples,
            page.bits,
            width,
        )
    if page.first(t.PHOTOMETRIC, -1) == MIN_IS_WHITE:
        facts += b" /Decode [1 0]"
    offset, count = page.pieces[index]
    return Placed(writer.copied_image(facts, ((file, offset, count),)), rectangle)


def _rectangle(page: t.TiffPage, index: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of a strip or tile in pixels."""
    if page.tile is None:
        top = index * page.rows_per_strip
        height = min(page.rows_per_strip, page.image.height - top)
        return 0, top, page.image.width, height
    width, height = page.tile
    across = -(-page.image.width // width)
    return index % across * width, index // across * height, width, height
