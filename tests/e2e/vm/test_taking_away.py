"""The software is taken away and brought back on a running kiosk; nothing captured is lost.

The last of the tests: the machine is another one for a while.
"""

import subprocess
from pathlib import Path

from e2e.vm.conftest import CACHE
from e2e.vm.machine import SCREEN_S, Machine
from e2e.vm.visitor import Visitor

INSTALL_S = 3600  # emulated, it unpacks and compiles some hundred megabytes
KEPT = " ".join(
    (
        "/var/lib/court-kiosk/kiosk-key.pem",
        "/etc/court-kiosk/settings.toml",
        "/var/lib/court-kiosk/outbox.sqlite",
    )
)
UNITS = "systemctl list-unit-files --no-legend --plain 'kiosk*' | cut -d' ' -f1"
FREED = ("getty@tty1.service", "avahi-daemon.service", "avahi-daemon.socket")


def bundle_on_a_stick(image: Path) -> Path:
    size = subprocess.run(
        ["du", "-sm", CACHE / "bundle"], capture_output=True, text=True, check=True
    )
    megabytes = int(size.stdout.split()[0]) * 5 // 4 + 50
    subprocess.run(
        ["mke2fs", "-q", "-t", "ext4", "-L", "BUNDLE", "-E", "root_owner=0:0", "-d",
         CACHE / "bundle", image, f"{megabytes}M"],
        check=True,
    )  # fmt: skip
    return image


def kept(machine: Machine) -> str:
    return machine.run(f"systemctl stop kiosk-sync 2>/dev/null; sha256sum {KEPT}")


def is_masked(machine: Machine, unit: str) -> bool:
    return machine.run(f"systemctl is-enabled {unit}", check=False).strip() == "masked"


def test_what_was_captured_outlives_the_software_and_is_found_by_the_next(
    visitor: Visitor, tmp_path: Path
) -> None:
    machine = visitor.machine
    stick = machine.plug(bundle_on_a_stick(tmp_path / "bundle.img"))
    bundle = machine.until(
        lambda: machine.run("ls -d /run/kiosk-media/*/install 2>/dev/null", check=False).strip(),
        "the stick to be mounted by the kiosk's own rule",
        SCREEN_S,
        every_s=1,
    )
    assert "denied" in machine.run(f"{bundle}", check=False), "nothing on a stick is run"
    machine.run("systemctl stop kiosk")  # so that it writes nothing while the digests are made
    before = kept(machine)

    said = machine.run(f"bash {bundle} --uninstall", limit_s=INSTALL_S)
    assert "The kiosk's software is gone" in said
    assert kept(machine) == before
    assert machine.run(UNITS) == ""
    for gone in ("/opt/court-kiosk", "/usr/local/bin/kiosk", "/usr/local/libexec/court-kiosk"):
        assert "No such file" in machine.run(f"ls {gone}", check=False)
    assert not any(is_masked(machine, unit) for unit in FREED)
    machine.until(
        lambda: machine.run("systemctl is-active getty@tty1", check=False).strip() == "active",
        "a login on the console",
        SCREEN_S,
        every_s=1,
    )
    visitor.photograph("the console has its login back")

    # Without the rule nobody mounts it: by hand, as the page for technicians says.
    mark = machine.mark()
    machine.run("mkdir -p /mnt/stick && mount -o ro /dev/disk/by-label/BUNDLE /mnt/stick")
    said = machine.run("bash /mnt/stick/install", limit_s=INSTALL_S)
    assert "The kiosk is installed" in said
    machine.wait_for("kiosk-started", mark)
    visitor.finds("Welcome")
    machine.run("umount /mnt/stick")
    machine.pull(stick)
    assert machine.run("systemctl is-active kiosk kiosk-sync").split() == ["active"] * 2
    # The queue is in use again; key and settings are what they were.
    assert machine.run(f"sha256sum {KEPT}").splitlines()[:2] == before.splitlines()[:2]
    assert all(is_masked(machine, unit) for unit in FREED)
