"""Puts the technical fact beside a finding into words: programs read it in English alone."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kiosk_app.wording.texts import Language, Text
from kiosk_app.wording.trouble import Trouble

LONGEST = 200
NAMES_ONLY = frozenset(
    {
        Trouble.EMBEDDED_FILES,
        Trouble.FONTS_NOT_EMBEDDED,
        Trouble.CASE_NUMBER_DIFFERS,
        Trouble.MALWARE_FOUND,
    }
)
"""Their facts are what a file, a font, a case or malware is called."""

# Between the parts of a fact, the widest first, and how Chinese writes them.
_BETWEEN = (("; ", "；"), (", ", "、"), (" + ", " + "))
_PLACE = re.compile(r"\{(n|m|word)\}")
# Without a choice of where to end, so that no fact, whoever wrote it, is tried for long.
_FITS = {"n": r"-?[0-9][0-9.,]{0,30}", "m": r"-?[0-9][0-9.,]{0,30}", "word": r"[^;]{1,200}"}


@dataclass(frozen=True)
class Saying:
    """A fact as the check says it, and what people read for it."""

    pattern: re.Pattern[str]
    text: Text

    def fits(self, said: str) -> Text | None:
        """The words for what was said, with its numbers; None where it is another fact."""
        found = self.pattern.fullmatch(said)
        if found is None:
            return None
        facts = found.groupdict()
        return Text(
            *(
                _PLACE.sub(lambda place: facts[place[1]], self.text.in_language(language))
                for language in Language
            )
        )


def in_words(trouble: Trouble, detail: str) -> Text:
    """The detail of a finding of this trouble, for people; empty where there is none.

    What is not known is given back as it is, without what cannot be printed and never longer
    than `LONGEST` letters: it may come from whoever made the file.
    """
    if trouble is Trouble.MENDING_NOT_DONE:
        return _same(detail)  # our own words, in the reader's language already
    plain = "".join(letter for letter in detail[:LONGEST] if letter.isprintable())
    return _in_words(trouble, plain, 0) or _same(plain)


@cache
def sayings(trouble: Trouble) -> tuple[Saying, ...]:
    """Everything there are words for in a detail of this trouble: its own come first."""
    own = _section(trouble.value)
    return own if trouble in NAMES_ONLY else (*own, *_section("any"))


def _in_words(trouble: Trouble, said: str, level: int) -> Text | None:
    """Whole, or else part by part; None where no part is known."""
    for saying in sayings(trouble):
        if text := saying.fits(said):
            return text
    if level == len(_BETWEEN):
        return None
    between, chinese = _BETWEEN[level]
    parts = said.split(between)
    if len(parts) == 1:
        return _in_words(trouble, said, level + 1)
    told = [_in_words(trouble, part, level + 1) for part in parts]
    if not any(told):
        return None
    texts = [text or _same(part) for text, part in zip(told, parts, strict=True)]
    return Text(
        between.join(text.en for text in texts),
        chinese.join(text.zh_hant for text in texts),
        chinese.join(text.zh_hans for text in texts),
    )


def _same(words: str) -> Text:
    return Text(words, words, words)


@cache
def _section(name: str) -> tuple[Saying, ...]:
    return tuple(_saying(said, words) for said, words in _catalogue().get(name, {}).items())


def _saying(said: str, words: Mapping[str, str]) -> Saying:
    pattern = "".join(
        f"(?P<{part}>{_FITS[part]})" if at % 2 else re.escape(part)
        for at, part in enumerate(_PLACE.split(said))
    )
    text = Text(words.get("en", said), words["zh_hant"], words["zh_hans"])
    return Saying(re.compile(pattern), text)


@cache
def _catalogue() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    file = resources.files("kiosk_app.wording").joinpath("details.toml")
    return tomllib.loads(file.read_text("utf-8"))
