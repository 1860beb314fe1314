"""What QML shows of a submission that was looked up: the way it went, and the Registry's review."""

from typing import Any

from kiosk_app.flow.gathered import Delivery
from kiosk_app.flow.inquiries import Known, LookedUp
from kiosk_app.ui import telling
from kiosk_app.wording.sentences import TroubleWording, review_wording
from kiosk_app.wording.texts import Language
from sync.wire import ReviewState

_RECEIVED = {Delivery.RECEIVED, Delivery.PURGED}
_NO_CODE = "ask-at-the-counter"
UNTOLD, OVER = "untold", "over"


def looked_up(state: LookedUp, language: Language) -> dict[str, Any]:
    """The facts of a submission for whoever has its number; times are those of Hong Kong.

    Of what is not received yet there is no review: the Registry has not got it.
    """
    known = state.known
    received = known.delivery in _RECEIVED
    return {
        "number": known.number,
        "delivery": known.delivery.value,
        "received": received,
        "capturedAt": telling.moment(known.captured_at, language),
        "receivedAt": telling.moment(known.received_at, language) if known.received_at else "",
        "documents": known.documents,
        "pages": known.pages,
        **(_review(known, language) if received else {"review": "", "reasons": []}),
    }


def _review(known: Known, language: Language) -> dict[str, Any]:
    told = known.review_told_at
    state = known.review.state.value if known.review else UNTOLD
    if known.delivery is Delivery.PURGED and state in {UNTOLD, ReviewState.WAITING}:
        state = OVER
    codes = known.review.reasons if known.review else ()
    if state == ReviewState.RETURNED and not codes:
        codes = (_NO_CODE,)
    return {
        "review": state,
        **_words(review_wording(state), language),
        "toldAt": telling.moment(told, language) if told else "",
        "reasons": [{"code": code, **_words(review_wording(code), language)} for code in codes],
    }


def _words(words: TroubleWording, language: Language) -> dict[str, str]:
    return {
        "reviewWhat": words.what.in_language(language),
        "reviewNext": words.next_step.in_language(language),
    }
