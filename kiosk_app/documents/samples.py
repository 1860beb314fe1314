"""Makes documents such as visitors bring, good ones and bad ones, for tests and demonstrations.

The same call gives the same bytes on a machine with the same fonts.
"""

import io
import zipfile
from functools import cache
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageFilter, ImageFont

A4_POINTS = (595.276, 841.89)
CJK_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
HONG_KONG = 4  # the face of the collection that draws the Hong Kong glyph forms

ENGLISH = (
    "1. The Plaintiff is and was at all material times a company incorporated in Hong Kong and",
    "carrying on business as a supplier of building materials.",
    "2. By an agreement in writing made on 3 March 2025 the Defendant agreed to buy, and the",
    "Plaintiff agreed to sell, the goods particularised in the Schedule hereto at the price",
    "of HK$1,284,500.00, payable within 30 days of delivery.",
    "3. Pursuant to the said agreement the Plaintiff duly delivered the goods to the Defendant",
    "at its premises in Kwun Tong on 17 April 2025, as is evidenced by the delivery notes.",
    "4. In breach of the agreement the Defendant has failed and refused to pay the price or any",
    "part thereof, notwithstanding repeated demands.",
)
CHINESE = (
    "一、原告人於所有關鍵時間均為在香港註冊成立之公司，從事建築材料供應業務。",
    "二、雙方於二零二五年三月三日以書面訂立協議，被告人同意購買附表所列貨物。",
    "三、原告人已依約將貨物送達被告人位於觀塘之處所，有送貨單為證。",
    "四、被告人違反協議，經多次催告，仍未支付價款或其任何部分。",
)


def good_scan(pages: int = 20, dpi: int = 200) -> bytes:
    """A grey scan as an office scanner makes it: one JPEG a page, A4."""
    return _scan([_page_jpeg(number, pages, dpi) for number in range(1, pages + 1)])


def two_things_wrong() -> bytes:
    """Five pages: a script that runs on opening, and page 3 scanned far too coarsely."""
    images = [_page_jpeg(number, 5, 72 if number == 3 else 200) for number in range(1, 6)]
    with pikepdf.open(io.BytesIO(_scan(images))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('Read me first');")
        )
        return _saved(pdf)


def encrypted() -> bytes:
    """Three pages that open only with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_scan(3))) as pdf:
        pdf.save(
            out, encryption=pikepdf.Encryption(user="secret", owner="owner", R=4), static_id=True
        )  # type: ignore[call-arg]  # what the tests need
    return out.getvalue()


def affidavit() -> bytes:
    """Four good pages in Chinese, for a file with a Traditional Chinese name."""
    return _scan([_page_jpeg(number, 4, 200, chinese=True) for number in range(1, 5)])


def photographed_pages() -> tuple[bytes, bytes]:
    """Two pages as JPEG images."""
    return _page_jpeg(1, 2, 200), _page_jpeg(2, 2, 200)


def word_document() -> bytes:
    """A Word document, as far as a first look goes; somebody renamed it to .pdf."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml"):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), "<w:document/>")
    return out.getvalue()


def cut_off() -> bytes:
    """A good scan of which the last third is missing."""
    whole = good_scan(6)
    return whole[: len(whole) * 2 // 3]


def damaged_image() -> bytes:
    """Opens everywhere and shows page 1; the image of page 2 breaks off in the middle."""
    images = [_page_jpeg(number, 3, 200) for number in range(1, 4)]
    images[1] = images[1][: len(images[1]) // 2]
    return _scan(images)


def shelf() -> dict[str, bytes]:
    """Everything, under the names a visitor's stick would have."""
    first, second = photographed_pages()
    return {
        "Statement of Claim.pdf": good_scan(),
        "Bundle with faults.pdf": two_things_wrong(),
        "Locked exhibit.pdf": encrypted(),
        "誓章.pdf": affidavit(),
        "Page 1.jpg": first,
        "Page 2.jpg": second,
        "Draft order.pdf": word_document(),
        "Cut off.pdf": cut_off(),
        "Damaged scan.pdf": damaged_image(),
    }


def _scan(images: list[bytes]) -> bytes:
    """One page for each JPEG, A4, whatever its pixels."""
    pdf = pikepdf.new()
    for data in images:
        with Image.open(io.BytesIO(data)) as image:
            size, space = image.size, "/DeviceGray" if image.mode == "L" else "/DeviceRGB"
        picture = pdf.make_stream(data)
        picture.stream_dict.update(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": size[0],
                "/Height": size[1],
                "/BitsPerComponent": 8,
                "/ColorSpace": pikepdf.Name(space),
                "/Filter": pikepdf.Name.DCTDecode,
            }
        )
        page = pdf.add_blank_page(page_size=A4_POINTS)
        page.obj.Resources = pikepdf.Dictionary(XObject={"/Im0": picture})
        drawing = b"q %.3f 0 0 %.3f 0 0 cm /Im0 Do Q" % A4_POINTS
        page.obj.Contents = pdf.make_stream(drawing)
    return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


@cache
def _page_jpeg(number: int, pages: int, dpi: int, *, chinese: bool = False) -> bytes:
    """A typed page, a little grey and a little soft, as scanners give it."""
    width, height = round(A4_POINTS[0] / 72 * dpi), round(A4_POINTS[1] / 72 * dpi)
    sheet = Image.new("L", (width, height), 246)
    draw = ImageDraw.Draw(sheet)
    mm = dpi / 25.4

    def line(x_mm: float, y_mm: float, text: str, size_mm: float = 4.0) -> None:
        draw.text((x_mm * mm, y_mm * mm), text, fill=38, font=_font(round(size_mm * mm)))

    if number == 1:
        line(150, 18, "HCA 1234/2025", 4.5)
        line(55, 34, "IN THE HIGH COURT OF THE", 5)
        line(40, 42, "HONG KONG SPECIAL ADMINISTRATIVE REGION", 5)
        line(62, 50, "COURT OF FIRST INSTANCE", 5)
        if CJK_FONT.exists():
            line(62, 60, "香港特別行政區高等法院原訟法庭", 5)
        line(70, 76, "誓章" if chinese else "STATEMENT OF CLAIM", 6)
    words = CHINESE if chinese and CJK_FONT.exists() else ENGLISH
    top = 95 if number == 1 else 30
    for row in range((265 - top) // 8):
        line(35, top + row * 8, words[(row + number) % len(words)])
    line(102, 282, f"- {number} -", 3.5)
    sheet = sheet.filter(ImageFilter.GaussianBlur(0.4))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70, dpi=(dpi, dpi))
    return out.getvalue()


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if CJK_FONT.exists():
        return ImageFont.truetype(str(CJK_FONT), size_px, index=HONG_KONG)
    return ImageFont.load_default(size_px)
