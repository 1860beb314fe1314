"""What can be touched on the findings screen to have a copy mended: one switch for each offer."""

from dataclasses import dataclass

from kiosk_app.documents.mending import Mending
from kiosk_app.flow import states
from kiosk_app.flow.gathered import Offer
from kiosk_app.flow.mendings import combined


@dataclass(frozen=True)
class Switch:
    """One switch, off until it is touched.

    `mending` is what it does, its pages as the screen counts them; `offers` is what it means for
    the files. `file` counts from 0; scanned sheets are all of file 0.
    """

    name: str
    file: int
    mending: Mending
    offers: tuple[Offer, ...]
    agreed: bool


def switches(state: states.ReadingFindings) -> tuple[Switch, ...]:
    """The switches of this screen in the order of the files, each under a name of its own."""
    groups = _of_sheets(state.offers) if state.sheets else _of_files(state.offers)
    return tuple(
        Switch(
            name=str(number),
            file=0 if state.sheets else offers[0].file,
            mending=mending,
            offers=offers,
            agreed=state.agreed.issuperset(offers),
        )
        for number, (mending, offers) in enumerate(groups)
    )


_Group = tuple[Mending, tuple[Offer, ...]]


def _of_files(offers: tuple[Offer, ...]) -> list[_Group]:
    return [(offer.mending, (offer,)) for offer in offers]


def _of_sheets(offers: tuple[Offer, ...]) -> list[_Group]:
    """The same mending of several sheets is one switch: to the visitor they are one document."""
    wanted = combined(
        Mending(offer.mending.mend, (offer.file + 1,), offer.mending.degrees) for offer in offers
    )
    return [
        (mending, tuple(offer for offer in offers if _is_part(offer, mending)))
        for mending in wanted
    ]


def _is_part(offer: Offer, mending: Mending) -> bool:
    one = offer.mending
    return (one.mend, one.degrees) == (mending.mend, mending.degrees)
