"""Where a captured submission is, for the screen that shows its receipt."""

from kiosk_app.errands.report import Report
from kiosk_app.flow.model import Delivery, DeliveryChanged
from sync.outbox import Outbox


def tell(outbox: Outbox, number: str, report: Report) -> None:
    """Tell how far the delivery of this submission is. Raises OutboxUnavailable."""
    item = outbox.item(number)
    if item is None:
        return
    fraction = item.sent_bytes / item.total_bytes if item.total_bytes else 0.0
    report(DeliveryChanged(number, Delivery(item.state.value), fraction, item.received_at))
