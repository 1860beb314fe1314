"""The two sides compared: the day's list of a kiosk, and the head of its audit chain."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sync.cose import SignedTime, sign_time
from sync.countersigning import (
    BEGINNING,
    HEAD_BYTES,
    LENGTH_BELOW,
    Countersignature,
    Mark,
    sign_chain,
)
from sync.receiver.body import read_json
from sync.receiver.checkpoints import Judged, Judgement
from sync.receiver.keys import Centre, Kiosks
from sync.receiver.limits import MIB, Limits
from sync.receiver.problems import Refusal
from sync.receiver.store import Store
from sync.receiver.uploads import is_uuid
from sync.wire import SHA256_HEX, Problem, from_base64url, to_base64url

_LOG = logging.getLogger("kiosk-receiver")


class Ledger:
    """The handlers of /reconcile and /checkpoints."""

    def __init__(
        self,
        store: Store,
        centre: Centre,
        kiosks: Kiosks,
        limits: Limits,
        clock: Callable[[], int],
    ) -> None:
        self._store = store
        self._centre = centre
        self._kiosks = kiosks
        self._limits = limits
        self._clock = clock

    async def reconcile(self, request: Request) -> Response:
        """Say what is missing on either side of all that was captured in [from, until).

        Asks {"from", "until": UTC times, "submissions": [{"submission", "number",
        "manifest_sha256"}]}; tells {"missing_at_centre", "missing_at_kiosk", "different":
        [number]}. What the centre refused is not missing.
        """
        kiosk = await run_in_threadpool(self._kiosks.identify, request)
        asked = await read_json(request, MIB, self._limits.body_s)
        start, until = _time(asked.get("from")), _time(asked.get("until"))
        listed = _listed(asked.get("submissions"))
        known = await run_in_threadpool(
            self._store.books.captured_between, kiosk.name, start, until
        )
        here = {one.uuid: one for one in known}
        there = {one["submission"]: one for one in listed}
        both = here.keys() & there.keys()
        different = (
            uuid for uuid in both
            if here[uuid].manifest_sha256.hex() != there[uuid]["manifest_sha256"]
        )  # fmt: skip
        return JSONResponse(
            {
                "missing_at_centre": [there[u]["number"] for u in there if u not in here],
                "missing_at_kiosk": [here[u].number for u in here if u not in there],
                "different": sorted(here[uuid].number for uuid in different),
            }
        )

    async def checkpoint(self, request: Request) -> Response:
        """Countersign the head of a kiosk's audit chain, once for each length of the chain.

        Asks {"length": records, "head": 32 bytes, "previous": {"length", "head"} that the chain
        holds at the last checkpoint, or 0 and zeros before the first}; tells {"countersigned"}.
        409 with the "checkpoint" that stands against it: chain-rewritten (an alarm, and kept),
        or other-checkpoint, which names the last one here to a kiosk that never got it.

        Kiosks of before name no previous one. They get what they know to read, a signed time
        with the head as its nonce, worth no more than any; what is kept is a countersignature.
        """
        kiosk = await run_in_threadpool(self._kiosks.identify, request)
        asked = await read_json(request, MIB, self._limits.body_s)
        chain = _mark(asked, least=1)
        previous = _mark(asked["previous"]) if "previous" in asked else None
        if previous is not None and previous.length >= chain.length:
            raise Refusal(400, Problem.BAD_REQUEST, "previous")
        now = self._clock()
        at = datetime.fromtimestamp(now, UTC)

        def sign(mark: Mark, before: Mark) -> bytes:
            said = Countersignature(self._centre.name, kiosk.name, mark, before, at)
            return sign_chain(self._centre.private, said)

        found = await run_in_threadpool(
            self._store.books.checkpoints.show, kiosk.name, chain, previous, sign, now
        )
        if found.judged is not Judged.SIGNED:
            raise _disputed(kiosk.name, chain, found, knows_to_tell=previous is not None)
        signed = found.signed
        if previous is None:
            signed = sign_time(self._centre.private, SignedTime(self._centre.name, at, chain.head))
        return JSONResponse({"countersigned": to_base64url(signed)}, 201)


def _disputed(kiosk: str, chain: Mark, found: Judgement, *, knows_to_tell: bool) -> Refusal:
    """The answer; what was rewritten is also told to whoever minds the receiver."""
    problem, mark = Problem.OTHER_CHECKPOINT, found.mark
    if found.judged is Judged.REWRITTEN:
        words = "audit-disputed kiosk=%s length=%d countersigned=%d"
        _LOG.error(words, kiosk, chain.length, mark.length)
        problem = Problem.CHAIN_REWRITTEN if knows_to_tell else Problem.DIFFERENT_CONTENT
    told = {
        "length": mark.length,
        "head": to_base64url(mark.head),
        "countersigned": to_base64url(found.signed),
    }
    return Refusal(409, problem, checkpoint=told if found.signed else None)


def _time(value: object) -> int:
    try:
        at = datetime.fromisoformat(str(value))
        if at.tzinfo is not None:
            return int(at.timestamp())
    except (ValueError, OverflowError):
        pass
    raise Refusal(400, Problem.BAD_REQUEST, "from and until: times in UTC")


def _listed(value: object) -> list[dict[str, Any]]:
    right = isinstance(value, list) and all(
        isinstance(one, dict)
        and is_uuid(str(one.get("submission")))
        and isinstance(one.get("number"), str)
        and SHA256_HEX.fullmatch(str(one.get("manifest_sha256")))
        for one in value
    )
    if not isinstance(value, list) or not right:
        raise Refusal(400, Problem.BAD_REQUEST, "submissions")
    return value


def _mark(value: Any, least: int = 0) -> Mark:
    if not isinstance(value, dict):
        raise Refusal(400, Problem.BAD_REQUEST, "previous")
    length = value.get("length")
    if not isinstance(length, int) or isinstance(length, bool):
        raise Refusal(400, Problem.BAD_REQUEST, "length")
    if not least <= length < LENGTH_BELOW:
        raise Refusal(400, Problem.BAD_REQUEST, "length")
    mark = Mark(length, _head(value.get("head")))
    if length == 0 and mark != BEGINNING:
        raise Refusal(400, Problem.BAD_REQUEST, "previous")
    return mark


def _head(value: object) -> bytes:
    try:
        head = from_base64url(str(value))
    except ValueError as error:
        raise Refusal(400, Problem.BAD_REQUEST, "head") from error
    if len(head) != HEAD_BYTES:
        raise Refusal(400, Problem.BAD_REQUEST, "head")
    return head
