"""The words both ends of the wire use: paths, headers, problem names and the answers' shapes."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum

PREFIX = "/rc/v1"
TUS_VERSION = "1.0.0"
TUS_EXTENSIONS = "creation,checksum,termination,expiration"
CHECKSUM_ALGORITHM = "sha256"
OFFSET_STREAM = "application/offset+octet-stream"
PROBLEM = "application/problem+json"
MANIFEST_TYPE = "application/vnd.resource-centre.manifest+json"

# The receiver's mark: on every answer it makes, whatever the status. An answer without it
# (a captive portal, a proxy, another web server) says something of the network, nothing more.
MARK_HEADER = "Resource-Centre"
MARK = "rc/1"

# Every request of a kiosk. On plain HTTP (loopback only) the receiver enrols the first key of
# a kiosk; with mutual TLS the certificate speaks and the key header must agree with it.
KIOSK_ID_HEADER = "Kiosk-Id"
KIOSK_KEY_HEADER = "Kiosk-Key"  # base64url of the raw Ed25519 public key (32 bytes)

# A kiosk says in MARK_HEADER, too, which version of this protocol it speaks. A receiver that does
# not speak it answers 426; one that says nothing (another tus client) is taken to speak rc/1.

# PUT /submissions/{uuid}: base64url of receipt K. It holds the SHA-256 of the exact manifest
# bytes, so it is the kiosk's signature over the body.
KIOSK_RECEIPT_HEADER = "Kiosk-Receipt"
CONTENT_DIGEST_HEADER = "Content-Digest"

# A reason of the Registry's: a code, to be put into words by whoever shows it.
REVIEW_REASON = re.compile(r"[a-z][a-z0-9-]{0,39}")
REVIEW_REASONS_MOST = 20

UPLOAD_METADATA = ("submission", "document", "sha256", "filename", "filetype")
KIOSK_ID = re.compile(r"[A-Za-z0-9-]{1,10}")
DOCUMENT_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
SHA256_HEX = re.compile(r"[0-9a-f]{64}")

# The shapes of the JSON answers (bytes are base64url without padding, times UTC with a "Z"):
#   GET  /                     {"service", "protocol": "rc/1", "utc", "limits": {"submission_bytes",
#                               "document_bytes"}, "chunk_bytes", "keys": "/rc/v1/keys"}
#   GET  /time?nonce=B64       {"time": signed time}
#   GET  /keys                 {"version": of the newest list, 0 for none, "keys":
#                               [PublishedKey.to_json(), …], "lists": [{"list": JSON of {"version",
#                               "keys": of the centre}, "signed": by a key of the one before}, …]}
#   PUT  /submissions/{uuid}   201, 200 {"state": "received", "receipt": receipt C}
#                              202 {"state": "committing"} with Retry-After
#   GET  /submissions/{uuid}   200 {"state": "received", "receipt", "review": "waiting"|"accepted"|
#                               "returned", "reasons": [code, …]}
#                              200 {"state": "refused", "verdict": signed, "reasons": [code, …]}
#                              404 problem unknown-submission
#   problems                   {"type": Problem, "title", "status", "detail", "asked":
#                              asked_of() what arrived} and for
#                              documents-missing "missing": [sha256, …],
#                              refused "verdict": signed, "reasons": [code, …]


class Problem(StrEnum):
    """The `type` of a problem answer (RFC 9457)."""

    DIFFERENT_CONTENT = "different-content"  # 409: this UUID holds another manifest
    DOCUMENTS_MISSING = "documents-missing"  # 422
    REFUSED = "refused"  # 422, signed
    CHAIN_REWRITTEN = "chain-rewritten"  # 409: not the audit chain that was countersigned
    OTHER_CHECKPOINT = "other-checkpoint"  # 409: the last one here is not the one named
    UNKNOWN_KIOSK = "unknown-kiosk"  # 401: no identity, or not enrolled
    WRONG_KEY = "wrong-key"  # 403: enrolled with another key
    WRONG_DIGEST = "wrong-digest"  # 400: Content-Digest does not match the body
    WRONG_RECEIPT = "wrong-receipt"  # 400: receipt K is not valid for this body
    BAD_MANIFEST = "bad-manifest"  # 400
    BAD_REQUEST = "bad-request"  # 400
    UNKNOWN_SUBMISSION = "unknown-submission"  # 404
    UNKNOWN_UPLOAD = "unknown-upload"  # 404, 410
    WRONG_OFFSET = "wrong-offset"  # 409, carries Upload-Offset
    BEING_WRITTEN = "being-written"  # 423
    CHECKSUM_MISMATCH = "checksum-mismatch"  # 460
    TOO_LARGE = "too-large"  # 413
    NO_SPACE = "no-space"  # 507
    VERSION = "version"  # 412, 426
    BUSY = "busy"  # 429, 503


class ReviewState(StrEnum):
    """How far the Registry is with a received submission: the `review` of an answer."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ClockQuality(StrEnum):
    """What the kernel said of the clock when a time was taken (adjtimex)."""

    SYNCHRONISED = "synchronised"
    UNSYNCHRONISED = "unsynchronised"
    UNKNOWN = "unknown"


def to_base64url(data: bytes) -> str:
    """Base64url without padding, as in every header and answer."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes again. Raises ValueError for anything to_base64url would not have written."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not base64url") from error
    if to_base64url(data) != text:
        raise ValueError("not base64url")
    return data


def content_digest(body: bytes) -> str:
    """The Content-Digest of a body (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode('ascii')}:"


def is_digest_of(header: str, body: bytes) -> bool:
    """Whether a Content-Digest is this body's. Of several algorithms SHA-256 must be one, and the
    others are passed over (RFC 9530, 3)."""
    members = (member.strip().partition("=") for member in header.split(","))
    digests = {name.strip(): f"{name}={value}" for name, _, value in members}  # the last one counts
    return digests.get("sha-256") == content_digest(body)


_TOLD = (
    KIOSK_ID_HEADER,
    KIOSK_KEY_HEADER,
    KIOSK_RECEIPT_HEADER,
    CONTENT_DIGEST_HEADER,
    "Upload-Length",
    "Upload-Metadata",
)


def asked_of(method: str, path: str, headers: Mapping[str, str]) -> str:
    """What a request says, in brief: the same at both ends unless it was changed on the way.

    Every problem answer gives it as `asked`. `headers` are looked up whatever their case; the
    body is covered by its digest among them.
    """
    lines = [method, path[path.find(PREFIX) :], *(headers.get(name, "") for name in _TOLD)]
    return to_base64url(hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).digest())


def upload_metadata(values: dict[str, str]) -> str:
    """Write tus Upload-Metadata."""
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode('ascii')}" for key, value in values.items()
    )


def parse_upload_metadata(header: str) -> dict[str, str]:
    """Read tus Upload-Metadata. Raises ValueError when it is not well formed."""
    values: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, encoded = pair.partition(" ")
        if not key or key in values:
            raise ValueError("a metadata key is empty or twice there")
        values[key] = base64.b64decode(encoded, validate=True).decode("utf-8")
    return values
