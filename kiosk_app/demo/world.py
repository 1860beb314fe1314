"""The simulated world around a kiosk: sockets, scanner, printer, machine, all in one hand."""

from dataclasses import dataclass, field
from pathlib import Path

from drivers.clock import Clock, SystemClock
from drivers.simulated import SimulatedShelf
from drivers.simulated_machine import SimulatedMachine
from drivers.simulated_outgoing import SimulatedOutgoing
from drivers.simulated_printer import SimulatedPrinter
from kiosk_app.devices import Devices
from kiosk_app.maintenance.log_reader import LogFile
from scanner.simulated import SimulatedScanner


@dataclass
class World:
    """What tests, the demonstration and the dev dock lay hands on. Refuses in production."""

    log: Path
    clock: Clock = field(default_factory=SystemClock)
    shelf: SimulatedShelf = field(default_factory=SimulatedShelf)
    scanner: SimulatedScanner = field(default_factory=SimulatedScanner)
    printer: SimulatedPrinter = field(default_factory=SimulatedPrinter)
    machine: SimulatedMachine = field(default_factory=SimulatedMachine)
    outgoing: SimulatedOutgoing = field(init=False)

    def __post_init__(self) -> None:
        self.outgoing = SimulatedOutgoing(self.shelf)

    def devices(self) -> Devices:
        """The same as the application takes it."""
        return Devices(
            storage=self.shelf,
            outgoing=self.outgoing,
            clock=self.clock,
            machine=self.machine,
            log=LogFile(self.log),
            scanner=self.scanner,
            printer=self.printer,
        )
