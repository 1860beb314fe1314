"""Finds where pages have room for the stamp; what the check has seen spares a second look."""

from collections.abc import Sequence
from typing import Any

import pikepdf

from kiosk_app.documents.occupied import with_annotations
from kiosk_app.documents.page_view import PageView
from kiosk_app.documents.placement import find_place, is_on_page
from kiosk_app.documents.room import Room
from kiosk_app.documents.stamp_mark import Shape, ordinary_shapes


def find_room(
    page: pikepdf.Page, number: int, view: PageView, grey: Any, shapes: Sequence[Shape]
) -> Room | None:
    """Where the page (from 1) has room for one of the shapes; None where it has none.

    `grey` is the page as `page_look.look_at` sees it, without what is laid over it.
    """
    seen = with_annotations(grey, page, view)
    found = find_place(seen, view.width, view.height, shapes, first=number == 1)
    return None if found is None else Room(number, *found)


def is_still_true(room: Room | None, view: PageView, shapes: Sequence[Shape]) -> bool:
    """Whether a room that the check found serves a stamp of these shapes on the page as it is.

    It was found for the ordinary shapes; a stamp with longer words needs a look of its own.
    """
    if room is None:
        return False
    first = room.page == 1
    if tuple(shapes) != ordinary_shapes(first=first) or room.shape >= len(shapes):
        return False
    return is_on_page(room.place, shapes[room.shape], view.width, view.height, first=first)
