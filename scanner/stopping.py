"""Carries the wish to stop to whatever the scanner is doing at that moment."""

import threading
from collections.abc import Callable


class Stopping:
    """Asked on one thread, obeyed on another; once begun it stays."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancel: Callable[[], None] | None = None
        self._begun = False

    @property
    def begun(self) -> bool:
        """True once somebody wants to stop."""
        return self._begun

    def begin(self) -> None:
        """Stop, and tell the device that is at work to cancel, if there is one."""
        with self._lock:
            self._begun = True
            if self._cancel is not None:
                self._cancel()

    def cancels(self, cancel: Callable[[], None] | None) -> None:
        """Name the call that ends what the device does; None before the device is closed."""
        with self._lock:
            self._cancel = cancel
