"""Beside the visits: a submission is looked up by its number.

Nothing of anybody's lies on these screens, so leaving them alone leads to Welcome unasked.
"""

from kiosk_app.flow.model import (
    CheckService,
    Event,
    Finished,
    Left,
    LookedUp,
    LookingUp,
    LookUpNumber,
    NumberEntered,
    SubmissionFound,
    TimedOut,
    TroubleArose,
    Welcome,
    WentBack,
)
from kiosk_app.flow.next import Next


def looking_up(state: LookingUp | LookedUp, event: Event) -> Next:
    """From the number to what is known of it, and back."""
    match state, event:
        case LookingUp(), NumberEntered(text):
            return LookingUp(), (LookUpNumber(text),)
        case LookingUp(), SubmissionFound(known):
            return LookedUp(known), ()
        case LookingUp(), TroubleArose(trouble):
            return LookingUp(trouble), ()
        case LookedUp(), WentBack():
            return LookingUp(), ()
        case LookingUp(), WentBack() | Left() | TimedOut():
            return Welcome(), (CheckService(),)
        case LookedUp(), Finished() | Left() | TimedOut():
            return Welcome(), (CheckService(),)
        case _:
            return state, ()
