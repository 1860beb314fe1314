"""What a person is told of a trouble: what is safe, what happened, what to do next."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from kiosk_app.wording.texts import Language, Text
from kiosk_app.wording.trouble import Trouble

_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True)
class TroubleWording:
    """The words of one trouble, in three languages, in the order they are shown.

    `safe` is there whenever something of the visitor's could be feared lost.
    """

    safe: Text | None
    what: Text
    next_step: Text

    def filled(
        self,
        *,
        file: str = "",
        pages: Sequence[int] = (),
        detail: Text | None = None,
        prefix: str = "",
        court: Text | None = None,
    ) -> "TroubleWording":
        """The same words with the facts of this time; a fact not given gets a general word.

        `detail` is that of a finding in words, as `details.in_words` gives it.
        The facts are put in as they are, never read as placeholders themselves.
        """
        places: Mapping[str, Text] = {
            "file": _quoted(file) if file else _SOME_FILE,
            "pages": _pages(pages) if pages else _SOME_PAGE,
            "detail": bracketed(detail) if detail and detail.en else _NOTHING,
            "prefix": Text(prefix, f"{prefix} ", f"{prefix} ") if prefix else _THIS_TYPE,
            "court": court or _ANOTHER_COURT,
        }
        return TroubleWording(
            self.safe and _fill(self.safe, places),
            _fill(self.what, places),
            _fill(self.next_step, places),
        )


def wording(trouble: Trouble) -> TroubleWording:
    """The words of a trouble; every code has them."""
    return _catalogue("troubles")[trouble.value]


def case_wording(problem: str) -> TroubleWording:
    """The words for what is wrong with a keyed case number, by the value of its CaseProblem."""
    return _catalogue("case_problems")[problem]


def review_wording(told: str) -> TroubleWording:
    """The words for a review or a reason; for a reason that is not known, whom to ask.

    By the value of a ReviewState, "untold", "over" (it is not asked for any more), or the code
    of a reason.
    """
    catalogue = _catalogue("reviews")
    return catalogue.get(told, catalogue["ask-at-the-counter"])


def bracketed(text: Text) -> Text:
    """The same in brackets, to stand directly after a word."""
    return Text(f" ({text.en})", f"（{text.zh_hant}）", f"（{text.zh_hans}）")


def page_list(pages: Sequence[int]) -> str:
    """Pages as people write them: 1, 3-5, 9 (with an en dash), each once and in order."""
    ordered = sorted(set(pages))
    breaks = [here for before, here in pairwise(ordered) if here != before + 1]
    starts = [*ordered[:1], *breaks]
    ends = [*(page for page in ordered if page + 1 not in ordered)]
    return ", ".join(
        str(start) if start == end else f"{start}\u2013{end}"
        for start, end in zip(starts, ends, strict=True)
    )


_NOTHING = Text("", "", "")
_SOME_FILE = Text("one of your files", "其中一個檔案", "其中一个文件")
_SOME_PAGE = Text("at least one page", "至少一頁", "至少一页")
_THIS_TYPE = Text("This type", "這", "这")
_ANOTHER_COURT = Text("another court", "另一法院", "另一法院")


def _quoted(name: str) -> Text:
    return Text(f"\u201c{name}\u201d", f"「{name}」", f"\u201c{name}\u201d")


def _pages(pages: Sequence[int]) -> Text:
    listed = page_list(pages)
    english = f"page {listed}" if len(set(pages)) == 1 else f"pages {listed}"
    chinese = listed.replace(", ", "、")
    return Text(english, f"第 {chinese} 頁", f"第 {chinese} 页")


def _fill(text: Text, places: Mapping[str, Text]) -> Text:
    def fact(language: Language) -> Callable[[re.Match[str]], str]:
        return lambda place: places[place[1]].in_language(language)

    return Text(
        *(_PLACEHOLDER.sub(fact(language), text.in_language(language)) for language in Language)
    )


@cache
def _catalogue(name: str) -> Mapping[str, TroubleWording]:
    file = resources.files("kiosk_app.wording").joinpath(f"{name}.toml")
    entries = tomllib.loads(file.read_text("utf-8"))
    return {code: _entry(entry) for code, entry in entries.items()}


def _entry(entry: Mapping[str, Any]) -> TroubleWording:
    safe = Text(**entry["safe"]) if "safe" in entry else None
    return TroubleWording(safe, Text(**entry["what"]), Text(**entry["next_step"]))
