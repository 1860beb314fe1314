"""The appliance as it stands in the hall: screen, touch panel, USB sockets, cable and plug."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from e2e.vm import sticks
from e2e.vm.centre import Centre
from e2e.vm.display import Display
from e2e.vm.machine import SCREEN_S, Machine
from e2e.vm.visitor import PLACES, Visitor

from drivers.udev import SAFE_OPTIONS
from kiosk_app.documents import samples

# Of the screen on which a device is asked for, one for each thing that can be said of it.
SOCKETS = ("Inserting", "Inserting-unformatted", "Inserting-encrypted", "Inserting-failing")


def document(tmp_path: Path, name: str) -> tuple[Path, str]:
    """A stick with one document that no other test hands in, and the document's digest."""
    claim = samples.good_scan(2) + f"\n% {name}\n".encode()
    stick = sticks.fat32(tmp_path / f"{name}.img", {"Acknowledgment.pdf": claim})
    return stick, hashlib.sha256(claim).hexdigest()


def waiting(machine: Machine) -> str:
    """The states of all submissions on the kiosk."""
    look = (
        "import sqlite3; db = sqlite3.connect('file:/var/lib/court-kiosk/outbox.sqlite?mode=ro',"
        " uri=True); print(sorted(s for (s,) in db.execute('SELECT state FROM submissions')))"
    )
    return machine.run(f'runuser -u kiosk -- python3 -c "{look}"').strip()


def all_is_sent(machine: Machine) -> bool:
    return set(waiting(machine).strip("[]").replace("'", "").split(", ")) <= {"received", ""}


def test_welcome_is_on_the_real_display(visitor: Visitor, display: Display) -> None:
    assert display.distance(visitor.machine.look(), "Welcome") < 0.03
    assert visitor.machine.run("systemctl --failed --quiet --plain --no-legend") == ""
    assert visitor.machine.run("systemctl is-active kiosk kiosk-sync").split() == ["active"] * 2


@pytest.mark.parametrize("make", [sticks.fat32, sticks.exfat, sticks.ntfs])
def test_a_stick_is_read_and_nothing_on_it_can_be_changed(
    visitor: Visitor, tmp_path: Path, make: Callable[[Path, sticks.Files], Path]
) -> None:
    claim = samples.good_scan(1)
    image = make(tmp_path / "stick.img", {"Claim.pdf": claim, "誓章 affirmation.pdf": claim})
    content = hashlib.sha256(image.read_bytes()).hexdigest()
    visitor.goes_to_the_sockets()
    machine, before = visitor.machine, visitor.now()
    stick = machine.plug(image)
    visitor.sees("Choosing", since=before)
    mounted = machine.run("findmnt --noheadings --output OPTIONS --submounts /run/kiosk-media/sd*")
    assert set(mounted.strip().split(",")) >= SAFE_OPTIONS
    assert machine.run("cat /sys/block/sd?/ro").split() == ["1"]
    assert "Read-only" in machine.run("cd /run/kiosk-media/sd* && touch x", check=False)
    before = visitor.now()
    machine.pull(stick)
    visitor.sees("Sorry", since=before)
    machine.until(lambda: machine.run("ls /run/kiosk-media") == "", "the mount to go", SCREEN_S)
    assert hashlib.sha256(image.read_bytes()).hexdigest() == content


@pytest.mark.parametrize(
    ("make", "screen"),
    [
        (sticks.unformatted, "Inserting-unformatted"),
        (sticks.encrypted, "Inserting-encrypted"),
        (sticks.damaged_ntfs, "Inserting-failing"),
        (sticks.damaged_ext4, "Inserting-failing"),
    ],
)
def test_of_a_stick_that_cannot_be_used_it_is_said_why(
    visitor: Visitor,
    display: Display,
    tmp_path: Path,
    make: Callable[[Path], Path],
    screen: str,
) -> None:
    image = make(tmp_path / "stick.img")
    visitor.goes_to_the_sockets()
    machine = visitor.machine
    stick = machine.plug(image)
    visitor.finds(screen, among=SOCKETS)
    machine.pull(stick)
    machine.until(
        lambda: display.nearest(machine.look(), SOCKETS) == "Inserting", "it to be gone", SCREEN_S
    )
    assert machine.run("ls /run/kiosk-media") == ""


def test_a_visit_by_touch_arrives_at_the_centre_once(
    visitor: Visitor, centre: Centre, tmp_path: Path
) -> None:
    image, digest = document(tmp_path, "visit")
    stick = visitor.machine.plug(image)
    visitor.goes_to_the_sockets()
    visitor.reviews_the_first_file()
    visitor.hands_it_over()
    machine = visitor.machine
    machine.until(lambda: centre.holds(digest), "the submission to arrive", SCREEN_S)
    machine.until(lambda: all_is_sent(machine), "the kiosk to know it", SCREEN_S)
    visitor.settles()
    visitor.photograph("received")
    visitor.touches("primary", "Goodbye")
    before = visitor.now()
    machine.pull(stick)
    visitor.sees("Welcome", since=before)
    assert centre.holds(digest) == 1
    assert machine.run("ls /var/lib/court-kiosk/staging") == ""


@pytest.mark.parametrize(
    "until", [("Capturing", "Captured"), ("Captured",)], ids=["in the middle", "just told"]
)
def test_a_power_cut_while_capturing_loses_nothing_that_was_promised(
    visitor: Visitor, display: Display, centre: Centre, tmp_path: Path, until: tuple[str, ...]
) -> None:
    image, digest = document(tmp_path, f"power cut at {until[0]}")
    machine = visitor.machine
    machine.network(up=False)
    machine.plug(image)
    visitor.goes_to_the_sockets()
    visitor.reviews_the_first_file()
    machine.touch(*PLACES["primary"])
    machine.until(
        lambda: display.nearest(machine.look(), ("Reviewing", "Capturing", "Captured")) in until,
        f"{until} on the display",
        SCREEN_S,
        every_s=0.02,
    )
    machine.freeze()  # what is on the display now is what the visitor was told
    visitor.photograph("when the power went")
    told = display.nearest(machine.look()).startswith("Captured")
    machine.cut_power()

    machine.switch_on()
    machine.wait_for("kiosk-started")
    visitor.finds("Welcome")
    machine.wait_for("sync-started", tag="kiosk-sync")
    machine.until(lambda: all_is_sent(machine), "the queue to be empty", SCREEN_S)
    arrived = centre.holds(digest)
    print(f"\ntold: {told}; arrived: {arrived}")
    assert arrived == 1 if told else arrived <= 1
    assert told or "Capturing" in until
