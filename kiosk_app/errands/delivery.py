"""Where a captured submission is, for the screen that shows its receipt."""

from kiosk_app.errands.report import Report
from kiosk_app.flow.model import Delivery, DeliveryChanged
from kiosk_app.wording.trouble import Trouble
from sync.lane import LaneState
from sync.outbox import Outbox
from sync.submissions import TO_BE_DELIVERED, Item, State

_TROUBLES = {
    State.REFUSED: Trouble.CENTRE_REFUSED,
    State.DAMAGED: Trouble.COPY_DAMAGED,
    State.UNKNOWN: Trouble.BEING_CONFIRMED,
    State.HELD: Trouble.DELIVERY_BLOCKED,
}


def tell(outbox: Outbox, number: str, report: Report) -> None:
    """Tell how far the delivery of this submission is. Raises OutboxUnavailable."""
    item = outbox.item(number)
    if item is None:
        return
    fraction = item.sent_bytes / item.total_bytes if item.total_bytes else 0.0
    delivery = Delivery(item.state.value)
    trouble = trouble_with(item, outbox)
    report(DeliveryChanged(number, delivery, fraction, item.received_at, trouble))


def trouble_with(item: Item, outbox: Outbox) -> Trouble | None:
    """What stands between a captured submission and the centre. Raises OutboxUnavailable."""
    return _TROUBLES.get(item.state) or _on_the_way(item, outbox)


def _on_the_way(item: Item, outbox: Outbox) -> Trouble | None:
    """What keeps a submission that is still to be delivered, as the sender last saw it."""
    if item.state not in TO_BE_DELIVERED:
        return None
    match outbox.deliveries.lane().state:
        case LaneState.PAUSED:
            return Trouble.CENTRE_UNREACHABLE
        case LaneState.BLOCKED:
            return Trouble.DELIVERY_BLOCKED
        case LaneState.OPEN:
            return None
