"""Makes the pictures of the documents again: the slip, and screens of the kiosk."""

import hashlib
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.filing.submission_numbers import submission_number
from kiosk_app.receipts.slip import Contact, SlipContent, SlipDocument, slip_png
from kiosk_app.receipts.slip_words import SlipState
from kiosk_app.wording import mendings
from kiosk_app.wording.texts import Text

SCREENS = (
    ("Welcome", "en"),
    ("ReadingFindings-agreed", "en"),
    ("Reviewing", "zh_Hant"),
    ("Captured", "zh_Hans"),
)
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


def slip() -> SlipContent:
    def digest(of: str) -> str:
        return hashlib.sha256(of.encode()).hexdigest()

    return SlipContent(
        number=submission_number(1, date(2026, 11, 20), 42),
        receipt_url="HTTPS://RECEIPTS.EXAMPLE/R/" + "KIOSK234" * 35,
        kiosk="HC-LG1-01",
        state=SlipState.CAPTURED,
        captured_at=datetime(2026, 11, 20, 9, 41, tzinfo=UTC),
        case=CaseNumber("HCA", 1234, 2025),
        document_type=Text("Statement of claim", "申索陳述書", "申索陈述书"),
        documents=(
            SlipDocument("Statement of claim.pdf", 20, 1_834_000, digest("claim")),
            SlipDocument(
                "附件甲：往來書信.pdf",
                112,
                40_834_000,
                digest("letters"),
                mendings.as_agreed([mendings.done("rotate", (7,))]),
            ),
        ),
        manifest_sha256=digest("manifest"),
        registry_open=False,
        counts_from=datetime(2026, 11, 23, 0, 45, tzinfo=UTC),
        contacts=(
            Contact(Text("General enquiries", "一般查詢", "一般查询"), "2477 1002"),
            Contact(Text("Technical helpline", "技術支援", "技术支持"), "2886 6474"),
        ),
        visitor_name="Chan & Lee 陳李律師行",
        visitor_reference="CL/2025/0042",
    )


def screens() -> Image.Image:
    """Four screens of a visit on one sheet, each in a language of its own."""
    width, height, gap = 800, 500, 16
    sheet = Image.new("RGB", (2 * width + gap, 2 * height + gap), "white")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, look) in enumerate(SCREENS):
            gallery = [sys.executable, "-m", "kiosk_app.ui.gallery", folder, name]
            subprocess.run(gallery, check=True, stdout=subprocess.DEVNULL)
            with Image.open(Path(folder) / f"{name}.{look}.png") as screen:
                small = screen.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
            sheet.paste(small, (number % 2 * (width + gap), number // 2 * (height + gap)))
    return sheet


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "slip.png").write_bytes(slip_png(slip()))
    screens().quantize(128).save(PICTURES / "visit.png", optimize=True)
    for picture in sorted(PICTURES.iterdir()):
        print(picture)


if __name__ == "__main__":
    main()
