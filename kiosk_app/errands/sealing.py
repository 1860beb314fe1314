"""What every submission of this kiosk is sealed with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from drivers.clock import Clock
from kiosk_app.documents.stamp_form import StampedPages
from kiosk_app.documents.workshop import Workshop
from kiosk_app.errands.spool import Spool
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.filing.rules import Rules
from kiosk_app.filing.submission_numbers import submission_number
from sync.outbox import Outbox


@dataclass(frozen=True)
class StampFacts:
    """What stands on every stamp of one submission, and which pages the stamp goes on."""

    number: str
    kiosk: str
    received_at: datetime
    on: StampedPages


@dataclass(frozen=True)
class Sealing:
    """What every capture at this kiosk needs besides the visitor's documents."""

    outbox: Outbox
    workshop: Workshop
    spool: Spool
    clock: Clock
    key: Ed25519PrivateKey
    kiosk_id: str
    rules: Rules
    kiosk_number: int
    receipt_host: str
    ring: Callable[[], None]

    def facts_now(self) -> StampFacts:
        """Number and minute as a capture at this moment would have them.

        The number is the next of the gap-free sequence: an abandoned visit uses none up.
        """
        now = self.clock.now().replace(microsecond=0)
        day = now.astimezone(HONG_KONG).date()
        number = submission_number(self.kiosk_number, day, self.outbox.next_sequence())
        return StampFacts(number, self.kiosk_id, now, StampedPages(self.rules.stamp))
