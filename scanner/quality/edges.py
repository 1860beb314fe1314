"""Finds writing that runs into an edge of the page, as it does when a sheet lay askew."""

from itertools import pairwise
from typing import Any

import numpy as np

from scanner.quality.ink import Ink, Mask
from scanner.quality.ranks import middle

EDGE_MM = 0.7
INWARD_MM = 15.0
TALLEST_LINE_MM = 8.0
FEWEST_LINES = 3  # a signature, a stamp or a rule that meets the edge is one or two
FEWEST_STROKES = 14  # of letters cut through along the edge
WIDEST_STROKE_MM = 4.0
SHALLOWEST_MM = 1.3  # what is left of the line; the paper's own edge shows as less
FEWEST_CHANGES = 6  # from paper to ink and back, along the part of a line that is looked at
MOST_INK, LEAST_INK = 0.6, 0.05
WHITE = 0.02  # ink between two lines of writing; photographs have more


def cut_edges(ink: Ink, px_per_mm: float) -> tuple[str, ...]:
    """The edges that writing runs into: of "left", "right", "top", "bottom"."""
    page = ink.writing[: ink.rows, : ink.columns]
    found = []
    for name, seen in (
        ("left", page),
        ("right", page[:, ::-1]),
        ("top", page.T),
        ("bottom", page[::-1].T),
    ):
        cut = _lines_end_at if name in ("left", "right") else _line_is_halved_at
        if cut(seen, px_per_mm):
            found.append(name)
    return tuple(found)


def _lines_end_at(page: Mask, px_per_mm: float) -> bool:
    """Several lines of writing that reach the first columns, with white between them."""
    inward = page[:, : round(INWARD_MM * px_per_mm)]
    runs = _runs(_touching(page, px_per_mm), px_per_mm)
    lines = [
        (start, end)
        for start, end in runs
        if end - start <= TALLEST_LINE_MM * px_per_mm and _is_writing(inward[start:end])
    ]
    if len(lines) < FEWEST_LINES or len(lines) < len(runs) / 2:
        return False
    apart = [
        float(inward[end:start].mean()) for (_, end), (start, _) in pairwise(lines) if start > end
    ]
    return middle(apart) < LEAST_INK and min(apart) < WHITE


def _line_is_halved_at(page: Mask, px_per_mm: float) -> bool:
    """Many strokes that end at the first columns, and white behind them before the next line.

    `page` lies on its side here: its first columns are the edge.
    """
    runs = _runs(_touching(page, px_per_mm), px_per_mm, join_mm=0.0)
    strokes = [run for run in runs if run[1] - run[0] <= WIDEST_STROKE_MM * px_per_mm]
    if len(strokes) < FEWEST_STROKES or len(strokes) < 0.9 * len(runs):
        return False
    part = page[strokes[0][0] : strokes[-1][1], : round(TALLEST_LINE_MM * px_per_mm)]
    profile = part.mean(axis=0)
    deep = profile[: max(2, round(SHALLOWEST_MM * px_per_mm))]
    return float(deep.min()) > LEAST_INK and float(profile.min()) < WHITE


def _touching(page: Mask, px_per_mm: float) -> Mask:
    return page[:, : max(2, round(EDGE_MM * px_per_mm))].any(axis=1)


def _runs(touching: Mask, px_per_mm: float, join_mm: float = 0.7) -> list[tuple[int, int]]:
    """Where the edge is touched, from and to; runs closer than `join_mm` are one."""
    padded = np.concatenate(([False], touching, [False]))
    ends = np.flatnonzero(padded[1:] != padded[:-1])
    runs: list[tuple[int, int]] = []
    for start, end in zip(ends[0::2].tolist(), ends[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < join_mm * px_per_mm:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _is_writing(line: Any) -> bool:
    share = float(line.mean())
    if not LEAST_INK < share < MOST_INK:
        return False
    changes = np.count_nonzero(line[:, 1:] != line[:, :-1], axis=1)
    return int(changes.max(initial=0)) >= FEWEST_CHANGES
