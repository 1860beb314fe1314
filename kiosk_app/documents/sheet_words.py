"""What stands on a sheet in front of a document, or beside it, in English and Chinese."""

from collections.abc import Iterable, Sequence
from itertools import groupby

IN_FRONT = (
    "This sheet was put in front by the kiosk. It is not a page of the document.",
    "此頁由資源中心的自助上載機加在文件前面，並非文件的頁面。",
)
NO_FREE_PLACE = (
    "A stamp never covers what is written. These pages have no free place for one and carry none:",
    "印記不得遮蓋內容。以下頁面沒有空白位置，因此沒有印記：",
)
BESIDE = (
    "This sheet belongs to the document with the digest below. It is not a page of the document.",
    "此頁屬於下列摘要值所指的文件，並非文件的頁面。",
)
SIGNED = (
    "The document is digitally signed in a way that allows no mark on it.",
    "It is kept exactly as it was brought, and its pages carry no stamp.",
    "文件帶有不容加上印記的數碼簽署，現按原狀保存，各頁沒有印記。",
)
DIGEST = "SHA-256 摘要值"
AND_MORE = "... in all 共"

ALL = (*IN_FRONT, *NO_FREE_PLACE, *BESIDE, *SIGNED, DIGEST, AND_MORE, "頁文件")


def runs(pages: Iterable[int]) -> list[str]:
    """Page numbers with neighbours joined: 1, 3-5, 9."""
    spans = []
    for _, group in groupby(enumerate(sorted(pages)), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        spans.append(f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}")
    return spans


def pages_in_lines(pages: Sequence[int], most_lines: int, line_length: int = 80) -> list[str]:
    """The page numbers in lines of at most so many characters; the last says if there are more."""
    lines, line = [], ""
    for span in runs(pages):
        longer = f"{line}, {span}" if line else span
        if len(longer) > line_length:
            lines.append(line + ",")
            longer = span
        line = longer
    lines.append(line)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], f"{AND_MORE} {len(pages)}"]
    return lines
