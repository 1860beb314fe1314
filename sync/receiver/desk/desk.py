"""The desk of the Registry as routes: find a submission, look at it, mark it."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sync.cose import read_receipt_k
from sync.manifest import Document, Manifest
from sync.receiver.desk.comparing import comparison
from sync.receiver.desk.door import Door, Form
from sync.receiver.desk.finding import SOUGHT, address, listed, search_form, waiting_list
from sync.receiver.desk.frame import DESK, HEADERS, Visit, notice, page
from sync.receiver.desk.html import tag
from sync.receiver.desk.picturing import CannotBeDrawn, Draw, Pictures, asset, cannot_be_drawn
from sync.receiver.desk.showing import Dossier, documents, facts, marking, receipts
from sync.receiver.desk.sought import Numbers, Scanned, understood
from sync.receiver.desk.staff import Staff
from sync.receiver.desk.words import shown
from sync.receiver.keys import listed as listed_keys
from sync.receiver.limits import Limits
from sync.receiver.reviews import Mark, MarkedMeanwhile, NotAMark, Reason, Reviews, State
from sync.receiver.rows import Submission
from sync.receiver.store import Store
from sync.receiver.uploads import is_uuid
from sync.statement import Malformed, StatementInvalid

_SVG = "image/svg+xml"
_SCANNED = "scanned"


class Desk:
    """Every page of the desk; stateless beside the store."""

    def __init__(
        self, store: Store, centre: str, limits: Limits, clock: Callable[[], int], draw: Draw | None
    ) -> None:
        self._store = store
        self._centre = centre
        self._clock = clock
        self._reviews = Reviews(store.books.engine)
        self._door = Door(Staff(store.books.engine, clock), limits)
        self._pictures = Pictures(store, draw) if draw else None
        self._reading = asyncio.Semaphore(1)

    def routes(self) -> list[Route]:
        """Where everything is."""
        door = self._door
        one = f"{DESK}/submissions/{{uuid}}"
        return [
            Route(DESK, door.page(self._find), methods=["GET"]),
            Route(f"{DESK}/sign-in", door.sign_in, methods=["GET", "POST"]),
            Route(f"{DESK}/sign-out", door.sent(door.sign_out), methods=["POST"]),
            Route(f"{DESK}/desk.css", _style, methods=["GET"]),
            Route(f"{DESK}/icon.svg", _icon, methods=["GET"]),
            Route(one, door.page(self._show), methods=["GET"]),
            Route(f"{one}/review", door.sent(self._mark), methods=["POST"]),
            Route(f"{one}/documents/{{document}}", door.page(self._compare), methods=["GET"]),
            Route(
                f"{one}/pictures/{{sha256}}/{{page:int}}", door.page(self._picture), methods=["GET"]
            ),
        ]

    async def _find(self, request: Request, visit: Visit) -> Response:
        sought = request.query_params.get(SOUGHT, "").strip()
        if not sought:
            return await self._search_page(visit)
        try:
            asked = understood(sought)
        except Malformed:
            return await self._search_page(visit, visit.words("not_a_receipt"))
        if isinstance(asked, Scanned):
            return await self._scanned(visit, asked)
        found = await run_in_threadpool(self._asked_for, asked)
        if not found:
            said = visit.words("none", sought=shown(sought))
            return await self._search_page(visit, said)
        if len(found) == 1:
            return RedirectResponse(address(found[0].uuid), 303, HEADERS)
        words = visit.words
        heading = tag("h2", words("several"), id="several")
        table = listed(visit, found, "several")
        return page(visit, words("find"), search_form(visit), heading, table)

    async def _scanned(self, visit: Visit, scanned: Scanned) -> Response:
        known = await run_in_threadpool(self._store.books.submission, scanned.uuid)
        if known is not None:
            same = scanned.token in (known.receipt_k, known.signed)
            how = "same" if same else "another"
            return RedirectResponse(f"{address(known.uuid)}?{_SCANNED}={how}", 303, HEADERS)
        words = visit.words
        keys = await run_in_threadpool(listed_keys, self._store.books, self._centre)
        try:
            receipt = read_receipt_k(scanned.token, keys)
        except StatementInvalid:
            return await self._search_page(visit, words("not_here"))
        at, case = words.moment(receipt.captured_at), shown(receipt.case)
        said = words("not_here_genuine", kiosk=receipt.kiosk, case=case, at=at)
        return await self._search_page(visit, said)

    async def _search_page(self, visit: Visit, error: str = "") -> Response:
        """With the field empty: what is scanned next must not be added to what was there."""
        waiting = await run_in_threadpool(self._reviews.waiting)
        content = (search_form(visit), waiting_list(visit, waiting))
        return page(visit, visit.words("find"), *content, error=error)

    def _asked_for(self, asked: UUID | Numbers) -> tuple[Submission, ...]:
        if isinstance(asked, Numbers):
            return self._reviews.named(asked.numbers)
        known = self._store.books.submission(str(asked))
        return (known,) if known else ()

    async def _show(self, request: Request, visit: Visit) -> Response:
        dossier = await self._dossier(request)
        if dossier is None:
            return _not_found(visit)
        asked = request.query_params
        if asked.get("check") == "bytes" and dossier.is_here:
            async with self._reading:
                lying = await run_in_threadpool(self._lying, dossier)
            dossier = replace(dossier, lying=lying)
        scanned = asked.get(_SCANNED)
        good = "marked" if "marked" in asked else "scanned_same" if scanned == "same" else ""
        error = visit.words("scanned_another") if scanned == "another" else ""
        said = visit.words(good) if good else ""
        return _submission_page(visit, dossier, said=said, error=error)

    async def _mark(self, request: Request, visit: Visit, form: Form) -> Response:
        dossier = await self._dossier(request)
        if dossier is None or not dossier.is_here:
            return _not_found(visit)
        assert visit.session is not None  # noqa: S101 - the door has looked
        chosen, seen = form.get("state", [""])[0], form.get("seen", [""])[0]
        whys = frozenset(form.get("reason", ())) & frozenset(Reason)
        if chosen not in frozenset(State) or not (seen.isdecimal() and len(seen) < 9):
            said = visit.words("choose_state")
            return _submission_page(visit, dossier, status=422, error=said, reasons=whys)
        reasons = tuple(reason for reason in Reason if reason in whys)
        mark = Mark(int(seen) + 1, State(chosen), reasons, visit.session.name, self._clock())
        uuid = dossier.submission.uuid
        try:
            if mark.sequence > len(dossier.marks) + 1:
                raise MarkedMeanwhile
            await run_in_threadpool(self._reviews.mark, uuid, mark)
        except NotAMark:
            said = visit.words("no_reason" if reasons else "choose_reason")
            return _submission_page(
                visit, dossier, status=422, error=said, state=chosen, reasons=whys
            )
        except MarkedMeanwhile:
            said = visit.words("meanwhile")
            fresh = await self._dossier(request)
            return _submission_page(visit, fresh or dossier, status=409, error=said)
        return RedirectResponse(f"{address(uuid)}?marked", 303, HEADERS)

    async def _compare(self, request: Request, visit: Visit) -> Response:
        dossier = await self._dossier(request)
        if dossier is None or not dossier.is_here:
            return _not_found(visit)
        document = _document(dossier, request.path_params["document"])
        if document is None:
            return _not_found(visit)
        words, asked = visit.words, request.query_params.get("page", "1")
        number = int(asked) if asked.isdecimal() and len(asked) < 9 else 1
        number = min(max(number, 1), document.pages)
        told = {"title": shown(document.title), "page": number, "pages": document.pages}
        if not dossier.has_pictures:
            return page(visit, words("page_of", **told), tag("p", words("no_pictures")))
        return page(visit, words("page_of", **told), comparison(words, dossier, document, number))

    async def _picture(self, request: Request, visit: Visit) -> Response:
        uuid, sha256 = request.path_params["uuid"], request.path_params["sha256"]
        if not is_uuid(uuid):
            return _not_found(visit)
        held = await run_in_threadpool(self._store.books.documents, uuid)
        blob = next((one.blob for one in held if one.sha256 == sha256), None)
        if blob is None or self._pictures is None:
            return _not_found(visit)
        try:
            drawn = await self._pictures.picture(blob, request.path_params["page"])
        except (CannotBeDrawn, FileNotFoundError):
            return Response(cannot_be_drawn(), 200, HEADERS, _SVG)
        return Response(drawn, 200, HEADERS, "image/png")

    async def _dossier(self, request: Request) -> Dossier | None:
        return await run_in_threadpool(self._known, request.path_params["uuid"])

    def _known(self, uuid: str) -> Dossier | None:
        submission = self._store.books.submission(uuid) if is_uuid(uuid) else None
        if submission is None:
            return None
        return Dossier(
            submission,
            Manifest.from_bytes(submission.manifest),
            listed_keys(self._store.books, self._centre),
            self._reviews.of(uuid),
            lying={},
            has_pictures=self._pictures is not None,
        )

    def _lying(self, dossier: Dossier) -> dict[str, str]:
        """What is found when every file is read again: a word for each hash it should have."""
        held = {
            one.sha256: one.blob for one in self._store.books.documents(dossier.submission.uuid)
        }
        found = dict.fromkeys((blob.sha256 for blob in dossier.manifest.blobs()), "no_bytes")
        for sha256 in found.keys() & held.keys():
            digest = hashlib.sha256()
            try:
                for block in self._store.blocks(held[sha256]):
                    digest.update(block)
            except FileNotFoundError:
                continue
            found[sha256] = "same_bytes" if digest.hexdigest() == sha256 else "other_bytes"
        return found


def _submission_page(
    visit: Visit,
    dossier: Dossier,
    *,
    status: int = 200,
    said: str = "",
    error: str = "",
    state: str = "",
    reasons: frozenset[str] = frozenset(),
) -> Response:
    words = visit.words
    title = words("submission", number=shown(dossier.submission.number))
    content = [facts(words, dossier), receipts(words, dossier), documents(words, dossier)]
    if dossier.is_here:
        content.append(marking(visit, dossier, state, reasons))
    return page(visit, title, notice(said), *content, status=status, error=error)


def _document(dossier: Dossier, name: str) -> Document | None:
    return next((each for each in dossier.manifest.documents if each.id == name), None)


def _not_found(visit: Visit) -> Response:
    words = visit.words
    return page(visit, words("not_found"), tag("p", tag("a", words("find"), href=DESK)), status=404)


async def _style(_: Request) -> Response:
    return Response(asset("desk.css"), 200, HEADERS, "text/css")


async def _icon(_: Request) -> Response:
    return Response(asset("icon.svg"), 200, HEADERS, _SVG)
