"""Turns a scanned page without touching its image: by a note in the file (Exif orientation)."""

import struct

_ORIENTATION = {90: 6, 180: 3, 270: 8}  # CIPA DC-008 (Exif 2.3), tag 0x0112
_SOI = b"\xff\xd8"
_APP0 = b"\xff\xe0"


def turned_jpeg(jpeg: bytes, degrees: int) -> bytes:
    """The same JPEG image, to be shown turned clockwise by 90, 180 or 270 degrees.

    For pages that the scan worker wrote: they carry no orientation of their own. Raises
    ValueError for anything but a JPEG and these angles.
    """
    if not jpeg.startswith(_SOI) or degrees not in _ORIENTATION:
        raise ValueError("not a JPEG, or not a quarter turn")
    tiff = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, _ORIENTATION[degrees], 0, 0)
    body = b"Exif\0\0" + tiff
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    after = len(_SOI)
    if jpeg[after : after + 2] == _APP0:  # JFIF wants to be first
        after += 2 + struct.unpack_from(">H", jpeg, after + 2)[0]
    return jpeg[:after] + segment + jpeg[after:]
