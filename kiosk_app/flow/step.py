"""What happens next: the whole visit as one list of sentences.

`step(state, event)` gives the next state and the commands to carry out. It is pure. A pair
that is not listed, here or in the two chapters `telling.py` and `handing_over.py`, means
nothing and leaves the state as it is.
"""

from dataclasses import replace

from kiosk_app.flow.handing_over import before_the_hand_over, capturing, from_the_device
from kiosk_app.flow.limits import time_limit_s
from kiosk_app.flow.looking_up import looking_up
from kiosk_app.flow.maintaining import maintaining
from kiosk_app.flow.model import (
    DESKS,
    TOUCHES,
    AnotherWanted,
    ArrangingSheets,
    Captured,
    Capturing,
    Checking,
    CheckService,
    Choosing,
    ChoosingDocumentType,
    DeliveryChanged,
    EnteringPin,
    Event,
    Filing,
    Finished,
    GestureMade,
    Goodbye,
    Identifying,
    Inserting,
    Left,
    LoadingPaper,
    LookAtMedia,
    LookAtPin,
    LookedUp,
    LookingUp,
    LookUpWanted,
    MediaSeen,
    MediaUnseen,
    MoreTimeWanted,
    Notice,
    NoticeAccepted,
    NotReady,
    OutOfService,
    Preparing,
    PrintSlip,
    ReadingFindings,
    Reviewing,
    Scanning,
    ServiceLost,
    ServiceRestored,
    Slip,
    SlipTold,
    SlipWanted,
    Sorry,
    Started,
    State,
    StillThere,
    StopWork,
    TimedOut,
    Welcome,
    WentBack,
    WipeVisit,
)
from kiosk_app.flow.next import Next
from kiosk_app.flow.scanning import from_paper
from kiosk_app.flow.telling import readiness, telling
from kiosk_app.wording.trouble import Trouble

_END_OF_VISIT = (StopWork(), WipeVisit(), LookAtMedia())


def step(state: State, event: Event) -> Next:
    """The next state and what is to be done, from what is shown and what happened."""
    match state:
        case Welcome() | Notice() | OutOfService() | Goodbye():
            return _around_a_visit(state, event)
        case StillThere(waiting):
            return _still_there(waiting, event)
        case _ if isinstance(state, DESKS):
            return maintaining(state, event)
        case Capturing():
            return capturing(state, event)
        case LookingUp() | LookedUp():
            return looking_up(state, event)
        case _ if isinstance(event, Left):
            return Goodbye(remove_device=False, number=_number_of(state)), _END_OF_VISIT
        case Sorry() | NotReady() | Captured():
            return _endings(state, event)
        case _ if isinstance(event, TimedOut) and time_limit_s(state) is not None:
            return StillThere(state), ()
        case LoadingPaper() | Scanning() | ArrangingSheets():
            return from_paper(state, event)
        case Inserting() | Choosing() | Checking():
            return from_the_device(state, event)
        case ReadingFindings() | Preparing() | Reviewing():
            return before_the_hand_over(state, event)
        case _:
            return telling(state, event)


def _around_a_visit(
    state: Welcome | Notice | OutOfService | Goodbye,
    event: Event,
) -> Next:
    match state, event:
        case Welcome(), Started():
            return Notice(), (CheckService(),)
        case Welcome(), LookUpWanted():
            return LookingUp(), ()
        case Welcome() | OutOfService(), GestureMade():
            return EnteringPin(), (LookAtPin(),)
        case Welcome() | Notice(), ServiceLost(trouble, message):
            return OutOfService(trouble, message), ()

        case Notice(), NoticeAccepted():
            return Identifying(), ()
        case Notice(), WentBack() | Left() | TimedOut():
            return Welcome(), (CheckService(),)

        case OutOfService(), TimedOut():
            return state, (CheckService(),)
        case OutOfService(), ServiceLost(trouble, message):
            return OutOfService(trouble, message), ()
        case OutOfService(), ServiceRestored():
            return Welcome(), ()

        case Goodbye(), MediaSeen(media):
            return replace(state, remove_device=bool(media), looked=True), ()
        case Goodbye(), MediaUnseen():
            return OutOfService(Trouble.USB_UNAVAILABLE), ()
        case Goodbye(looked=False), TimedOut() | Finished():
            return state, (LookAtMedia(),)
        case Goodbye(remove_device=False, looked=True), TimedOut() | Finished():
            return Welcome(), (CheckService(),)
        case _:
            return state, ()


def _still_there(waiting: State, event: Event) -> Next:
    """The waiting screen lives on under the question: what it waits for still reaches it."""
    match event:
        case MoreTimeWanted():
            return waiting, ()
        case TimedOut() | Left():
            return Goodbye(remove_device=False, number=_number_of(waiting)), _END_OF_VISIT
        case _ if isinstance(event, TOUCHES):
            return StillThere(waiting), ()
    moved, asked = step(waiting, event)
    if type(moved) is type(waiting):
        return StillThere(moved), asked
    return moved, asked


def _endings(state: Sorry | NotReady | Captured, event: Event) -> Next:
    match state, event:
        case Captured(_, receipt), DeliveryChanged(number) if number == receipt.number:
            moved = replace(
                receipt,
                delivery=event.delivery,
                sent_fraction=event.sent_fraction,
                received_at=event.received_at,
                trouble=event.trouble,
            )
            return replace(state, receipt=moved), ()
        case Captured(_, receipt), SlipTold(number, slip, trouble) if number == receipt.number:
            return replace(state, slip=slip, slip_trouble=trouble), ()
        case Captured(filing, receipt, Slip.PRINTED | Slip.NOT_PRINTED), SlipWanted():
            return Captured(filing, receipt), (PrintSlip(filing, receipt),)
        case Captured(filing), AnotherWanted():
            return ChoosingDocumentType(replace(filing, document_type=None)), (WipeVisit(),)
        case Captured(_, receipt), Finished():
            return Goodbye(remove_device=False, number=receipt.number), _END_OF_VISIT
        case Captured() | NotReady(), TimedOut():
            return StillThere(state), ()

        case NotReady(filing, missing), WentBack():
            return readiness(filing, still_missing={check.code for check in missing}), ()
        case NotReady() | Sorry(), Finished():
            return Goodbye(remove_device=False), _END_OF_VISIT

        case Sorry(filing=Filing() as filing), WentBack():
            return Inserting(filing), (LookAtMedia(),)
        case Sorry(), TimedOut() | WentBack():
            return Goodbye(remove_device=False), _END_OF_VISIT
        case _:
            return state, ()


def _number_of(state: State) -> str:
    return state.receipt.number if isinstance(state, Captured) else ""
