"""One sample of every state and event, by name, for the flow's written table and its drawing."""

from dataclasses import replace
from datetime import UTC, datetime

from drivers.printer import PrinterCondition
from drivers.storage import Condition, FileEntry, Medium
from kiosk_app.documents.findings import Finding, Kind, Picture, ReceivedFile, Report, Severity
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.filing.case_numbers import CaseNumber, CaseProblem, CaseRefusal
from kiosk_app.filing.document_types import DocumentType, ReadinessCheck, Visitor, VisitorKind
from kiosk_app.flow import model as m
from kiosk_app.flow.planning import plan_documents
from kiosk_app.maintenance.credential import Granted, Wrong
from kiosk_app.maintenance.queue_desk import QueueLine
from kiosk_app.maintenance.readiness import Check, ReadinessReport, passed
from kiosk_app.maintenance.switch import Message
from kiosk_app.wording.texts import Text
from kiosk_app.wording.trouble import Trouble
from support import export_samples
from sync.submissions import State


def text(words: str) -> Text:
    return Text(words, words, words)


CLERK = Visitor(VisitorKind.LAW_FIRM, "Able & Co")
IN_PERSON = Visitor(VisitorKind.IN_PERSON)
CASE = CaseNumber("HCA", 1234, 2025)
SWORN = ReadinessCheck("sworn", text("Has it been sworn?"), text("Oaths office"))
AFFIDAVIT = DocumentType("affidavit", text("Affidavit"), originating=False, checks=(SWORN,))
DEFENCE = DocumentType("defence", text("Defence"), originating=False, checks=())
STICK = Medium("sn1", "PAPERS", 1 << 30, Condition.READY)
SECOND = Medium("sn2", "OTHER", 1 << 30, Condition.READY)
LOCKED = Medium("sn3", "SECRET", 1 << 30, Condition.ENCRYPTED)
FILES = (FileEntry("defence.pdf", 1000), FileEntry("notes.docx", 10))
ALLOWANCE = m.Allowance(max_file_bytes=10_000, max_total_bytes=20_000, max_files=9)
COPY = ReceivedFile("defence.pdf", "/spool/1", 1000, "00" * 32)
GOOD = Report(COPY, Kind.PDF, 20, ())
BAD = replace(GOOD, findings=(Finding(Trouble.PASSWORD_NEEDED, Severity.MUST_FIX),))
OTHER_CASE = Finding(Trouble.CASE_NUMBER_DIFFERS, Severity.LOOK, (1,), "HCA 1243/2025")
PICTURE = Picture(1, 1, 1, b"\0\0\0")
SHEET = m.Sheet(ReceivedFile("Page 1.jpg", "/spool/p1", 10, "11" * 32), PICTURE)
OTHER_SHEET = m.Sheet(ReceivedFile("Page 2.jpg", "/spool/p2", 10, "22" * 32), PICTURE)
DOCUMENTS = plan_documents([GOOD])
TURN = m.Offer(0, Mending(Mend.ROTATE, (3,), 90))
LEAVE_OUT = m.Offer(0, Mending(Mend.DROP_BLANK, (4,)))

WHO = m.Filing(CLERK)
WHAT = m.Filing(CLERK, CASE)
READY = m.Filing(CLERK, CASE, DEFENCE)
CHECKED_TYPE = m.Filing(CLERK, CASE, AFFIDAVIT)
BRINGS_PAPER = m.Filing(IN_PERSON, CASE, DEFENCE, may_scan=True)
FOUND = m.ReadingFindings(READY, STICK, (GOOD,))
RECEIPT = m.HandedOver(
    number="RC01-261121-0001-1",
    captured_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
    counts_from=None,
    registry_open=True,
    case=CASE,
    document_type=DEFENCE,
    documents=DOCUMENTS,
    manifest_sha256="00" * 32,
    receipt_url="HTTPS://EXAMPLE.ORG/R/AA",
)

KNOWN = m.Known(RECEIPT.number, m.Delivery.RECEIVED, RECEIPT.captured_at)

