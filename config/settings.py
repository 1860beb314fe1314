"""The settings of one kiosk: TOML over the packaged defaults, validated whole."""

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from config.rule_data import RuleData as RuleData
from config.rule_data import load_rule_data as load_rule_data
from config.sections import (
    NONE,
    Capture,
    Centre,
    Disk,
    Idle,
    Kiosk,
    MalwareChoice,
    Owner,
    Paths,
    PrinterChoice,
    Receipts,
    RuleChoice,
    ScannerChoice,
)

INSTALLED = Path("/etc/court-kiosk/settings.toml")


@dataclass(frozen=True)
class Settings:
    """Everything a technician may set."""

    kiosk: Kiosk
    paths: Paths
    centre: Centre
    rules: RuleChoice
    idle: Idle
    disk: Disk
    receipts: Receipts
    capture: Capture
    owner: Owner
    scanner: ScannerChoice
    printer: PrinterChoice
    malware: MalwareChoice


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the settings: its dotted key, and what to do about it."""

    key: str
    advice: str

    def __str__(self) -> str:
        return f"{self.key}: {self.advice}"


class SettingsInvalid(Exception):
    """The settings cannot be used; `problems` has all that is wrong."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def load_settings(path: Path | None) -> Settings:
    """The packaged defaults with the file at `path` over them; SettingsInvalid names all faults."""
    data = tomllib.loads(resources.files("config").joinpath("default.toml").read_text("utf-8"))
    problems: list[Problem] = []
    _lay_over(data, _read(path) if path else {}, problems)
    sections = {
        name: _section(name, kind, data[name], problems)
        for name, kind in get_type_hints(Settings).items()
    }
    faulty = {problem.key for problem in problems}
    problems += (problem for problem in _out_of_bounds(data) if problem.key not in faulty)
    if problems:
        raise SettingsInvalid(tuple(problems))
    return Settings(**sections)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsInvalid((Problem(str(path), f"cannot be read: {error.strerror}"),)) from error
    except UnicodeDecodeError as error:
        raise SettingsInvalid((Problem(str(path), "save it as UTF-8 text"),)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid((Problem(str(path), f"is not valid TOML: {error}"),)) from error


def _lay_over(data: dict[str, Any], own: Mapping[str, Any], problems: list[Problem]) -> None:
    for name, section in own.items():
        if name not in data:
            problems.append(Problem(name, f"is not a section; there are {', '.join(data)}"))
        elif not isinstance(section, dict):
            problems.append(Problem(name, f"is a section: write [{name}] on a line of its own"))
        else:
            for key, value in section.items():
                if key not in data[name]:
                    known = ", ".join(data[name])
                    problems.append(Problem(f"{name}.{key}", f"is not known; there are {known}"))
                data[name][key] = value


def _section(name: str, kind: type[Any], data: Mapping[str, Any], problems: list[Problem]) -> Any:
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        try:
            values[field.name] = _value(hints[field.name], data[field.name])
        except TypeError as error:
            problems.append(Problem(f"{name}.{field.name}", str(error)))
            values[field.name] = None
    return kind(**values)


def _value(kind: Any, value: object) -> Any:
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind is bool and isinstance(value, bool):
        return value
    if kind is str and isinstance(value, str) and value.strip():
        return value
    if kind is Path and isinstance(value, str) and value.startswith("/"):
        return Path(value)
    raise TypeError(_WANTED[kind])


_WANTED: Mapping[Any, str] = {
    int: "write a whole number without quotation marks",
    bool: "write true or false without quotation marks",
    str: "write a text in quotation marks, not empty",
    Path: "write an absolute path in quotation marks, such as '/var/lib/court-kiosk'",
}

_BOUNDS: Mapping[str, tuple[int, int]] = {
    "kiosk.number": (1, 99),
    "centre.poll_s": (1, 3600),
    "centre.connect_timeout_s": (1, 120),
    "centre.read_timeout_s": (5, 3600),
    "idle.patience_percent": (50, 500),
    "disk.min_free_bytes": (1, 10**15),
    "capture.retention_h": (0, 24 * 366),
    "malware.stale_after_days": (1, 365),
}

_PATTERNS: Mapping[str, tuple[str, str]] = {
    "kiosk.id": (r"[A-Za-z0-9-]{2,10}", "use 2 to 10 letters, digits and hyphens, such as 'RC01'"),
    "rules.folder": (r"[a-z0-9_]+", "name a folder of config/rules, such as 'high_court'"),
    "receipts.url_host": (
        r"(?=.{4,23}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+",
        "use a host name of at most 23 characters, or the receipt's QR code gets too fine to read",
    ),
    **dict.fromkeys(
        ("centre.tls_authorities", "centre.tls_certificate", "centre.tls_key"),
        ("none|/.+", "write the absolute path of a PEM file, or 'none'"),
    ),
    "centre.export_key": (
        "none|age1[a-z0-9]{58}",
        "write what 'kiosk-receiver export-key' prints at the centre (age1…), or 'none'",
    ),
    "scanner.connection": ("auto|none", "write 'auto', or 'none' where there is no scanner"),
    "malware.socket": ("none|/.+", "write the absolute path of clamd's socket, or 'none'"),
    "owner.telephone": (r"\+?[0-9 ]{8,20}", "write a telephone number, such as '2825 0586'"),
}


def _out_of_bounds(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Values of the right type that cannot be right."""
    for key, (least, most) in _BOUNDS.items():
        value = _at(data, key)
        if isinstance(value, int) and not least <= value <= most:
            yield Problem(key, f"{value} is outside {least} to {most}")
    for key, (pattern, advice) in _PATTERNS.items():
        value = _at(data, key)
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            yield Problem(key, advice)
    if (data["centre"]["tls_certificate"] == NONE) != (data["centre"]["tls_key"] == NONE):
        yield Problem("centre.tls_key", "name both the certificate and its key, or neither")
    if data["malware"]["required"] is True and data["malware"]["socket"] == NONE:
        yield Problem("malware.required", "name malware.socket as well, or write false")
    for key, (possible, advice) in _PREDICATES.items():
        value = _at(data, key)
        if isinstance(value, str) and not possible(value):
            yield Problem(key, advice)


def _at(data: Mapping[str, Any], key: str) -> object:
    section, name = key.split(".")
    value: object = data[section][name]
    return value


def _is_centre(base_url: str) -> bool:
    """HTTPS to a named host, HTTP that does not leave this machine, or a mounted share.

    Nothing after the host; `file:///path` names the share.
    """
    try:
        url = urlsplit(base_url)
        host, port = url.hostname, url.port
    except ValueError:
        return False
    if url.scheme == "file":
        return not url.netloc and url.path.startswith("/") and len(url.path) > 1
    bare = url.username is None and url.path in {"", "/"} and not url.query and not url.fragment
    if not host or port == 0 or not bare:
        return False
    on_this_machine = host in {"127.0.0.1", "::1", "localhost"}
    return url.scheme == "https" or (url.scheme == "http" and on_this_machine)


def _is_printer(connection: str) -> bool:
    """`none`, `usb:VENDOR:PRODUCT`, or `tcp:HOST:PORT` of this machine, with a port that can be.

    The kiosk's own service has loopback only: a printer elsewhere could never be reached.
    """
    if tcp := re.fullmatch(r"tcp:(localhost|127\.0\.0\.1):([0-9]{1,5})", connection):
        return 1 <= int(tcp[2]) <= 65535
    return re.fullmatch(r"none|usb:[0-9a-f]{4}:[0-9a-f]{4}", connection) is not None


_PREDICATES: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "centre.base_url": (
        _is_centre,
        "use https://host without a path or file:///share; http:// is for this machine itself",
    ),
    "printer.connection": (
        _is_printer,
        "write 'none', 'usb:04b8:0e15' (see lsusb), or 'tcp:127.0.0.1:9100' (a forwarder here)",
    ),
}
