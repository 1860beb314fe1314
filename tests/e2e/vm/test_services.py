"""The services of the appliance: confined, watched, and polite when restarts do not help."""

import re

from e2e.vm.machine import SCREEN_S, Machine
from e2e.vm.visitor import Visitor

APPLICATION = "pgrep -u kiosk -f 'bin/kiosk run'"
CLOSED = "closed"
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
    finally:
        machine.run("systemctl stop kiosk-receiver; systemctl start bench-centre.socket")


def test_systemd_finds_little_that_the_services_could_do(machine: Machine) -> None:
    said = machine.run("systemd-analyze security --no-pager kiosk kiosk-sync kiosk-receiver")
    print("\n" + "\n".join(line for line in said.splitlines() if "Overall" in line))
    assert machine.run("systemd-analyze verify kiosk.service kiosk-sync.service") == ""


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
