"""The page of one submission: what it is, what vouches for it, and what the Registry said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sync.cose import (
    PublishedKey,
    StatementInvalid,
    read_receipt_c,
    read_receipt_k,
    read_verdict,
    receipt_k_of,
)
from sync.manifest import Document, Manifest, Mended
from sync.receiver.decide import RECEIVED
from sync.receiver.desk.finding import address
from sync.receiver.desk.frame import Visit, form
from sync.receiver.desk.html import Html, joined, tag
from sync.receiver.desk.words import Words, shown
from sync.receiver.reviews import Mark, Reason, State
from sync.receiver.rows import Submission
from sync.statement import AboutAnother

_PARTIES = ("law_firm", "government", "in_person")
_FORMS = ("annotations", "cover-sheet", "side-car", "none")


@dataclass(frozen=True)
class Dossier:
    """All that is known of one submission. `lying` says of each file read again what was found."""

    submission: Submission
    manifest: Manifest
    keys: tuple[PublishedKey, ...]
    marks: tuple[Mark, ...]
    lying: Mapping[str, str]
    has_pictures: bool

    @property
    def is_here(self) -> bool:
        """Whether the centre holds its documents; of what it refused it holds none."""
        return self.submission.state == RECEIVED


def facts(words: Words, dossier: Dossier) -> Html:
    """Who, what, when."""
    submission, manifest = dossier.submission, dossier.manifest
    party = manifest.party
    kind = words(party.kind) if party.kind in _PARTIES else shown(party.kind)
    name = f"{kind}: {shown(party.name)}" if party.name else kind
    clock = words(f"clock_{manifest.clock.value}")
    told = [
        ("state", _state(words, submission)),
        ("review", tag("strong", review(words, dossier.marks)) if dossier.is_here else ""),
        ("kiosk", shown(manifest.kiosk)),
        ("case", shown(manifest.case)),
        ("party", name),
        ("reference", shown(party.reference)),
        ("telephone", shown(party.telephone)),
        ("captured", f"{words.moment(manifest.captured_at)} ({clock})"),
        ("arrived", words.moment(submission.decided_at)),
        ("uuid", tag("code", submission.uuid)),
    ]
    pairs = (joined(tag("dt", words(key)), tag("dd", value)) for key, value in told if value)
    return tag("dl", *pairs, class_="facts")


def review(words: Words, marks: Sequence[Mark]) -> str:
    """What the Registry said last, with its reasons."""
    if not marks:
        return words(f"review_{State.WAITING}")
    why = "; ".join(words(f"reason_{reason}") for reason in marks[-1].reasons)
    state = words(f"review_{marks[-1].state}")
    return f"{state}: {why}" if why else state


def receipts(words: Words, dossier: Dossier) -> Html:
    """Both receipts as they verify at this moment, and the hash that they are about."""
    centres = "receipt_c" if dossier.is_here else "verdict"
    return joined(
        tag("h2", words("receipts")),
        tag(
            "dl",
            tag("dt", words("receipt_k")),
            tag("dd", _said_by_kiosk(words, dossier)),
            tag("dt", words(centres)),
            tag("dd", _said_by_centre(words, dossier)),
            tag("dt", words("manifest_sha256")),
            tag("dd", tag("code", dossier.submission.manifest_sha256.hex())),
            class_="facts",
        ),
    )


def documents(words: Words, dossier: Dossier) -> Html:
    """Every document: its files with their hashes, what was mended, the way to its pages."""
    heading = tag("h2", words("documents"))
    shown_here = (_document(words, dossier, each) for each in dossier.manifest.documents)
    check = Html("")
    if dossier.is_here:
        action = address(dossier.submission.uuid)
        button = tag("button", words("check_bytes"), type="submit", name="check", value="bytes")
        check = tag("form", button, method="get", action=action)
    no_pictures = dossier.is_here and not dossier.has_pictures
    note = tag("p", words("no_pictures"), class_="hint") if no_pictures else Html("")
    return joined(heading, note, *shown_here, check)


def marking(
    visit: Visit, dossier: Dossier, state: str = "", reasons: frozenset[str] = frozenset()
) -> Html:
    """The form that marks it, as it was filled in, and the marks so far."""
    words = visit.words
    states = (
        _choice("radio", "state", each, words(f"mark_{each}"), each == state)
        for each in (State.ACCEPTED, State.RETURNED, State.WAITING)
    )
    whys = (
        _choice("checkbox", "reason", each, words(f"reason_{each}"), each in reasons)
        for each in Reason
    )
    seen = tag("input", type="hidden", name="seen", value=len(dossier.marks))
    asked = form(
        visit,
        f"{address(dossier.submission.uuid)}/review",
        seen,
        tag("fieldset", tag("legend", words("mark")), *states),
        tag("fieldset", tag("legend", words("reasons")), *whys, class_="reasons"),
        tag("button", words("save"), type="submit", class_="main"),
        class_="marking",
    )
    return joined(tag("h2", words("review"), id="review"), asked, _history(words, dossier.marks))


def mended(words: Words, document: Document) -> Html:
    """What was done to the copy; nothing when it was left as it came."""
    if not document.mended:
        return Html("")
    what = "; ".join(_mended(words, each) for each in document.mended)
    return tag("p", words("mended", what=what))


def form_of_stamp(words: Words, document: Document) -> Html:
    """How it carries the stamp, where that is not in its pages."""
    told = document.stamped.form
    return tag("p", words(f"form_{told}")) if told in _FORMS else Html("")


def _state(words: Words, submission: Submission) -> str:
    if submission.state == RECEIVED:
        return words("state_received")
    named = (words(reason) if words.has(reason) else reason for reason in submission.reasons)
    return words("state_refused", reasons=", ".join(named))


def _said_by_kiosk(words: Words, dossier: Dossier) -> Html:
    submission, manifest = dossier.submission, dossier.manifest
    try:
        receipt = read_receipt_k(submission.receipt_k, dossier.keys)
        if receipt != receipt_k_of(manifest, manifest.sha256()):
            raise AboutAnother
    except StatementInvalid as error:
        return _not_verified(words, error)
    told = {"documents": receipt.documents, "pages": receipt.pages, "case": shown(receipt.case)}
    at = words.moment(receipt.captured_at)
    return joined(words("genuine_k", kiosk=receipt.kiosk, at=at, **told))


def _said_by_centre(words: Words, dossier: Dossier) -> Html:
    submission = dossier.submission
    try:
        if not dossier.is_here:
            verdict = read_verdict(submission.signed, dossier.keys, submission.receipt_k)
            at = words.moment(verdict.refused_at)
            return joined(words("genuine_verdict", centre=verdict.centre, at=at))
        receipt = read_receipt_c(submission.signed, dossier.keys, submission.receipt_k)
    except StatementInvalid as error:
        return _not_verified(words, error)
    at = words.moment(receipt.received_at)
    return joined(words("genuine_c", centre=receipt.centre, at=at))


def _not_verified(words: Words, error: StatementInvalid) -> Html:
    why = words(type(error).__name__)
    return joined(tag("strong", words("not_verified"), class_="bad"), " ", why)


def _document(words: Words, dossier: Dossier, document: Document) -> Html:
    title = shown(document.title)
    label = f"document-{document.id}"
    files = [
        *(
            (words("original", name=shown(s.name)), s.size_bytes, s.sha256)
            for s in document.sources
        ),
        (words("stamped"), document.stamped.size_bytes, document.stamped.sha256),
    ]
    columns = ["file", "size", *(["bytes_now"] if dossier.lying else [])]
    head = [tag("th", words(each), scope="col") for each in columns]
    rows = [_file(words, dossier, *each) for each in files]
    table = tag(
        "table",
        tag("thead", tag("tr", head[0], head[1], tag("th", "SHA-256", scope="col"), *head[2:])),
        tag("tbody", *rows),
        aria_labelledby=label,
    )
    pages = Html("")
    if dossier.is_here and dossier.has_pictures:
        there = f"{address(dossier.submission.uuid)}/documents/{document.id}"
        pages = tag("p", tag("a", words("compare", title=title), href=there, class_="button"))
    return tag(
        "section",
        tag("h3", words("document", title=title, pages=document.pages), id=label),
        pages,
        form_of_stamp(words, document),
        mended(words, document),
        tag("div", table, class_="wide", role="region", aria_labelledby=label, tabindex=0),
    )


def _file(words: Words, dossier: Dossier, name: str, size_bytes: int, sha256: str) -> Html:
    found = Html("")
    if dossier.lying:
        said = dossier.lying[sha256]
        found = tag("td", words(said), class_=None if said == "same_bytes" else "bad")
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", f"{size_bytes:,}", class_="number"),
        tag("td", tag("code", sha256)),
        found,
    )


def _mended(words: Words, done: Mended) -> str:
    pages = ", ".join(map(str, done.pages))
    return words(f"mend_{done.mend}", pages=pages, degrees=done.degrees)


def _choice(kind: str, name: str, value: str, label: str, checked: bool) -> Html:
    field = tag("input", type=kind, name=name, value=value, id=f"{name}-{value}", checked=checked)
    return tag("div", field, tag("label", label, for_=f"{name}-{value}"), class_="choice")


def _history(words: Words, marks: Sequence[Mark]) -> Html:
    heading = tag("h3", words("history"), id="history")
    if not marks:
        return joined(heading, tag("p", words("no_history")))
    columns = ("when", "by", "review", "reasons")
    head = tag("tr", *(tag("th", words(each), scope="col") for each in columns))
    rows = (
        tag(
            "tr",
            tag("th", words.moment(mark.at), scope="row"),
            tag("td", shown(mark.by)),
            tag("td", words(f"review_{mark.state}")),
            tag("td", "; ".join(words(f"reason_{reason}") for reason in mark.reasons)),
        )
        for mark in reversed(marks)
    )
    table = tag("table", tag("thead", head), tag("tbody", *rows), aria_labelledby="history")
    return joined(heading, table)
