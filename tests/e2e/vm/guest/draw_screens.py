"""Draws every screen in English without a display, to compare with the real one: FOLDER.

Run with the Python of the installed kiosk: the same program, the same fonts.
"""

import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kiosk_app.flow.model import Choosing, Inserting, OutOfService, State, Welcome
from kiosk_app.ui.gallery import photograph, sample_rules
from kiosk_app.ui.presenter import Presenter
from kiosk_app.ui.samples import NOW, every_state
from kiosk_app.ui.window import open_window, prepare
from kiosk_app.wording.trouble import Trouble


def main(folder: Path) -> None:
    prepare()
    application = QGuiApplication(sys.argv[:1])
    rules = sample_rules()
    presenter = Presenter(lambda _event: None, rules, lambda: NOW)
    window = open_window(presenter)
    for name, state in with_what_the_bench_causes(every_state(rules)).items():
        presenter.show(Welcome())  # a new visit
        photograph(window, presenter, state, folder / f"{name}.en.png")
    window.close()
    application.quit()


def with_what_the_bench_causes(states: dict[str, State]) -> dict[str, State]:
    asked, listed = states["Inserting-encrypted"], states["Choosing"]
    assert isinstance(asked, Inserting)
    assert isinstance(listed, Choosing)
    return {
        **states,
        "Inserting-unformatted": replace(asked, trouble=Trouble.DEVICE_UNFORMATTED),
        "Inserting-failing": replace(asked, trouble=Trouble.DEVICE_UNREADABLE),
        "Choosing-one": replace(listed, files=listed.files[:1], chosen=frozenset()),
        "OutOfService-faulty": OutOfService(Trouble.FAULTY),
    }


main(Path(sys.argv[1]))
