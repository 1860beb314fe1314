"""The first page: the search field, what was found, and what is waiting."""

from collections.abc import Iterable

from sync.receiver.desk.frame import DESK, Visit
from sync.receiver.desk.html import Html, joined, tag
from sync.receiver.desk.words import shown
from sync.receiver.reviews import LONGEST_LIST
from sync.receiver.rows import Submission

SOUGHT = "sought"


def search_form(visit: Visit) -> Html:
    """The field into which a number is typed, or a code is scanned."""
    words = visit.words
    return tag(
        "form",
        tag("label", words("sought"), for_=SOUGHT),
        tag("p", words("sought_hint"), id="hint", class_="hint"),
        tag(
            "input",
            type="text",
            id=SOUGHT,
            name=SOUGHT,
            maxlength=4096,
            autofocus=True,
            autocomplete="off",
            autocapitalize="characters",
            spellcheck="false",
            required=True,
            aria_describedby="hint",
        ),
        tag("button", words("find_button"), type="submit"),
        method="get",
        action=DESK,
        role="search",
        class_="search",
    )


def waiting_list(visit: Visit, waiting: tuple[Submission, ...]) -> Html:
    """What nobody has dealt with yet."""
    words = visit.words
    heading = tag("h2", words("waiting_list"), id="waiting")
    if not waiting:
        return joined(heading, tag("p", words("nothing_waits")))
    more = len(waiting) == LONGEST_LIST
    note = tag("p", words("more_wait", count=LONGEST_LIST)) if more else Html("")
    return joined(heading, listed(visit, waiting, "waiting"), note)


def listed(visit: Visit, submissions: Iterable[Submission], labelled_by: str) -> Html:
    """Submissions as a table; the number leads to each."""
    words = visit.words
    head = tag("tr", *(tag("th", words(w), scope="col") for w in ("number", "kiosk", "arrived")))
    rows = [
        tag(
            "tr",
            tag("th", tag("a", shown(one.number), href=address(one.uuid)), scope="row"),
            tag("td", shown(one.kiosk)),
            tag("td", words.moment(one.decided_at)),
        )
        for one in submissions
    ]
    table = tag("table", tag("thead", head), tag("tbody", *rows), aria_labelledby=labelled_by)
    return tag("div", table, class_="wide", role="region", aria_labelledby=labelled_by, tabindex=0)


def address(uuid: str) -> str:
    """Where a submission is shown."""
    return f"{DESK}/submissions/{uuid}"