RESULT = passed(Check.SANDBOX, "closed")
INSPECTION = ReadinessReport("RC01", RECEIPT.captured_at, "1", "rules", "00" * 32, (RESULT,))
LINE = QueueLine(
    number=RECEIPT.number,
    state=State.CAPTURED,
    captured_at=RECEIPT.captured_at,
    age_s=60,
    attempts=0,
    next_attempt_s=0,
    why=text("It is its turn next."),
    code="",
    sent_fraction=0.0,
    can_hold=True,
    can_release=False,
    can_retry=True,
)

STATES: dict[str, m.State] = {
    "Welcome": m.Welcome(),
    "Notice": m.Notice(),
    "Identifying": m.Identifying(),
    "Identifying somebody": m.Identifying(CLERK),
    "EnteringCase": m.EnteringCase(WHO),
    "EnteringCase read": m.EnteringCase(WHO, str(CASE), CASE),
    "EnteringCase refused": m.EnteringCase(WHO, "X 1", CaseRefusal(CaseProblem.UNKNOWN_TYPE)),
    "ChoosingDocumentType": m.ChoosingDocumentType(WHAT),
    "ConfirmingReadiness": m.ConfirmingReadiness(CHECKED_TYPE, (SWORN,)),
    "ConfirmingReadiness done": m.ConfirmingReadiness(CHECKED_TYPE, (SWORN,), frozenset({"sworn"})),
    "NotReady": m.NotReady(CHECKED_TYPE, (SWORN,)),
    "Inserting": m.Inserting(READY),
    "Inserting after readiness": m.Inserting(CHECKED_TYPE),
    "Inserting one": m.Inserting(READY, (STICK,)),
    "Inserting two": m.Inserting(READY, (STICK, SECOND)),
    "Inserting, may scan": m.Inserting(BRINGS_PAPER),
    "LoadingPaper": m.LoadingPaper(BRINGS_PAPER),
    "LoadingPaper jammed": m.LoadingPaper(BRINGS_PAPER, (SHEET,), Trouble.PAPER_JAMMED),
    "LoadingPaper again": m.LoadingPaper(BRINGS_PAPER, (SHEET, OTHER_SHEET), replacing=0),
    "Scanning": m.Scanning(BRINGS_PAPER, ()),
    "Scanning more": m.Scanning(BRINGS_PAPER, (SHEET,)),
    "Scanning again": m.Scanning(BRINGS_PAPER, (OTHER_SHEET, SHEET), replacing=0),
    "ArrangingSheets": m.ArrangingSheets(BRINGS_PAPER, (SHEET,)),
    "ArrangingSheets touched": m.ArrangingSheets(BRINGS_PAPER, (SHEET, OTHER_SHEET), 0),
    "ArrangingSheets last": m.ArrangingSheets(BRINGS_PAPER, (SHEET,), 0),
    "Checking sheets": m.Checking(
        BRINGS_PAPER, None, ("Page 1.jpg",), copied=True, sheets=(SHEET,)
    ),
    "ReadingFindings of sheets": m.ReadingFindings(BRINGS_PAPER, None, (GOOD,), (SHEET,)),
    "Choosing": m.Choosing(READY, STICK, FILES, ALLOWANCE),
    "Choosing marked": m.Choosing(READY, STICK, FILES, ALLOWANCE, frozenset({"defence.pdf"})),
    "Choosing, too little allowed": m.Choosing(READY, STICK, FILES, m.Allowance(10, 10, 1)),
    "Checking": m.Checking(READY, STICK, ("defence.pdf",), total_bytes=1000),
    "Checking copied": m.Checking(
        READY, STICK, ("defence.pdf",), copied_bytes=1000, total_bytes=1000, copied=True
    ),
    "ReadingFindings": FOUND,
    "ReadingFindings offering": replace(FOUND, offers=(TURN, LEAVE_OUT)),
    "ReadingFindings agreed": replace(
        FOUND, offers=(TURN, LEAVE_OUT), agreed=frozenset({TURN, LEAVE_OUT})
    ),
    "ReadingFindings must fix": m.ReadingFindings(READY, STICK, (BAD,)),
    "Preparing": m.Preparing(READY, DOCUMENTS, FOUND),
    "Reviewing": m.Reviewing(READY, DOCUMENTS, FOUND),
    "Capturing": m.Capturing(READY, DOCUMENTS),
    "Captured": m.Captured(READY, RECEIPT),
    "Captured printed": m.Captured(READY, RECEIPT, m.Slip.PRINTED),
    "Goodbye": m.Goodbye(remove_device=False),
    "Goodbye looked": m.Goodbye(remove_device=False, looked=True),
    "Goodbye device in": m.Goodbye(remove_device=True, looked=True),
    "Sorry": m.Sorry(Trouble.DISK_FULL),
    "Sorry going on": m.Sorry(Trouble.DEVICE_REMOVED, READY),
    "OutOfService": m.OutOfService(Trouble.SANDBOX_MISSING),
    "EnteringPin": m.EnteringPin(),
    "Inspecting": m.Inspecting(),
    "MindingQueue": m.MindingQueue(),
    "MindingQueue touched": m.MindingQueue((LINE,), LINE.number),
    "WatchingSockets": m.WatchingSockets(),
    "TestingScanner": m.TestingScanner(),
    "TestingScanner busy": m.TestingScanner(busy=True),
    "TestingPrinter": m.TestingPrinter(),
    "TestingPrinter busy": m.TestingPrinter(busy=True),
    "TestingTouch": m.TestingTouch(),
    "ReadingLog": m.ReadingLog(),
    "SwitchingService": m.SwitchingService(),
    **export_samples.STATES,
    "LookingUp": m.LookingUp(),
    "LookingUp unknown": m.LookingUp(Trouble.NUMBER_UNKNOWN),
    "LookedUp": m.LookedUp(KNOWN),
    "StillThere": m.StillThere(m.Notice()),
    "StillThere waiting for a device": m.StillThere(m.Inserting(READY)),
    "StillThere captured": m.StillThere(m.Captured(READY, RECEIPT)),
}

