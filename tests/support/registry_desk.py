"""A centre with a desk for the Registry, somebody who may sit there, and real papers."""

import io
import time
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from support.receiver import Handed, PlainKiosk, receipt_for, sha256
from sync.manifest import Stamped
from sync.receiver.database import open_database
from sync.receiver.desk.staff import Staff

NAME, PASSWORD = "may chan", "correct horse battery"
NUMBER = "RC01-261120-0042-5"


def seat(store: Path) -> None:
    """Let one person in at the desk."""
    engine = open_database(store, None)
    Staff(engine, lambda: int(time.time())).set_password(NAME, PASSWORD)
    engine.dispose()


def papers(words: str, pages: int, ink: str = "black") -> bytes:
    """A PDF whose pages say what they are."""
    sheets = []
    for page in range(1, pages + 1):
        sheet = Image.new("RGB", (620, 877), "white")
        draw = ImageDraw.Draw(sheet)
        draw.text((80, 100), f"{words}, page {page}", fill=ink, font_size=36)
        draw.rectangle((60, 60, 560, 820), outline=ink, width=3)
        sheets.append(sheet)
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], resolution=75)
    return made.getvalue()


def handed_in(kiosk: PlainKiosk, number: str = NUMBER, title: str = "Writ of summons") -> Handed:
    """A submission of three pages that the centre has received."""
    handed = kiosk.captured(papers(number, 3))
    stamped = papers("Stamped copy", 3, "darkred") + handed.uuid.encode()
    (document,) = handed.manifest.documents
    copy = Stamped(len(stamped), sha256(stamped), 0)
    document = replace(document, title=title, stamped=copy)
    manifest = replace(handed.manifest, number=number, documents=(document,))
    receipt = receipt_for(manifest, kiosk.key)
    real = Handed(manifest, receipt, handed.original, stamped)
    assert kiosk.deliver(real).status_code == 201
    return real
