"""A visitor before the real screen: knows where the buttons are, touches them, and looks.

The places are those of a screen of 1280 x 800 in English. When a screen is laid out anew, this
table is what changes here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from e2e.vm.display import Display
from e2e.vm.machine import SCREEN_S, Machine
from PIL import ImageChops
from PIL.Image import Image

PLACES = {
    "start": (287, 688),
    "primary": (1110, 728),
    "secondary": (830, 728),
    "back": (128, 728),
    "desk queue": (302, 168),
    "law firm": (190, 400),
    "HCA": (237, 328),
    "1": (639, 270),
    "2": (757, 270),
    "this year": (1031, 270),
    "acknowledgment of service": (337, 635),
    "first line": (300, 337),
    "second line": (300, 470),
    "first file": (300, 318),
}


@dataclass(frozen=True)
class Moment:
    """So many lines of the journal, and the display, to tell what came after."""

    lines: int
    display: Image


class Visitor:
    """One pair of hands and eyes. `pictures` gets what was seen, in order."""

    def __init__(self, machine: Machine, display: Display, pictures: Path) -> None:
        self.machine = machine
        self._display = display
        self._pictures = pictures
        self._taken = 0

    def photograph(self, name: str) -> None:
        """Keep what is on the display."""
        self._taken += 1
        self.machine.look().save(self._pictures / f"{self._taken:02d} {name}.png")

    def finds(self, screen: str, *, among: Sequence[str] = (), limit_s: float = SCREEN_S) -> None:
        """Wait until the display shows this screen, and no other looks more like it."""
        look, display = self.machine.look, self._display
        self.machine.until(
            lambda: display.nearest(look(), among).startswith(screen),
            f"{screen} on the display",
            limit_s,
            every_s=0.5,
        )
        self.settles()
        self.photograph(screen)

    def now(self) -> Moment:
        """What has been said and shown so far."""
        return Moment(self.machine.mark(), self.machine.look())

    def sees(self, *screens: str, since: Moment) -> str:
        """Wait until one of these screens is told in the journal and drawn; its name."""
        pattern = f"screen-shown screen=({'|'.join(screens)})$"
        line = self.machine.wait_for(pattern, since.lines)
        screen = line.rsplit("=", 1)[1]
        self.changes(since.display, screen)
        self.photograph(screen)
        return screen

    def touches(self, place: str, *screens: str) -> str:
        """Touch it, and wait for one of these screens; its name."""
        before = self.now()
        self.machine.touch(*PLACES[place])
        return self.sees(*screens, since=before)

    def marks(self, place: str) -> None:
        """Touch something that changes the screen it is on."""
        before = self.machine.look()
        self.machine.touch(*PLACES[place])
        self.changes(before, f"an answer to '{place}'")

    def changes(self, before: Image, what: str) -> None:
        """Wait until the display differs from what it was, and stands still again."""
        look = self.machine.look
        self.machine.until(
            lambda: ImageChops.difference(before, look()).getbbox(), f"{what}, drawn", SCREEN_S
        )
        self.settles()

    def settles(self) -> None:
        """Wait until the display stands still for two looks."""
        seen = [self.machine.look()]

        def still() -> bool:
            seen.append(self.machine.look())
            return ImageChops.difference(seen[-2], seen[-1]).getbbox() is None

        self.machine.until(still, "the display to stand still", SCREEN_S, every_s=0.4)

    # ------------------------------------------------------------ chapters of a visit

    def goes_to_the_sockets(self) -> None:
        """From Welcome, as a law firm with an acknowledgment of service in HCA 12 of this year."""
        self.touches("start", "Notice")
        self.touches("primary", "Identifying")
        self.marks("law firm")
        self.touches("primary", "EnteringCase")
        for place in ("HCA", "1", "2", "this year"):
            self.marks(place)
        self.touches("primary", "ChoosingDocumentType")
        self.touches("acknowledgment of service", "ConfirmingReadiness")
        for place in ("first line", "second line"):
            self.marks(place)
        before = self.now()
        self.touches("primary", "Inserting")
        if self.machine.plugged:
            self.machine.wait_for("screen-shown screen=Choosing$", before.lines)
            self.finds("Choosing", among=("ConfirmingReadiness", "Inserting", "Choosing-one"))

    def reviews_the_first_file(self) -> None:
        """From the list of files to the page that will be handed over."""
        self.marks("first file")
        self.touches("primary", "ReadingFindings")
        self.touches("primary", "Reviewing")
        self.finds("Reviewing", among=("ReadingFindings", "Preparing", "Reviewing"))

    def hands_it_over(self) -> None:
        """From the page under review to the receipt."""
        self.touches("primary", "Captured")
        self.finds("Captured", among=("Reviewing", "Capturing", "Captured", "Captured-received"))
