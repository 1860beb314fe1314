"""A readiness report as one signed file: whoever gets it can tell that this kiosk made it."""

import json
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk_app.maintenance.readiness import ReadinessReport
from sync.cose import PublishedKey

# Never to be taken for anything else that the kiosk's key signs.
_PURPOSE = b"court-kiosk readiness report 1\n"


class ReportInvalid(Exception):
    """Not a readiness report, changed since, or not signed by any of the given keys."""


def sign_report(report: ReadinessReport, key: Ed25519PrivateKey) -> bytes:
    """The file: JSON with the report, the public key, and an Ed25519 signature (RFC 8032)."""
    content = report.to_json()
    signed = {
        "report": content,
        "public_key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(_PURPOSE + _exact(content)).hex(),
    }
    return json.dumps(signed, ensure_ascii=False, indent=1).encode("utf-8")


def read_report(data: bytes, keys: Iterable[PublishedKey]) -> dict[str, Any]:
    """The report in a file, once a kiosk's key of the list has vouched for it.

    Raises ReportInvalid.
    """
    try:
        signed = json.loads(data)
        content, signature = signed["report"], bytes.fromhex(signed["signature"])
        kiosk = content["kiosk"]
    except (ValueError, KeyError, TypeError) as error:
        raise ReportInvalid("not a readiness report") from error
    for key in keys:
        if key.kind == "kiosk" and key.owner == kiosk and _vouches(key.public, signature, content):
            return dict(content)
    raise ReportInvalid("not signed by this kiosk, or changed since")


def _vouches(public: bytes, signature: bytes, content: object) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _PURPOSE + _exact(content))
    except (InvalidSignature, ValueError):
        return False
    return True


def _exact(content: object) -> bytes:
    """One way to write a report, however the file is laid out."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
        "utf-8"
    )
