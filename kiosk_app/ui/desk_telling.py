"""What QML shows of maintenance mode: plain maps and lists, in one language.

Never a document's content, a case or a file's name; of a plugged-in device not even its label.
"""

from collections.abc import Callable
from typing import Any

from drivers.storage import Medium
from kiosk_app.documents.findings import Picture
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.flow import desks
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.credential import (
    LEAST_DIGITS,
    MOST_DIGITS,
    LockedOut,
    NotSet,
    Open,
    Wrong,
)
from kiosk_app.maintenance.judging import printer as printer_result
from kiosk_app.maintenance.log_reader import LogLine
from kiosk_app.maintenance.queue_desk import QueueLine
from kiosk_app.maintenance.readiness import UNSEEN, Check, ReadinessReport, Result, Verdict
from kiosk_app.maintenance.switch import Message
from kiosk_app.maintenance.words import words
from kiosk_app.ui import export_telling, telling
from kiosk_app.wording.sentences import wording
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble
from sync.submissions import State

Shown = dict[str, Any]
Hold = Callable[[Picture | str], str]

_WORST_FIRST = (Verdict.FAILED, Verdict.UNKNOWN, Verdict.PASSED)
_TROUBLES = {trouble.value for trouble in Trouble}
_REMEDIES = {
    Trouble.USB_UNAVAILABLE: ("check", Check.USB, "blind"),
    Trouble.PAPER_JAMMED: ("check", Check.SCANNER, "jammed"),
    Trouble.COVER_OPEN: ("check", Check.SCANNER, "cover_open"),
    Trouble.SCANNER_BUSY: ("check", Check.SCANNER, "busy"),
    Trouble.SCANNER_MISSING: ("check", Check.SCANNER, "offline"),
    Trouble.SANDBOX_MISSING: ("check", Check.SANDBOX, "missing"),
    Trouble.DISK_FULL: ("check", Check.DISK, "low"),
    Trouble.QUEUE_UNAVAILABLE: ("check", UNSEEN),
}
_SIGNS = {State.REFUSED: "failed", State.DAMAGED: "failed", State.HELD: "unknown",
          State.UNKNOWN: "unknown", State.RECEIVED: "passed", State.PURGED: "passed"}  # fmt: skip


def at_desk(state: desks.DeskState, language: Language, hold: Hold) -> Shown:
    """The facts of a desk for its screen; `trouble` is empty while nothing is wrong."""
    match state:
        case desks.EnteringPin(said):
            return _pin(said)
        case desks.Inspecting(results, report):
            return _inspection(results, report, language)
        case desks.MindingQueue():
            return _queue(state, language)
        case desks.WatchingSockets(media, trouble):
            return {"media": [_medium(m) for m in media], "trouble": _told(trouble, language)}
        case desks.TestingScanner(trouble, looked, busy, picture):
            return {
                "looked": looked,
                "busy": busy,
                "source": hold(picture) if picture else "",
                "trouble": _told(trouble, language),
            }
        case desks.TestingPrinter():
            return _printer(state, language)
        case desks.TestingTouch():
            return {}
        case desks.ReadingLog(lines, left_out, readable):
            return {
                "read": lines is not None,
                "readable": readable,
                "leftOut": left_out,
                "lines": [_log_line(line, language) for line in lines or ()],
            }
        case desks.SwitchingService():
            return _service(state, language)
        case desks.PlanningExport():
            told = _told(state.failed or state.trouble, language)
            return export_telling.planning(state, told)
        case desks.Exporting():
            return export_telling.progress(state)
        case desks.Exported():
            return export_telling.written(state)


def _pin(said: Open | Wrong | LockedOut | NotSet | None) -> Shown:
    told: Shown = {"said": "", "triesLeft": 0, "waitS": 0.0}
    told |= {"least": LEAST_DIGITS, "most": MOST_DIGITS}
    match said:
        case Open(tries_left):
            return told | {"said": "open", "triesLeft": tries_left}
        case Wrong(tries_left):
            return told | {"said": "wrong", "triesLeft": tries_left}
        case LockedOut(wait_s):
            return told | {"said": "locked", "waitS": wait_s}
        case NotSet():
            return told | {"said": "not_set"}
        case None:
            return told


