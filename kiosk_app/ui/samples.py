"""A state of every kind, as a visit might meet it: for the gallery and the tests of the screens."""

from dataclasses import replace
from datetime import UTC, datetime

from drivers.storage import Condition, FileEntry, Medium
from kiosk_app.documents.findings import Finding, Kind, ReceivedFile, Report, Severity
from kiosk_app.filing.case_numbers import (
    CaseNumber,
    CaseProblem,
    CaseQuestion,
    CaseRefusal,
)
from kiosk_app.filing.document_types import Visitor, VisitorKind
from kiosk_app.filing.rules import Rules
from kiosk_app.flow import states
from kiosk_app.flow.gathered import Allowance, Delivery, Filing, HandedOver, Planned, Sheet, Slip
from kiosk_app.maintenance.switch import Message
from kiosk_app.ui.desk_samples import every_desk_state
from kiosk_app.ui.inquiry_samples import every_inquiry
from kiosk_app.ui.mending_samples import every_mending
from kiosk_app.ui.sample_pages import page
from kiosk_app.wording.trouble import Trouble

NOW = datetime(2026, 11, 20, 6, 32, tzinfo=UTC)
"""A Friday afternoon in Hong Kong, with the Registry open."""

_STICK = Medium("stick-1", "CHAN & CO", 15_800_000_000, Condition.READY)
_DISK = Medium("disk-1", "證物硬碟", 1_000_000_000_000, Condition.READY)
_ALLOWANCE = Allowance(100_000_000, 400_000_000, 99)
_FILES = (
    FileEntry("Writ of summons HCA 1234-2025.pdf", 4_210_000),
    FileEntry("送達誓章 陳大文.pdf", 1_870_000),
    FileEntry("Exhibits/exhibit A page 1.jpg", 912_000),
    FileEntry("Exhibits/exhibit A page 2.jpg", 934_000),
    FileEntry("Exhibits/Bundle B, colour, 1200 dpi.pdf", 182_600_000),
    FileEntry("Correspondence/Letter to the other side 2026-10-02.docx", 48_000),
    FileEntry("Old/Draft of the statement of claim with a very long name, final.pdf", 99_000),
)

_DELIVERY_TROUBLES = {
    "unreachable": (Delivery.CAPTURED, Trouble.CENTRE_UNREACHABLE),
    "blocked": (Delivery.CAPTURED, Trouble.DELIVERY_BLOCKED),
    "held": (Delivery.HELD, Trouble.DELIVERY_BLOCKED),
    "unclear": (Delivery.UNKNOWN, Trouble.BEING_CONFIRMED),
    "refused": (Delivery.REFUSED, Trouble.CENTRE_REFUSED),
    "damaged": (Delivery.DAMAGED, Trouble.COPY_DAMAGED),
}
_SUITABLE = tuple(file.path for file in _FILES[:4])


