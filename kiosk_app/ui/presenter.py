"""Between the flow and QML: shows a state; what is touched is said by its slots.

Lives on the GUI thread. It knows no device, no thread and no next screen.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Property, QObject, Signal, Slot

from kiosk_app.filing.rules import Rules
from kiosk_app.flow import events, states
from kiosk_app.flow.desks import DESKS
from kiosk_app.ui.desk_slots import DeskSlots
from kiosk_app.ui.pictures import PagePictures
from kiosk_app.ui.shown import Shown, Telling
from kiosk_app.wording.texts import Language


class Presenter(DeskSlots):
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
        super().__init__(post, rules, parent)
        self.pictures = PagePictures()
        self._now = now
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

    def chinese(self) -> Language:
        """The Chinese that stands beside English on paper: the visitor's, or Hong Kong's."""
        return Language.ZH_HANS if self._language is Language.ZH_HANS else Language.ZH_HANT

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
        outside = (states.Welcome, states.Goodbye, states.OutOfService, states.Capturing, *DESKS)
        return not isinstance(self._waiting, outside)

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

    # ------------------------------------------------------------ inside

    @property
    def _waiting(self) -> states.State:
        state = self._state
        return state.waiting if isinstance(state, states.StillThere) else state

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
