"""A machine that only remembers that somebody wanted it restarted."""

from drivers.machine import MachineUnavailable
from drivers.simulated import refuse_in_production


class SimulatedMachine:
    """Implements Machine. `restarts` has "application" or "machine" for each wish, in order."""

    def __init__(self) -> None:
        refuse_in_production()
        self.restarts: list[str] = []
        self.out_of_reach = False

    def restart_application(self) -> None:
        """See Machine."""
        self.restarts.append("application")

    def restart_machine(self) -> None:
        """See Machine."""
        if self.out_of_reach:
            raise MachineUnavailable("as it was told")
        self.restarts.append("machine")
