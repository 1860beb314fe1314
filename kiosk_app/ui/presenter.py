"""Between the flow and QML: shows a state, and says as events what was touched.

Lives on the GUI thread. It knows no device, no thread and no next screen.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk_app.filing.case_numbers import CaseNumber, CaseQuestion, NewCase
from kiosk_app.filing.document_types import Visitor, VisitorKind
from kiosk_app.filing.rules import Rules
from kiosk_app.flow import events, states
from kiosk_app.ui.pictures import PagePictures
from kiosk_app.ui.shown import Shown, Telling
from kiosk_app.wording.texts import Language


class Presenter(QObject):
    """What QML sees of the visit.

    `post` takes the events of touches; `now` gives the aware time of the screens. Language,
    text size and contrast live here and fall back to the defaults whenever Welcome comes up.
    `touched` is emitted at every press anywhere on the window, also one that means nothing.
    """

    shownChanged = Signal()  # noqa: N815 - QML names signals so
    lookChanged = Signal()  # noqa: N815
    languageChanged = Signal()  # noqa: N815
    touched = Signal()

    def __init__(
        self,
        post: Callable[[events.Event], None],
        rules: Rules,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pictures = PagePictures()
        self._post = post
        self._rules = rules
        self._now = now
        self._state: states.State = states.Welcome()
        self._shown: Shown = {}
        self._language = Language.EN
        self._large_text = False
        self._high_contrast = False
        self._handed_over = False
        self.show(self._state)

    def show(self, state: states.State) -> None:
        """Show this state from now on. The same screen stays in place, with what is typed on it."""
        arrived = isinstance(state, states.Welcome) and not isinstance(self._state, states.Welcome)
        self._state = state
        if isinstance(state, states.Welcome | states.Captured):
            self._handed_over = isinstance(state, states.Captured)
        if arrived:
            self._dress(Language.EN, large_text=False, high_contrast=False)
        self._tell()

    # ------------------------------------------------------------ what QML reads

    @Property(str, notify=shownChanged)
    def screen(self) -> str:
        """The name of the screen: that of the state, or of the one that waits."""
        return type(self._waiting).__name__

    @Property(dict, notify=shownChanged)
    def shown(self) -> Shown:
        """The facts of the screen."""
        return self._shown

    @Property(bool, notify=shownChanged)
    def stillThere(self) -> bool:  # noqa: N802
        """Whether the visitor is being asked if they are still there."""
        return isinstance(self._state, states.StillThere)

    @Property(bool, notify=shownChanged)
    def handedOver(self) -> bool:  # noqa: N802
        """Whether this visit has captured something."""
        return self._handed_over

    @Property(bool, notify=shownChanged)
    def inVisit(self) -> bool:  # noqa: N802
        """Whether there is a visit that can be ended."""
        return not isinstance(
            self._waiting,
            states.Welcome | states.Goodbye | states.OutOfService | states.Capturing,
        )

    @Property(list, notify=languageChanged)
    def contacts(self) -> list[Shown]:
        """Whom to ask."""
        return self._telling().contacts()

    @Property(list, notify=languageChanged)
    def places(self) -> list[str]:
        """Where to go."""
        return self._telling().places()

    @Property(str, notify=lookChanged)
    def language(self) -> str:
        """The language as a tag: en, zh_Hant or zh_Hans."""
        return self._language.value

    @Property(bool, notify=lookChanged)
    def largeText(self) -> bool:  # noqa: N802
        """Whether text is 1.3 times as large."""
        return self._large_text

    @Property(bool, notify=lookChanged)
    def highContrast(self) -> bool:  # noqa: N802
        """Whether black, white and yellow replace paper and ink."""
        return self._high_contrast

    # ------------------------------------------------------------ how it looks

    @Slot(str)
    def setLanguage(self, tag: str) -> None:  # noqa: N802
        """Speak this language from now on; the screen keeps its place."""
        self._dress(Language(tag), self._large_text, self._high_contrast)

    @Slot(bool)
    def setLargeText(self, large: bool) -> None:  # noqa: N802
        """Large text or not."""
        self._dress(self._language, large, self._high_contrast)

    @Slot(bool)
    def setHighContrast(self, high: bool) -> None:  # noqa: N802
        """High contrast or not."""
        self._dress(self._language, self._large_text, high)

    # ------------------------------------------------------------ what was touched

    @Slot()
    def start(self) -> None:
        """Welcome: start."""
        self._post(events.Started())

    @Slot()
    def acceptNotice(self) -> None:  # noqa: N802
        """Notice: agreed."""
        self._post(events.NoticeAccepted())

    @Slot(str)
    def chooseKind(self, kind: str) -> None:  # noqa: N802
        """Identifying: what the visitor is."""
        self._post(events.VisitorKindChosen(VisitorKind(kind)))

    @Slot(str, str, str)
    def nameVisitor(self, name: str, reference: str, telephone: str) -> None:  # noqa: N802
        """Identifying: who the visitor is; goes on with a USB device."""
        if (visitor := self._visitor(name, reference, telephone)) is not None:
            self._post(events.VisitorNamed(visitor))

    @Slot(str, str, str)
    def wantScan(self, name: str, reference: str, telephone: str) -> None:  # noqa: N802
        """Identifying: a litigant in person would scan."""
        if (visitor := self._visitor(name, reference, telephone)) is not None:
            self._post(events.ScanWanted(visitor))

    @Slot()
    def continueWithDevice(self) -> None:  # noqa: N802
        """ScanningLater: there is a USB device after all."""
        if isinstance(self._state, states.ScanningLater):
            self._post(events.VisitorNamed(self._state.visitor))

    @Slot(str)
    def typeCase(self, text: str) -> None:  # noqa: N802
        """EnteringCase: the text changed."""
        self._post(events.CaseTyped(text))

    @Slot()
    def chooseCase(self) -> None:  # noqa: N802
        """EnteringCase: the number as it was read, or as it was suggested."""
        match self._state:
            case states.EnteringCase(reading=CaseNumber() as case):
                self._post(events.CaseChosen(case))
            case states.EnteringCase(reading=CaseQuestion(suggestion)):
                self._post(events.CaseChosen(suggestion))

    @Slot(str)
    def chooseNewCase(self, prefix: str) -> None:  # noqa: N802
        """EnteringCase: a case that has no number yet."""
        self._post(events.CaseChosen(NewCase(prefix)))

    @Slot(str)
    def chooseDocumentType(self, code: str) -> None:  # noqa: N802
        """ChoosingDocumentType: what it is."""
        types = {kind.code: kind for kind in self._rules.document_types}
        self._post(events.DocumentTypeChosen(types[code]))

    @Slot(str, bool)
    def markReadiness(self, code: str, done: bool) -> None:  # noqa: N802
        """ConfirmingReadiness: one line."""
        self._post(events.ReadinessMarked(code, done))

    @Slot()
    def confirmReadiness(self) -> None:  # noqa: N802
        """ConfirmingReadiness: all done."""
        self._post(events.ReadinessConfirmed())

    @Slot()
    def notYetReady(self) -> None:  # noqa: N802
        """ConfirmingReadiness: not yet."""
        self._post(events.NotYetReady())

    @Slot(str)
    def chooseMedium(self, medium_id: str) -> None:  # noqa: N802
        """Inserting: which of several devices."""
        if isinstance(self._state, states.Inserting):
            for medium in self._state.media:
                if medium.id == medium_id:
                    self._post(events.MediumChosen(medium))

    @Slot(str)
    def toggleFile(self, path: str) -> None:  # noqa: N802
        """Choosing: one file."""
        self._post(events.FileToggled(path))

    @Slot()
    def chooseFiles(self) -> None:  # noqa: N802
        """Choosing: go on with the marked files."""
        self._post(events.FilesChosen())

    @Slot()
    def readFindings(self) -> None:  # noqa: N802
        """ReadingFindings: go on."""
        self._post(events.FindingsRead())

    @Slot()
    def confirm(self) -> None:
        """Reviewing: hand it over."""
        self._post(events.Confirmed())

    @Slot()
    def finish(self) -> None:
        """The visitor is done."""
        self._post(events.Finished())

    @Slot()
    def another(self) -> None:
        """Captured: another document for the same case."""
        self._post(events.AnotherWanted())

    @Slot()
    def goBack(self) -> None:  # noqa: N802
        """Any screen: back."""
        self._post(events.WentBack())

    @Slot()
    def leave(self) -> None:
        """Any screen: end the visit."""
        self._post(events.Left())

    @Slot()
    def moreTime(self) -> None:  # noqa: N802
        """StillThere: more time."""
        self._post(events.MoreTimeWanted())

    # ------------------------------------------------------------ inside

    @property
    def _waiting(self) -> states.State:
        state = self._state
        return state.waiting if isinstance(state, states.StillThere) else state

    def _visitor(self, name: str, reference: str, telephone: str) -> Visitor | None:
        match self._state:
            case states.Identifying(Visitor(kind)):
                return Visitor(kind, name, reference, telephone)
            case _:
                return None

    def _dress(self, language: Language, large_text: bool, high_contrast: bool) -> None:
        spoken = self._language
        self._language = language
        self._large_text = large_text
        self._high_contrast = high_contrast
        self.lookChanged.emit()
        if language is not spoken:
            self._tell()
            self.languageChanged.emit()

    def _telling(self) -> Telling:
        return Telling(self._rules, self._language, self._now(), self.pictures.hold)

    def _tell(self) -> None:
        with self.pictures.renewed():
            self._shown = self._telling().shown(self._state)
        self.shownChanged.emit()
