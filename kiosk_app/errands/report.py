"""How an errand tells what happened."""

from typing import Protocol

from kiosk_app.flow.model import Event


class NoLongerWanted(Exception):
    """The visitor has gone on or away: the errand ends at once and tells nothing."""


class Report(Protocol):
    """Tell the flow what happened, from any thread."""

    def __call__(self, event: Event) -> None:
        """Pass the event on. Raises NoLongerWanted when nobody waits for it any more."""
