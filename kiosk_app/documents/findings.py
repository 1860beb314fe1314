"""What a check says of a file: findings, a report, and small pictures of its pages."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePath

from kiosk_app.documents.room import Room
from kiosk_app.wording.trouble import Trouble

PICTURED_PAGES = 24
PICTURE_LONG_SIDE_PX = 300


class Severity(StrEnum):
    """How much a finding matters to the visitor."""

    MUST_FIX = "must_fix"
    LOOK = "look"
    FINE = "fine"


WORST_FIRST = (Severity.MUST_FIX, Severity.LOOK, Severity.FINE)


class Kind(StrEnum):
    """What a file is by its content, whatever its name says."""

    PDF = "pdf"
    JPEG = "jpeg"
    TIFF = "tiff"
    PNG = "png"
    OTHER = "other"


@dataclass(frozen=True)
class Finding:
    """One thing found in one file.

    `pages` counts from 1 and is empty when the finding is about the whole file. `detail`
    is a short technical fact ("96 dpi", "A3", "upside down"), always in English: programs read
    it as it is, people through `wording.details`.
    """

    trouble: Trouble
    severity: Severity
    pages: tuple[int, ...] = ()
    detail: str = ""


@dataclass(frozen=True)
class Picture:
    """A page as raw pixels, made in the sandbox: 8-bit RGB, rows without padding."""

    page: int
    width: int
    height: int
    pixels: bytes = field(repr=False)


@dataclass(frozen=True)
class ReceivedFile:
    """A file copied off the visitor's device: durable on this kiosk, hashed as it was read.

    `name` is what the visitor called it; `path` is where the copy lies, named by us.
    """

    name: str
    path: str
    size_bytes: int
    sha256: str

    @property
    def suffix(self) -> str:
        """The suffix of the visitor's name, as far as it is told to the worker."""
        return PurePath(self.name).suffix[:16]


@dataclass(frozen=True)
class Report:
    """Everything that was found in one file, worst first; and where it has room for the stamp."""

    file: ReceivedFile
    kind: Kind
    pages: int
    findings: tuple[Finding, ...]
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    rooms: tuple[Room, ...] = field(default=(), repr=False)

    def and_found(self, more: Iterable[Finding]) -> "Report":
        """This report with what else was found, worst first again."""
        found = (*self.findings, *more)
        order = sorted(found, key=lambda f: (WORST_FIRST.index(f.severity), f.trouble))
        return replace(self, findings=tuple(order))

    @property
    def verdict(self) -> Severity:
        """The worst severity found; FINE when there is nothing to say."""
        found = {finding.severity for finding in self.findings}
        for severity in (Severity.MUST_FIX, Severity.LOOK):
            if severity in found:
                return severity
        return Severity.FINE
