"""Decodes an image strictly and whole: drawing it proves nothing, decoders hide damage."""

import io
import zlib

import pikepdf
import pypdfium2 as pdfium

from kiosk_app.documents.growth import UNREADABLE
from kiosk_app.documents.images.faults import Damaged, Endless, mind_size
from kiosk_app.documents.images.fax import FaxCoding, check_fax
from kiosk_app.documents.images.flate import len_inflated
from kiosk_app.documents.images.jbig2 import check_jbig2
from kiosk_app.documents.images.jpeg_file import check_jpeg

BLOCK_BYTES = 1024 * 1024


def check_pdf_image(image: pikepdf.Stream) -> None:
    """Decode one image of a PDF as its last filter demands. Raises Damaged, Endless."""
    width, height = _whole(image.get("/Width")), _whole(image.get("/Height"))
    mind_size(width, height)
    filters = _filters(image)
    if not filters:
        _expect(len(image.get_raw_stream_buffer()), image, width, height)
        return
    if filters == ["/DCTDecode"]:
        check_jpeg(memoryview(image.get_raw_stream_buffer()))
        return
    data: bytes = image.read_raw_bytes()
    for name in filters[:-1]:
        if name != "/FlateDecode":
            _decode_elsewhere(image)
            return
        data = _inflate(data, 4 * len(data) + 64 * BLOCK_BYTES)
    last = filters[-1]
    if last == "/DCTDecode":
        check_jpeg(data)
    elif last == "/FlateDecode":
        _check_flate(data, image, width, height)
    elif last == "/CCITTFaxDecode" and check_fax(data, _fax_coding(image, width, height)):
        return
    else:
        if last == "/JBIG2Decode":
            check_jbig2(data, _shared_jbig2(image), width, height)
        _decode_elsewhere(image)


def _fax_coding(image: pikepdf.Stream, width: int, height: int) -> FaxCoding:
    said = _parameters(image)
    columns = _whole(said.get("/Columns", 1728))
    mind_size(columns, height)
    if columns < width:
        raise Damaged("fax rows are shorter than their image")
    return FaxCoding(
        _whole(said.get("/K", 0)),
        columns,
        height,
        bool(said.get("/EncodedByteAlign", False)),
        bool(said.get("/EndOfLine", False)),
    )


def _shared_jbig2(image: pikepdf.Stream) -> bytes:
    shared = _parameters(image).get("/JBIG2Globals")
    try:
        return bytes(shared.read_bytes()) if isinstance(shared, pikepdf.Stream) else b""
    except UNREADABLE as error:
        raise Damaged("JBIG2: the shared parts cannot be read") from error


def _check_flate(data: bytes, image: pikepdf.Stream, width: int, height: int) -> None:
    needed = _bytes_needed(image, width, height)
    inflated = len_inflated(data, needed + BLOCK_BYTES)
    if inflated >= needed + BLOCK_BYTES:
        raise Endless("image data is far longer than its image")
    _expect(inflated, image, width, height)


def check_inline_image(image: pikepdf.PdfInlineImage) -> None:
    """The same for an image that stands in the page's drawing itself. Raises Damaged, Endless."""
    alone = pikepdf.new()
    try:
        stream = alone.make_stream(image.read_raw_bytes())
        stream.stream_dict["/Subtype"] = pikepdf.Name.Image
        for key, value in image.obj.items():
            stream.stream_dict[key] = value
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError) as error:
        raise Damaged("an image in the drawing cannot be read") from error
    check_pdf_image(stream)


def _inflate(data: bytes, most: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        out = inflater.decompress(data, most)
    except zlib.error as error:
        raise Damaged("compressed image data damaged") from error
    if inflater.unconsumed_tail:
        raise Endless("image data inflates without end")
    return out


def _expect(count: int, image: pikepdf.Stream, width: int, height: int) -> None:
    if count < _bytes_needed(image, width, height):
        raise Damaged("image data ends too soon")


def _bytes_needed(image: pikepdf.Stream, width: int, height: int) -> int:
    """Bytes of all rows after the last filter; of the least when the colour space is odd."""
    bits = 1 if image.get("/ImageMask") else _whole(image.get("/BitsPerComponent", 1))
    said = _parameters(image)
    predictor, colours = _whole(said.get("/Predictor", 1)), _whole(said.get("/Colors", 1))
    components = {"/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4, "/Lab": 3}.get(_space(image), 1)
    if predictor >= 10:
        return height * (1 + (width * max(colours, components) * bits + 7) // 8)
    return height * ((width * components * bits + 7) // 8)


def _parameters(image: pikepdf.Stream) -> pikepdf.Dictionary:
    """What the last filter is told; empty for nothing."""
    said = image.get("/DecodeParms", image.get("/DP"))
    if isinstance(said, pikepdf.Array):
        said = said[-1] if len(said) else None
    return said if isinstance(said, pikepdf.Dictionary) else pikepdf.Dictionary()


def _space(image: pikepdf.Stream) -> str:
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space):
        if space[0] == "/ICCBased" and len(space) > 1 and isinstance(space[1], pikepdf.Stream):
            return {3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(_whole(space[1].get("/N", 1)), "")
        space = space[0]
    return str(space) if isinstance(space, pikepdf.Name) else ""


def _decode_elsewhere(image: pikepdf.Stream) -> None:
    """Fax, JBIG2, JPEG 2000 and rare filters: pdfium decodes the image alone on a page."""
    alone = pikepdf.new()
    page = alone.add_blank_page(page_size=(72, 72))
    page.obj.Resources = pikepdf.Dictionary(XObject={"/Im": alone.copy_foreign(image)})
    page.obj.Contents = alone.make_stream(b"q 72 0 0 72 0 0 cm /Im Do Q")
    buffer = io.BytesIO()
    alone.save(buffer)
    with pdfium.PdfDocument(buffer.getvalue()) as document:
        drawn = list(document[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE]))
        try:
            drawn[0].get_bitmap()
        except (IndexError, pdfium.PdfiumError) as error:
            raise Damaged("image data cannot be decoded") from error


def _filters(image: pikepdf.Stream) -> list[str]:
    value = image.get("/Filter")
    if value is None:
        return []
    names = list(value) if isinstance(value, pikepdf.Array) else [value]
    short = {"/Fl": "/FlateDecode", "/DCT": "/DCTDecode", "/CCF": "/CCITTFaxDecode"}
    return [short.get(str(name), str(name)) for name in names]


def _whole(value: object) -> int:
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]  # a number, or TypeError
    except (TypeError, ValueError):
        return 0
