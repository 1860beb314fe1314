"""`kiosk verify`: what a receipt certifies, in plain words, checked without a network."""

import hashlib
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk_app.receipts.printable import printable
from kiosk_app.receipts.slip import short_digest
from kiosk_app.receipts.times import day_and_hour
from kiosk_app.wording import mendings
from sync.cose import (
    AboutAnother,
    KeyNotValidThen,
    Malformed,
    PublishedKey,
    ReceiptK,
    StatementInvalid,
    UnknownKey,
    WrongSignature,
    from_receipt_url,
    in_doubt_since,
    is_of_the_centre,
    read_receipt_c,
    read_receipt_k,
    read_verdict,
)
from sync.keys import KeyUnusable, read_key_list
from sync.manifest import Document, Manifest, ManifestInvalid
from sync.verify_page import verify_page
from sync.wire import ClockQuality

VERIFIED, NOT_VERIFIED, NOT_UNDERSTOOD = 0, 1, 2

_SMALL_BYTES = 4 * 1024 * 1024  # receipts and manifests are smaller; documents may be larger
_CBOR_TAG_18 = b"\xd2"  # the first byte of every COSE_Sign1

_WHY_NOT = {
    Malformed: "This is not a receipt, or it has been changed.",
    UnknownKey: "It is signed with a key that is not in the list of keys.",
    WrongSignature: "It has been changed since it was signed, or was made up.",
    KeyNotValidThen: "It is signed with a key that was not valid at that time.",
    AboutAnother: "It is genuine, but about another submission.",
}
_CUT = "The address is damaged or cut short: scan the code again, or copy all of the address."
_CLOCK = {
    ClockQuality.SYNCHRONISED: "by a clock that was synchronised",
    ClockQuality.UNSYNCHRONISED: "by a clock that was not synchronised",
    ClockQuality.UNKNOWN: "by a clock of unknown quality",
}


@dataclass(frozen=True)
class Given:
    """One thing to be verified: its name, its digest, and its bytes unless it is large."""

    name: str
    sha256: str
    content: bytes
    address: bool = False
    """Whether it came as the address on a slip; what cannot be read out of one has no content."""

    @staticmethod
    def read(what: str) -> "Given":
        """A file, or the address on a slip. Raises OSError."""
        if what.strip().upper().startswith(("HTTPS://", "HTTP://")):
            return Given("the address on the slip", "", _in_address(what), address=True)
        with Path(what).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            file.seek(0)
            content = file.read() if size <= _SMALL_BYTES else b""
        if content.lstrip().upper().startswith((b"HTTPS://", b"HTTP://")):
            written = _in_address(content.decode("ascii", "replace"))
            return Given(Path(what).name, digest, written, address=True)
        return Given(Path(what).name, digest, content)


@dataclass(frozen=True)
class Finding:
    """What was found about one given thing."""

    name: str
    genuine: bool
    sentences: tuple[str, ...]
    in_doubt: bool = False
    """Neither genuine nor not: that cannot be told from what was given."""

    @property
    def in_a_word(self) -> str:
        """As it stands after the name."""
        if self.in_doubt:
            return "CANNOT BE TOLD"
        return "genuine" if self.genuine else "NOT VERIFIED"


def run(given: Sequence[str], key_list: Path, page: Path | None = None) -> int:
    """Print what each thing certifies; 0 when all are genuine, 1 when not, 2 when unreadable.

    With `page` the page that does the same in a browser is written there, the keys inside.
    """
    if not given and page is None:
        print("kiosk verify: name a receipt, or a --page to write", file=sys.stderr)
        return NOT_UNDERSTOOD
    try:
        keys = read_key_list(key_list)
        if page is not None:
            page.write_bytes(verify_page(keys))
        findings = examine([Given.read(what) for what in given], keys)
    except (OSError, KeyUnusable) as error:
        print(f"kiosk verify: {error}", file=sys.stderr)
        return NOT_UNDERSTOOD
    if not given:
        return VERIFIED
    for finding in findings:
        print(f"{finding.name}: {finding.in_a_word}")
        for sentence in finding.sentences:
            print(f"  {sentence}")
    if all(finding.genuine for finding in findings):
        print("Verified: all of it is genuine. It is about images handed over, not the filing.")
        return VERIFIED
    print("NOT VERIFIED: see above.")
    return NOT_VERIFIED


def examine(given: Iterable[Given], keys: Sequence[PublishedKey]) -> list[Finding]:
    """What can be said of each thing, in the light of the others: kiosk's receipts first."""
    tokens, manifests, documents = [], [], []
    for thing in given:
        if thing.address or thing.content.startswith(_CBOR_TAG_18):
            tokens.append(thing)
        elif thing.content.lstrip().startswith(b"{"):
            manifests.append(thing)
        else:
            documents.append(thing)

    findings: list[Finding] = []
    captured: dict[bytes, ReceiptK] = {}
    of_the_centre: list[Given] = []
    for token in tokens:
        try:
            captured[token.content] = read_receipt_k(token.content, keys)
        except Malformed:
            of_the_centre.append(token)
        except StatementInvalid as error:
            findings.append(_not_genuine(token, error))
    told = [token.content for token in of_the_centre]
    doubts = {receipt_k: _doubt(receipt_k, told, keys) for receipt_k in captured}
    for token in tokens:
        if token.content in captured:
            receipt, since = captured[token.content], doubts[token.content]
            findings.append(_of_the_kiosk(token, receipt, since))
    findings += [_of_the_centre(token, list(captured), keys) for token in of_the_centre]
    genuine = [receipt for receipt_k, receipt in captured.items() if doubts[receipt_k] is None]

    vouched: list[Manifest] = []
    for thing in manifests:
        findings.append(_manifest(thing, genuine, vouched))
    findings += [_document(thing, vouched) for thing in documents]
    return findings


