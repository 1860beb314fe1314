"""The door of the desk: who is there, in which language, and whether a form is this page's own."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sync.receiver.body import read_body
from sync.receiver.desk.frame import DESK, FORM_KEY, HEADERS, LANGUAGE_FIELD, Visit, page
from sync.receiver.desk.html import tag
from sync.receiver.desk.staff import LockedOut, NotSignedIn, Staff
from sync.receiver.desk.words import LANGUAGES, Words, chosen
from sync.receiver.limits import Limits

_SESSION, _LANGUAGE = "registry-desk", "registry-language"
_FORM_BYTES = 16 * 1024
_YEAR_S = 365 * 24 * 3600

Form = Mapping[str, list[str]]
Page = Callable[[Request, Visit], Awaitable[Response]]
Sent = Callable[[Request, Visit, Form], Awaitable[Response]]


class Door:
    """Lets staff in, and keeps everybody else out of every page behind it."""

    def __init__(self, staff: Staff, limits: Limits) -> None:
        self._staff = staff
        self._body_s = limits.body_s

    def page(self, show: Page) -> Callable[[Request], Awaitable[Response]]:
        """A page for those who are signed in; others are asked to sign in, and come back here."""

        async def shown(request: Request) -> Response:
            visit = await self._visit(request)
            if visit.session is None:
                answer: Response = _sign_in_page(visit, came_for=_asked(request))
            else:
                answer = await show(request, visit)
            return _with_language(request, visit, answer)

        return shown

    def sent(self, take: Sent) -> Callable[[Request], Awaitable[Response]]:
        """A form from a page of this very session; anything else changes nothing."""

        async def taken(request: Request) -> Response:
            visit = await self._visit(request)
            form = await self._form(request)
            if visit.session is None or not _is_ours(request):
                return _refused(visit)
            key, right = _first(form, FORM_KEY), visit.session.form_key
            if not hmac.compare_digest(key.encode(errors="replace"), right.encode()):
                return _refused(visit)
            return await take(request, visit, form)

        return taken

    async def sign_in(self, request: Request) -> Response:
        """Take name and password; the way leads on to what was asked for."""
        visit = await self._visit(request)
        if request.method == "GET":
            return _with_language(request, visit, _sign_in_page(visit, came_for=DESK, status=200))
        form = await self._form(request)
        came_for = _within(_first(form, "came_for"))
        if not _is_ours(request):
            return _refused(visit)
        name = _first(form, "name")
        try:
            session = await run_in_threadpool(self._staff.sign_in, name, _first(form, "password"))
        except LockedOut as error:
            minutes = -(-error.wait_s // 60)
            said = visit.words("locked", minutes=minutes)
            return _sign_in_page(visit, came_for, 429, said, name, error.wait_s)
        except NotSignedIn:
            return _sign_in_page(visit, came_for, 403, visit.words("wrong"), name)
        answer = RedirectResponse(came_for, 303, HEADERS)
        return _keeping(request, answer, _session_cookie(request), session.token)

    async def sign_out(self, request: Request, visit: Visit, _: Form) -> Response:
        """End the session, here and in the browser."""
        assert visit.session is not None  # noqa: S101 - sent() has looked
        await run_in_threadpool(self._staff.sign_out, visit.session)
        answer = RedirectResponse(f"{DESK}/sign-in", 303, HEADERS)
        return _keeping(request, answer, _session_cookie(request), "", life_s=0)

    async def _visit(self, request: Request) -> Visit:
        asked = request.query_params.get(LANGUAGE_FIELD, "")
        kept = asked if asked in LANGUAGES else request.cookies.get(_LANGUAGE, "")
        words = Words(chosen(kept, request.headers.get("Accept-Language", "")))
        token = request.cookies.get(_session_cookie(request), "")
        session = await run_in_threadpool(self._staff.session, token) if token else None
        path = request.url.path if request.method == "GET" else DESK
        return Visit(words, path, session)

    async def _form(self, request: Request) -> Form:
        body = await read_body(request, _FORM_BYTES, self._body_s)
        try:
            return parse_qs(body.decode(), keep_blank_values=True, max_num_fields=64)
        except ValueError:
            return {}


def _sign_in_page(
    visit: Visit,
    came_for: str,
    status: int = 401,
    error: str = "",
    name: str = "",
    wait_s: int = 0,
) -> Response:
    words = visit.words
    told: dict[str, str | bool] = {"autocapitalize": "none", "spellcheck": "false"}
    form = tag(
        "form",
        tag("input", type="hidden", name="came_for", value=came_for),
        tag("label", words("name"), for_="name"),
        tag(
            "input", type="text", id="name", name="name", value=name, maxlength=80,
            autocomplete="username", autofocus=not name, required=True, **told,
        ),
        tag("label", words("password"), for_="password"),
        tag(
            "input", type="password", id="password", name="password", maxlength=512,
            autocomplete="current-password", autofocus=bool(name), required=True, **told,
        ),
        tag("button", words("sign_in"), type="submit"),
        method="post",
        action=f"{DESK}/sign-in",
        class_="signing",
    )  # fmt: skip
    answer = page(visit, words("sign_in"), form, status=status, error=error)
    if wait_s:
        answer.headers["Retry-After"] = str(wait_s)
    return answer


def _refused(visit: Visit) -> Response:
    words = visit.words
    on = tag("p", tag("a", words("desk"), href=DESK))
    return page(visit, words("sign_in"), on, status=403, error=words("another_page"))


def _is_ours(request: Request) -> bool:
    """Whether the browser says that a form comes from a page of this very server."""
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("Host", "")


def _with_language(request: Request, visit: Visit, answer: Response) -> Response:
    if request.query_params.get(LANGUAGE_FIELD) in LANGUAGES:
        language = visit.words.language
        return _keeping(request, answer, _LANGUAGE, language, life_s=_YEAR_S)
    return answer


def _keeping(
    request: Request, answer: Response, name: str, value: str, life_s: int | None = None
) -> Response:
    answer.set_cookie(
        name, value, max_age=life_s, path="/" if name.startswith("__Host-") else DESK,
        secure=_is_beyond_loopback(request), httponly=True, samesite="strict",
    )  # fmt: skip
    return answer


def _session_cookie(request: Request) -> str:
    """Its name, by which a browser refuses it from anybody but this very host over TLS."""
    return f"__Host-{_SESSION}" if _is_beyond_loopback(request) else _SESSION


def _is_beyond_loopback(request: Request) -> bool:
    if request.url.scheme == "https":
        return True
    host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return host != "localhost"


def _asked(request: Request) -> str:
    query = {k: v for k, v in request.query_params.items() if k != LANGUAGE_FIELD}
    return str(request.url.replace(scheme="", netloc="", query="").include_query_params(**query))


def _within(address: str) -> str:
    """The address when it is one of the desk's; anything else could lead away from here."""
    inside = address == DESK or address.startswith((f"{DESK}/", f"{DESK}?"))
    plain = address.isascii() and address.isprintable() and "\\" not in address
    return address if inside and plain and len(address) < _FORM_BYTES else DESK


def _first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]
