"""What is offered to be mended on the copies of the checked files."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk_app.documents.findings import Report
from kiosk_app.documents.mending import Mend, Mending, offers
from kiosk_app.flow.model import Offer

_ASKED_ONE_BY_ONE = 3


def offers_of(reports: Sequence[Report]) -> tuple[Offer, ...]:
    """Every offer for these files, in their order.

    A few blank pages are asked for one by one: one may belong to the paper and another not. The
    empty backs of a whole stack are one question.
    """
    return tuple(
        Offer(file, mending)
        for file, report in enumerate(reports)
        for whole in offers(report)
        for mending in _asked(whole)
    )


def _asked(mending: Mending) -> Iterable[Mending]:
    if mending.mend is not Mend.DROP_BLANK or len(mending.pages) > _ASKED_ONE_BY_ONE:
        return (mending,)
    return (replace(mending, pages=(page,)) for page in mending.pages)
