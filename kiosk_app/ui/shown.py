"""What QML shows of a state: plain maps and lists, with the court's texts in one language.

Words that belong to a screen are in QML; here are only facts and texts that come from rules
and from the list of troubles.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drivers.storage import Condition
from kiosk_app.documents.findings import Finding, Picture
from kiosk_app.filing.case_numbers import CaseNumber, CaseQuestion, CaseReading, CaseRefusal
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.filing.document_types import ReadinessCheck
from kiosk_app.filing.rules import Rules
from kiosk_app.flow import states
from kiosk_app.flow.gathered import Filing
from kiosk_app.flow.inquiries import LookedUp, LookingUp
from kiosk_app.flow.mendings import left_out
from kiosk_app.ui import telling
from kiosk_app.ui.desk_telling import at_desk
from kiosk_app.ui.shown_files import checking, choosing
from kiosk_app.ui.shown_findings import findings
from kiosk_app.ui.shown_looked_up import looked_up
from kiosk_app.ui.shown_receipt import captured
from kiosk_app.ui.shown_review import reviewing
from kiosk_app.ui.shown_sheets import arranging, loading, scanning
from kiosk_app.wording import details
from kiosk_app.wording.sentences import case_wording, wording
from kiosk_app.wording.texts import Language, Text
from kiosk_app.wording.trouble import Trouble

Shown = dict[str, Any]

_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_YEARS_OFFERED = 7


@dataclass(frozen=True)
class Telling:
    """What is needed to tell a state: rules, language, the time, a place for pictures."""

    rules: Rules
    language: Language
    now: datetime
    hold: Callable[[Picture | str], str]

    def shown(self, state: states.State) -> Shown:
        """The facts of a state for its screen; StillThere shows the waiting one."""
        match state:
            case states.StillThere(waiting):
                return self.shown(waiting)
            case states.Welcome():
                return self._welcome()
            case states.Notice():
                notice = self.rules.collection_notice.in_language(self.language)
                return {"paragraphs": [line for line in notice.splitlines() if line]}
            case states.Identifying(visitor):
                return {
                    "kind": visitor.kind.value if visitor else "",
                    "name": visitor.name if visitor else "",
                    "reference": visitor.reference if visitor else "",
                    "telephone": visitor.telephone if visitor else "",
                }
            case states.EnteringCase(_, text, reading):
                return {"text": text, **self._case_choices(), **self._reading(reading)}
            case states.ChoosingDocumentType(filing):
                return self._document_types(filing)
            case states.ConfirmingReadiness(filing, checks, done):
                rows = [{**self._check(c), "done": c.code in done} for c in checks]
                return {"documentType": self._document_type(filing), "checks": rows}
            case states.NotReady(_, missing):
                return {"missing": [self._check(check) for check in missing]}
            case states.Inserting():
                return self._inserting(state)
            case states.Choosing():
                return choosing(state) | self._told(state.refused)
            case states.LoadingPaper(trouble=trouble):
                return loading(state, self.hold) | self._told(trouble)
            case states.Scanning():
                return scanning(state, self.hold)
            case states.ArrangingSheets():
                return arranging(state, self.hold)
            case states.Checking():
                return checking(state)
            case states.ReadingFindings():
                return findings(state, self.language, self.hold, self._trouble)
            case states.Preparing(documents=documents, found=found, done_pages=done):
                total = sum(d.pages - len(left_out(d.mendings)) for d in documents)
                done_part = {"donePages": done, "pages": total, "fraction": done / max(1, total)}
                return done_part | {"scanned": bool(found.sheets)}
            case states.Reviewing():
                return reviewing(state, self.language, self.hold, self._trouble)
            case states.Capturing():
                return {}
            case states.Captured():
                told = self._told(state.slip_trouble)
                told |= {"trouble": self._told(state.receipt.trouble)}
                return captured(state, self.language, self.hold) | told
            case states.Goodbye(remove_device, number):
                return {"removeDevice": remove_device, "number": number}
            case states.Sorry(trouble, filing, file_name):
                told = self._trouble(trouble, file=file_name)
                told |= {"goesOn": filing is not None, "fileName": file_name}
                return told | {"drawing": _drawing_of(trouble)}
            case states.OutOfService(trouble, message):
                told = self._trouble(trouble)
                chosen = {"what": "", "nextStep": self._sentence(message)} if message else {}
                return told | chosen
            case LookingUp(trouble):
                return self._told(trouble)
            case LookedUp(known):
                return looked_up(state, self.language) | {"trouble": self._told(known.trouble)}
            case _:
                return at_desk(state, self.language, self.hold)

    def contacts(self) -> list[Shown]:
        """Whom to ask and under which number, for the help sheet."""
        numbers = self.rules.contacts
        return [
            {"key": "resource_centre", "value": numbers.resource_centre},
            {"key": "general", "value": numbers.general},
            {"key": "technical", "value": numbers.technical},
            {"key": "appointments", "value": numbers.appointments},
        ]

    def places(self) -> list[str]:
        """Where to go, for the help sheet."""
        contacts = self.rules.contacts
        return [
            contacts.resource_centre_place.in_language(self.language),
            contacts.registry_place.in_language(self.language),
        ]

    def _welcome(self) -> Shown:
        here = self.now.astimezone(HONG_KONG)
        calendar = self.rules.calendar
        hours = calendar.hours_of(here.date())
        if calendar.covers(here.date()):
            registry = telling.opening(hours.registry if hours else (), self.language)
            centre = telling.opening(hours.resource_centre if hours else (), self.language)
        else:
            registry = centre = telling.ask_for_hours(self.language)
        return {
            "day": telling.day(here.date(), self.language),
            "registry": registry,
            "centre": centre,
            "closing": calendar.warns(self.now),
        }

    def _case_choices(self) -> Shown:
        today = self.now.astimezone(HONG_KONG).date()
        return {
            "types": [
                {"prefix": kind.prefix, "name": kind.name.in_language(self.language)}
                for kind in self.rules.case_types
                if kind.enabled_on(today)
            ],
            "years": [str(today.year - back) for back in range(_YEARS_OFFERED)],
        }

    def _reading(self, reading: CaseReading | None) -> Shown:
        match reading:
            case None:
                return {"reading": ""}
            case CaseNumber(prefix):
                return {
                    "reading": "number",
                    "number": str(reading),
                    "typeName": self._type_name(prefix),
                }
            case CaseQuestion(suggestion):
                return {"reading": "question", "number": str(suggestion)}
            case CaseRefusal(problem, prefix):
                words = case_wording(problem.value).filled(prefix=prefix, court=reading.court)
                return {
                    "reading": "refusal",
                    "problem": problem.value,
                    "what": self._sentence(words.what),
                    "nextStep": self._sentence(words.next_step),
                }

    def _type_name(self, prefix: str) -> str:
        names = {kind.prefix: kind.name for kind in self.rules.case_types}
        return names[prefix].in_language(self.language) if prefix in names else ""

    def _document_types(self, filing: Filing) -> Shown:
        """All types; the one that was chosen or suggested before comes first."""
        chosen = filing.document_type
        kinds = sorted(self.rules.document_types, key=lambda kind: kind != chosen)
        return {
            "types": [
                {
                    "code": kind.code,
                    "chosen": kind == chosen,
                    "name": kind.name.in_language(self.language),
                    "everyName": f"{kind.name.en} {kind.name.zh_hant} {kind.name.zh_hans}",
                }
                for kind in kinds
            ]
        }

    def _document_type(self, filing: Filing) -> str:
        kind = filing.document_type
        return kind.name.in_language(self.language) if kind else ""

    def _check(self, check: ReadinessCheck) -> Shown:
        return {
            "code": check.code,
            "question": check.question.in_language(self.language),
            "where": check.where.in_language(self.language),
        }

    def _trouble(self, trouble: Trouble, finding: Finding | None = None, file: str = "") -> Shown:
        words = wording(trouble).filled(
            file=file,
            pages=finding.pages if finding else (),
            detail=details.in_words(trouble, finding.detail) if finding else None,
        )
        return {
            "code": trouble.value,
            "safe": self._sentence(words.safe) if words.safe else "",
            "what": self._sentence(words.what),
            "nextStep": self._sentence(words.next_step),
        }

    def _told(self, trouble: Trouble | None) -> Shown:
        return self._trouble(trouble) if trouble else {"code": ""}

    def _sentence(self, text: Text) -> str:
        """A sentence whose telephone numbers are not broken at a line's end."""
        return _BETWEEN_DIGITS.sub("\N{NO-BREAK SPACE}", text.in_language(self.language))

    def _inserting(self, state: states.Inserting) -> Shown:
        media = [
            {
                "id": medium.id,
                "label": medium.label,
                "size": telling.size(medium.size_bytes),
                "ready": medium.condition is Condition.READY,
            }
            for medium in state.media
        ]
        ready = sum(medium["ready"] is True for medium in media)
        shown = {"media": media, "ready": ready, "mayScan": state.filing.may_scan}
        return shown | self._told(state.trouble)


def _drawing_of(trouble: Trouble) -> str:
    return {"K1": "usb-trouble", "K2": "paper-trouble", "K3": "scanner-trouble"}.get(
        trouble.value[:2], "counter"
    )
