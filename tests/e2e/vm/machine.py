"""A kiosk in a box: a QEMU machine that is driven only from outside, as hands and eyes would.

Switch on, cut the power, plug and pull devices, cut the network, touch, look at the screen. The
guest runs a small agent over a serial port, used to read its journal and to look at its parts.
"""

import io
import itertools
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from e2e.vm.wires import Agent, MachineGone, Monitor, NoAnswer
from PIL import Image

T = TypeVar("T")

WIDTH, HEIGHT = 1280, 800
# Three times what an emulated machine took on two busy processors.
BOOT_S, SCREEN_S, COMMAND_S = 600, 240, 120


class Machine:
    """One machine and its disk, which outlives a power cut. Not for several threads."""

    def __init__(self, image: Path, folder: Path, centre_port: int) -> None:
        """`folder` gets the disk and the logs; `centre_port` is a receiver's on this side."""
        self._image = image
        self._folder = folder
        self._centre_port = centre_port
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self._disk = folder / "disk.qcow2"
        self._wires: list[Monitor | Agent] = []
        self.plugged: list[str] = []

    # ------------------------------------------------------------ power

    def switch_on(self) -> None:
        """Start it, and wait until its agent answers."""
        if not self._disk.exists():
            base = self._image / "root.img"
            _do("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", base, self._disk)
        for name in ("monitor", "agent"):
            (self._folder / name).unlink(missing_ok=True)
        self.plugged.clear()
        with (self._folder / "qemu.log").open("ab") as log:
            self._process = subprocess.Popen(
                ["nice", "-n", "5", *self._command()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._monitor = self.until(lambda: Monitor.connect(self._folder / "monitor"), "QEMU", 60)
        self._agent = self.until(lambda: Agent.connect(self._folder / "agent"), "the agent", 60)
        self._wires += [self._monitor, self._agent]
        self.until(self._answers, "the guest's agent", BOOT_S)

    @property
    def is_on(self) -> bool:
        """Whether it has power."""
        return self._process is not None and self._process.poll() is None

    def freeze(self) -> None:
        """Stop time in it; it still has its display."""
        self._monitor.do("stop")

    def cut_power(self) -> None:
        """As when the plug is pulled: nothing is told to anybody."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        for wire in self._wires:
            wire.close()
        self._wires.clear()

    def _command(self) -> list[str | Path]:
        # The smallest processor that Qt's wheels accept is emulated fastest.
        hardware = _hardware()
        processor = "host" if hardware == "kvm" else "Nehalem"
        boot = "console=ttyS0 quiet loglevel=4 mitigations=off audit=0 nokaslr no_timer_check"
        centre = f"guestfwd=tcp:10.0.2.100:8474-cmd:nc 127.0.0.1 {self._centre_port}"
        devices = [
            "virtio-blk-pci,drive=disk",
            "virtio-rng-pci",
            f"virtio-vga,xres={WIDTH},yres={HEIGHT}",
            "virtio-keyboard-pci",
            "virtio-multitouch-pci",
            "qemu-xhci,id=usb,p2=8,p3=8",
            "virtio-net-pci,netdev=cable,id=nic",
            "virtio-serial-pci",
            "virtserialport,chardev=agent,name=bench.0",
        ]
        return [
            "qemu-system-x86_64", "-nodefaults", "-no-user-config", "-display", "none",
            "-M", "q35,usb=off,vmport=off,sata=off,smbus=off,i8042=off", "-accel", hardware,
            "-cpu", processor, "-smp", "2", "-m", "1536", "-rtc", "base=utc", "-no-reboot",
            "-kernel", self._image / "vmlinuz", "-initrd", self._image / "initrd.gz",
            "-append", boot,
            "-serial", f"file:{self._folder / 'console.log'}",
            "-qmp", f"unix:{self._folder / 'monitor'},server=on,wait=off",
            "-chardev", f"socket,id=agent,path={self._folder / 'agent'},server=on,wait=off",
            "-drive", f"if=none,id=disk,format=qcow2,cache=writeback,file={self._disk}",
            "-netdev", f"user,id=cable,restrict=on,{centre}",
            *(word for device in devices for word in ("-device", device)),
        ]  # fmt: skip

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise MachineGone((self._folder / "qemu.log").read_text()[-2000:])
        try:
            return self._agent.run("true", 5)[0] == 0
        except NoAnswer:
            return False

    # ------------------------------------------------------------ inside

    def run(self, command: str, *, check: bool = True, limit_s: float = COMMAND_S) -> str:
        """Run a shell command as root in the guest; what it printed."""
        status, said = self._agent.run(command, limit_s)
        if check and status:
            raise AssertionError(f"{command}: status {status}\n{said}")
        return said

    def journal(self, tag: str = "kiosk") -> list[str]:
        """The lines of this boot with this tag, oldest first."""
        return self.run(f"journalctl -b -t {tag} -o cat --no-pager -q").splitlines()

    def mark(self) -> int:
        """A place in the journal, to wait for something after it."""
        return len(self.journal())

    def wait_for(
        self,
        pattern: str,
        since: int = 0,
        limit_s: float = SCREEN_S,
        *,
        tag: str = "kiosk",
        every_s: float = 0.5,
    ) -> str:
        """Wait for a line of the journal, after a mark; returns the line."""

        def look() -> str | None:
            lines = self.journal(tag)[since:]
            return next((line for line in lines if re.search(pattern, line)), None)

        return self.until(look, f"'{pattern}' in the journal", limit_s, every_s)

    def until(
        self, look: Callable[[], T | None], what: str, limit_s: float, every_s: float = 0.1
    ) -> T:
        """Look again and again until there is something; AssertionError after the limit."""
        end = time.monotonic() + limit_s
        while True:
            if found := look():
                return found
            if time.monotonic() > end:
                raise AssertionError(f"waited {limit_s} s for {what}")
            time.sleep(every_s)

    # ------------------------------------------------------------ hands and eyes

    def plug(self, image: Path) -> str:
        """Plug in a USB stick with this content; its name, to pull it."""
        name = f"stick{next(self._numbers)}"
        file = {"driver": "file", "filename": str(image)}
        self._monitor.do("blockdev-add", **{"driver": "raw", "node-name": name, "file": file})
        stick = {"driver": "usb-storage", "id": f"usb-{name}", "bus": "usb.0", "drive": name}
        self._monitor.do("device_add", **stick, removable=True, serial=name.upper())
        self.plugged.append(name)
        return name

    def pull(self, name: str) -> None:
        """Pull it out at once, without asking the guest."""
        self._monitor.do("device_del", id=f"usb-{name}")
        self.plugged.remove(name)

        def released() -> bool:
            try:
                self._monitor.do("blockdev-del", **{"node-name": name})
            except MachineGone:
                raise
            except RuntimeError:
                return False  # in use for a moment still
            return True

        self.until(released, f"{name} to be let go", 60)

    def network(self, *, up: bool) -> None:
        """Pull the network cable, or plug it in."""
        self._monitor.do("set_link", name="nic", up=up)

    def touch(self, x: int, y: int, hold_s: float = 0.1) -> None:
        """A finger on the screen, in its pixels, and off again after so long."""
        where = {"x": x * 0x7FFF // (WIDTH - 1), "y": y * 0x7FFF // (HEIGHT - 1)}
        self._fingers(_finger("begin", 0), _pressed(True), *(_at(a, v) for a, v in where.items()))
        time.sleep(hold_s)  # a finger's, not a wait
        self._fingers(_finger("end", -1), _pressed(False))

    def _fingers(self, *events: dict[str, Any]) -> None:
        self._monitor.do("input-send-event", events=list(events))

    def look(self) -> Image.Image:
        """What is on the display."""
        file = self._folder / "screen.ppm"
        self._monitor.do("screendump", filename=str(file), format="ppm")
        return Image.open(io.BytesIO(file.read_bytes())).convert("RGB")


def _finger(kind: str, tracking: int) -> dict[str, Any]:
    data = {"type": kind, "slot": 0, "tracking-id": tracking, "axis": "x", "value": 0}
    return {"type": "mtt", "data": data}


def _at(axis: str, value: int) -> dict[str, Any]:
    data = {"type": "data", "slot": 0, "tracking-id": 0, "axis": axis, "value": value}
    return {"type": "mtt", "data": data}


def _pressed(down: bool) -> dict[str, Any]:
    return {"type": "btn", "data": {"button": "touch", "down": down}}


def _hardware() -> str:
    """KVM where the processor truly has it: the device file alone proves nothing."""
    if chosen := os.environ.get("KIOSK_VM_ACCEL"):
        return chosen
    flags = Path("/proc/cpuinfo").read_text()
    if os.access("/dev/kvm", os.W_OK) and re.search(r"\b(vmx|svm)\b", flags):
        return "kvm"
    return "tcg,thread=multi,tb-size=512"


def _do(*command: str | Path) -> None:
    assert shutil.which(str(command[0])), f"{command[0]} is not installed"
    subprocess.run(command, check=True)
