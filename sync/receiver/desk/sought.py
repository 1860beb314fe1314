"""What was typed or scanned into the search field: a number, an identifier, or a receipt."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from sync.cose import from_receipt_url
from sync.statement import CTI, Malformed, claims_of

_NUMBER = re.compile(r"(RC[0-9]{2})([0-9]{6})([0-9]{4,9})([0-9])")
_TRIAL = re.compile(r"TRIAL(T[0-9A-F]{9}|[0-9A-Z]{1,10})([0-9]{4})")
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
    typed = _dashed(unicodedata.normalize("NFKC", text[:_LONGEST]))
    dashed = typed.upper()
    try:
        return UUID(dashed)
    except ValueError:
        pass
    together = dashed.replace("-", "")
    written = {typed, dashed}
    if parts := _NUMBER.fullmatch(together):
        written.add("-".join(parts.groups()))
    if parts := _TRIAL.fullmatch(together):
        kiosk, sequence = parts.groups()
        # A kiosk of a trial that was given no name has one of small hexadecimal digits.
        written |= {f"TRIAL-{name}-{sequence}" for name in (kiosk, kiosk[0] + kiosk[1:].lower())}
    return Numbers(frozenset(written))


def _dashed(text: str) -> str:
    """Without spaces, and with one kind of dash."""
    plain = "".join(character for character in text.strip() if character.isprintable())
    return re.sub(r"\s", "", re.sub(r"[\u2010-\u2015\u2212]", "-", plain))


def _scanned(address: str) -> Scanned:
    token = from_receipt_url(address)
    about = claims_of(token).get(CTI)
    if not isinstance(about, bytes) or len(about) != 16:
        raise Malformed("a receipt of no submission")
    return Scanned(token, str(UUID(bytes=about)))
