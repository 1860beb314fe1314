"""What QML shows of the review: page beside page, and what was mended on the way."""

from collections.abc import Callable, Sequence
from typing import Any

from kiosk_app.documents.findings import Finding, Picture, Severity
from kiosk_app.documents.mending import Mending
from kiosk_app.flow import states
from kiosk_app.flow.mendings import left_out, not_done
from kiosk_app.wording import mendings
from kiosk_app.wording.texts import Language, Text
from kiosk_app.wording.trouble import Trouble

Shown = dict[str, Any]


def reviewing(
    state: states.Reviewing,
    language: Language,
    hold: Callable[[Picture | str], str],
    told: Callable[[Trouble, Finding], Shown],
) -> Shown:
    """The pages as brought and as they will be sent; one that is left out has nothing beside it."""
    sheets = state.sheets or (0,) * len(state.documents)
    titles = [
        document.title
        for document, more in zip(state.documents, sheets, strict=True)
        for _ in range(more + document.pages)
    ]
    pages = sum(document.pages for document in state.documents)
    pairs = zip(state.brought, state.stamped, strict=False)
    return {
        "pageCount": pages - sum(len(left_out(mended)) for mended in state.mended),
        "documents": len(state.documents),
        "scanned": bool(state.found.sheets),
        "mended": said_as_agreed(state.mended, language),
        "undone": _undone(state, language, told),
        "pages": [
            {
                "title": titles[index] if index < len(titles) else "",
                "brought": hold(brought) if brought else "",
                "stamped": hold(stamped) if stamped else "",
                "leftOut": stamped is None,
                "added": brought is None,
            }
            for index, (brought, stamped) in enumerate(pairs)
        ],
    }


def said_as_agreed(mended: Sequence[Sequence[Mending]], language: Language) -> str:
    """What was mended on each document, all in one line; empty when it is nothing."""
    said = [[mendings.done(each.mend, each.pages) for each in done] for done in mended]
    if not any(said):
        return ""
    return mendings.as_agreed(_one_by_one(said)).in_language(language)


def _undone(
    state: states.Reviewing, language: Language, told: Callable[[Trouble, Finding], Shown]
) -> Shown:
    """What was agreed to and could not be done, with its code; the code is empty when all was."""
    agreed = [document.mendings for document in state.documents]
    left = [not_done(*both) for both in zip(agreed, state.mended, strict=False)]
    if not any(left):
        return {"code": ""}
    said = [[mendings.offered(each.mend, each.pages) for each in undone] for undone in left]
    detail = mendings.in_one_line(_one_by_one(said)).in_language(language)
    trouble = Trouble.MENDING_NOT_DONE
    return told(trouble, Finding(trouble, Severity.LOOK, detail=detail))


def _one_by_one(said: Sequence[Sequence[Text]]) -> list[Text]:
    """The things said of one document; of several each with its number in front."""
    if len(said) == 1:
        return list(said[0])
    return [
        mendings.of_document(number, mendings.in_one_line(things))
        for number, things in enumerate(said, start=1)
        if things
    ]
