"""A technician at the appliance: PIN, hidden way in, the report on the display, a restart."""

import json

from e2e.vm.machine import BOOT_S, SCREEN_S, Machine
from e2e.vm.reading import words_on
from e2e.vm.technician import BESIDE_THE_MENU, PIN, SET_PIN, come_in
from e2e.vm.visitor import Visitor

from kiosk_app.maintenance.readiness import Check
from kiosk_app.maintenance.words import words

LIST_DOWN = (1184, 514)
READINGS_IN_VAIN = 5


def unspaced(text: str) -> str:
    return "".join(text.split())


def pages_of_the_list(visitor: Visitor) -> list[str]:
    """The words of every page, turned down by touch until there is no further one."""
    pages = [page_at_rest(visitor)]
    while len(pages) <= len(Check):
        visitor.machine.touch(*LIST_DOWN)
        # A busy machine still shows the page that was touched for a while; to touch again
        # before it turns would skip one.
        readings = (page_at_rest(visitor) for _ in range(READINGS_IN_VAIN))
        turned = next((page for page in readings if page != pages[-1]), None)
        if turned is None:
            break
        pages.append(turned)
    return pages


def page_at_rest(visitor: Visitor) -> str:
    """The words on the display, once a second reading finds the same."""
    seen = [words_on(visitor.machine.look().crop(BESIDE_THE_MENU))]

    def still() -> bool:
        seen.append(words_on(visitor.machine.look().crop(BESIDE_THE_MENU)))
        return seen[-1] == seen[-2]

    visitor.machine.until(still, "the page to stand still", SCREEN_S, every_s=1)
    visitor.photograph("report")
    return seen[-1]


def test_a_technician_reads_every_check_of_the_report_on_the_display(visitor: Visitor) -> None:
    machine = visitor.machine
    said = machine.run(SET_PIN)
    assert "The PIN is set" in said
    assert PIN not in said
    come_in(visitor)
    wanted = {check: unspaced(words("check", check, "name").en) for check in Check}

    def whole() -> bool:
        """Some check is named, and the heading no longer says that it looks."""
        page = words_on(machine.look().crop(BESIDE_THE_MENU))
        return "Lookingat" not in page and any(name in page for name in wanted.values())

    machine.until(whole, "the whole report", SCREEN_S)
    read: set[Check] = set()
    for page in pages_of_the_list(visitor):
        read |= {check for check, name in wanted.items() if name in page}
    assert read == set(Check)
    visitor.touches("back", "Welcome")
    assert machine.run("kiosk queue --language en").startswith("number")
    exported = json.loads(machine.run("kiosk report --out /root/report && cat /root/report")[13:])
    found = {check["code"]: check["verdict"] for check in exported["report"]["checks"]}
    # What the bench has not: a time server, a partition of its own, a scanner; and the holidays
    # that the court has published may end.
    missing = {Check.CLOCK, Check.MOUNTS, Check.SCANNER, Check.CALENDAR}
    assert {code for code, verdict in found.items() if verdict != "passed"} <= missing
    assert machine.run("find /var/lib/court-kiosk -user root") == ""


def test_a_wish_to_restart_restarts_the_machine_once(visitor: Visitor) -> None:
    machine = visitor.machine
    boots = len(boots_of(machine))
    # Handed to systemd, so that the answer is here before the machine goes.
    machine.run(
        "systemd-run --quiet --on-active=1 --uid=kiosk touch /run/court-kiosk/restart-machine"
    )
    machine.until(lambda: not machine.is_on, "the machine to restart", BOOT_S, every_s=0.5)
    machine.cut_power()  # the emulator ends at a restart; switched on, it is the same machine
    machine.switch_on()
    machine.wait_for("kiosk-started", limit_s=BOOT_S)
    visitor.finds("Welcome")
    assert machine.run("ls /run/court-kiosk/restart-machine", check=False).startswith("ls: cannot")
    assert machine.run("systemctl is-active kiosk-restart.path").strip() == "active"
    assert machine.run("journalctl -b -u kiosk-restart -o cat --no-pager -q") == ""
    assert len(boots_of(machine)) == boots + 1


def boots_of(machine: Machine) -> list[str]:
    return machine.run("journalctl --list-boots --no-pager -q").splitlines()
