"""The bench: a receiver on this side, one machine on the other, pictures kept in build/vm.

Only for `make vm-test`: elsewhere nothing of this folder is collected.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.vm.centre import RECEIVER, Centre
from e2e.vm.display import Display
from e2e.vm.machine import BOOT_S, Machine
from e2e.vm.visitor import Visitor

collect_ignore_glob = [] if os.environ.get("KIOSK_VM") else ["test_*.py"]

CACHE = Path(os.environ.get("KIOSK_VM_CACHE", Path.home() / ".cache/court-kiosk/vm"))
PICTURES = Path(os.environ.get("KIOSK_VM_PICTURES", "build/vm"))


@pytest.fixture(scope="session")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    store = tmp_path_factory.mktemp("centre")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen(
        [RECEIVER, "serve", "--listen", f"127.0.0.1:{port}", "--store", store],
        stdout=subprocess.DEVNULL,
    )
    yield Centre(port, store)
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="session")
def display() -> Display:
    return Display(CACHE / "image" / "screens")


@pytest.fixture(scope="session")
def machine(centre: Centre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """The installed kiosk, switched on once for all tests."""
    folder = tmp_path_factory.mktemp("machine")
    machine = Machine(CACHE / "image", folder, centre.port)
    began = time.monotonic()
    machine.switch_on()
    machine.wait_for("kiosk-started", limit_s=BOOT_S)
    print(f"\nfrom power to the application: {time.monotonic() - began:.0f} s")
    yield machine
    machine.cut_power()
    for log in folder.glob("*.log"):
        shutil.copy(log, PICTURES)


@pytest.fixture
def visitor(
    machine: Machine, display: Display, request: pytest.FixtureRequest
) -> Iterator[Visitor]:
    """Somebody before the kiosk at Welcome, with nothing plugged in."""
    for stick in tuple(machine.plugged):
        machine.pull(stick)
    mark = machine.mark()
    machine.run("systemctl reset-failed kiosk kiosk-out-of-service; systemctl restart kiosk")
    machine.wait_for("kiosk-started", mark)
    pictures = PICTURES / request.node.name
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    visitor = Visitor(machine, display, pictures)
    visitor.finds("Welcome")
    yield visitor
    if machine.is_on:
        visitor.photograph("at the end")
        (pictures / "journal.txt").write_text(
            machine.run("journalctl -b --no-pager -q -n 200 -o short-precise"), encoding="utf-8"
        )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Say at once why a test failed: the others take minutes."""
    if report.failed:
        print(f"\n{report.nodeid}\n{report.longreprtext}", flush=True)
