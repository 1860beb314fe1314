"""Codes a black-and-white page as JBIG2, for no program here does: arithmetic, template 0.

ITU-T T.88: 6.2 (generic region), 7.4 (segments), annex E (the coder, run the other way: the
encoder is that of T.82 and JPEG 2000, with the same table).
"""

import struct

from PIL import Image, ImageChops

# For each state: the estimate, the next state after a likely symbol and after an unlikely one,
# and whether the likely symbol changes over. T.88, table E.1.
_STATES = (
    (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0),
    (0x0521, 5, 29, 0), (0x0221, 38, 33, 0), (0x5601, 7, 6, 1), (0x5401, 8, 14, 0),
    (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0),
    (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1), (0x5401, 16, 14, 0),
    (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0),
    (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0),
    (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0),
    (0x1201, 29, 26, 0), (0x1101, 30, 27, 0), (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0),
    (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0), (0x02A1, 36, 33, 0),
    (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0),
    (0x0049, 41, 38, 0), (0x0025, 42, 39, 0), (0x0015, 43, 40, 0), (0x0009, 44, 41, 0),
    (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
)  # fmt: skip
_CONTEXTS = 1 << 16


def coded(page: Image.Image) -> bytes:
    """The segments of one page as they stand in a PDF; the page is of mode 1."""
    width, height = page.size
    region = struct.pack(">IIIIB", width, height, 0, 0, 0) + b"\x00"
    region += bytes((3, 255, 253, 255, 2, 254, 254, 254))  # the usual adaptive pixels
    information = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region += _Coder().page(ImageChops.invert(page.convert("L")).convert("1"))
    return _segment(0, 48, information) + _segment(1, 38, region)


def _segment(number: int, kind: int, data: bytes) -> bytes:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data


class _Coder:
    """The arithmetic encoder; a symbol a pixel, in the context of the sixteen before it."""

    def __init__(self) -> None:
        self._a, self._c, self._count = 0x8000, 0, 12
        self._out = bytearray(b"\x00")
        self._state = [0] * _CONTEXTS
        self._likely = [0] * _CONTEXTS

    def page(self, black: Image.Image) -> bytes:
        width, height = black.size
        pad = [0] * 4
        above2 = above = [0] * (width + 8)
        raw = black.convert("L").tobytes()
        for row in range(height):
            pixels = [value & 1 for value in raw[row * width : (row + 1) * width]]
            line = [*pad, *pixels, *pad]
            self._row(width, line, above, above2)
            above2, above = above, line
        return self._end()

    def _row(self, width: int, line: list[int], above: list[int], above2: list[int]) -> None:
        """Template 0 with its four adaptive pixels at their usual places: T.88, figure 3."""
        two = above2[4] << 1 | above2[5]
        one = above[4] << 2 | above[5] << 1 | above[6]
        left = 0
        for x in range(4, width + 4):
            two = (two << 1 | above2[x + 2]) & 0x1F
            one = (one << 1 | above[x + 3]) & 0x7F
            self._symbol(two << 11 | one << 4 | left, line[x])
            left = (left << 1 | line[x]) & 0xF

    def _symbol(self, context: int, pixel: int) -> None:
        state, likely = self._state, self._likely
        estimate, after_likely, after_unlikely, changes = _STATES[state[context]]
        self._a -= estimate
        if pixel == likely[context]:
            if self._a & 0x8000:
                self._c += estimate
                return
            if self._a < estimate:
                self._a = estimate
            else:
                self._c += estimate
            state[context] = after_likely
        else:
            if self._a < estimate:
                self._c += estimate
            else:
                self._a = estimate
            if changes:
                likely[context] ^= 1
            state[context] = after_unlikely
        while not self._a & 0x8000:
            self._a <<= 1
            self._c <<= 1
            self._count -= 1
            if self._count == 0:
                self._byte()
        self._a &= 0xFFFF

    def _byte(self) -> None:
        if self._out[-1] != 0xFF and self._c >= 0x8000000:
            self._out[-1] += 1
            self._c &= 0x7FFFFFF
        if self._out[-1] == 0xFF:
            self._out.append(self._c >> 20 & 0xFF)
            self._c &= 0xFFFFF
            self._count = 7
        else:
            self._out.append(self._c >> 19 & 0xFF)
            self._c &= 0x7FFFF
            self._count = 8

    def _end(self) -> bytes:
        limit = self._c + self._a
        self._c |= 0xFFFF
        if self._c >= limit:
            self._c -= 0x8000
        self._c <<= self._count
        self._byte()
        self._c <<= self._count
        self._byte()
        return bytes(self._out[1:]).removesuffix(b"\xff") + b"\xff\xac"
