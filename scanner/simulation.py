"""Simulated scanners refuse to run in production."""

import os


class SimulationRefused(RuntimeError):
    """A simulated scanner was asked for on a production machine."""


def refuse_in_production() -> None:
    """Raise SimulationRefused where the production unit has set KIOSK_PRODUCTION=1."""
    if os.environ.get("KIOSK_PRODUCTION", "0") not in ("", "0"):
        raise SimulationRefused("simulated scanners do not run in production")
