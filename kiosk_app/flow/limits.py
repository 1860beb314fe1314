"""How long each screen waits for a touch, in one table.

`None` is said where work is being done that has limits of its own, or where only leaving the
state by an event is right. Seconds, by the monotonic clock; touches start the time anew.
"""

from typing import Final, get_args

from kiosk_app.flow.desks import (
    EnteringPin,
    Inspecting,
    MindingQueue,
    ReadingLog,
    SwitchingService,
    TestingPrinter,
    TestingScanner,
    TestingTouch,
    WatchingSockets,
)
from kiosk_app.flow.exports import Exported, Exporting, PlanningExport
from kiosk_app.flow.inquiries import LookedUp, LookingUp
from kiosk_app.flow.states import (
    ArrangingSheets,
    Captured,
    Capturing,
    Checking,
    Choosing,
    ChoosingDocumentType,
    ConfirmingReadiness,
    EnteringCase,
    Goodbye,
    Identifying,
    Inserting,
    LoadingPaper,
    Notice,
    NotReady,
    OutOfService,
    Preparing,
    ReadingFindings,
    Reviewing,
    Scanning,
    Sorry,
    State,
    StillThere,
    Welcome,
)

TIME_LIMITS_S: Final[dict[type[State], float | None]] = {
    Welcome: None,
    Notice: 60,
    Identifying: 90,
    EnteringCase: 90,
    ChoosingDocumentType: 90,
    ConfirmingReadiness: 120,
    NotReady: 120,
    Inserting: 120,
    Choosing: 120,
    LoadingPaper: 180,
    Scanning: None,
    ArrangingSheets: 240,
    Checking: None,
    ReadingFindings: 180,
    Preparing: None,
    Reviewing: 180,
    Capturing: None,
    Captured: 120,
    Goodbye: 8,
    Sorry: 90,
    OutOfService: 10,
    StillThere: 30,
    LookingUp: 60,
    LookedUp: 90,
    EnteringPin: 45,
    Inspecting: 180,
    MindingQueue: 180,
    WatchingSockets: 180,
    TestingScanner: 180,
    TestingPrinter: 180,
    TestingTouch: 180,
    ReadingLog: 180,
    SwitchingService: 180,
    PlanningExport: 180,
    Exporting: None,
    Exported: 180,
}


def time_limit_s(state: State) -> float | None:
    """The seconds after which TimedOut happens, or None.

    A device left in the socket holds the goodbye until it is out: the next visitor must never
    be shown somebody else's files.
    """
    if isinstance(state, Goodbye) and state.remove_device:
        return None
    return TIME_LIMITS_S[type(state)]


ALL_STATES: Final[tuple[type[State], ...]] = get_args(State)