def every_state(rules: Rules) -> dict[str, states.State]:
    """States by a name for their picture; the part before "-" is the name of the screen."""
    visitor = Visitor(VisitorKind.LAW_FIRM, "Chan & Co.", "CC/2025/0417", "2345 6789")
    case = CaseNumber("HCA", 1234, 2025)
    kinds = {kind.code: kind for kind in rules.document_types}
    kind = max(kinds.values(), key=lambda k: (len(k.checks_for(VisitorKind.LAW_FIRM)), k.code))
    filing = Filing(visitor, case, kind)
    checks = kind.checks_for(VisitorKind.LAW_FIRM)
    writ = ReceivedFile("Writ of summons HCA 1234-2025.pdf", "1", 4_210_000, "ab" * 32)
    planned = (Planned(writ.name, (writ,), 20),)
    choosing = states.Choosing(filing, _STICK, _FILES, _ALLOWANCE, frozenset({_FILES[0].path}))
    checking = states.Checking(
        filing, _STICK, (_FILES[0].path, _FILES[1].path), 2_600_000, 6_080_000
    )
    found = states.ReadingFindings(filing, _STICK, (_fine(writ),))
    receipt = HandedOver(
        number="RC01-261120-0042-7",
        captured_at=NOW,
        counts_from=NOW,
        registry_open=True,
        case=case,
        document_type=kinds["writ"],
        documents=planned,
        manifest_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        receipt_url="https://receipts.example/v1/RC01-261120-0042-7#9f86d081884c7d659a2feaa0c55ad015",
        delivery=Delivery.SENDING,
        sent_fraction=0.43,
    )
    captured = states.Captured(filing, receipt, Slip.PRINTING)
    entering = states.EnteringCase(Filing(visitor))
    return {
        "Welcome": states.Welcome(),
        "Notice": states.Notice(),
        "Identifying": states.Identifying(),
        "Identifying-named": states.Identifying(visitor),
        "Identifying-in-person": states.Identifying(Visitor(VisitorKind.IN_PERSON)),
        "EnteringCase": entering,
        "EnteringCase-number": replace(entering, text="HCA 1234/2025", reading=case),
        "EnteringCase-question": replace(entering, text="HCA 1234/25", reading=CaseQuestion(case)),
        "EnteringCase-refused": replace(
            entering,
            text="HCPI 7/2027",
            reading=CaseRefusal(CaseProblem.YEAR_IN_FUTURE, "HCPI"),
        ),
        "ChoosingDocumentType": states.ChoosingDocumentType(replace(filing, document_type=None)),
        "ConfirmingReadiness": states.ConfirmingReadiness(
            filing, checks, frozenset({checks[0].code})
        ),
        "NotReady": states.NotReady(filing, checks[1:]),
        "Inserting": states.Inserting(filing),
        "Inserting-reading": states.Inserting(filing, (_STICK,)),
        "Inserting-several": states.Inserting(filing, (_STICK, _DISK)),
        "Inserting-encrypted": states.Inserting(
            filing, (replace(_STICK, condition=Condition.ENCRYPTED),), Trouble.DEVICE_ENCRYPTED
        ),
        "Inserting-paper": states.Inserting(replace(filing, may_scan=True)),
        "Choosing": choosing,
        "Choosing-too-much": replace(choosing, refused=Trouble.TOO_LARGE),
        "Choosing-too-many": replace(
            choosing, chosen=frozenset(_SUITABLE), refused=Trouble.TOO_MANY_FILES
        ),
        **_with_paper(replace(filing, visitor=Visitor(VisitorKind.IN_PERSON), may_scan=True)),
        "Checking-copying": checking,
        "Checking": replace(
            checking, copied=True, copied_bytes=6_080_000, checked_files=1, checking=_FILES[1].path
        ),
        "ReadingFindings": states.ReadingFindings(filing, _STICK, (_bad(), _odd(), _fine(writ))),
        "ReadingFindings-look": states.ReadingFindings(filing, _STICK, (_odd(), _fine(writ))),
        "ReadingFindings-fine": found,
        **every_mending(filing, _STICK, captured),
        "Preparing": states.Preparing(filing, planned, found, 12),
        "Reviewing": states.Reviewing(
            filing,
            planned,
            found,
            tuple(page(n) for n in range(1, 21)),
            tuple(page(n, stamped=True) for n in range(1, 21)),
        ),
        "Capturing": states.Capturing(filing, planned),
        "Captured": captured,
        "Captured-received": states.Captured(
            filing,
            replace(receipt, delivery=Delivery.RECEIVED, sent_fraction=1, received_at=NOW),
            Slip.PRINTED,
        ),
        **{
            f"Captured-{name}": states.Captured(
                filing, replace(receipt, delivery=delivery, trouble=trouble), Slip.PRINTED
            )
            for name, (delivery, trouble) in _DELIVERY_TROUBLES.items()
        },
        "Captured-late": states.Captured(
            filing,
            replace(
                receipt,
                delivery=Delivery.UNKNOWN,
                trouble=Trouble.BEING_CONFIRMED,
                registry_open=False,
                counts_from=datetime(2026, 11, 23, 0, 45, tzinfo=UTC),
                confidential=True,
            ),
            Slip.NOT_PRINTED,
            Trouble.SLIP_UNCONFIRMED,
        ),
        "Captured-no-printer": replace(captured, slip=Slip.NO_PRINTER),
        "Captured-no-slip": replace(
            captured, slip=Slip.NOT_PRINTED, slip_trouble=Trouble.PRINTER_OUT_OF_PAPER
        ),
        "Goodbye": states.Goodbye(remove_device=False, number=receipt.number),
        "Goodbye-device": states.Goodbye(remove_device=True, number=receipt.number),
        "Sorry": states.Sorry(Trouble.DEVICE_REMOVED, filing),
        "Sorry-capture": states.Sorry(Trouble.CAPTURE_FAILED),
        "Sorry-unclear": states.Sorry(Trouble.CAPTURE_UNCLEAR),
        "Sorry-file": states.Sorry(Trouble.FILE_UNREADABLE, filing, _FILES[1].path),
        "OutOfService": states.OutOfService(Trouble.DISK_FULL),
        "OutOfService-switched-off": states.OutOfService(
            Trouble.SWITCHED_OFF, Message.SERVICING.words
        ),
        "StillThere": states.StillThere(choosing),
        **every_inquiry(receipt),
        **every_desk_state(page(1)),
    }


