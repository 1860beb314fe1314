"""What every scripted visit has in common: getting to a screen, choosing, ending."""

from kiosk_app.demo.player import Player, ScriptBroken
from kiosk_app.documents.mending import Mend
from kiosk_app.flow import model as m


def begin(player: Player, *touches: str) -> None:
    """From Welcome over the notice to the question who is there, and these touches."""
    player.wait_for(m.Welcome)
    player.touch("primary")
    player.wait_for(m.Notice)
    player.touch("primary")
    player.wait_for(m.Identifying)
    for name in touches:
        player.touch(name)


def existing_case(player: Player, prefix: str, number: str, year: int = 2025) -> None:
    """Pick the type, key the number, touch the year."""
    player.wait_for(m.EnteringCase)
    player.touch(f"type_{prefix}")
    for digit in number:
        player.touch(f"digit_{digit}")
    player.touch(f"year_{year}")
    player.picture_variant("EnteringCase-read")
    player.touch("primary")


def document_type(player: Player, code: str) -> None:
    """Find the type in the list and touch it."""
    player.wait_for(m.ChoosingDocumentType)
    player.touch_in_list(f"document_type_{code}")


def confirm_readiness(player: Player) -> None:
    """Mark every line of the list, and go on."""
    state = player.state
    for check in state.checks if isinstance(state, m.ConfirmingReadiness) else ():
        player.touch_in_list(f"check_{check.code}")
    player.picture_variant("ConfirmingReadiness-done")
    player.touch("primary")


def a_firm_until_inserting(player: Player) -> None:
    """A law firm with a statement of claim stands before the sockets."""
    begin(player, "kind_law_firm")
    player.touch("primary")
    existing_case(player, "HCA", "1234")
    document_type(player, "statement_of_claim")
    player.wait_for(m.ConfirmingReadiness, m.Inserting, m.Choosing)
    if isinstance(player.state, m.ConfirmingReadiness):
        confirm_readiness(player)
    player.wait_for(m.Inserting, m.Choosing)


def a_firm_until_choosing(player: Player) -> None:
    """The same, with a stick that was in the socket already."""
    a_firm_until_inserting(player)
    player.wait_for(m.Choosing)


def choose(player: Player, name: str) -> None:
    """Touch a file in the list by its name."""
    state = player.state
    names = [file.path for file in state.files] if isinstance(state, m.Choosing) else []
    if name not in names:
        raise ScriptBroken(f"{name} is not in the list")
    player.touch_in_list(f"file_{names.index(name)}")


def agree_to(player: Player, mend: Mend) -> None:
    """Touch the first switch for this mending; a second time takes it back."""
    state = player.state
    offers = state.offers if isinstance(state, m.ReadingFindings) else ()
    mends = [offer.mending.mend for offer in offers]
    if mend not in mends:
        raise ScriptBroken(f"nobody offers to {mend}")
    player.touch_in_list(f"mend_{mends.index(mend)}")


def hand_over(player: Player) -> None:
    """From the marked files over findings and review to the receipt."""
    player.touch("primary")
    player.wait_for(m.ReadingFindings)
    player.touch("primary")
    player.wait_for(m.Reviewing)
    player.touch("primary")
    player.wait_for(m.Captured)


def delivery(player: Player) -> m.Delivery | None:
    """What the receipt's screen says of the delivery."""
    return player.state.receipt.delivery if isinstance(player.state, m.Captured) else None
