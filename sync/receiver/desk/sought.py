"""What was typed or scanned into the search field: a number, an identifier, or a receipt."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from sync.cose import from_receipt_url
from sync.statement import CTI, Malformed, claims_of

_NUMBER = re.compile(r"(RC[0-9]{2})([0-9]{6})([0-9]{4,9})([0-9])")
_LONGEST = 4096


@dataclass(frozen=True)
class Scanned:
    """A receipt's bytes, as yet believed by nobody, and the submission they name."""

    token: bytes
    uuid: str


@dataclass(frozen=True)
class Numbers:
    """The ways in which a kiosk may have written the number that was typed."""

    numbers: frozenset[str]


def understood(text: str) -> Scanned | UUID | Numbers:
    """What a person or a scanner means. Raises Malformed for what begins like a receipt only.

    A number is forgiven spaces, letter case, full-width forms and missing or odd dashes.
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).strip().upper()
    if plain.startswith(("HTTPS:", "HTTP:")) or "/R/" in plain:
        return _scanned(plain)
    plain = "".join(character for character in plain if character.isprintable())
    dashed = re.sub(r"\s", "", re.sub(r"[\u2010-\u2015\u2212]", "-", plain))
    try:
        return UUID(dashed)
    except ValueError:
        pass
    parts = _NUMBER.fullmatch(dashed.replace("-", ""))
    written = {"-".join(parts.groups())} if parts else set()
    return Numbers(frozenset({dashed, *written}))


def _scanned(address: str) -> Scanned:
    token = from_receipt_url(address)
    about = claims_of(token).get(CTI)
    if not isinstance(about, bytes) or len(about) != 16:
        raise Malformed("a receipt of no submission")
    return Scanned(token, str(UUID(bytes=about)))
