"""Inflates without keeping: whether compressed data is whole, and how long it gets."""

import zlib

from kiosk_app.documents.images.faults import Damaged

BLOCK_BYTES = 1024 * 1024
PIECE_BYTES = 64 * 1024


def len_inflated(data: bytes, enough: int) -> int:
    """How many bytes a zlib stream gives, counted without keeping them; stops at `enough`.

    Raises Damaged for data that is corrupt.
    """
    inflater = zlib.decompressobj()
    count = 0
    try:
        for start in range(0, len(data), PIECE_BYTES):
            piece = data[start : start + PIECE_BYTES]
            while piece and not inflater.eof and count < enough:
                count += len(inflater.decompress(piece, BLOCK_BYTES))
                piece = inflater.unconsumed_tail
    except zlib.error as error:
        raise Damaged("compressed image data damaged") from error
    return count
