"""Says whose name the signatures of a PDF bear, and whether what was signed is still there.

Integrity alone: no certificate is fetched and nobody's root is trusted here, so a name is what
whoever made the certificate wrote into it.
"""

import hashlib
import io
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

MOST_SIGNATURES = 20
MOST_NAME_LETTERS = 60
MOST_NAMED = 2
MOST_REMARKS = 3

# Digests that others can be made to match: what they sign may have been exchanged.
WEAK_DIGESTS = {"md2": "MD2", "md5": "MD5", "sha1": "SHA-1"}
NOT_VERIFIED = "not verified"
UNCHANGED, DOES_NOT_MATCH = "content unchanged", "content does not match"
ADDED_LATER = "added to later"
# A name must not be able to end what is said of it and to go on in our words.
_NO_MARKS = str.maketrans({";": ",", **dict.fromkeys('\u201c\u201d\u300c\u300d"', "'")})


@dataclass(frozen=True)
class Signed:
    """One signature: the common name in its certificate, and whether its bytes are unchanged.

    `remarks` are what weakens it though its bytes are unchanged; `whole` when nothing was added
    to the file after it.
    """

    by: str
    intact: bool
    remarks: tuple[str, ...] = ()
    whole: bool = True


def tell_signatures(file: int, findings: Findings, now: datetime | None = None) -> None:
    """Tell of the signatures of a PDF that has some; `now` is for certificates that have ended."""
    found = _signatures(file, now or datetime.now(UTC))
    if not found:
        findings.tell(Trouble.ALREADY_SIGNED, detail="cannot be read")
        return
    names = list(dict.fromkeys(signed.by for signed in found if signed.by))[:MOST_NAMED]
    count = "1 signature" if len(found) == 1 else f"{len(found)} signatures"
    who = ": ".join([count, ", ".join(names)][: 1 + bool(names)])
    remarks = list(dict.fromkeys(remark for signed in found for remark in signed.remarks))
    said = (who, *_of_the_content(found), *remarks[:MOST_REMARKS])
    findings.tell(Trouble.ALREADY_SIGNED, detail="; ".join(said))
    if broken := [signed for signed in found if not signed.intact]:
        detail = f"{len(broken)} of {len(found)}" if len(found) > 1 else ""
        findings.tell(Trouble.SIGNATURE_NOT_VALID, detail=detail)


def _of_the_content(found: list[Signed]) -> list[str]:
    """What can be said of the signed content; nothing of one that was not verified."""
    if not all(signed.intact for signed in found):
        return [DOES_NOT_MATCH]
    said = [] if any(NOT_VERIFIED in signed.remarks for signed in found) else [UNCHANGED]
    # An earlier signature does not cover the next: what the last of them covers counts.
    return said if any(signed.whole for signed in found) else [*said, ADDED_LATER]


def _signatures(file: int, now: datetime) -> list[Signed]:
    # Here and not above: half a second to load, for the few files that are signed.
    from pyhanko.pdf_utils.reader import PdfFileReader

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it is told below, once
    data = os.pread(file, os.fstat(file).st_size, 0)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        embedded = reader.embedded_signatures[:MOST_SIGNATURES]
    except Exception:  # noqa: BLE001 - a reader in Python fails on bad files in any way
        return []
    return [_judged(signature, now) for signature in embedded]


def _judged(signature: Any, now: datetime) -> Signed:
    """Verify one signature over the bytes it says it covers.

    By hand, for pyHanko's own way begins an event loop, which needs a socket; here is none.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    by, whole = "", True
    remarks: tuple[str, ...] = ()
    try:
        by = _named(signature.signer_cert)
        remarks = _remarks(signature, now)
        if not hasattr(hashes, signature.md_algorithm.upper()):
            raise NotImplementedError(signature.md_algorithm)
        signature.compute_integrity_info(skip_diff=True)
        covers = signature.coverage is not SignatureCoverageLevel.UNCLEAR
        whole = signature.coverage is SignatureCoverageLevel.ENTIRE_FILE
        matches, digest = _digests(signature)
        intact, valid = validate_sig_integrity(
            signature.signer_info,
            signature.signer_cert,
            signature.signed_data["encap_content_info"]["content_type"].native,
            digest,
        )
    except (UnsupportedAlgorithm, NotImplementedError):
        # Too new or too odd to be judged here: that is no fault of the file.
        return Signed(by, intact=True, remarks=(*remarks, NOT_VERIFIED), whole=whole)
    except Exception:  # noqa: BLE001 - what cannot be verified is not valid, whatever the reason
        return Signed(by, intact=False)
    return Signed(by, bool(covers and matches and intact and valid), remarks, whole)


def _named(certificate: Any) -> str:
    """The common name, cut and printable; empty when there is none."""
    name = str(certificate.subject.native.get("common_name") or "").translate(_NO_MARKS)
    return "".join(letter for letter in name if letter.isprintable())[:MOST_NAME_LETTERS].strip()


def _remarks(signature: Any, now: datetime) -> tuple[str, ...]:
    """What its certificate and its digest leave to be desired."""
    weak = WEAK_DIGESTS.get(signature.md_algorithm)
    begins = signature.signer_cert.not_valid_before
    ends = signature.signer_cert.not_valid_after
    found = [weak] if weak else []
    if now > ends:
        found.append(f"certificate ended {ends:%Y-%m-%d}")
    elif now < begins:
        found.append(f"certificate begins {begins:%Y-%m-%d}")
    return tuple(found)


def _digests(signature: Any) -> tuple[bool, bytes]:
    """Whether a time stamp is of this file, and the digest that was signed."""
    of_file = signature.compute_digest()
    content = signature.signed_data["encap_content_info"]
    if content["content_type"].native != "tst_info":
        return True, of_file
    stamped = content["content"].parsed["message_imprint"]["hashed_message"].native
    whole = hashlib.new(signature.md_algorithm, bytes(content["content"])).digest()
    return stamped == of_file, whole
