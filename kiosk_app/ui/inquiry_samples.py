"""Submissions that are looked up, in every condition: for the gallery and the tests."""

from dataclasses import replace
from datetime import timedelta

from kiosk_app.flow import states
from kiosk_app.flow.gathered import Delivery, HandedOver
from kiosk_app.flow.inquiries import Known, LookedUp, LookingUp
from kiosk_app.wording.trouble import Trouble
from sync.submissions import Review
from sync.wire import ReviewState

_EVERY_REASON = (
    "illegible",
    "pages-missing",
    "pages-out-of-order",
    "wrong-case",
    "wrong-document-type",
    "not-signed",
    "not-the-paper",
    "duplicate",
    "another-registry",
    "a-newer-reason",
)
_NO_ANSWER = (
    Trouble.NUMBER_UNKNOWN,
    Trouble.NUMBER_OF_ANOTHER_KIOSK,
    Trouble.NUMBER_MISTYPED,
    Trouble.TOO_MANY_LOOK_UPS,
    Trouble.QUEUE_UNAVAILABLE,
)
_ON_THE_WAY = {
    "captured": (Delivery.CAPTURED, None),
    "unreachable": (Delivery.SENDING, Trouble.CENTRE_UNREACHABLE),
    "blocked": (Delivery.CAPTURED, Trouble.DELIVERY_BLOCKED),
    "confirming": (Delivery.COMMITTING, None),
    "unclear": (Delivery.UNKNOWN, Trouble.BEING_CONFIRMED),
    "held": (Delivery.HELD, Trouble.DELIVERY_BLOCKED),
    "refused": (Delivery.REFUSED, Trouble.CENTRE_REFUSED),
    "damaged": (Delivery.DAMAGED, Trouble.COPY_DAMAGED),
}


def every_inquiry(receipt: HandedOver) -> dict[str, states.State]:
    """States by a name for their picture, of the submission with this receipt."""
    captured = Known(receipt.number, Delivery.CAPTURED, receipt.captured_at, None, 2, 21)
    received = replace(
        captured,
        delivery=Delivery.RECEIVED,
        received_at=receipt.captured_at + timedelta(minutes=1),
        review=Review(ReviewState.WAITING),
        review_told_at=receipt.captured_at + timedelta(minutes=40),
    )
    reviews = {
        "waiting": Review(ReviewState.WAITING),
        "accepted": Review(ReviewState.ACCEPTED),
        "returned": Review(ReviewState.RETURNED, ("pages-missing", "not-signed")),
        "returned-one": Review(ReviewState.RETURNED, ("duplicate",)),
        "returned-all": Review(ReviewState.RETURNED, _EVERY_REASON),
        "returned-bare": Review(ReviewState.RETURNED),
    }
    purged = replace(received, delivery=Delivery.PURGED)
    return {
        "LookingUp": LookingUp(),
        **{f"LookingUp-{trouble.value}": LookingUp(trouble) for trouble in _NO_ANSWER},
        "LookedUp": LookedUp(received),
        "LookedUp-untold": LookedUp(replace(received, review=None, review_told_at=None)),
        "LookedUp-over": LookedUp(replace(purged, documents=0, pages=0)),
        "LookedUp-purged": LookedUp(replace(purged, review=Review(ReviewState.ACCEPTED))),
        **{f"LookedUp-{n}": LookedUp(replace(received, review=r)) for n, r in reviews.items()},
        **{
            f"LookedUp-{name}": LookedUp(replace(captured, delivery=delivery, trouble=trouble))
            for name, (delivery, trouble) in _ON_THE_WAY.items()
        },
    }
