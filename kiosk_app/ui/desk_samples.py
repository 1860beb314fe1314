"""The desks of maintenance mode as a technician might meet them: for the gallery and the tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from drivers.printer import PrinterCondition
from drivers.storage import Condition, Medium
from kiosk_app.documents.findings import Picture
from kiosk_app.flow import desks
from kiosk_app.flow.gathered import Slip
from kiosk_app.logbook import Entry
from kiosk_app.maintenance.credential import LockedOut, NotSet, Open, Wrong
from kiosk_app.maintenance.log_reader import LogLine
from kiosk_app.maintenance.queue_desk import QueueLine
from kiosk_app.maintenance.readiness import (
    UNSEEN,
    Check,
    ReadinessReport,
    failed,
    passed,
    unknown,
)
from kiosk_app.maintenance.switch import Message, SwitchedOff
from kiosk_app.maintenance.words import words
from kiosk_app.ui.export_samples import every_export_state
from kiosk_app.wording.trouble import Trouble
from sync.submissions import State

_AT = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
_RESULTS = (
    passed(Check.DISK, "enough", free="211.4 GB", least="2.0 GB"),
    passed(Check.CLOCK, "kept", error="0.02 s"),
    passed(Check.NETWORK, "up", links="eno1"),
    passed(Check.CENTRE, "open", since="2 min", last="2026-11-20 14:31"),
    failed(Check.QUEUE, "set_aside", aside="2"),
    passed(Check.AUDIT, "whole"),
    passed(Check.USB, "seen", count="1"),
    passed(Check.MOUNTS, "safe", count="1"),
    failed(Check.SCANNER, "jammed"),
    unknown(Check.PRINTER, "unknown"),
    passed(Check.SANDBOX, "closed"),
    failed(Check.CALENDAR, "ends", until="2026-12-31"),
    passed(Check.CREDENTIAL, "set"),
    unknown(Check.SOFTWARE, UNSEEN, code="OSError"),
    passed(Check.IN_SERVICE, "on"),
    passed(Check.MALWARE, "current", days="1"),
    failed(Check.CERTIFICATES, "own_ends", when="2026-12-14 08:00"),
)


def every_desk_state(test_page: Picture) -> dict[str, desks.DeskState]:
    """States by a name for their picture; the part before "-" is the name of the screen."""
    report = ReadinessReport("RC01", _AT, "0.3.0", "2026-11", "ab" * 32, _RESULTS)
    fine = tuple(result for result in _RESULTS if result.verdict == "passed")
    queue = desks.MindingQueue(_lines())
    scanner = desks.TestingScanner(looked=True)
    printer = desks.TestingPrinter(PrinterCondition.READY, looked=True)
    log = desks.ReadingLog(_log(), 3)
    off = SwitchedOff(_AT, "technician", Message.SERVICING)
    return {
        "EnteringPin": desks.EnteringPin(Open(5)),
        "EnteringPin-wrong": desks.EnteringPin(Wrong(1)),
        "EnteringPin-locked": desks.EnteringPin(LockedOut(3723.4)),
        "EnteringPin-not-set": desks.EnteringPin(NotSet()),
        "Inspecting": desks.Inspecting(_RESULTS, report),
        "Inspecting-live": desks.Inspecting(_RESULTS[:6]),
        "Inspecting-ready": desks.Inspecting(fine, replace(report, results=fine)),
        "MindingQueue": queue,
        "MindingQueue-chosen": replace(queue, chosen=_lines()[0].number),
        "MindingQueue-held": replace(queue, chosen=_lines()[1].number, done=True),
        "MindingQueue-too-late": replace(queue, chosen=_lines()[0].number, done=False),
        "MindingQueue-slip": replace(queue, chosen=_lines()[4].number, slip=Slip.NOT_PRINTED),
        "MindingQueue-trouble": replace(queue, trouble=Trouble.QUEUE_UNAVAILABLE),
        "MindingQueue-empty": desks.MindingQueue(()),
        "MindingQueue-looking": desks.MindingQueue(),
        "WatchingSockets": desks.WatchingSockets(_media()),
        "WatchingSockets-empty": desks.WatchingSockets(),
        "WatchingSockets-trouble": desks.WatchingSockets(trouble=Trouble.USB_UNAVAILABLE),
        "TestingScanner": scanner,
        "TestingScanner-busy": replace(scanner, busy=True),
        "TestingScanner-page": replace(scanner, picture=test_page),
        "TestingScanner-trouble": replace(scanner, trouble=Trouble.SCANNER_MISSING),
        "TestingPrinter": printer,
        "TestingPrinter-busy": replace(printer, busy=True),
        "TestingPrinter-printed": replace(printer, slip=Slip.PRINTED),
        "TestingPrinter-paper": desks.TestingPrinter(
            PrinterCondition.PAPER_OUT,
            looked=True,
            slip=Slip.NOT_PRINTED,
            trouble=Trouble.PRINTER_OUT_OF_PAPER,
        ),
        "TestingPrinter-none": desks.TestingPrinter(looked=True, slip=Slip.NO_PRINTER),
        "TestingPrinter-looking": desks.TestingPrinter(),
        "TestingTouch": desks.TestingTouch(),
        "ReadingLog": log,
        "ReadingLog-unreadable": desks.ReadingLog((), 0, readable=False),
        **every_export_state(),
        "SwitchingService": desks.SwitchingService(),
        "SwitchingService-off": desks.SwitchingService(off),
        "SwitchingService-trouble": desks.SwitchingService(trouble=Trouble.DISK_FULL),
    }


def _lines() -> tuple[QueueLine, ...]:
    waiting = QueueLine(
        number="RC01-261120-0042-7",
        state=State.CAPTURED,
        captured_at=_AT - timedelta(hours=3, minutes=12),
        age_s=11_520,
        attempts=14,
        next_attempt_s=245,
        why=words("why", "network"),
        code="ConnectError",
        sent_fraction=0.0,
        can_hold=True,
        can_release=False,
        can_retry=True,
    )
    aside = replace(waiting, attempts=1, next_attempt_s=None, can_hold=False, can_retry=False)
    done = replace(aside, state=State.RECEIVED, why=words("why", "received"), code="")
    return (
        waiting,
        replace(
            aside,
            number="RC01-261120-0043-5",
            state=State.HELD,
            why=words("why", "held"),
            code="manifest-schema",
            can_release=True,
        ),
        replace(
            waiting,
            number="RC01-261120-0044-3",
            state=State.COMMITTING,
            next_attempt_s=0.0,
            why=words("why", "being_confirmed"),
            can_hold=False,
        ),
        replace(
            aside, number="RC01-261119-0031-2", state=State.REFUSED, why=words("why", "refused")
        ),
        replace(
            done,
            number="RC01-261119-0030-4",
            age_s=93_000,
            why=words("why", "review_returned"),
            code="illegible, pages-missing, not-signed",
        ),
        replace(done, number="RC01-261112-0007-1", age_s=700_000, state=State.PURGED),
    )


def _media() -> tuple[Medium, ...]:
    return (
        Medium("one", "CHAN & CO", 15_800_000_000, Condition.READY, "1-2"),
        Medium("two", "", 1_000_000_000_000, Condition.ENCRYPTED, "1-3"),
        Medium("three", "", 512_000_000, Condition.UNSAFE_MOUNT, "2-1.4"),
    )


def _log() -> tuple[LogLine, ...]:
    told = (
        (Entry.TROUBLE, {"code": "K303"}),
        (Entry.SHOWN, {"screen": "LoadingPaper"}),
        (Entry.DELIVERY_LATER, {"number": "RC01-261120-0042-7", "reason": "ConnectError"}),
        (Entry.LANE_DOWN, {"reason": "ConnectError"}),
        (Entry.TROUBLE, {"code": "K101"}),
        (Entry.CAPTURED, {"number": "RC01-261120-0042-7", "documents": "1", "pages": "20"}),
        (Entry.TROUBLE, {"code": "K303"}),
        (Entry.STARTED, {"kiosk": "RC01"}),
    )
    return tuple(
        LogLine(_AT - timedelta(seconds=37 * back), entry, facts)
        for back, (entry, facts) in enumerate(told)
    )
