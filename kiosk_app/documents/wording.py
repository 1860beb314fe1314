"""The words of the stamp: that the image was received at the kiosk, and that it is no seal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk_app.documents.stamp_form import StampedPages

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class StampWording:
    """What a stamp says. `received_at` is aware; it is shown in Hong Kong time.

    `sha256` is the digest of the original in hexadecimal; its first 16 digits stand in the
    QR code beside the number. `on` says which pages it goes on.
    """

    number: str
    case: str
    kiosk: str
    received_at: datetime
    sha256: str
    on: StampedPages = StampedPages.ALL

    @property
    def title(self) -> str:
        """The first line. Never "filed": the paper is filed at the Registry."""
        return "iCMS KIOSK - IMAGE RECEIVED 影像已接收"

    @property
    def not_a_seal(self) -> str:
        """The last line."""
        return "NOT A COURT SEAL 並非法庭印章"

    @property
    def when(self) -> str:
        """Day and minute in Hong Kong, months in English whatever the machine's language."""
        local = self.received_at.astimezone(HONG_KONG)
        return f"{local:%d} {MONTHS[local.month - 1]} {local:%Y %H:%M} HKT"

    @property
    def code(self) -> str:
        """What the QR code holds."""
        return f"{self.number} {self.sha256[:16]}"

    def page(self, page: int, pages: int) -> str:
        """Which page of how many."""
        return f"page {page}/{pages}"

    def to_json(self) -> dict[str, Any]:
        """For the way into the sandbox."""
        return {**self.__dict__, "received_at": self.received_at.isoformat()}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "StampWording":
        """Back from `to_json`."""
        received_at = datetime.fromisoformat(facts["received_at"])
        return cls(**{**facts, "received_at": received_at, "on": StampedPages(facts["on"])})
