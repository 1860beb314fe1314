"""What is around every page of the desk, and the headers it goes out with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from sync.receiver.desk.html import Html, joined, tag
from sync.receiver.desk.staff import Session
from sync.receiver.desk.words import LANGUAGES, Words

DESK = "/registry"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not "no-referrer": the browser would then hide from us which site a form came from.
    "Referrer-Policy": "same-origin",
}
LANGUAGE_FIELD = "language"
FORM_KEY = "form_key"


@dataclass(frozen=True)
class Visit:
    """Whom a page is for: the language, who is signed in, and the address that was asked."""

    words: Words
    path: str
    session: Session | None = None


def page(visit: Visit, title: str, *content: str, status: int = 200, error: str = "") -> Response:
    """A whole page; an error is told first, and to screen readers at once."""
    words = visit.words
    heading = f"{words('error')}: {title}" if error else title
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{heading} – {words('desk')}"),
        tag("link", rel="stylesheet", href=f"{DESK}/desk.css"),
        tag("link", rel="icon", href=f"{DESK}/icon.svg", type="image/svg+xml"),
    )
    body = tag(
        "body",
        tag("a", words("skip"), href="#main", class_="skip"),
        _header(visit),
        tag("main", tag("h1", title), notice(error, "alert"), *content, id="main", tabindex="-1"),
    )
    html = joined(Html("<!doctype html>\n"), tag("html", head, body, lang=words.language))
    return Response(html, status, HEADERS, "text/html")


def notice(text: str, role: str = "status") -> Html:
    """A sentence to be heard and seen at once; nothing when there is none."""
    return tag("p", text, role=role, class_=f"notice {role}") if text else Html("")


def form(visit: Visit, action: str, *inside: str, class_: str | None = None) -> Html:
    """A form that only this session's pages can send."""
    key = visit.session.form_key if visit.session else ""
    hidden = tag("input", type="hidden", name=FORM_KEY, value=key)
    return tag("form", hidden, *inside, method="post", action=action, class_=class_)


def _header(visit: Visit) -> Html:
    words = visit.words
    home = tag("a", words("desk"), href=DESK, class_="home")
    return tag("header", home, _languages(visit), _who(visit))


def _languages(visit: Visit) -> Html:
    links = []
    for language in LANGUAGES:
        own = Words(language)("language")
        current = "true" if language == visit.words.language else None
        address = f"{visit.path}?{urlencode({LANGUAGE_FIELD: language})}"
        told = {"lang": language, "hreflang": language, "aria_current": current}
        links.append(tag("li", tag("a", own, href=address, **told)))
    return tag("nav", tag("ul", *links), aria_label=visit.words("languages"))


def _who(visit: Visit) -> Html:
    if visit.session is None:
        return Html("")
    words = visit.words
    name = tag("span", words("signed_in_as", name=visit.session.name))
    button = tag("button", words("sign_out"), type="submit")
    return form(visit, f"{DESK}/sign-out", name, button, class_="who")