EVENTS: dict[str, m.Event] = {
    "Started": m.Started(),
    "NoticeAccepted": m.NoticeAccepted(),
    "VisitorKindChosen": m.VisitorKindChosen(VisitorKind.LAW_FIRM),
    "VisitorNamed": m.VisitorNamed(CLERK),
    "CaseTyped": m.CaseTyped("HCA 1234/2025"),
    "CaseRead": m.CaseRead("", CASE),
    "CaseRead of another text": m.CaseRead("HCA 9", CASE),
    "CaseChosen": m.CaseChosen(CASE),
    "CaseChosen another": m.CaseChosen(CaseNumber("HCA", 9, 2025)),
    "DocumentTypeChosen": m.DocumentTypeChosen(DEFENCE),
    "DocumentTypeChosen with checks": m.DocumentTypeChosen(AFFIDAVIT),
    "ReadinessMarked": m.ReadinessMarked("sworn", done=True),
    "ReadinessConfirmed": m.ReadinessConfirmed(),
    "NotYetReady": m.NotYetReady(),
    "MediaSeen": m.MediaSeen((STICK,)),
    "MediaSeen none": m.MediaSeen(()),
    "MediaUnseen": m.MediaUnseen(),
    "MediaSeen two": m.MediaSeen((STICK, SECOND)),
    "MediaSeen locked": m.MediaSeen((LOCKED,)),
    "MediumChosen": m.MediumChosen(SECOND),
    "FilingSheetRead": m.FilingSheetRead(str(CASE), DEFENCE),
    "FilingSheetRead without a case": m.FilingSheetRead("", DEFENCE),
    "FilesListed": m.FilesListed(STICK, FILES, ALLOWANCE),
    "FilesListed none": m.FilesListed(STICK, (), ALLOWANCE),
    "FilesListed unsuitable": m.FilesListed(STICK, FILES[1:], ALLOWANCE),
    "FileToggled": m.FileToggled("defence.pdf"),
    "FileToggled unsuitable": m.FileToggled("notes.docx"),
    "FilesChosen": m.FilesChosen(),
    "ScannerWanted": m.ScannerWanted(),
    "ScannerSeen": m.ScannerSeen(Trouble.COVER_OPEN),
    "ScanStarted": m.ScanStarted(),
    "SheetScanned": m.SheetScanned(SHEET),
    "ScanEnded": m.ScanEnded(),
    "SheetTouched": m.SheetTouched(0),
    "SheetTouched beyond": m.SheetTouched(7),
    "SheetTurned": m.SheetTurned(),
    "SheetRemoved": m.SheetRemoved(),
    "SheetRescanWanted": m.SheetRescanWanted(),
    "MorePaperWanted": m.MorePaperWanted(),
    "SheetsAccepted": m.SheetsAccepted(),
    "CopyProgressed": m.CopyProgressed(10, 1000),
    "FilesCopied": m.FilesCopied(),
    "CheckProgressed": m.CheckProgressed(0, "defence.pdf"),
    "FilesChecked": m.FilesChecked((GOOD,)),
    "MendingMarked": m.MendingMarked((TURN,), agreed=True),
    "MendingMarked back": m.MendingMarked((TURN,), agreed=False),
    "MendingMarked, never offered": m.MendingMarked((m.Offer(1, TURN.mending),), agreed=True),
    "OtherCaseSeen": m.OtherCaseSeen(COPY, OTHER_CASE),
    "FindingsRead": m.FindingsRead(),
    "PageStamped": m.PageStamped(3),
    "PagesReady": m.PagesReady((PICTURE,), (PICTURE,)),
    "Confirmed": m.Confirmed(),
    "SubmissionCaptured": m.SubmissionCaptured(RECEIPT),
    "DeliveryChanged": m.DeliveryChanged(RECEIPT.number, m.Delivery.RECEIVED, 1.0),
    "DeliveryChanged of another": m.DeliveryChanged("RC01-9", m.Delivery.RECEIVED, 1.0),
    "GestureMade": m.GestureMade(),
    "PinEntered": m.PinEntered("271828"),
    "PinAnswered right": m.PinAnswered(Granted()),
    "PinAnswered wrong": m.PinAnswered(Wrong(4)),
    "DeskChosen readiness": m.DeskChosen(m.Desk.READINESS),
    "DeskChosen queue": m.DeskChosen(m.Desk.QUEUE),
    "DeskChosen sockets": m.DeskChosen(m.Desk.SOCKETS),
    "DeskChosen scanner": m.DeskChosen(m.Desk.SCANNER),
    "DeskChosen printer": m.DeskChosen(m.Desk.PRINTER),
    "DeskChosen touch": m.DeskChosen(m.Desk.TOUCH),
    "DeskChosen log": m.DeskChosen(m.Desk.LOG),
    "DeskChosen service": m.DeskChosen(m.Desk.SERVICE),
    "LineTouched": m.LineTouched(LINE.number),
    "LineTouched unknown": m.LineTouched("RC01-9"),
    "ActionChosen": m.ActionChosen(m.QueueAction.HOLD),
    "ScannerTestWanted": m.ScannerTestWanted(),
    "PrinterTestWanted": m.PrinterTestWanted(),
    "SwitchOffWanted": m.SwitchOffWanted(Message.SERVICING),
    "SwitchOnWanted": m.SwitchOnWanted(),
    "RestartWanted": m.RestartWanted(m.Restart.APPLICATION),
    "CheckMade": m.CheckMade(RESULT),
    "InspectionMade": m.InspectionMade(INSPECTION),
    "QueueSeen": m.QueueSeen((LINE,)),
    "ScannerTested": m.ScannerTested(PICTURE),
    "PrinterSeen": m.PrinterSeen(PrinterCondition.READY),
    "LogRead": m.LogRead((), 2),
    "SwitchSeen": m.SwitchSeen(None),
    "SlipTold": m.SlipTold(RECEIPT.number, m.Slip.PRINTED),
    "SlipTold of another": m.SlipTold("RC01-9", m.Slip.PRINTED),
    "SlipWanted": m.SlipWanted(),
    "Finished": m.Finished(),
    "AnotherWanted": m.AnotherWanted(),
    "WentBack": m.WentBack(),
    "Left": m.Left(),
    "MoreTimeWanted": m.MoreTimeWanted(),
    "LookUpWanted": m.LookUpWanted(),
    "NumberEntered": m.NumberEntered(RECEIPT.number),
    "SubmissionFound": m.SubmissionFound(KNOWN),
    **export_samples.EVENTS,
    "TimedOut": m.TimedOut(),
    "TroubleArose": m.TroubleArose(Trouble.FILE_UNREADABLE, "defence.pdf"),
    "ServiceLost": m.ServiceLost(Trouble.DISK_FULL),
    "ServiceRestored": m.ServiceRestored(),
}
