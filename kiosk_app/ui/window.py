"""Opens the one window: engine, pictures, fonts, languages; QML shows what the presenter says."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTranslator, QUrl
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlError
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from kiosk_app.ui.drawings import Drawings
from kiosk_app.ui.presenter import Presenter
from kiosk_app.wording.texts import Language

_HERE = Path(__file__).parent
_LOCALES = {
    Language.EN: "en_HK",
    Language.ZH_HANT: "zh_Hant_HK",
    Language.ZH_HANS: "zh_Hans_CN",
}
_FAMILIES = {
    Language.EN: "Noto Sans CJK HK",
    Language.ZH_HANT: "Noto Sans CJK HK",
    Language.ZH_HANS: "Noto Sans CJK SC",
}
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.KeyPress)


class WindowFailed(Exception):
    """The window cannot be opened: QML, a font or a translation of the product is missing."""


class KioskWindow(QObject):
    """The open window. Keep it as long as the window lives; `close` ends both."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._translator: QTranslator | None = None
        self.engine = QQmlApplicationEngine()
        self._drawings = Drawings()
        self.engine.addImageProvider("drawings", self._drawings)
        self.engine.addImageProvider("pages", presenter.pictures)
        self.problems: list[str] = []
        self.engine.warnings.connect(self._note)
        self.engine.setInitialProperties({"presenter": presenter})
        self._speak()
        self.engine.load(QUrl.fromLocalFile(os.fspath(_HERE / "qml" / "Main.qml")))
        if not self.engine.rootObjects():
            raise WindowFailed("; ".join(self.problems))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)  # noqa: S101 - Main.qml is a Window
        self.window = window
        presenter.languageChanged.connect(self._speak)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Called by Qt for everything that happens to the window; swallows nothing."""
        if event.type() in _PRESSES:
            self._presenter.touched.emit()
        return False

    def close(self) -> None:
        """Close the window and take the engine down, in the order Qt can bear."""
        self._presenter.languageChanged.disconnect(self._speak)
        self.window.removeEventFilter(self)
        self.window.close()
        self.engine.deleteLater()
        # Now, and not when the loop next runs: what QML is bound to may be gone by then.
        QCoreApplication.sendPostedEvents(self.engine, QEvent.Type.DeferredDelete.value)

    def _speak(self) -> None:
        language = Language(self._presenter.property("language"))
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
        translator = QTranslator(self)
        if not translator.load(f"kiosk_{language.value}.qm", os.fspath(_HERE / "i18n")):
            raise WindowFailed(f"no translation {language.value}: run scripts/build_translations")
        QCoreApplication.installTranslator(translator)
        self._translator = translator
        QLocale.setDefault(QLocale(_LOCALES[language]))
        QGuiApplication.setFont(QFont(_FAMILIES[language]))
        self.engine.retranslate()

    def _note(self, warnings: list[QQmlError]) -> None:
        self.problems += [warning.toString() for warning in warnings]


def prepare() -> None:
    """Choose the software renderer; call before the application object is made."""
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)


def open_window(presenter: Presenter, *, full_screen: bool = False) -> KioskWindow:
    """Open the window over a presenter, on the GUI thread, once there is a QGuiApplication.

    Raises WindowFailed, also when a font is missing: Chinese must never be shown in Japanese
    glyph forms or as empty boxes.
    """
    missing = set(_FAMILIES.values()) - set(QFontDatabase.families())
    if missing:
        raise WindowFailed(f"missing fonts: {', '.join(sorted(missing))} (package fonts-noto-cjk)")
    opened = KioskWindow(presenter)
    if full_screen:
        opened.window.showFullScreen()
    return opened
