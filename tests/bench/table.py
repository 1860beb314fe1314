"""The rows of the bench, and how they are printed."""

from dataclasses import dataclass

HEAD = ("what", "ours", "peer", "ratio", "bar", "")


@dataclass(frozen=True)
class Row:
    """One comparison: ours against a named peer's in the same run, or against a fixed amount.

    `bar` is the most that the ratio may be, or that `ours` may be where there is no peer; None
    where the row is only to be known.
    """

    what: str
    unit: str
    ours: float
    peer_name: str = ""
    peer: float | None = None
    bar: float | None = None
    at_least: bool = False

    @property
    def judged(self) -> float:
        """What is compared with the bar."""
        return self.ours if self.peer is None else self.ours / max(self.peer, 1e-9)

    @property
    def met(self) -> bool | None:
        """Whether the bar was met; None without a bar."""
        if self.bar is None:
            return None
        return self.judged >= self.bar if self.at_least else self.judged <= self.bar

    def cells(self) -> tuple[str, ...]:
        """As printed."""
        peer = ratio = bar = ""
        if self.peer is not None:
            peer = f"{_figure(self.peer)} {self.unit} {self.peer_name}"
            ratio = f"{self.judged:.2f}" if self.peer else "–"
        if self.bar is not None:
            bar = f"{'≥' if self.at_least else '≤'} {self.bar:g}"
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return self.what, f"{_figure(self.ours)} {self.unit}", peer, ratio, bar, verdict


def printed(rows: list[Row]) -> str:
    """The rows as a table that reads as Markdown too."""
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    padded = [[c.ljust(w) for c, w in zip(line, widths, strict=True)] for line in cells]
    lines = [f"| {' | '.join(line)} |" for line in padded]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    missed = sum(row.met is False for row in rows)
    judged = sum(row.met is not None for row in rows)
    return "\n".join([*lines, "", f"{judged - missed} of {judged} bars met"])


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
