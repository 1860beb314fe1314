"""What each service of the appliance may do, read from its unit; systemd itself reads them too."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from drivers import outgoing, udev_outgoing
from drivers.udev import SAFE_OPTIONS, SUPPORTED_FILE_SYSTEMS

HOUSE = Path(__file__).parents[2]
SYSTEMD = HOUSE / "systemd"
UNITS = sorted(path.name for path in SYSTEMD.glob("*.service"))
# Root's, each for one named thing.
ONE_SHOTS = {"kiosk-media@.service", "kiosk-restart.service", "kiosk-export.service"}
LONG_RUNNING = [name for name in UNITS if name not in ONE_SHOTS]

# Settings with which bubblewrap cannot make the document worker's sandbox inside the unit.
AGAINST_THE_SANDBOX = {
    "RestrictNamespaces",
    "ProtectProc",
    "ProcSubset",
    "ProtectKernelTunables",
    "ProtectKernelLogs",
    "ProtectHostname",
    "RestrictSUIDSGID",
}
# Settings that give a service a view of the mounts of its own.
OWN_MOUNTS = re.compile(
    r"Protect(System|Home|Hostname|Proc|Clock|Kernel\w+|ControlGroups)|Private\w+|ReadWritePaths"
    r"|ReadOnlyPaths|InaccessiblePaths|Bind\w*Paths|ProcSubset|\w+Directory|RootImage|MountFlags"
)


@cache
def settings(name: str) -> dict[str, list[str]]:
    """Every setting of a unit, with all its values in order."""
    found: dict[str, list[str]] = {}
    for line in (SYSTEMD / name).read_text("utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def one(name: str, key: str) -> str:
    (value,) = settings(name)[key]
    return value


def test_systemd_reads_every_unit_without_a_word() -> None:
    done = subprocess.run(
        [HOUSE / "scripts/check-units", "--security"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.findall(r"(\S+\.service)\s+([\d.]+) \w+", done.stdout)
    exposed = {unit.replace("@sdb1", "@"): float(level) for unit, level in told}
    assert set(exposed) == set(UNITS)
    most = {
        "kiosk.service": 4.2,
        "kiosk-sync.service": 1.9,
        "kiosk-receiver.service": 3.5,
        "kiosk-media@.service": 4.5,
        "kiosk-restart.service": 2.5,
        "kiosk-export.service": 4.7,
    }
    assert {unit for unit, level in exposed.items() if level > most.get(unit, 1.5)} == set()


def test_the_application_has_loopback_only() -> None:
    assert one("kiosk.service", "IPAddressDeny") == "any"
    assert one("kiosk.service", "IPAddressAllow") == "localhost"


def test_the_application_hears_udev_and_sees_the_mounts_of_the_machine() -> None:
    assert "PrivateNetwork" not in settings("kiosk.service")
    assert "AF_NETLINK" in one("kiosk.service", "RestrictAddressFamilies")
    assert "PrivateMounts" not in settings("kiosk.service")


@pytest.mark.parametrize("name", ["kiosk.service", "kiosk-receiver.service"])
def test_nothing_hinders_the_sandbox_of_documents(name: str) -> None:
    assert AGAINST_THE_SANDBOX & set(settings(name)) == set()
    assert "DynamicUser" not in settings(name), "it implies RestrictSUIDSGID="
    allowed = settings(name)["SystemCallFilter"][0].split()
    assert {"@mount", "pivot_root", "sethostname"} <= set(allowed)
    assert "AF_NETLINK" in one(name, "RestrictAddressFamilies")


def test_the_centre_for_trials_may_do_no_more_than_the_kiosk_that_has_the_same_sandbox() -> None:
    for key in ("SystemCallFilter", "CapabilityBoundingSet", "ProtectSystem", "IPAddressDeny"):
        assert set(settings("kiosk-receiver.service")[key]) <= set(settings("kiosk.service")[key])
    assert "/var/lib/court-kiosk" in one("kiosk-receiver.service", "InaccessiblePaths")
    assert "DeviceAllow" not in settings("kiosk-receiver.service")


def test_every_user_that_a_service_runs_as_is_made_by_the_installer() -> None:
    made = set(re.findall(r"^u (\S+)", (SYSTEMD / "sysusers.conf").read_text(), re.MULTILINE))
    users = {user for name in UNITS for user in settings(name).get("User", ["root"])}
    assert users - {"root"} <= made


@pytest.mark.parametrize("name", ["kiosk-media@.service", "kiosk-export.service"])
def test_nothing_hides_a_mount_from_the_application(name: str) -> None:
    assert [key for key in settings(name) if OWN_MOUNTS.fullmatch(key)] == []


def test_only_the_marked_stick_is_made_writable_and_only_when_asked() -> None:
    script = (SYSTEMD / "kiosk-export-stick").read_text("utf-8")
    assert f"\nmark={outgoing.MARK}\n" in script
    options = re.search(r"^safe=\((.+)\)$", script, re.MULTILINE)
    assert options is not None
    assert set(options[1].split()) == udev_outgoing.SAFE_OPTIONS
    wishes = {f"/run/court-kiosk/{wish}" for wish in udev_outgoing.WISHES}
    assert set(settings("kiosk-export.path")["PathExists"]) == wishes
    others = [path for path in SYSTEMD.iterdir() if path.name != "kiosk-export-stick"]
    assert [path.name for path in others if "--setrw" in path.read_text("utf-8")] == []
    assert "kiosk-export-stick unmount" in settings("kiosk.service")["ExecStartPre"][0]


def test_the_sender_sees_no_device_and_no_visitor() -> None:
    assert one("kiosk-sync.service", "PrivateDevices") == "yes"
    assert "/run/kiosk-media" in one("kiosk-sync.service", "InaccessiblePaths")
    assert "AF_NETLINK" not in one("kiosk-sync.service", "RestrictAddressFamilies")


@pytest.mark.parametrize("name", UNITS)
def test_no_service_gains_rights_or_leaves_a_visitors_document_in_a_core_dump(name: str) -> None:
    dynamic = settings(name).get("DynamicUser") == ["yes"]  # which implies the first
    assert dynamic or one(name, "NoNewPrivileges") == "yes"
    assert one(name, "LimitCORE") == "0"
    assert "CapabilityBoundingSet" in settings(name)


def test_what_runs_as_root_ends_at_once() -> None:
    assert {one(name, "Type") for name in ONE_SHOTS} == {"oneshot"}


@pytest.mark.parametrize("name", LONG_RUNNING)
def test_no_service_that_runs_on_is_root(name: str) -> None:
    dynamic = settings(name).get("DynamicUser") == ["yes"]
    assert dynamic or one(name, "User") in {"kiosk", "kiosk-sync", "kiosk-receiver"}
    assert one(name, "CapabilityBoundingSet") == ""
    assert dynamic or one(name, "ProtectSystem") == "strict"


def test_simulations_are_refused_and_texts_are_utf8_on_a_kiosk() -> None:
    for name in ("kiosk.service", "kiosk-out-of-service.service", "kiosk-sync.service"):
        words = " ".join(settings(name)["Environment"]).split()
        assert {"KIOSK_PRODUCTION=1", "LANG=C.UTF-8"} <= set(words)


def test_restarts_that_do_not_help_lead_to_a_polite_screen() -> None:
    assert one("kiosk.service", "Restart") == "always"
    assert one("kiosk.service", "RestartMode") == "direct", "or each single fault would show it"
    assert one("kiosk.service", "OnFailure") == "kiosk-out-of-service.service"
    closed = "kiosk-out-of-service.service"
    assert one(closed, "ExecStart").endswith("kiosk out-of-service")
    assert one(closed, "OnFailure") == "kiosk.service"


def test_the_mount_ends_with_the_device() -> None:
    assert one("kiosk-media@.service", "BindsTo") == "dev-%i.device"


def test_the_same_file_systems_are_mounted_as_are_read() -> None:
    rule = re.search(r'ENV\{ID_FS_TYPE\}=="([^"]+)"', (SYSTEMD / "90-kiosk.rules").read_text())
    assert rule is not None
    assert set(rule[1].split("|")) == SUPPORTED_FILE_SYSTEMS
    script = (SYSTEMD / "kiosk-media-mount").read_text()
    named = re.findall(r"^    ([a-z0-9 |]+)\) echo", script, re.MULTILINE)
    assert {kind for kinds in named for kind in kinds.split(" | ")} == SUPPORTED_FILE_SYSTEMS
    options = re.search(r"^safe=\((.+)\)$", script, re.MULTILINE)
    assert options is not None
    assert set(options[1].split()) == SAFE_OPTIONS


def test_the_installer_brings_every_file_to_a_place_of_its_own() -> None:
    table = re.findall(
        r'^    "\d{3} (\S+) (/\S+)"$', (SYSTEMD / "install").read_text(), re.MULTILINE
    )
    brought = {file for file, _ in table}
    assert brought == {path.name for path in SYSTEMD.iterdir()} - {"install", "packages"}
    assert len({target for _, target in table}) == len(table)
