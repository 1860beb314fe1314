"""One scan as the host tells the worker of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from scanner.device import ColourMode, Source


@dataclass(frozen=True)
class ScanJob:
    """What to scan, in SANE's name for the device; the first page gets `first_number`."""

    device: str
    escl_url: str
    source: Source
    folder: str
    first_number: int
    resolution_dpi: int
    mode: ColourMode

    def told(self) -> dict[str, object]:
        """The job as it is sent."""
        return {"job": "scan", **asdict(self)}

    @staticmethod
    def heard(told: Mapping[str, Any]) -> "ScanJob":
        """The job from what was sent."""
        fields = {name: value for name, value in told.items() if name != "job"}
        fields |= {"source": Source(told["source"]), "mode": ColourMode(told["mode"])}
        return ScanJob(**fields)
