"""Counts the leaves of a page tree without believing it, and without following it for ever."""

import pikepdf

from kiosk_app.documents.growth import Grows

MOST_DEEP = 100
MOST_LEAVES = 200_000


def count_leaves(root: pikepdf.Object) -> int:
    """How many pages hang in the tree; stops counting at MOST_LEAVES.

    Raises Grows for a tree that leads back to itself or goes deeper than any real one.
    """
    top = root.get("/Pages")
    if not isinstance(top, pikepdf.Dictionary):
        return 0
    count, seen = 0, {top.objgen}
    waiting = [(top, 0)]
    while waiting:
        node, deep = waiting.pop()
        kids = node.get("/Kids")
        if not isinstance(kids, pikepdf.Array):
            continue
        if deep > MOST_DEEP or len(seen) > MOST_LEAVES:
            raise Grows("page tree")
        for kid in kids:
            if not isinstance(kid, pikepdf.Dictionary):
                continue
            if "/Kids" not in kid:
                count += 1
                if count == MOST_LEAVES:
                    return count
            elif kid.objgen in seen and kid.objgen[0]:
                raise Grows("page tree")
            else:
                seen.add(kid.objgen)
                waiting.append((kid, deep + 1))
    return count
