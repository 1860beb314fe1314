"""Finds patterns that are painted with themselves: pdfium would paint them for ever."""

import re

import pikepdf

from kiosk_app.documents.growth import MOST_STREAM_BYTES, UNREADABLE, Grows

MOST_FOLLOWED = 200

_PAINTED_WITH = re.compile(rb"/([^\s/\[\]<>()]+)\s+(?:scn|SCN|Do)\b")


def mind_circles(pattern: pikepdf.Stream) -> None:
    """Raise Grows when what a tiling pattern draws is painted with the pattern itself.

    Only what its drawing names counts: many writers give all things the same resources.
    """
    follow, followed = [pattern], {pattern.objgen}
    while follow and len(followed) < MOST_FOLLOWED:
        for inner in _painted(follow.pop()):
            if inner.objgen == pattern.objgen:
                raise Grows("patterns within patterns")
            if inner.objgen not in followed:
                followed.add(inner.objgen)
                follow.append(inner)


def _painted(owner: pikepdf.Stream) -> list[pikepdf.Stream]:
    """The patterns and forms that a pattern or form paints with."""
    resources = owner.get("/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        return []
    try:
        names = set(_PAINTED_WITH.findall(owner.read_bytes()[:MOST_STREAM_BYTES]))
    except UNREADABLE:
        return []
    found = []
    for kind in ("/Pattern", "/XObject"):
        among = resources.get(kind)
        if isinstance(among, pikepdf.Dictionary):
            found += [item for key, item in among.items() if key[1:].encode() in names]
    return [item for item in found if isinstance(item, pikepdf.Stream)]
