"""Finds the pages of a file that show the same sheet, as long as its own processor time lasts."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from kiosk_app.documents.budget import Budget
from kiosk_app.documents.page_look import LONG_SIDE_PX as FIRST_LOOK_PX
from scanner.quality.likeness import NEAR_BITS, bits_apart, marks, may_be_same, same_sheet

CLOSE_LOOK_PX = 2000  # A4 at 170 dpi: a figure 3 and a figure 8 can be told apart
MOST_UNLIKE = 4  # pairs compared in vain, a tenth of a second each
CLOSELY_UNLIKE = 2  # and a third of a second for one that needed a close look: it counts twice
UNLIKE_EVERY_PAGES = 25
KEPT_DRAWN = 2  # of each size: the next pair is often one of the last sheet
MOST_NAMED = 24  # pages, in all
MOST_NAMED_OF_A_SHEET = 4

Draw = Callable[[int, int], Any]


@dataclass(frozen=True)
class Alike:
    """The pages that show the same, sheet by sheet, each sheet's pages in order.

    `not_compared` is how many more resemble another page, and time was up before they were looked
    at. Those that come after many compared in vain are not among them: they resemble it less.
    """

    sheets: tuple[tuple[int, ...], ...]
    not_compared: int

    @property
    def pages(self) -> tuple[int, ...]:
        """All that are on a sheet with another."""
        return tuple(sorted(page for sheet in self.sheets for page in sheet))

    @property
    def detail(self) -> str:
        """The first of them by name, how many more there are, and what was not looked at."""
        named: list[tuple[int, ...]] = []
        left = MOST_NAMED
        for sheet in self.sheets:
            if left < 2:
                break
            named.append(sheet[: min(left, MOST_NAMED_OF_A_SHEET)])
            left -= len(named[-1])
        detail = ", ".join(" = ".join(map(str, sheet)) for sheet in named)
        if more := len(self.pages) - sum(map(len, named)):
            detail += f" +{more}"
        return detail + (f"; {self.not_compared} not compared" if self.not_compared else "")


class AlikePages:
    """Sees the pages of one file one by one, then says which show the same.

    This is advice: it stops before it makes a sound file take too long.
    """

    def __init__(self, draw: Draw, cpu_s: Callable[[], float] = time.process_time) -> None:
        """`draw(number, long_side_px)` gives a page (from 1) in grey, or None; `cpu_s` is a clock
        of processor time.
        """
        self._draw = draw
        self._cpu_s = cpu_s
        self._seen: list[tuple[int, bytes]] = []
        self._first: dict[bytes, int] = {}
        self._sheets: dict[int, set[int]] = {}
        self._drawn: dict[int, dict[int, Any]] = defaultdict(dict)

    def see(self, number: int, grey: Any, fingerprint: bytes) -> None:
        """One page at its first look, and where its ink is."""
        shown: Any = np.ascontiguousarray(grey)
        digest = sha256(repr(shown.shape).encode())
        digest.update(shown)
        same = self._first.setdefault(digest.digest(), number)
        if same == number:
            self._seen.append((number, fingerprint))
            self._sheets[number] = {number}
        else:
            self._sheets[same].add(number)  # the same to the last pixel: no closer look is needed

    def find(self, pages: int) -> Alike:
        """Compare what looks alike, in a file of so many pages."""
        until_s = self._cpu_s() + Budget(0, pages).comparing_s
        pending = _Candidates(self._seen)
        left, in_time = MOST_UNLIKE + len(self._seen) // UNLIKE_EVERY_PAGES, True
        while left > 0 and pending and (in_time := self._cpu_s() < until_s):
            one, other = pending.likeliest(self._drawn[CLOSE_LOOK_PX])
            if vain := self._unlike(one, other):
                pending.in_vain(one)
                left -= vain
            else:
                self._put_together(one, other)
        self._drawn.clear()
        found = {id(sheet): tuple(sorted(sheet)) for sheet in self._sheets.values()}
        alike = sorted(sheet for sheet in found.values() if len(sheet) > 1)
        return Alike(tuple(alike), 0 if in_time else pending.untried())

    def _put_together(self, one: int, other: int) -> None:
        sheet = self._sheets[one] | self._sheets[other]
        for number in sheet & self._sheets.keys():
            self._sheets[number] = sheet

    def _unlike(self, one: int, other: int) -> int:
        """0 for two pages that show the same, else what it cost to see that they do not."""
        looks = ((may_be_same, FIRST_LOOK_PX, 1), (same_sheet, CLOSE_LOOK_PX, CLOSELY_UNLIKE))
        for same, long_side_px, cost in looks:
            first, second = self._marks(one, long_side_px), self._marks(other, long_side_px)
            if first is None or second is None or not same(first, second):
                return cost
        return 0

    def _marks(self, number: int, long_side_px: int) -> Any:
        """Drawn again, unless it is among the last that were."""
        drawn = self._drawn[long_side_px]
        found = drawn.pop(number, None)
        if found is None:
            while len(drawn) >= KEPT_DRAWN:
                del drawn[next(iter(drawn))]
            grey = self._draw(number, long_side_px)
            found = None if grey is None else marks(grey)
        drawn[number] = found
        return found


class _Candidates:
    """Pages that resemble one before them, each with the nearest: the likeliest pair goes first."""

    def __init__(self, seen: list[tuple[int, bytes]]) -> None:
        self._pairs: list[tuple[int, int, int]] = []
        self._family: dict[int, int] = {}
        self._vain: dict[int, int] = defaultdict(int)
        prints = np.array([np.frombuffer(bits, np.uint8) for _, bits in seen])
        for at in range(1, len(seen)):
            apart = bits_apart(seen[at][1], prints[:at])
            nearest = int(apart.argmin())
            if apart[nearest] <= NEAR_BITS:
                one, other = seen[nearest][0], seen[at][0]
                self._family[other] = self._family.setdefault(one, one)
                self._pairs.append((int(apart[nearest]), one, other))

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def untried(self) -> int:
        """How many are left in families of which nothing was compared in vain."""
        return sum(not self._vain[self._family[one]] for _, one, _ in self._pairs)

    def likeliest(self, at_hand: Iterable[int]) -> tuple[int, int]:
        """Two pages that nobody compared yet.

        A family that was compared in vain, such as copies of one form, waits for all others; then
        comes what needs fewer drawings, those at hand being there already.
        """
        drawn = set(at_hand)
        best = min(
            self._pairs,
            key=lambda pair: (self._vain[self._family[pair[1]]], drawn.isdisjoint(pair[1:]), pair),
        )
        self._pairs.remove(best)
        return best[1:]

    def in_vain(self, number: int) -> None:
        """The page was compared and is another sheet."""
        self._vain[self._family[number]] += 1
