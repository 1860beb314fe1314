"""The two sides compared: the day's list of a kiosk, and the head of its audit chain."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sync.cose import SignedTime, sign_time
from sync.receiver.body import read_json
from sync.receiver.keys import Centre, Kiosks
from sync.receiver.limits import MIB, Limits
from sync.receiver.problems import Refusal
from sync.receiver.store import Store
from sync.receiver.uploads import is_uuid
from sync.wire import SHA256_HEX, Problem, from_base64url, to_base64url


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

        Asks {"length": records, "head": 32 bytes}; tells {"countersigned": a signed time whose
        nonce is the head}. A second head for the same length means a chain was rewritten: 409.
        """
        kiosk = await run_in_threadpool(self._kiosks.identify, request)
        asked = await read_json(request, MIB, self._limits.body_s)
        length, head = asked.get("length"), _head(asked.get("head"))
        if not isinstance(length, int) or isinstance(length, bool) or not 0 < length < 2**62:
            raise Refusal(400, Problem.BAD_REQUEST, "length")
        at = datetime.fromtimestamp(self._clock(), UTC)
        signed = sign_time(self._centre.private, SignedTime(self._centre.name, at, head))
        kept, countersigned = await run_in_threadpool(
            self._store.books.countersign, kiosk.name, length, head, signed
        )
        if kept != head:
            raise Refusal(409, Problem.DIFFERENT_CONTENT, "another head for this length")
        return JSONResponse({"countersigned": to_base64url(countersigned)}, 201)


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


def _head(value: object) -> bytes:
    try:
        head = from_base64url(str(value))
    except ValueError as error:
        raise Refusal(400, Problem.BAD_REQUEST, "head") from error
    if len(head) != hashlib.sha256().digest_size:
        raise Refusal(400, Problem.BAD_REQUEST, "head")
    return head
