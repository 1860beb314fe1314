"""What a visitor touches on the screens of a visit, said as events."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from kiosk_app.filing.case_numbers import CaseNumber, CaseQuestion, NewCase
from kiosk_app.filing.document_types import Visitor, VisitorKind
from kiosk_app.filing.rules import Rules
from kiosk_app.flow import events, inquiries, states, touches
from kiosk_app.ui.switches import switches


class TouchSlots(QObject):
    """The slots that QML calls; each says which screen it belongs to.

    `post` takes the events. A touch that the present state cannot mean is not said.
    """

    def __init__(
        self,
        post: Callable[[events.Event], None],
        rules: Rules,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._rules = rules
        self._state: states.State = states.Welcome()

    @Slot()
    def start(self) -> None:
        """Welcome: start."""
        self._post(touches.Started())

    @Slot()
    def lookUp(self) -> None:  # noqa: N802
        """Welcome: what became of a submission."""
        self._post(inquiries.LookUpWanted())

    @Slot(str)
    def enterNumber(self, text: str) -> None:  # noqa: N802
        """LookingUp: the number as keyed."""
        self._post(inquiries.NumberEntered(text))

    @Slot()
    def acceptNotice(self) -> None:  # noqa: N802
        """Notice: agreed."""
        self._post(touches.NoticeAccepted())

    @Slot(str)
    def chooseKind(self, kind: str) -> None:  # noqa: N802
        """Identifying: what the visitor is."""
        self._post(touches.VisitorKindChosen(VisitorKind(kind)))

    @Slot(str, str, str)
    def nameVisitor(self, name: str, reference: str, telephone: str) -> None:  # noqa: N802
        """Identifying: who the visitor is."""
        if (visitor := self._visitor(name, reference, telephone)) is not None:
            self._post(touches.VisitorNamed(visitor, visitor.kind in self._rules.may_scan))

    @Slot(str)
    def typeCase(self, text: str) -> None:  # noqa: N802
        """EnteringCase: the text changed."""
        self._post(touches.CaseTyped(text))

    @Slot()
    def chooseCase(self) -> None:  # noqa: N802
        """EnteringCase: the number as it was read, or as it was suggested."""
        match self._state:
            case states.EnteringCase(reading=CaseNumber() as case):
                self._post(touches.CaseChosen(case))
            case states.EnteringCase(reading=CaseQuestion(suggestion)):
                self._post(touches.CaseChosen(suggestion))

    @Slot(str)
    def chooseNewCase(self, prefix: str) -> None:  # noqa: N802
        """EnteringCase: a case that has no number yet."""
        self._post(touches.CaseChosen(NewCase(prefix)))

    @Slot(str)
    def chooseDocumentType(self, code: str) -> None:  # noqa: N802
        """ChoosingDocumentType: what it is."""
        types = {kind.code: kind for kind in self._rules.document_types}
        self._post(touches.DocumentTypeChosen(types[code]))

    @Slot(str, bool)
    def markReadiness(self, code: str, done: bool) -> None:  # noqa: N802
        """ConfirmingReadiness: one line."""
        self._post(touches.ReadinessMarked(code, done))

    @Slot()
    def confirmReadiness(self) -> None:  # noqa: N802
        """ConfirmingReadiness: all done."""
        self._post(touches.ReadinessConfirmed())

    @Slot()
    def notYetReady(self) -> None:  # noqa: N802
        """ConfirmingReadiness: not yet."""
        self._post(touches.NotYetReady())

    @Slot(str)
    def chooseMedium(self, medium_id: str) -> None:  # noqa: N802
        """Inserting: which of several devices."""
        if isinstance(self._state, states.Inserting):
            for medium in self._state.media:
                if medium.id == medium_id:
                    self._post(touches.MediumChosen(medium))

    @Slot()
    def wantScanner(self) -> None:  # noqa: N802
        """Inserting: paper, and no device."""
        self._post(touches.ScannerWanted())

    @Slot()
    def scan(self) -> None:
        """LoadingPaper: the paper is in."""
        self._post(touches.ScanStarted())

    @Slot(int)
    def touchSheet(self, index: int) -> None:  # noqa: N802
        """ArrangingSheets: one page, counted from 0."""
        self._post(touches.SheetTouched(index))

    @Slot()
    def turnSheet(self) -> None:  # noqa: N802
        """ArrangingSheets: the marked page a quarter further."""
        self._post(touches.SheetTurned())

    @Slot()
    def scanSheetAgain(self) -> None:  # noqa: N802
        """ArrangingSheets: the marked page anew."""
        self._post(touches.SheetRescanWanted())

    @Slot()
    def removeSheet(self) -> None:  # noqa: N802
        """ArrangingSheets: without the marked page."""
        self._post(touches.SheetRemoved())

    @Slot()
    def scanMore(self) -> None:  # noqa: N802
        """ArrangingSheets: there is more paper."""
        self._post(touches.MorePaperWanted())

    @Slot()
    def acceptSheets(self) -> None:  # noqa: N802
        """ArrangingSheets: these are all."""
        self._post(touches.SheetsAccepted())

    @Slot(str)
    def toggleFile(self, path: str) -> None:  # noqa: N802
        """Choosing: one file."""
        self._post(touches.FileToggled(path))

    @Slot()
    def chooseFiles(self) -> None:  # noqa: N802
        """Choosing: go on with the marked files."""
        self._post(touches.FilesChosen())

    @Slot(str, bool)
    def markMending(self, name: str, agreed: bool) -> None:  # noqa: N802
        """ReadingFindings: one switch, on or off."""
        if isinstance(self._state, states.ReadingFindings):
            for switch in switches(self._state):
                if switch.name == name:
                    self._post(touches.MendingMarked(switch.offers, agreed))

    @Slot()
    def readFindings(self) -> None:  # noqa: N802
        """ReadingFindings: go on."""
        self._post(touches.FindingsRead())

    @Slot()
    def confirm(self) -> None:
        """Reviewing: hand it over."""
        self._post(touches.Confirmed())

    @Slot()
    def slipWanted(self) -> None:  # noqa: N802
        """Captured: the slip on paper once more."""
        self._post(touches.SlipWanted())

    @Slot()
    def finish(self) -> None:
        """The visitor is done."""
        self._post(touches.Finished())

    @Slot()
    def another(self) -> None:
        """Captured: another document for the same case."""
        self._post(touches.AnotherWanted())

    @Slot()
    def goBack(self) -> None:  # noqa: N802
        """Any screen: back."""
        self._post(touches.WentBack())

    @Slot()
    def leave(self) -> None:
        """Any screen: end the visit."""
        self._post(touches.Left())

    @Slot()
    def moreTime(self) -> None:  # noqa: N802
        """StillThere: more time."""
        self._post(touches.MoreTimeWanted())

    def _visitor(self, name: str, reference: str, telephone: str) -> Visitor | None:
        match self._state:
            case states.Identifying(Visitor(kind)):
                return Visitor(kind, name, reference, telephone)
            case _:
                return None
