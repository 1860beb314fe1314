"""The chapter of the technician: in with a PIN, from desk to desk, out by itself."""

from dataclasses import replace

from kiosk_app.flow.exporting import exporting
from kiosk_app.flow.model import (
    ActionChosen,
    ChangeQueue,
    CheckMade,
    CheckPin,
    CheckService,
    Command,
    Desk,
    DeskChosen,
    DeskState,
    EnteringPin,
    Event,
    Exported,
    Exporting,
    ExportWanted,
    Inspect,
    Inspecting,
    InspectionMade,
    LeaveDesks,
    Left,
    LineTouched,
    LogRead,
    LookAtMedia,
    LookAtPrinter,
    LookAtQueue,
    LookAtScanner,
    LookAtSwitch,
    MediaSeen,
    MediaUnseen,
    MindingQueue,
    PinAnswered,
    PinEntered,
    PlanningExport,
    PrinterSeen,
    PrinterTestWanted,
    QueueSeen,
    ReadingLog,
    ReadLog,
    RestartWanted,
    ScannerSeen,
    ScannerTested,
    ScannerTestWanted,
    StartAnew,
    StopWork,
    SwitchingService,
    SwitchOffWanted,
    SwitchOnWanted,
    SwitchSeen,
    SwitchService,
    TestingPrinter,
    TestingScanner,
    TestingTouch,
    TestPrinter,
    TestScanner,
    TimedOut,
    TroubleArose,
    WatchingSockets,
    Welcome,
    WentBack,
    WipeVisit,
)
from kiosk_app.flow.next import Next
from kiosk_app.maintenance.credential import Granted
from kiosk_app.wording.trouble import Trouble

_OUT: tuple[Command, ...] = (StopWork(), WipeVisit(), CheckService())


def maintaining(state: DeskState, event: Event) -> Next:
    """From the PIN to the desks; left alone, the kiosk is the visitors' again."""
    match state, event:
        case EnteringPin(), WentBack() | Left() | TimedOut():
            return Welcome(), (CheckService(),)
        case EnteringPin(), PinEntered(pin):
            return state, (CheckPin(pin),)
        case EnteringPin(), PinAnswered(Granted()):
            return Inspecting(), (Inspect(),)
        case EnteringPin(), PinAnswered(answer) if not isinstance(answer, Granted):
            return EnteringPin(answer), ()
        case EnteringPin(), _:
            return state, ()
        case _, Left() | TimedOut():
            return Welcome(), (LeaveDesks(alone=isinstance(event, TimedOut)), *_OUT)
        case _, DeskChosen(desk):
            return _at(desk)
        case PlanningExport() | Exporting() | Exported(), _:
            return exporting(state, event)
        case MindingQueue(), ExportWanted():
            return exporting(state, event)
        case _:
            return _at_work(state, event)


def _at_work(state: DeskState, event: Event) -> Next:
    match state, event:
        case Inspecting(results), CheckMade(result):
            return Inspecting((*results, result)), ()
        case Inspecting(), InspectionMade(report):
            return Inspecting(report.results, report), ()

        case MindingQueue(), QueueSeen(lines, done, slip):
            return replace(state, lines=lines, done=done, slip=slip, trouble=None), ()
        case MindingQueue() | SwitchingService(), TroubleArose(trouble):
            return replace(state, trouble=trouble), ()
        case MindingQueue(lines), LineTouched(number) if _has(state, number):
            return MindingQueue(lines, "" if number == state.chosen else number), ()
        case MindingQueue(_, chosen), ActionChosen(action) if _has(state, chosen):
            return state, (ChangeQueue(chosen, action),)

        case WatchingSockets(), MediaSeen(media):
            return WatchingSockets(media), ()
        case WatchingSockets(), MediaUnseen():
            return WatchingSockets(trouble=Trouble.USB_UNAVAILABLE), ()

        case TestingScanner(busy=False), ScannerSeen(trouble):
            return replace(state, looked=True, trouble=trouble), ()
        case TestingScanner(busy=False), ScannerTestWanted():
            return TestingScanner(looked=True, busy=True), (TestScanner(),)
        case TestingScanner(), ScannerTested(picture, trouble):
            return TestingScanner(trouble, looked=True, picture=picture), ()
        case TestingScanner(), TroubleArose(trouble):
            return TestingScanner(trouble, looked=True), ()

        case TestingPrinter(busy=False), PrinterTestWanted():
            return replace(state, busy=True, slip=None, trouble=None), (TestPrinter(),)
        case TestingPrinter(), PrinterSeen(condition, slip, trouble):
            return TestingPrinter(condition, looked=True, slip=slip, trouble=trouble), ()

        case ReadingLog(), LogRead(lines, left_out, readable):
            return ReadingLog(lines, left_out, readable), ()

        case SwitchingService(), SwitchSeen(off):
            return SwitchingService(off), ()
        case SwitchingService(), SwitchOffWanted(message):
            return state, (SwitchService(message),)
        case SwitchingService(), SwitchOnWanted():
            return state, (SwitchService(None),)
        case SwitchingService(), RestartWanted(what):
            return state, (StartAnew(what),)
        case _:
            return state, ()


def _at(desk: Desk) -> Next:
    """A desk as it is come to, and what is asked for it at once."""
    match desk:
        case Desk.READINESS:
            return Inspecting(), (Inspect(),)
        case Desk.QUEUE:
            return MindingQueue(), (LookAtQueue(),)
        case Desk.SOCKETS:
            return WatchingSockets(), (LookAtMedia(),)
        case Desk.SCANNER:
            return TestingScanner(), (LookAtScanner(),)
        case Desk.PRINTER:
            return TestingPrinter(), (LookAtPrinter(),)
        case Desk.TOUCH:
            return TestingTouch(), ()
        case Desk.LOG:
            return ReadingLog(), (ReadLog(),)
        case Desk.SERVICE:
            return SwitchingService(), (LookAtSwitch(),)


def _has(state: MindingQueue, number: str) -> bool:
    return any(line.number == number for line in state.lines or ())