def _doubt(
    receipt_k: bytes, of_the_centre: Iterable[bytes], keys: Sequence[PublishedKey]
) -> datetime | None:
    """From when others may have made it; None where none did, or the centre had it before."""
    since = in_doubt_since(receipt_k, keys)
    if since is None:
        return None
    for token in of_the_centre:
        with suppress(StatementInvalid):
            if read_receipt_c(token, keys, receipt_k).received_at < since:
                return None
        with suppress(StatementInvalid):
            if read_verdict(token, keys, receipt_k).refused_at < since:
                return None
    return since


def _of_the_kiosk(token: Given, receipt: ReceiptK, since: datetime | None) -> Finding:
    if since is None:
        return Finding(token.name, True, _captured(receipt))
    why = (
        f"Others may have had the key of {receipt.kiosk} since {_moment(since)},",
        "and only its own word says that it was signed before.",
        "What the centre certified of it before that time, given beside it, would show it.",
    )
    return Finding(token.name, False, why, in_doubt=True)


def _in_address(address: str) -> bytes:
    try:
        return from_receipt_url(address)
    except Malformed:
        return b""


def _captured(receipt: ReceiptK) -> tuple[str, ...]:
    amount = f"{_count(receipt.documents, 'document')}, {_count(receipt.pages, 'page')}"
    return (
        f"The kiosk {receipt.kiosk} certifies that it captured submission {receipt.submission}",
        f"on {_moment(receipt.captured_at)}, {_CLOCK[receipt.clock]}.",
        f"Case {receipt.case}, {amount}, number {receipt.sequence} in the kiosk's own count.",
        f"The manifest's fingerprint begins {short_digest(receipt.manifest_sha256.hex())}.",
    )


def _of_the_centre(
    token: Given, receipts_k: Sequence[bytes], keys: Sequence[PublishedKey]
) -> Finding:
    if not is_of_the_centre(token.content):
        return Finding(token.name, False, (_CUT if token.address else _WHY_NOT[Malformed],))
    if not receipts_k:
        alone = "Without a genuine kiosk's receipt beside it nothing can be said of this one."
        return Finding(token.name, False, (alone,))
    failure: StatementInvalid = Malformed()
    for receipt_k in receipts_k:
        try:
            return Finding(token.name, True, _said_by_the_centre(token.content, receipt_k, keys))
        except StatementInvalid as error:
            failure = error
    return _not_genuine(token, failure)


def _said_by_the_centre(
    token: bytes, receipt_k: bytes, keys: Sequence[PublishedKey]
) -> tuple[str, ...]:
    try:
        receipt = read_receipt_c(token, keys, receipt_k)
    except Malformed:
        verdict = read_verdict(token, keys, receipt_k)
        return (
            f"The centre {verdict.centre} certifies that it refused submission",
            f"{verdict.submission} on {_moment(verdict.refused_at)}.",
            f"Reasons: {', '.join(verdict.reasons)}.",
        )
    return (
        f"The centre {receipt.centre} certifies that it received submission {receipt.submission}",
        f"whole and unchanged on {_moment(receipt.received_at)}.",
    )


def _manifest(thing: Given, receipts: Iterable[ReceiptK], vouched: list[Manifest]) -> Finding:
    try:
        manifest = Manifest.from_bytes(thing.content)
    except ManifestInvalid as error:
        return Finding(thing.name, False, (f"This is not a manifest: {error}.",))
    if not any(manifest.sha256() == receipt.manifest_sha256 for receipt in receipts):
        return Finding(thing.name, False, ("No genuine receipt given here is about it.",))
    vouched.append(manifest)
    return Finding(
        thing.name,
        True,
        (
            f"The receipt is about exactly this manifest, number {manifest.number}:",
            *(sentence for document in manifest.documents for sentence in _listed(document)),
        ),
    )


def _listed(document: Document) -> tuple[str, ...]:
    amount = _count(document.pages, "page")
    listed = (f"{document.id}: {printable(document.title)}, {amount}",)
    if not document.mended:
        return listed
    done = mendings.as_agreed(mendings.done(each.mend, each.pages) for each in document.mended)
    return (*listed, f"  {done.en}; the original is as it was brought.")


def _document(thing: Given, vouched: Iterable[Manifest]) -> Finding:
    for manifest in vouched:
        for document in manifest.documents:
            name = f"{document.id}, {printable(document.title)}"
            if thing.sha256 == document.stamped.sha256:
                words = f"This is the stamped copy of {name}."
                return Finding(thing.name, True, (words,))
            for source in document.sources:
                if thing.sha256 == source.sha256:
                    words = f"This is {printable(source.name)} as it was brought, part of {name}."
                    return Finding(thing.name, True, (words,))
    why = "It is not among the files of a manifest that a receipt given here is about."
    return Finding(thing.name, False, (why,))


def _not_genuine(thing: Given, error: StatementInvalid) -> Finding:
    return Finding(thing.name, False, (_WHY_NOT[type(error)],))


def _moment(when: datetime) -> str:
    return "{} at {} Hong Kong time".format(*day_and_hour(when))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
