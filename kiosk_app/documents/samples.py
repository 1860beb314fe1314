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
    (
        "The Plaintiff is and was at all material times a company incorporated in|"
        "Hong Kong and carrying on business as a supplier of building materials."
    ),
    (
        "By an agreement in writing made on 3 March 2025 the Defendant agreed to|"
        "buy, and the Plaintiff agreed to sell, the goods particularised in the|"
        "Schedule hereto at the price of HK$1,284,500.00, payable within 30 days."
    ),
    (
        "Pursuant to the said agreement the Plaintiff duly delivered the goods to the|"
        "Defendant at its premises in Kwun Tong on 17 April 2025, as is evidenced by|"
        "the delivery notes signed by the Defendant's storekeeper."
    ),
    (
        "In breach of the agreement the Defendant has failed and refused to pay the|"
        "price or any part thereof, notwithstanding repeated demands."
    ),
    "By reason of the matters aforesaid the Plaintiff has suffered loss and damage.",
)
CHINESE = (
    (
        "本人為原告公司之董事，獲授權代表原告作出本誓章。除另有說明外，下文所述|"
        "事實均為本人所知悉，並據本人所知所信，盡屬真確無訛。"
    ),
    (
        "雙方於二零二五年三月三日以書面訂立協議，被告人同意購買附表所列貨物，|"
        "總價為港幣一百二十八萬四千五百元，須於三十日內付清。"
    ),
    (
        "原告已依約將貨物送達被告人位於觀塘之處所，有送貨單為證。現向本人出示並|"
        "標示為「甲一」者，為該送貨單之真確副本。"
    ),
    "被告人違反協議，經多次催告，仍未支付價款或其任何部分。",
)


def good_scan(pages: int = 20, dpi: int = 200) -> bytes:
    """A grey scan as an office scanner makes it: one JPEG a page, A4."""
    return _scan([_page_jpeg(number, dpi) for number in range(1, pages + 1)])


def two_things_wrong() -> bytes:
    """Five pages: a script that runs on opening, and page 3 scanned far too coarsely."""
    images = [_page_jpeg(number, 72 if number == 3 else 200) for number in range(1, 6)]
    with pikepdf.open(io.BytesIO(_scan(images))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('Read me first');")
        )
        return _saved(pdf)


def encrypted() -> bytes:
    """Three pages that open only with a password."""
    # RC4 of old: newer ciphers take random numbers, and the bytes would differ each time.
    lock = pikepdf.Encryption(user="secret", owner="owner", R=3, aes=False, metadata=False)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_scan(3))) as pdf:
        pdf.save(out, encryption=lock, static_id=True)
    return out.getvalue()


def turned_and_blank() -> bytes:
    """Four pages as they come off a scanner in a hurry: page 2 is empty, page 3 upside down."""
    images = [_page_jpeg(number, 200) for number in range(1, 5)]
    with Image.open(io.BytesIO(images[2])) as page:
        images[1] = _jpeg(Image.new("L", page.size, 246), 200)
        images[2] = _jpeg(page.transpose(Image.Transpose.ROTATE_180), 200)
    return _scan(images)


def affidavit() -> bytes:
    """Four good pages in Chinese, for a file with a Traditional Chinese name."""
    return _scan([_page_jpeg(number, 200, chinese=True) for number in range(1, 5)])


def photographed_pages() -> tuple[bytes, bytes]:
    """Two pages as JPEG images."""
    return _page_jpeg(1, 200), _page_jpeg(2, 200)


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
    images = [_page_jpeg(number, 200) for number in range(1, 4)]
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
def _page_jpeg(number: int, dpi: int, *, chinese: bool = False) -> bytes:
    """A typed page, a little grey and a little soft, as scanners give it."""
    width, height = round(A4_POINTS[0] / 72 * dpi), round(A4_POINTS[1] / 72 * dpi)
    sheet = Image.new("L", (width, height), 246)
    draw = ImageDraw.Draw(sheet)
    mm = dpi / 25.4

    def line(y_mm: float, text: str, size_mm: float = 4.2, x_mm: float | None = None) -> None:
        font = _font(round(size_mm * mm))
        x = x_mm * mm if x_mm is not None else (width - draw.textlength(text, font=font)) / 2
        draw.text((x, y_mm * mm), text, fill=38, font=font)

    if number == 1:
        line(16, "HCA 1234/2025", 4.6, 150)
        line(34, "IN THE HIGH COURT OF THE", 4.8)
        line(41, "HONG KONG SPECIAL ADMINISTRATIVE REGION", 4.8)
        line(48, "COURT OF FIRST INSTANCE", 4.8)
        line(58, "HARBOUR BUILDING SUPPLIES LIMITED", 4.2, 40)
        line(58, "Plaintiff", 4.2, 165)
        line(65, "and", 4.2)
        line(72, "KWUN TONG JOINERY COMPANY", 4.2, 40)
        line(72, "Defendant", 4.2, 165)
        draw.line((60 * mm, 84 * mm, 150 * mm, 84 * mm), fill=60, width=max(1, round(mm / 3)))
        line(87, "誓章" if chinese else "STATEMENT OF CLAIM", 6)
        draw.line((60 * mm, 97 * mm, 150 * mm, 97 * mm), fill=60, width=max(1, round(mm / 3)))
    words = CHINESE if chinese else ENGLISH
    y, paragraph = (106.0 if number == 1 else 30.0), max(0, 12 * number - 16)
    while y < 255:
        paragraph += 1
        line(y, f"{paragraph}.", 4.2, 30)
        for part in words[(paragraph - 1) % len(words)].split("|"):
            line(y, part, 4.2, 40)
            y += 7.2
        y += 4
    line(282, f"- {number} -", 3.6)
    sheet = sheet.filter(ImageFilter.GaussianBlur(0.4))
    return _jpeg(sheet, dpi)


def _jpeg(sheet: Image.Image, dpi: int) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70, dpi=(dpi, dpi))
    return out.getvalue()


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if CJK_FONT.exists():
        return ImageFont.truetype(str(CJK_FONT), size_px, index=HONG_KONG)
    return ImageFont.load_default(size_px)
