"""Whether this kiosk is ready: every check by its code, with verdict, reason and remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk_app.maintenance.words import has_words, words
from kiosk_app.wording.texts import Text


class Check(StrEnum):
    """What is looked at. The codes stand in the staff guide and never change their meaning."""

    DISK = "R01"
    CLOCK = "R02"
    NETWORK = "R03"
    CENTRE = "R04"
    QUEUE = "R05"
    AUDIT = "R06"
    USB = "R07"
    MOUNTS = "R08"
    SCANNER = "R09"
    PRINTER = "R10"
    SANDBOX = "R11"
    CALENDAR = "R12"
    CREDENTIAL = "R13"
    SOFTWARE = "R14"
    IN_SERVICE = "R15"
    MALWARE = "R16"
    CERTIFICATES = "R17"


class Verdict(StrEnum):
    """UNKNOWN is what could not be looked at: it is neither, and needs a person as well."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


UNSEEN = "unseen"
"""The reason of a check that could not be looked at; its fact `code` says what stood in the way."""


@dataclass(frozen=True)
class Result:
    """What one check found. `reason` is a key of the words, `facts` fill their places."""

    check: Check
    verdict: Verdict
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> Text:
        """What is looked at."""
        return words("check", self.check, "name")

    @property
    def what(self) -> Text:
        """What was found."""
        return words(*self._place, "what", facts=self.facts)

    @property
    def remedy(self) -> Text | None:
        """What to do about it; None when nothing is to be done."""
        if not has_words(*self._place, "remedy"):
            return None
        return words(*self._place, "remedy", facts=self.facts)

    @property
    def _place(self) -> tuple[str, ...]:
        return ("check", UNSEEN) if self.reason == UNSEEN else ("check", self.check, self.reason)


@dataclass(frozen=True)
class ReadinessReport:
    """Every check once, in the order of their codes. `made_at` is UTC."""

    kiosk: str
    made_at: datetime
    version: str
    rules: str
    software_sha256: str
    results: tuple[Result, ...]

    @property
    def verdict(self) -> Verdict:
        """FAILED when any check failed, else UNKNOWN when any is not known, else PASSED."""
        found = {result.verdict for result in self.results}
        for verdict in (Verdict.FAILED, Verdict.UNKNOWN):
            if verdict in found:
                return verdict
        return Verdict.PASSED

    def to_json(self) -> dict[str, object]:
        """The report as it is exported: codes, facts, and the English words for a reader."""
        return {
            "kiosk": self.kiosk,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "verdict": self.verdict,
            "software": {
                "version": self.version,
                "rules": self.rules,
                "sha256": self.software_sha256,
            },
            "checks": [
                {
                    "code": result.check,
                    "check": result.check.name.lower(),
                    "verdict": result.verdict,
                    "reason": result.reason,
                    "facts": dict(result.facts),
                    "words": result.what.en,
                    "remedy": result.remedy.en if result.remedy else "",
                }
                for result in self.results
            ],
        }


def passed(check: Check, reason: str, **facts: str) -> Result:
    """A check that found things as they should be."""
    return Result(check, Verdict.PASSED, reason, facts)


def failed(check: Check, reason: str, **facts: str) -> Result:
    """A check that found something to be done."""
    return Result(check, Verdict.FAILED, reason, facts)


def unknown(check: Check, reason: str, **facts: str) -> Result:
    """A check that could not find out."""
    return Result(check, Verdict.UNKNOWN, reason, facts)
