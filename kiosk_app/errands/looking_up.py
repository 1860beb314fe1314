"""What this kiosk knows of a submission, for whoever has its number; guessing is slowed down.

The numbers of a kiosk follow each other, so they can be guessed: hence nothing of whose it is or
what it says, and a limit on how many are looked up.
"""

import threading
import time
from collections.abc import Callable

from kiosk_app.errands.delivery import trouble_with
from kiosk_app.errands.report import Report
from kiosk_app.filing.submission_numbers import check_submission_number, kiosk_of
from kiosk_app.flow.model import Delivery, Known, SubmissionFound, TroubleArose
from kiosk_app.wording.trouble import Trouble
from sync.cose import StatementInvalid, counted_in
from sync.outbox import Outbox
from sync.submissions import Item

AT_ONCE = 10
"""So many numbers may be looked up one after the other: a clerk with the receipts of a day."""
ONE_MORE_EVERY_S = 20.0
A_MISS_COSTS = 3


class LookUps:
    """How many numbers may still be looked up: some at once, then one more every while.

    One measure for the machine, whoever stands at it. Any thread.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """`monotonic` is in seconds."""
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._left = float(AT_ONCE)
        self._counted_s = monotonic()

    def may_ask(self) -> bool:
        """Count one more number, if there is one left."""
        with self._lock:
            now_s = self._monotonic()
            earned = (now_s - self._counted_s) / ONE_MORE_EVERY_S
            self._left, self._counted_s = min(AT_ONCE, self._left + earned), now_s
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def missed(self) -> None:
        """That number was none of this kiosk's: it counts for more."""
        with self._lock:
            self._left = max(0.0, self._left - (A_MISS_COSTS - 1))


def look_up(
    outbox: Outbox, kiosk_number: int, look_ups: LookUps, text: str, report: Report
) -> None:
    """Tell what is known of the submission with the keyed number. Raises OutboxUnavailable."""
    number = check_submission_number(text)
    if number is None:
        report(TroubleArose(Trouble.NUMBER_MISTYPED))
        return
    if not look_ups.may_ask():
        report(TroubleArose(Trouble.TOO_MANY_LOOK_UPS))
        return
    item = outbox.item(number)
    if item is not None:
        report(SubmissionFound(_known(item, outbox)))
        return
    look_ups.missed()
    ours = kiosk_of(number) == kiosk_number
    report(TroubleArose(Trouble.NUMBER_UNKNOWN if ours else Trouble.NUMBER_OF_ANOTHER_KIOSK))


def _known(item: Item, outbox: Outbox) -> Known:
    documents, pages = _counted(item.receipt_k)
    return Known(
        number=item.number,
        delivery=Delivery(item.state.value),
        captured_at=item.captured_at,
        received_at=item.received_at,
        documents=documents,
        pages=pages,
        trouble=trouble_with(item, outbox),
        review=item.review,
        review_told_at=item.review_told_at,
    )


def _counted(receipt_k: bytes) -> tuple[int, int]:
    try:
        return counted_in(receipt_k)
    except StatementInvalid:
        return 0, 0
