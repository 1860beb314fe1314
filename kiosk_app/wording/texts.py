"""A text of the court in the three languages the kiosk speaks."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The three languages, by their BCP 47 script tags."""

    EN = "en"
    ZH_HANT = "zh_Hant"
    ZH_HANS = "zh_Hans"


@dataclass(frozen=True)
class Text:
    """One text in three languages; all three are always there."""

    en: str
    zh_hant: str
    zh_hans: str

    def in_language(self, language: Language) -> str:
        """The text in one language."""
        match language:
            case Language.EN:
                return self.en
            case Language.ZH_HANT:
                return self.zh_hant
            case Language.ZH_HANS:
                return self.zh_hans
