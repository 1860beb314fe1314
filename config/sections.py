"""The sections of a kiosk's settings, as plain values."""

from dataclasses import dataclass
from pathlib import Path

NONE = "none"  # how a setting says that there is no such thing


@dataclass(frozen=True)
class Kiosk:
    """Which machine this is."""

    id: str
    number: int


@dataclass(frozen=True)
class Paths:
    """Where the kiosk keeps what it captured, and where visitors' devices are mounted."""

    state: Path
    media_root: Path


@dataclass(frozen=True)
class Centre:
    """The central receiver."""

    base_url: str
    poll_s: int
    connect_timeout_s: int
    read_timeout_s: int
    tls_authorities: str
    tls_certificate: str
    tls_key: str
    export_key: str

    @property
    def authorities(self) -> str | None:
        """The PEM file of who may vouch for the centre; None for the usual public authorities."""
        return None if self.tls_authorities == NONE else self.tls_authorities

    @property
    def recipient(self) -> str:
        """What exports are encrypted to; empty without."""
        return "" if self.export_key == NONE else self.export_key

    @property
    def certificate(self) -> tuple[str, str] | None:
        """The PEM files of this kiosk's certificate and its key, where the centre wants one."""
        return None if self.tls_certificate == NONE else (self.tls_certificate, self.tls_key)


@dataclass(frozen=True)
class RuleChoice:
    """Which folder of the court's rules is in force."""

    folder: str


@dataclass(frozen=True)
class Idle:
    """How long an untouched screen waits before it asks, beside the usual."""

    patience_percent: int


@dataclass(frozen=True)
class Disk:
    """How much room must be free before a visit begins."""

    min_free_bytes: int


@dataclass(frozen=True)
class Receipts:
    """The host that the receipt's QR code points to."""

    url_host: str


@dataclass(frozen=True)
class Capture:
    """How long a submission stays here after iCMS acknowledged it."""

    retention_h: int


@dataclass(frozen=True)
class Owner:
    """Who answers for submissions that iCMS has not received: a role, never a person's name."""

    role: str
    telephone: str


@dataclass(frozen=True)
class ScannerChoice:
    """Whether paper can be scanned here: `auto` (what is plugged in) or `none`."""

    connection: str


@dataclass(frozen=True)
class PrinterChoice:
    """Where the slip printer is: `none`, `usb:VENDOR:PRODUCT` (hex), or `tcp:127.0.0.1:PORT`."""

    connection: str


@dataclass(frozen=True)
class MalwareChoice:
    """Where clamd listens (`none`: there is none), and what is thought of it when it is old."""

    socket: str
    stale_after_days: int
    required: bool