def _with_paper(filing: Filing) -> dict[str, states.State]:
    """The chapter of those who bring paper, from the feeder to the findings."""
    sheets = tuple(sheet(number) for number in range(1, 21))
    turned = (*sheets[:2], replace(sheets[2], turned=90), *sheets[3:])
    few = sheets[:3]
    names = tuple(each.file.name for each in sheets)
    fine = tuple(Report(each.file, Kind.JPEG, 1, (), (each.picture,)) for each in sheets)
    coarse = (Finding(Trouble.RESOLUTION_LOW, Severity.LOOK, (1,), "160 dpi"),)
    damaged = (Finding(Trouble.IMAGE_DAMAGED, Severity.MUST_FIX, (1,)),)
    odd = (fine[0], *(replace(report, findings=coarse) for report in fine[1:4]), *fine[4:])
    bad = (replace(fine[0], findings=damaged), *odd[1:])
    checking = states.Checking(filing, None, names, 0, 0, True, 7, names[7], sheets)
    found = states.ReadingFindings(filing, None, bad, sheets)
    loading = states.LoadingPaper(filing)
    planned = (Planned(names[0], tuple(each.file for each in sheets), len(sheets)),)
    return {
        "LoadingPaper": loading,
        "LoadingPaper-more": replace(loading, sheets=few),
        "LoadingPaper-again": replace(loading, sheets=sheets, replacing=6),
        "LoadingPaper-jam": replace(loading, sheets=few, trouble=Trouble.PAPER_JAMMED),
        "LoadingPaper-lid": replace(loading, sheets=few, trouble=Trouble.COVER_OPEN),
        "LoadingPaper-empty": replace(loading, trouble=Trouble.FEEDER_EMPTY),
        "LoadingPaper-missing": replace(loading, trouble=Trouble.SCANNER_MISSING),
        "LoadingPaper-again-failed": replace(
            loading, sheets=sheets, trouble=Trouble.SCAN_FAILED, replacing=6
        ),
        "Scanning": states.Scanning(filing, sheets[:7]),
        "Scanning-first": states.Scanning(filing, ()),
        "Scanning-again": states.Scanning(filing, sheets, 6),
        "ArrangingSheets": states.ArrangingSheets(filing, turned),
        "ArrangingSheets-chosen": states.ArrangingSheets(filing, turned, 2),
        "ArrangingSheets-few": states.ArrangingSheets(filing, few),
        "Checking-paper": checking,
        "ReadingFindings-paper": found,
        "Preparing-paper": states.Preparing(filing, planned, found, 12),
        "Reviewing-paper": states.Reviewing(
            filing,
            planned,
            found,
            tuple(each.picture for each in sheets),
            tuple(page(number, stamped=True) for number in range(1, 21)),
        ),
        "ReadingFindings-paper-look": replace(found, reports=odd),
        "ReadingFindings-paper-fine": replace(found, reports=fine),
    }


def sheet(number: int) -> Sheet:
    """A scanned page of a writ, as it came out of the scanner."""
    file = ReceivedFile(f"Page {number}.jpg", str(number), 480_000, f"{number:02x}" * 32)
    return Sheet(file, page(number))


def _fine(file: ReceivedFile) -> Report:
    return Report(file, Kind.PDF, 20, (), tuple(page(n) for n in range(1, 4)))


def _bad() -> Report:
    file = ReceivedFile("送達誓章 陳大文.pdf", "2", 1_870_000, "cd" * 32)
    findings = (
        Finding(Trouble.IMAGE_DAMAGED, Severity.MUST_FIX, (3,)),
        Finding(Trouble.ACTIVE_CONTENT, Severity.MUST_FIX, (), "JavaScript"),
    )
    return Report(file, Kind.PDF, 6, findings, (page(1), page(3, damaged=True)))


def _odd() -> Report:
    file = ReceivedFile("exhibit A.pdf", "3", 912_000, "ef" * 32)
    findings = (Finding(Trouble.RESOLUTION_LOW, Severity.LOOK, (2, 5, 6, 7), "160 dpi"),)
    return Report(file, Kind.PDF, 9, findings, (page(2), page(5)))
