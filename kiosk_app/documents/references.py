"""Walks what a PDF's objects hold, and makes them forget pages and fields that are taken out."""

from collections.abc import Iterator, Mapping

import pikepdf

MOST_DEEP = 64

Key = tuple[int, int]


def containers(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary and array of the file, those within others too; of a stream its own."""
    for item in pdf.objects:
        yield from _within(item, 0)


def forget(pdf: pikepdf.Pdf, gone: Mapping[Key, pikepdf.Object | None]) -> None:
    """Take out every mention of the objects `gone`, so that they are not written again.

    Where one begins an array it is a place to go to, and what stands beside it in `gone` takes
    its place.
    """
    for holder in list(containers(pdf)):
        if isinstance(holder, pikepdf.Array):
            _forget_in_array(holder, gone)
        else:
            _forget_in_dictionary(holder, gone)


def _forget_in_array(holder: pikepdf.Object, gone: Mapping[Key, pikepdf.Object | None]) -> None:
    for index in reversed(range(len(holder))):
        key = _key(holder[index])
        if key not in gone:
            continue
        instead = gone[key]
        if index == 0 and instead is not None:
            holder[0] = instead
        else:
            del holder[index]


def _forget_in_dictionary(
    holder: pikepdf.Object, gone: Mapping[Key, pikepdf.Object | None]
) -> None:
    for name in [name for name, value in holder.items() if _key(value) in gone]:
        del holder[name]
        if name == "/Pg" and "/K" in holder:
            _drop_marks(holder)


def _drop_marks(element: pikepdf.Object) -> None:
    """Numbers of marked content mean nothing without the page that holds it."""
    inner = element.K
    if isinstance(inner, int):
        del element.K
    elif isinstance(inner, pikepdf.Array):
        for index in reversed(range(len(inner))):
            if isinstance(inner[index], int):
                del inner[index]


def _key(value: object) -> Key:
    return value.objgen if isinstance(value, pikepdf.Object) and value.is_indirect else (0, 0)


def _within(item: object, deep: int) -> Iterator[pikepdf.Object]:
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if deep > MOST_DEEP or not isinstance(item, (pikepdf.Dictionary, pikepdf.Array)):
        return
    yield item
    for value in item.values() if isinstance(item, pikepdf.Dictionary) else item:
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            yield from _within(value, deep + 1)
