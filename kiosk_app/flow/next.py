"""What a step gives: the next state, and what is to be done."""

from kiosk_app.flow.commands import Command
from kiosk_app.flow.states import State

Next = tuple[State, tuple[Command, ...]]
