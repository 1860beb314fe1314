"""Photographs every screen: `python -m kiosk_app.ui.gallery FOLDER`.

Every state in three languages; some of them with large text and in high contrast too. Needs no
display.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk_app.filing.rules import Rules, read_rules
from kiosk_app.flow.states import State, Welcome
from kiosk_app.ui.presenter import Presenter
from kiosk_app.ui.samples import NOW, every_state
from kiosk_app.ui.window import KioskWindow, open_window, prepare
from kiosk_app.wording.texts import Language


def sample_rules() -> Rules:
    """The rules that ship with the product."""
    folder = resources.files("config").joinpath("rules/high_court")
    tables = {
        Path(file.name).stem: tomllib.loads(file.read_text("utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return read_rules(tables, "gallery")


def photograph(window: KioskWindow, presenter: Presenter, state: State, file: Path) -> None:
    """Show a state and save what the window shows."""
    presenter.show(state)
    QGuiApplication.processEvents()
    if not window.window.grabWindow().save(os.fspath(file)):
        raise OSError(f"cannot write {file}")


def make_gallery(folder: Path, only: str = "") -> Iterator[Path]:
    """Photograph all states whose name begins with `only`; yields each file as it is there."""
    rules = sample_rules()
    presenter = Presenter(lambda _event: None, rules, lambda: NOW)
    window = open_window(presenter)
    folder.mkdir(parents=True, exist_ok=True)
    looks = [(language, False, False) for language in Language]
    looks += [(Language.EN, True, False), (Language.ZH_HANT, True, True)]
    for language, large, contrast in looks:
        presenter.setLanguage(language.value)
        presenter.setLargeText(large)
        presenter.setHighContrast(contrast)
        look = language.value + ("-large" if large else "") + ("-contrast" if contrast else "")
        for name, state in every_state(rules).items():
            if name.startswith(only):
                file = folder / f"{name}.{look}.png"
                presenter.show(Welcome())  # a new visit; it resets the look
                presenter.setLanguage(language.value)
                presenter.setLargeText(large)
                presenter.setHighContrast(contrast)
                photograph(window, presenter, state, file)
                yield file
    window.close()
    if window.problems:
        raise RuntimeError("\n".join(window.problems))


def main() -> int:
    """The command line."""
    if not 2 <= len(sys.argv) <= 3:
        print("usage: python -m kiosk_app.ui.gallery FOLDER [SCREEN]", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    prepare()
    application = QGuiApplication(sys.argv[:1])
    for file in make_gallery(Path(sys.argv[1]), *sys.argv[2:]):
        print(file)
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
