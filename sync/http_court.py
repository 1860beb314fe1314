"""The real centre, over HTTP."""

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync import tus
from sync.answers import Meaning, Where
from sync.centre_keys import CentreKeys
from sync.checkpoints import OtherCheckpoint
from sync.cose import (
    PublishedKey,
    StatementInvalid,
    read_receipt_c,
    read_time,
    read_verdict,
)
from sync.countersigning import Mark, read_chain
from sync.court import (
    CannotBeTaken,
    Confirmation,
    CourtRefused,
    CourtUnavailable,
    NotYet,
    Upload,
)
from sync.disbelief import Disbelief
from sync.key_lists import Followed
from sync.keys import PinnedKeys
from sync.ledger import Differences, Listed
from sync.link import Answer, Link, Patience, Tls
from sync.said import missing_in, numbers_in, review_in
from sync.submissions import Review
from sync.wire import (
    CONTENT_DIGEST_HEADER,
    KIOSK_ID,
    KIOSK_ID_HEADER,
    KIOSK_KEY_HEADER,
    KIOSK_RECEIPT_HEADER,
    MANIFEST_TYPE,
    Problem,
    content_digest,
    from_base64url,
    to_base64url,
)

REVIEW_WITHIN_S = 10.0
"""How long a question that nothing depends on may keep a delivery waiting."""

_T = TypeVar("_T")


