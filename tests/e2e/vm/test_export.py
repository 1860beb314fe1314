"""The network is gone: a technician takes the queue to the centre on a stick, at the machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.vm import sticks
from e2e.vm.centre import Centre
from e2e.vm.machine import SCREEN_S, Machine
from e2e.vm.reading import words_on
from e2e.vm.technician import BESIDE_THE_MENU, SET_PIN, come_in
from e2e.vm.test_appliance import all_is_sent, document, waiting
from e2e.vm.visitor import Visitor

from drivers.outgoing import MARK

SETTINGS = "/etc/court-kiosk/settings.toml"


@pytest.fixture
def with_a_key(machine: Machine, centre: Centre) -> Iterator[None]:
    """The centre's key is in the settings, before the kiosk is started for the visit."""
    machine.run(f"cp {SETTINGS} /root/settings.toml")
    line = f'export_key = "{centre.export_key()}"'
    machine.run(f"sed -i 's/^\\[centre\\]$/&\\n{line}/' {SETTINGS}; grep -q age1 {SETTINGS}")
    yield
    machine.network(up=True)
    machine.run(f"mv /root/settings.toml {SETTINGS}")


def test_without_a_network_the_queue_goes_to_the_centre_on_a_stick(
    with_a_key: None, visitor: Visitor, centre: Centre, tmp_path: Path
) -> None:
    machine = visitor.machine
    machine.until(lambda: all_is_sent(machine), "nothing to wait", SCREEN_S)
    machine.network(up=False)
    brought, digest = document(tmp_path, "export")
    stick = machine.plug(brought)
    visitor.goes_to_the_sockets()
    visitor.reviews_the_first_file()
    visitor.hands_it_over()
    visitor.touches("primary", "Goodbye")
    before = visitor.now()
    machine.pull(stick)
    visitor.sees("Welcome", since=before)

    machine.run(SET_PIN)
    come_in(visitor)
    visitor.touches("desk queue", "MindingQueue")
    visitor.touches("secondary", "PlanningExport")
    image = sticks.fat32(tmp_path / "export stick.img", {}, MARK)
    stick = machine.plug(image)
    machine.until(
        lambda: "Write1submission" in words_on(machine.look().crop(BESIDE_THE_MENU)),
        "the plan with the stick in its socket",
        SCREEN_S,
        every_s=1,
    )
    visitor.settles()
    visitor.photograph("the stick is in")
    before_writing = visitor.now()
    visitor.touches("primary", "Exporting", "Exported")
    visitor.sees("Exported", since=before_writing)
    assert machine.run("cat /sys/block/sd?/ro").split() == ["1"]
    mounts = machine.run("findmnt --noheadings --output OPTIONS --list --types vfat").split()
    assert [options.split(",")[0] for options in mounts] == ["ro"]
    assert "captured" in waiting(machine) or "sending" in waiting(machine)
    machine.pull(stick)

    files = sticks.files_of_fat32(image, "court-kiosk", tmp_path / "brought")
    assert [file.name.split("-")[0] for file in files] == ["log", "queue", "readiness"]
    assert set(centre.takes_in(files[1])) == {"received"}
    assert centre.holds(digest) == 1
    machine.network(up=True)
    machine.until(lambda: all_is_sent(machine), "the kiosk to learn of it", SCREEN_S)
    assert centre.holds(digest) == 1
    visitor.touches("back", "Welcome")


def test_a_wish_for_a_stick_that_is_not_there_is_answered_and_forgotten(
    visitor: Visitor,
) -> None:
    machine = visitor.machine
    machine.run("runuser -u kiosk -- touch /run/court-kiosk/mount-export-stick")
    machine.until(
        lambda: machine.run("ls /run/court-kiosk/mount-export-stick", check=False).startswith(
            "ls:"
        ),
        "the wish to be answered",
        SCREEN_S,
    )
    assert machine.run("cat /run/kiosk-export/said").strip() == "missing"
    assert machine.run("systemctl is-active kiosk-export.path").strip() == "active"
    assert machine.run("ls /run/kiosk-export").split() == ["said"]
