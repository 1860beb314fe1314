"""Where on a page the stamp has room: what a look at the page came to, in a few numbers."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where the stamp goes, in points as shown, origin bottom left.

    `turned` marks one that runs upwards along a side; `light` is ink for dark paper.
    """

    x: float
    y: float
    scale: float
    turned: bool
    light: bool

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From the mark's own points to points as shown; (x, y) is the mark's own corner."""
        s = self.scale
        if self.turned:
            return (0, s, -s, 0, self.x, self.y)
        return (s, 0, 0, s, self.x, self.y)


@dataclass(frozen=True)
class Room:
    """The first free place on a page (from 1), for one of the shapes that a stamp may take.

    `shape` counts from 0 in the order of `stamp_mark.ordinary_shapes`. The check looks at every
    page anyway: what it saw spares the stamp a second look.
    """

    page: int
    shape: int
    place: Place

    def to_json(self) -> dict[str, Any]:
        """For the way out of the sandbox and into it."""
        return {"page": self.page, "shape": self.shape, **asdict(self.place)}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "Room":
        """Back from `to_json`. Raises KeyError, TypeError, ValueError."""
        x, y, scale = (float(facts[key]) for key in ("x", "y", "scale"))
        place = Place(x, y, scale, bool(facts["turned"]), bool(facts["light"]))
        return cls(int(facts["page"]), int(facts["shape"]), place)
