"""Holds the state of the visit, feeds step(), and has its commands carried out.

Everything here runs on the GUI thread except the errands themselves. An errand belongs to the
screen visit that asked for it: when the visitor has gone on, what it still has to say is
dropped and the errand ends at its next word.
"""

from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer

from kiosk_app.background import Background
from kiosk_app.documents.workshop import WorkStopped
from kiosk_app.errands import delivery
from kiosk_app.errands.carrying_out import Errand, Parts, errand_for
from kiosk_app.errands.report import NoLongerWanted
from kiosk_app.errands.troubles import EXPECTED, trouble_of
from kiosk_app.flow.limits import time_limit_s
from kiosk_app.flow.model import (
    TOUCHES,
    Captured,
    CaseRead,
    CheckService,
    Command,
    Event,
    FollowDelivery,
    ListFiles,
    LoadingPaper,
    LookAtMedia,
    LookAtScanner,
    PlanExport,
    ReadCase,
    ReadFilingSheet,
    State,
    StillThere,
    StopWork,
    TimedOut,
    TroubleArose,
    Welcome,
    WipeVisit,
)
from kiosk_app.flow.step import step
from kiosk_app.logbook import Entry, note
from kiosk_app.wording.texts import Language
from scanner.device import ScanStopped

_FOLLOW_EVERY_MS = 1000


class Conductor(QObject):
    """One visit after the other, from the first Welcome to the end of the process."""

    def __init__(
        self,
        parts: Parts,
        background: Background,
        limit_s: Callable[[State], float | None] = time_limit_s,
    ) -> None:
        super().__init__()
        self._parts = parts
        self._background = background
        self._show: Callable[[State], None] = lambda _: None
        self._limit_s = limit_s
        self._chinese: Callable[[], Language] = lambda: Language.ZH_HANT
        self._state: State = Welcome()
        self._screen_visit = 0
        self._waiting: deque[Event] = deque()
        self._stepping = False
        self._followed = ""
        self._looking: dict[str, bool] = {}
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(lambda: self.post(TimedOut()))
        self._follow = QTimer(self)
        self._follow.setInterval(_FOLLOW_EVERY_MS)
        self._follow.timeout.connect(self.look_at_delivery)
        self._stop_watching: list[Callable[[], None]] = []

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    def start(self, show: Callable[[State], None], chinese: Callable[[], Language]) -> None:
        """Show Welcome, look whether the machine can serve, and watch the sockets.

        `show` gets every state from now on, on the GUI thread; `chinese` says which Chinese
        stands beside the English on what is printed.
        """
        self._show, self._chinese = show, chinese
        self._show(self._state)
        self._carry_out(CheckService())
        watched = [self._parts.storage.watch(self._media_may_differ)]
        if self._parts.scanner is not None:
            watched.append(self._parts.scanner.watch(self._scanner_may_differ))
        self._stop_watching = watched

    def stop(self) -> None:
        """End: nothing is shown or carried out any more."""
        for stop_watching in self._stop_watching:
            stop_watching()
        self._idle.stop()
        self._follow.stop()
        self._screen_visit += 1
        self._parts.stop_work()

    def post(self, event: Event) -> None:
        """Something happened. Only on the GUI thread; may be called while stepping."""
        self._waiting.append(event)
        if self._stepping:
            return
        self._stepping = True
        try:
            while self._waiting:
                self._take(self._waiting.popleft())
        finally:
            self._stepping = False

    def somebody_touched(self) -> None:
        """A touch anywhere, also one that means nothing, gives the screen its time anew."""
        if not isinstance(self._state, StillThere):
            self._start_the_time_anew()

    def look_at_delivery(self) -> None:
        """Tell the receipt's screen where its submission is now."""
        if self._followed:
            tell = partial(delivery.tell, self._parts.sealing.outbox, self._followed)
            self._look("delivery", tell)

    def _take(self, event: Event) -> None:
        before = self._state
        after, commands = step(before, event)
        if after is before and not commands:
            note(Entry.IGNORED, event=type(event).__name__, screen=type(before).__name__)
        new_screen = _screen(after) is not _screen(before)
        if new_screen:
            self._screen_visit += 1
        self._state = after
        if isinstance(event, TroubleArose) and after is not before:
            note(Entry.TROUBLE, code=event.trouble.value)
        if type(after) is not type(before):
            note(Entry.SHOWN, screen=type(after).__name__)
        if after is not before:
            self._show(after)
        if type(after) is not type(before) or isinstance(event, (*TOUCHES, TimedOut)):
            self._start_the_time_anew()
        if not issubclass(_screen(after), Captured):
            self._followed = ""
            self._follow.stop()
        for command in commands:
            self._carry_out(command)

    def _carry_out(self, command: Command) -> None:
        match command:
            case ReadCase(text):
                self.post(CaseRead(text, self._parts.read_case(text)))
            case FollowDelivery(number):
                self._followed = number
                self._follow.start()
            case StopWork():
                self._screen_visit += 1
                self._parts.stop_work()
            case WipeVisit():
                self._parts.sealing.spool.wipe()
            case LookAtMedia() | LookAtScanner() | CheckService() | PlanExport():
                self._look(type(command).__name__, self._errand(command))
            case ListFiles(medium) | ReadFilingSheet(medium):
                self._look(type(command).__name__ + medium.id, self._errand(command))
            case _:
                self._run(self._errand(command))

    def _errand(self, command: Command) -> Errand:
        return errand_for(command, self._parts, self._chinese())

    def _look(self, what: str, errand: Errand) -> None:
        """One look at a time at one thing: a hint that comes meanwhile makes one more after it."""
        if what in self._looking:
            self._looking[what] = True
            return
        self._looking[what] = False

        def look_again() -> None:
            if self._looking.pop(what):
                self._look(what, errand)

        self._run(errand, look_again)

    def _run(self, errand: Errand, afterwards: Callable[[], None] | None = None) -> None:
        asked_by = self._screen_visit

        def report(event: Event) -> None:
            if asked_by != self._screen_visit:
                raise NoLongerWanted
            self._background.call_back(lambda: self._deliver(asked_by, event))

        def job() -> None:
            try:
                errand(report)
            except (NoLongerWanted, WorkStopped, ScanStopped):
                return
            except EXPECTED as error:
                failed = trouble_of(error)
                self._background.call_back(lambda: self._deliver(asked_by, failed))
            finally:
                if afterwards is not None:
                    self._background.call_back(afterwards)

        self._background.start(job)

    def _deliver(self, asked_by: int, event: Event) -> None:
        if asked_by == self._screen_visit:
            self.post(event)
        else:
            note(Entry.STALE, event=type(event).__name__)

    def _media_may_differ(self) -> None:
        """From the driver's thread: a hint, no facts; the port is asked anew."""
        self._background.call_back(lambda: self._carry_out(LookAtMedia()))

    def _scanner_may_differ(self) -> None:
        """From the driver's thread: a hint; the scanner is asked anew while paper is loaded."""
        self._background.call_back(self._look_at_scanner_if_shown)

    def _look_at_scanner_if_shown(self) -> None:
        if _screen(self._state) is LoadingPaper:
            self._carry_out(LookAtScanner())

    def _start_the_time_anew(self) -> None:
        limit = self._limit_s(self._state)
        if limit is None:
            self._idle.stop()
        else:
            self._idle.start(round(limit * 1000))


def _screen(state: State) -> type[State]:
    """The screen a result belongs to: the question 'still there?' does not hide it."""
    return type(state.waiting) if isinstance(state, StillThere) else type(state)
