"""The services of the appliance: confined, watched, and polite when restarts do not help."""

import re

from e2e.vm.machine import SCREEN_S, Machine
from e2e.vm.visitor import Visitor

APPLICATION = "pgrep -u kiosk -f 'bin/kiosk run'"
CLOSED = "closed"
# Addresses beyond loopback on which anything listens, as the kernel writes them.
LISTENING = """python3 - <<'END'
for kind, waits in (("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")):
    for line in open("/proc/net/" + kind).readlines()[1:]:
        local, state = line.split()[1], line.split()[3]
        if state == waits and not local.startswith(("0100007F:", "0" * 24 + "01000000:")):
            print(kind + "/" + local)
END"""
INSTALLED_UNITS = "/usr/local/lib/systemd/system"
# What systemd reckons of each, from 0 (best) to 10; see scripts/check-units.
MOST_EXPOSED = {
    "kiosk.service": 4.5,
    "kiosk-out-of-service.service": 2.0,
    "kiosk-sync.service": 2.0,
    "kiosk-receiver.service": 3.8,
    "kiosk-media@sda.service": 4.7,
    "kiosk-export.service": 4.7,
    "kiosk-restart.service": 2.7,
}
CONNECT = "python3 -c 'import socket; socket.create_connection((\\\"{}\\\", {}), 5)'"


def as_part_of(unit: str, command: str) -> str:
    """The command, within the limits that systemd keeps for a unit's control group."""
    group = f"/sys/fs/cgroup/system.slice/{unit}/cgroup.procs"
    return f'bash -c "echo \\$\\$ > {group}; exec {command}"'


def what_came_after(machine: Machine, pid: str) -> str | None:
    """The application's new process, or CLOSED; None as long as there is neither."""
    closed = machine.run("systemctl is-active kiosk-out-of-service", check=False).strip()
    if closed in {"active", "activating"}:
        return CLOSED
    found = machine.run(f"{APPLICATION} | tail -n 1", check=False).strip()
    return found if found and found != pid else None


def test_the_application_reaches_no_network_and_the_sender_does(machine: Machine) -> None:
    centre = CONNECT.format("10.0.2.100", 8474)
    own = CONNECT.format("127.0.0.1", 8474)
    refused = machine.run(as_part_of("kiosk.service", centre), check=False)
    assert re.search("TimeoutError|PermissionError", refused), refused
    assert machine.run(as_part_of("kiosk.service", own)) == ""
    assert machine.run(as_part_of("kiosk-sync.service", centre)) == ""


def test_what_was_captured_is_for_the_two_processes_alone(machine: Machine) -> None:
    listed = machine.run("stat -c '%a %U %G' /var/lib/court-kiosk /var/lib/court-kiosk/blobs")
    assert listed.splitlines() == ["2770 kiosk court-kiosk"] * 2
    assert machine.run("stat -c '%a' /var/lib/court-kiosk/kiosk-key.pem").strip() == "640"
    assert "denied" in machine.run("runuser -u nobody -- ls /var/lib/court-kiosk", check=False)


def test_a_trial_needs_no_centre_elsewhere(machine: Machine) -> None:
    machine.run("systemctl stop bench-centre.socket bench-centre.service")
    machine.run("systemctl start kiosk-receiver")
    connects = CONNECT.format("127.0.0.1", 8474).replace('\\"', '"')
    try:
        machine.until(
            lambda: machine.run(f"{connects} && echo yes", check=False).strip() == "yes",
            "the receiver to listen",
            SCREEN_S,
            every_s=1,
        )
        assert machine.run("systemctl is-active kiosk-receiver").strip() == "active"
        said = machine.run("journalctl -t kiosk-receiver -b --no-pager")
        assert "no pictures" not in said, said  # the sandbox can be made inside the unit
    finally:
        machine.run("systemctl stop kiosk-receiver; systemctl start bench-centre.socket")


def test_systemd_finds_little_that_the_services_could_do(machine: Machine) -> None:
    exposed = {}
    for unit in MOST_EXPOSED:
        said = machine.run(f"systemd-analyze security --no-pager {unit}")
        found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)
        assert found, said
        exposed[unit] = float(found[1])
    print("\n" + "\n".join(f"{level:4} {unit}" for unit, level in exposed.items()))
    assert {
        unit: exposed[unit] for unit, most in MOST_EXPOSED.items() if exposed[unit] > most
    } == {}


def test_systemd_and_udev_read_every_unit_and_rule_without_a_word(machine: Machine) -> None:
    units = [*MOST_EXPOSED, "kiosk-restart.path", "kiosk-export.path"]
    installed = machine.run(f"ls {INSTALLED_UNITS}").split()
    assert {unit.replace("@sda", "@") for unit in units} == set(installed)
    assert machine.run(f"systemd-analyze verify {' '.join(units)}") == ""
    said = machine.run("udevadm verify /usr/local/lib/udev/rules.d/90-kiosk.rules")
    assert " ".join(said.split()) == "1 udev rules files have been checked. Success: 1 Fail: 0"


def test_nothing_speaks_on_the_network_but_the_sender(machine: Machine) -> None:
    states = machine.run(
        "systemctl is-active avahi-daemon.service avahi-daemon.socket", check=False
    )
    assert states.split() == ["inactive"] * 2
    assert machine.run(LISTENING).split() == []


def test_a_kiosk_that_hangs_is_started_again(visitor: Visitor) -> None:
    machine = visitor.machine
    pid = machine.run(f"{APPLICATION} | tail -n 1").strip()
    mark = machine.mark()
    machine.run(f"kill -STOP {pid}")
    machine.wait_for("kiosk-started", mark, 600)
    visitor.finds("Welcome")
    assert "Watchdog timeout" in machine.run("journalctl -b -u kiosk -o cat --no-pager")


def test_a_kiosk_that_keeps_ending_says_that_it_is_out_of_service(visitor: Visitor) -> None:
    machine, pid = visitor.machine, ""
    while found := machine.until(lambda: what_came_after(machine, pid), "a restart", SCREEN_S):  # noqa: B023 (asked at once)
        if found == CLOSED:
            break
        pid = found
        machine.run(f"kill -KILL {pid}", check=False)
    machine.wait_for("out-of-service code=K908")
    visitor.finds("OutOfService")
    mark = machine.mark()
    machine.run("systemctl reset-failed kiosk; systemctl restart kiosk")
    machine.wait_for("kiosk-started", mark)
    visitor.finds("Welcome")
