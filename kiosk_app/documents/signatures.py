"""Says who signed a PDF and whether what was signed is still what is there.

Integrity alone: no certificate is fetched and nobody's root is trusted here.
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
MOST_NAMED = 3
MOST_REMARKS = 3


# Digests that others can be made to match: what they sign may have been exchanged.
WEAK_DIGESTS = {"md2": "MD2", "md5": "MD5", "sha1": "SHA-1"}
NOT_VERIFIED = "not verified"


@dataclass(frozen=True)
class Signed:
    """One signature: the common name of who signed, and whether its bytes are unchanged.

    `remarks` are what weakens it though its bytes are unchanged.
    """

    by: str
    intact: bool
    remarks: tuple[str, ...] = ()


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
    findings.tell(Trouble.ALREADY_SIGNED, detail="; ".join((who, *remarks[:MOST_REMARKS])))
    if broken := [signed for signed in found if not signed.intact]:
        detail = f"{len(broken)} of {len(found)}" if len(found) > 1 else ""
        findings.tell(Trouble.SIGNATURE_NOT_VALID, detail=detail)


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
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    by = ""
    remarks: tuple[str, ...] = ()
    try:
        by = str(signature.signer_cert.subject.native.get("common_name") or "")[:MOST_NAME_LETTERS]
        remarks = _remarks(signature, now)
        signature.compute_integrity_info(skip_diff=True)
        covers = signature.coverage is not SignatureCoverageLevel.UNCLEAR
        matches, digest = _digests(signature)
        intact, valid = validate_sig_integrity(
            signature.signer_info,
            signature.signer_cert,
            signature.signed_data["encap_content_info"]["content_type"].native,
            digest,
        )
    except (UnsupportedAlgorithm, NotImplementedError):
        # Too new or too odd to be judged here: that is no fault of the file.
        return Signed(by, intact=True, remarks=(*remarks, NOT_VERIFIED))
    except Exception:  # noqa: BLE001 - what cannot be verified is not valid, whatever the reason
        return Signed(by, intact=False)
    return Signed(by, bool(covers and matches and intact and valid), remarks)


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
