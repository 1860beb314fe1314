"""States of a visit in which the copy is mended, for the gallery and the tests of the screens."""

from dataclasses import replace

from drivers.storage import Medium
from kiosk_app.documents.findings import Finding, Kind, Report, Severity
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.flow import states
from kiosk_app.flow.gathered import Delivery, Filing, Offer, Slip
from kiosk_app.ui.sample_pages import page
from kiosk_app.wording.trouble import Trouble

_DROP = Mending(Mend.DROP_BLANK, (4,))
_TURN = Mending(Mend.ROTATE, (3,), 180)
_REDUCE = Mending(Mend.REDUCE)


def every_mending(
    filing: Filing, stick: Medium, captured: states.Captured
) -> dict[str, states.State]:
    """From the offers to the receipt: a writ with a blank page, one upside down, all too fine."""
    (writ,) = captured.receipt.documents
    findings = (
        Finding(Trouble.BLANK_PAGE, Severity.LOOK, (4,)),
        Finding(Trouble.TEXT_TURNED, Severity.LOOK, (3,)),
        Finding(Trouble.RESOLUTION_HIGH, Severity.FINE, (1, 2, 3), "600 dpi"),
    )
    first = (page(1), page(2), page(3, turned=True), page(4, blank=True))
    report = Report(writ.sources[0], Kind.PDF, writ.pages, findings, first)
    offers = tuple(Offer(0, mending) for mending in (_DROP, _TURN, _REDUCE))
    offering = states.ReadingFindings(filing, stick, (report,), offers=offers)
    agreed = replace(offering, agreed=frozenset(offers[:2]))
    every_page = range(1, writ.pages + 1)
    brought = (*first, *(page(number) for number in every_page[4:]))
    stamped = tuple(
        None if number in _DROP.pages else page(number, stamped=True) for number in every_page
    )
    planned = replace(writ, mendings=(_DROP, _TURN))
    reviewing = states.Reviewing(filing, (planned,), agreed, brought, stamped, ((_DROP, _TURN),))
    first_blank = Mending(Mend.DROP_BLANK, (1,))
    begins_blank = replace(
        reviewing,
        documents=(replace(writ, mendings=(first_blank,)),),
        brought=(page(1, blank=True), *brought[1:]),
        stamped=(None, *(page(number, stamped=True) for number in every_page[1:])),
        mended=((first_blank,),),
    )
    mended = replace(writ, pages=writ.pages - 1, mendings=(_DROP, _TURN, _REDUCE))
    receipt = replace(captured.receipt, documents=(mended,))
    return {
        "ReadingFindings-offering": offering,
        "ReadingFindings-agreed": agreed,
        "Reviewing-mended": reviewing,
        "Reviewing-left-out": begins_blank,
        "Reviewing-sheet": replace(
            reviewing,
            documents=(writ,),
            brought=(None, *brought[:-1]),
            stamped=(page(1, stamped=True), *brought[:-1]),
            mended=((),),
            sheets=(1,),
        ),
        "Reviewing-not-done": replace(reviewing, mended=((_DROP,),)),
        "Captured-mended": replace(captured, receipt=receipt),
        "Captured-mended-unreachable": states.Captured(
            filing,
            replace(receipt, delivery=Delivery.CAPTURED, trouble=Trouble.CENTRE_UNREACHABLE),
            Slip.PRINTED,
        ),
    }
