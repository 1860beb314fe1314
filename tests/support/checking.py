"""Has a file checked in this process, and makes the files to check."""

import io
import tempfile
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from kiosk_app.documents.check import check
from kiosk_app.documents.findings import Finding, Kind, Picture, Severity
from kiosk_app.documents.room import Room
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble

LIMITS = DocumentLimits(
    max_file_bytes=20_000_000,
    warn_file_bytes=10_000_000,
    max_submission_bytes=400_000_000,
    max_pages=30,
    max_documents=99,
    dpi_reject=150,
    dpi_warn=200,
    dpi_high=300,
    page_tolerance_mm=5,
)
A4 = (595.276, 841.89)
OF_THE_LOOK = {
    Trouble.BLANK_PAGE, Trouble.TEXT_TURNED, Trouble.SKEWED, Trouble.EDGES_CUT, Trouble.TOO_DARK,
    Trouble.TOO_LIGHT, Trouble.BLURRED, Trouble.NEAR_DUPLICATE,
}  # fmt: skip
WHOLE_PAGE = b"q 595.276 0 0 841.89 0 0 cm /Im Do Q"


class Heard:
    """Everything the check told."""

    def __init__(self) -> None:
        self.what = Kind.OTHER
        self.count = 0
        self.findings: list[Finding] = []
        self.has_text = True  # or no picture; most files made here are scans: kept apart
        self.drawn: list[Picture] = []
        self.rooms: list[Room] = []

    def kind(self, kind: str) -> None:
        self.what = Kind(kind)

    def pages(self, count: int) -> None:
        self.count = count

    def finding(self, finding: Finding) -> None:
        if finding.trouble is Trouble.NO_TEXT_LAYER:
            self.has_text = False
        else:
            self.findings.append(finding)

    def picture(self, picture: Picture) -> None:
        self.drawn.append(picture)

    def room(self, room: Room) -> None:
        self.rooms.append(room)

    @property
    def troubles(self) -> dict[Trouble, Severity]:
        return {finding.trouble: finding.severity for finding in self.findings}

    def only(self, trouble: Trouble) -> Finding:
        (finding,) = [finding for finding in self.findings if finding.trouble is trouble]
        return finding


def look(
    data: bytes,
    suffix: str = ".pdf",
    limits: DocumentLimits = LIMITS,
    declared_pages: int | None = None,
) -> Heard:
    heard = Heard()
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        check(file.fileno(), limits, suffix, heard, declared_pages)
    return heard


def structure(
    data: bytes, limits: DocumentLimits = LIMITS, declared_pages: int | None = None
) -> Heard:
    """What is said of a PDF but for the look of its pages, which are drawn without care here."""
    heard = look(data, limits=limits, declared_pages=declared_pages)
    heard.findings = [f for f in heard.findings if f.trouble not in OF_THE_LOOK]
    return heard


@cache
def jpeg(mode: str, size: tuple[int, int] = (1700, 2400), *, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    image = _noise(size).convert("RGB").convert(mode)
    image.save(out, "JPEG", quality=60, progressive=progressive)
    return out.getvalue()


@cache
def _noise(size: tuple[int, int]) -> Image.Image:
    """Tiles of one noise: making so much of it takes longer than what is tried with it."""
    noise, tile = Image.new("L", size), Image.effect_noise((256, 256), 16)
    for left in range(0, size[0], tile.width):
        for top in range(0, size[1], tile.height):
            noise.paste(tile, (left, top))
    return noise


def with_image(
    data: bytes, filters: pikepdf.Object | None, size: tuple[int, int], content: bytes = WHOLE_PAGE
) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4).obj
    image = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image)
    facts = {"/Width": size[0], "/Height": size[1], "/BitsPerComponent": 8}
    image.stream_dict.update({**facts, "/ColorSpace": Name.DeviceGray})
    if filters is not None:
        image.stream_dict.update({"/Filter": filters})
    page.Resources = Dictionary(XObject=Dictionary(Im=image))
    page.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    none = pikepdf.StreamDecodeLevel.none
    pdf.save(out, static_id=True, compress_streams=False, stream_decode_level=none)
    return out.getvalue()


def edited(
    data: bytes,
    edit: Callable[[pikepdf.Pdf], None],
    encryption: pikepdf.Encryption | None = None,
    *,
    streams: bool = False,
) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        return saved(pdf, encryption, streams=streams)


def saved(
    pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None, *, streams: bool = False
) -> bytes:
    modes = pikepdf.ObjectStreamMode
    out = io.BytesIO()
    mode = modes.generate if streams else modes.disable
    pdf.save(out, object_stream_mode=mode, encryption=encryption or False)
    return out.getvalue()