class HttpCourt:
    """The Court port over the Resource Centre protocol. One thread at a time."""

    exactly_once = True

    def __init__(
        self,
        base: str,
        kiosk: str,
        key: Ed25519PrivateKey | Ed25519PublicKey,
        pinned: PinnedKeys,
        tls: Tls | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Nothing is asked yet. Raises ValueError for plain HTTP beyond loopback, and
        for a kiosk's name that does not fit a receipt."""
        if KIOSK_ID.fullmatch(kiosk) is None:
            raise ValueError("a kiosk's name is 1 to 10 letters, digits and hyphens")
        own = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
        public = to_base64url(own.public_bytes_raw())
        who = {KIOSK_ID_HEADER: kiosk, KIOSK_KEY_HEADER: public}
        self._kiosk = kiosk
        self._link = Link(base, who, tls or Tls(), patience or Patience())
        self._keys = CentreKeys(self._link, pinned)
        self._chunks = tus.Chunks()
        self._disbelief = Disbelief()

    def close(self) -> None:
        """Let go of connections."""
        self._link.close()

    def probe(self) -> None:
        """See Court."""
        answer = self._link.ask(Where.OTHER, "GET", "")
        if answer.meaning is not Meaning.FINE:
            raise CourtUnavailable(f"answer-{answer.status}")

    def send(
        self, upload: Upload, begun: Callable[[str], None], progressed: Callable[[int], bool]
    ) -> bool:
        """See Court."""
        return tus.send(self._link, upload, self._chunks, begun, progressed)

    def commit(self, submission: UUID, manifest: bytes, receipt_k: bytes) -> Confirmation:
        """See Court."""
        answer = self._link.ask(
            Where.SUBMISSION,
            "PUT",
            f"submissions/{submission}",
            body=manifest,
            headers={
                "Content-Type": MANIFEST_TYPE,
                CONTENT_DIGEST_HEADER: content_digest(manifest),
                KIOSK_RECEIPT_HEADER: to_base64url(receipt_k),
            },
        )
        match answer.meaning:
            case Meaning.FINE:
                return self._confirmed(answer, receipt_k)
            case Meaning.NOT_YET:
                raise NotYet("being-confirmed", answer.retry_after_s)
            case Meaning.SEND_AGAIN:
                raise missing_in(answer)
            case Meaning.REFUSED:
                raise self._refused(answer, receipt_k)
            case Meaning.HELD:
                raise CannotBeTaken(str(answer.value.get("type", answer.status)))
        raise CourtUnavailable(f"answer-{answer.status}")

    def lookup(self, submission: UUID, receipt_k: bytes) -> Confirmation | None:
        """See Court."""
        answer = self._link.ask(Where.SUBMISSION, "GET", f"submissions/{submission}")
        state = answer.value.get("state")
        if answer.meaning is Meaning.NOT_THERE:
            return None
        if answer.meaning is Meaning.FINE and state == "received":
            return self._confirmed(answer, receipt_k)
        if answer.meaning is Meaning.FINE and state == "refused":
            raise self._refused(answer, receipt_k)
        if answer.meaning in {Meaning.FINE, Meaning.NOT_YET}:
            raise NotYet("being-confirmed", answer.retry_after_s)
        raise CourtUnavailable(f"answer-{answer.status}")

    def review(self, submission: UUID) -> Review | None:
        """See Court."""
        answer = self._link.ask(
            Where.SUBMISSION, "GET", f"submissions/{submission}", within_s=REVIEW_WITHIN_S
        )
        return review_in(answer.value) if answer.meaning is Meaning.FINE else None

    def time(self, within_s: float | None = None) -> datetime:
        """See Court; `within_s` as Link.ask has it."""
        nonce = secrets.token_bytes(16)
        path = f"time?nonce={to_base64url(nonce)}"
        answer = self._link.ask(Where.OTHER, "GET", path, within_s=within_s)
        return self._read(answer, "time", lambda token, keys: read_time(token, keys, nonce).utc)

    def countersign(self, chain: Mark, previous: Mark) -> bytes:
        """See CountersigningCourt."""
        asked = {**_marked(chain), "previous": _marked(previous)}
        answer = self._post("checkpoints", asked)
        if answer.meaning is Meaning.HELD:
            raise self._other_checkpoint(answer)
        return self._read(
            answer, "countersigned", lambda token, keys: self._chain(token, keys, chain)
        )

    def compare(self, start: datetime, until: datetime, listed: tuple[Listed, ...]) -> Differences:
        """See ComparingCourt."""
        submissions = [
            {
                "submission": one.submission,
                "number": one.number,
                "manifest_sha256": one.manifest_sha256,
            }
            for one in listed
        ]
        asked = {"from": start.isoformat(), "until": until.isoformat(), "submissions": submissions}
        answer = self._post("reconcile", asked)
        return Differences(
            numbers_in(answer, "missing_at_centre"),
            numbers_in(answer, "missing_at_kiosk"),
            numbers_in(answer, "different"),
        )

    def _post(self, path: str, value: dict[str, Any]) -> Answer:
        body = json.dumps(value).encode("utf-8")
        digest = content_digest(body)  # or the centre would sign what a cable made of it
        headers = {"Content-Type": "application/json", CONTENT_DIGEST_HEADER: digest}
        return self._link.ask(Where.OTHER, "POST", path, body=body, headers=headers)

    def _confirmed(self, answer: Answer, receipt_k: bytes) -> Confirmation:
        return self._read(
            answer,
            "receipt",
            lambda token, keys: Confirmation(
                token, read_receipt_c(token, keys, receipt_k).received_at
            ),
        )

    def _refused(self, answer: Answer, receipt_k: bytes) -> CourtRefused:
        return self._read(
            answer,
            "verdict",
            lambda token, keys: CourtRefused(token, read_verdict(token, keys, receipt_k).reasons),
        )

    def _chain(self, token: bytes, keys: tuple[PublishedKey, ...], chain: Mark) -> bytes:
        read_chain(token, keys, self._kiosk, chain)
        return token

    def _other_checkpoint(self, answer: Answer) -> OtherCheckpoint | CannotBeTaken:
        """Only on the centre's signature; raises CourtUnavailable without it."""
        problem, told = answer.value.get("type"), answer.value.get("checkpoint")
        if problem not in {Problem.CHAIN_REWRITTEN, Problem.OTHER_CHECKPOINT}:
            return CannotBeTaken("another-chain")
        rewritten = problem == Problem.CHAIN_REWRITTEN
        if told is None:
            return OtherCheckpoint(None, rewritten=rewritten)
        try:
            mark = Mark(int(told["length"]), from_base64url(str(told["head"])))
        except (TypeError, ValueError, KeyError) as error:
            raise CourtUnavailable("checkpoint-not-valid") from error
        signed = replace(answer, value=told)
        token = self._read(signed, "countersigned", lambda t, keys: self._chain(t, keys, mark))
        return OtherCheckpoint((mark, token), rewritten=rewritten)

    def _read(
        self,
        answer: Answer,
        name: str,
        read: Callable[[bytes, tuple[PublishedKey, ...]], _T],
    ) -> _T:
        """Only what the centre's pinned key has signed is the centre's."""
        told = str(answer.value.get(name, ""))
        try:
            return self._keys.believed(from_base64url(told), read)
        except (ValueError, StatementInvalid) as error:
            raise self._disbelief.of(name, told.encode("utf-8", "replace")) from error

    def published_keys(self) -> tuple[PublishedKey, ...]:
        """The keys that count for this centre; pinned by this question on loopback.

        Raises CourtUnavailable, CourtBlocked.
        """
        return self._keys.known()

    def learn_keys(self) -> Followed:
        """Ask whether the centre has another key, and believe it on the word of a known one.

        Raises CourtUnavailable, CourtBlocked.
        """
        return self._keys.learn()


def _marked(mark: Mark) -> dict[str, Any]:
    return {"length": mark.length, "head": to_base64url(mark.head)}
