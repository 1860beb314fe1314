"""The machine port: starting the application, or the whole machine, anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

RESTART_REQUEST = "restart-machine"


class MachineUnavailable(Exception):
    """The request cannot be made; nothing is restarted."""


class Machine(Protocol):
    """What a technician can have restarted. Both return at once: the end comes soon after."""

    def restart_application(self) -> None:
        """End this process in order; its service manager starts it again."""

    def restart_machine(self) -> None:
        """Have the whole machine restarted. Raises MachineUnavailable."""


class ServedMachine:
    """A machine under systemd.

    The application has no privilege to restart anything. It ends itself, and for the machine it
    leaves an empty file, which a path unit of root's watches for.
    """

    def __init__(self, requests: Path, end: Callable[[], None]) -> None:
        """`requests` is the folder that root watches, `end` ends this process in order.

        The folder must not outlive the machine's run, or the machine would restart for ever.
        """
        self._requests, self._end = requests, end

    def restart_application(self) -> None:
        """See Machine."""
        self._end()

    def restart_machine(self) -> None:
        """See Machine."""
        try:
            (self._requests / RESTART_REQUEST).touch()
        except OSError as error:
            raise MachineUnavailable("the request cannot be left") from error
