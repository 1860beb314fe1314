"""What the centre signs and is not believed: at first the way's fault, then a person's to mend."""

from sync.court import Blockage, CourtBlocked, CourtUnavailable

_KEPT = 256


class Disbelief:
    """What was not believed so far. What is changed on the way is not changed alike twice."""

    def __init__(self) -> None:
        self._told: dict[bytes, None] = {}

    def of(self, name: str, told: bytes) -> CourtUnavailable | CourtBlocked:
        """To be raised for this; told the same once more, nothing is delivered for now."""
        if told in self._told:
            return CourtBlocked(Blockage.CONFIG, f"{name}-not-valid")
        self._told[told] = None
        if len(self._told) > _KEPT:
            del self._told[next(iter(self._told))]
        return CourtUnavailable(f"{name}-not-valid")
