"""What a technician does at the screen: every entry and every deed, done and put on record."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from drivers.clock import Clock
from drivers.machine import Machine
from kiosk_app.logbook import Entry, note
from kiosk_app.maintenance.credential import Credential, Granted, LockedOut, NotSet, Wrong
from kiosk_app.maintenance.switch import Message, OutOfServiceSwitch
from sync.lane import boot_clock
from sync.outbox import Outbox
from sync.submissions import Moment, OutboxError

BY = "technician"


class Deed(StrEnum):
    """What is put on record; each is an event of the audit log, named maintenance-…"""

    ENTERED = "entered"
    REFUSED = "refused"
    LOCKED_OUT = "locked-out"
    LEFT = "left"
    LEFT_ALONE = "left-alone"
    SWITCHED_OFF = "switched-off"
    SWITCHED_ON = "switched-on"
    APPLICATION_RESTARTED = "application-restarted"
    MACHINE_RESTARTED = "machine-restarted"
    REPORTED = "reported"
    REPORT_EXPORTED = "report-exported"
    LOG_EXPORTED = "log-exported"
    QUEUE_EXPORTED = "queue-exported"
    TEST_PRINTED = "test-printed"
    TEST_SCANNED = "test-scanned"
    TOUCH_TESTED = "touch-tested"
    REPRINTED = "reprinted"


@dataclass(frozen=True)
class Technician:
    """Any thread; check a PIN off the GUI thread, it takes some tenths of a second.

    A deed is put on record before it is done. When the audit log cannot be written, which may be
    what the technician has come for, the journal has the deed and says that the log misses it.
    """

    credential: Credential
    switch: OutOfServiceSwitch
    machine: Machine
    outbox: Outbox
    clock: Clock
    boot_clock: Callable[[], Moment] = boot_clock

    def enter(self, pin: str) -> Granted | Wrong | LockedOut | NotSet:
        """Whether this PIN opens maintenance mode. Raises OSError; then it does not."""
        answer = self.credential.check(pin, self.boot_clock())
        match answer:
            case Granted():
                self.noted(Deed.ENTERED)
            case Wrong() | NotSet():
                self.noted(Deed.REFUSED)
            case LockedOut(wait_s):
                self.noted(Deed.LOCKED_OUT, wait_s=round(wait_s))
        return answer

    def leave(self, *, alone: bool = False) -> None:
        """Maintenance mode ends; `alone` when nobody has touched the screen for too long."""
        self.noted(Deed.LEFT_ALONE if alone else Deed.LEFT)

    def switch_off(self, message: Message) -> None:
        """Out of service, with this message, until switch_on(). Raises OSError."""
        self.noted(Deed.SWITCHED_OFF, message=message.value)
        self.switch.turn_off(message, BY, self.clock.now())

    def switch_on(self) -> None:
        """In service again. Raises OSError."""
        self.noted(Deed.SWITCHED_ON)
        self.switch.turn_on()

    def restart_application(self) -> None:
        """End the application; it is started again."""
        self.noted(Deed.APPLICATION_RESTARTED)
        self.machine.restart_application()

    def restart_machine(self) -> None:
        """Start the machine again. Raises MachineUnavailable."""
        self.noted(Deed.MACHINE_RESTARTED)
        self.machine.restart_machine()

    def noted(self, deed: Deed, **facts: str | int) -> None:
        """Put a deed on record: in the audit log and in the journal. Never raises for the disk."""
        note(Entry.MAINTENANCE, deed=deed.value, **facts)
        try:
            self.outbox.noted(f"maintenance-{deed}", by=BY, **facts)
        except OutboxError as error:
            note(Entry.AUDIT_MISSED, deed=deed.value, reason=type(error).__name__)