def _inspection(
    results: tuple[Result, ...], report: ReadinessReport | None, language: Language
) -> Shown:
    ordered = results
    if report is not None:
        ordered = tuple(r for verdict in _WORST_FIRST for r in results if r.verdict is verdict)
    return {
        "whole": report is not None,
        "verdict": report.verdict.value if report else "",
        "failed": sum(result.verdict is Verdict.FAILED for result in results),
        "unknown": sum(result.verdict is Verdict.UNKNOWN for result in results),
        "madeAt": telling.moment(report.made_at, language) if report else "",
        "version": report.version if report else "",
        "checks": [_check(result, language) for result in ordered],
    }


def _check(result: Result, language: Language) -> Shown:
    return {
        "code": result.check.value,
        "verdict": result.verdict.value,
        "verdictWords": words("verdict", result.verdict.value).in_language(language),
        "name": result.name.in_language(language),
        "what": result.what.in_language(language),
        "remedy": result.remedy.in_language(language) if result.remedy else "",
    }


def _queue(state: desks.MindingQueue, language: Language) -> Shown:
    lines = state.lines or ()
    done = "" if state.done is None else "done" if state.done else "not_possible"
    return {
        "seen": state.lines is not None,
        "lines": [_submission(line, language) for line in lines],
        "chosen": state.chosen if any(line.number == state.chosen for line in lines) else "",
        "done": done,
        "slip": state.slip.value if state.slip else "",
        "trouble": _told(state.trouble, language),
    }


def _submission(line: QueueLine, language: Language) -> Shown:
    waits = line.next_attempt_s is not None
    return {
        "number": line.number,
        "sign": _SIGNS.get(line.state, ""),
        "state": line.state_words.in_language(language),
        "age": telling.duration(line.age_s, language),
        "attempts": line.attempts,
        "waits": waits,
        "next": telling.duration(line.next_attempt_s, language) if line.next_attempt_s else "",
        "why": line.why.in_language(language),
        "code": line.code,
        "canHold": line.can_hold,
        "canRelease": line.can_release,
        "canRetry": line.can_retry,
        "canReprint": line.state is not State.PURGED,
    }


def _medium(medium: Medium) -> Shown:
    return {
        "socket": medium.socket,
        "size": telling.size(medium.size_bytes),
        "condition": medium.condition.value,
    }


def _printer(state: desks.TestingPrinter, language: Language) -> Shown:
    told: Shown = {"verdict": "", "condition": "", "remedy": ""}
    if state.looked:
        result = printer_result(state.condition)
        told["verdict"] = result.verdict.value
        told["condition"] = result.what.in_language(language)
        told["remedy"] = result.remedy.in_language(language) if result.remedy else ""
    return told | {
        "fitted": state.condition is not None,
        "busy": state.busy,
        "slip": state.slip.value if state.slip else "",
        "trouble": _told(state.trouble, language),
    }


def _log_line(line: LogLine, language: Language) -> Shown:
    code = next((value for value in line.facts.values() if value in _TROUBLES), "")
    at = line.at.astimezone(HONG_KONG) if line.at else None
    return {
        "at": f"{at:%Y-%m-%d %H:%M:%S}" if at else "",
        "words": words("log", line.entry.value).in_language(language),
        "serious": line.entry in {Entry.FAULT, Entry.TROUBLE, Entry.AUDIT_MISSED},
        "facts": "  ".join([line.entry, *(f"{k}={v}" for k, v in line.facts.items())]),
        "code": code,
    }


def _service(state: desks.SwitchingService, language: Language) -> Shown:
    off = state.off
    return {
        "off": off is not None,
        "since": telling.moment(off.since, language) if off else "",
        "message": off.message.value if off else "",
        "messages": [
            {
                "value": message.value,
                "texts": [
                    {"tongue": tongue.value, "text": message.words.in_language(tongue)}
                    for tongue in Language
                ],
            }
            for message in Message
        ],
        "trouble": _told(state.trouble, language),
    }


def _told(trouble: Trouble | None, language: Language) -> Shown:
    """The code, what happened and what a technician can do about it; all empty for none."""
    if trouble is None:
        return {"code": "", "what": "", "nextStep": ""}
    told = wording(trouble).filled()
    place = _REMEDIES.get(trouble)
    remedy = words(*place, "remedy") if place else told.next_step
    return {
        "code": trouble.value,
        "what": told.what.in_language(language),
        "nextStep": remedy.in_language(language),
    }
