"""Opens a PDF no further than it can be trusted: what was mended, cut off or locked is told."""

import mmap
import os
import re
from dataclasses import dataclass

import pikepdf

from kiosk_app.documents.growth import Grows, grown, keep_qpdf_within_measure
from kiosk_app.documents.page_tree import count_leaves
from kiosk_app.documents.pictures import path_of
from kiosk_app.documents.verdicts import Findings
from kiosk_app.wording.trouble import Trouble

HEAD_BYTES = 2048

# The one place where qpdf's words are read: it has no other way to say these things.
_UNKNOWN_LOCK = re.compile(r"unsupported encryption|unknown .*encryption|/Filter.*encryption", re.I)
_OFFSET = re.compile(r"offset (\d+)")
_LINEARIZED_LENGTH = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")


@dataclass(frozen=True)
class Opened:
    """A PDF that opened; `pages` counts the leaves of its page tree.

    `mended_at` says where the first fault was that had to be mended to open it, as far as that
    is known.
    """

    pdf: pikepdf.Pdf
    pages: int
    mended: bool = False
    mended_at: str = ""


def open_pdf(file: int, findings: Findings) -> Opened | None:
    """Open a PDF and count its pages; None when that is not possible, and why is told.

    Raises Grows when the file is made to exhaust who opens it.
    """
    keep_qpdf_within_measure()
    try:
        pdf, mended_at = _open_as_it_is(file), None
        if pdf is None:
            if cut := _cut_off(file):
                # What a repair finds is not the document that was meant.
                findings.tell(Trouble.WILL_NOT_OPEN, detail=cut)
                return None
            pdf = _open(file, mend=True)
            mended_at = _offset(_complaints(pdf))
        pages = _count_pages(pdf, findings)
        return Opened(pdf, pages, mended_at is not None, mended_at or "") if pages else None
    except pikepdf.PasswordError:
        findings.tell(Trouble.PASSWORD_NEEDED)
    except pikepdf.PikepdfError as error:
        if grown(str(error)):
            raise Grows(grown(str(error))) from error
        if _UNKNOWN_LOCK.search(str(error)):
            findings.tell(Trouble.PASSWORD_NEEDED)
        else:
            findings.tell(Trouble.WILL_NOT_OPEN, detail=_where(file, str(error)))
    return None


def _open_as_it_is(file: int) -> pikepdf.Pdf | None:
    """Open without mending; None where something needs it. Raises Grows, PasswordError."""
    try:
        pdf = _open(file, mend=False)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PikepdfError as error:
        if grown(str(error)):
            raise Grows(grown(str(error))) from error
        return None
    if _complaints(pdf):
        pdf.close()
        return None
    return pdf


def _open(file: int, *, mend: bool) -> pikepdf.Pdf:
    return pikepdf.open(
        path_of(file),
        attempt_recovery=mend,
        suppress_warnings=True,
        inherit_page_attributes=False,
    )


def _complaints(pdf: pikepdf.Pdf) -> str:
    """What qpdf has to say of any object: all are read, for many faults show only then."""
    len(pdf.objects)
    complaints = "\n".join(map(str, pdf.get_warnings()))
    if reason := grown(complaints):
        pdf.close()
        raise Grows(reason)
    return complaints


def _count_pages(pdf: pikepdf.Pdf, findings: Findings) -> int:
    """Count the leaves; what the tree says of itself is only compared."""
    # Before the pages are asked for: qpdf puts right what it finds wrong.
    tree = pdf.Root.get("/Pages")
    stated: object = tree.get("/Count") if isinstance(tree, pikepdf.Dictionary) else None
    leaves = count_leaves(pdf.Root)
    if leaves > findings.limits.max_pages:
        return leaves
    count = len(pdf.pages)
    if count == 0:
        findings.tell(Trouble.WILL_NOT_OPEN, detail="no pages")
        pdf.close()
        return 0
    number = stated if type(stated) is int else "no number"
    if number != count:
        findings.tell(Trouble.PAGE_COUNT_LIES, detail=f"{number} stated, {count} there")
    return count


def _cut_off(file: int) -> str:
    """Where the file breaks off before its end; empty when its end is there.

    After its last object a PDF has a table of all objects, or at least says where it is or
    which object is the first.
    """
    size = os.fstat(file).st_size
    with mmap.mmap(file, size, access=mmap.ACCESS_READ) as data:
        last = max(data.rfind(b"endobj"), data.rfind(b" obj"))
        if last >= 0 and max(data.find(b"xref", last), data.find(b"trailer", last)) >= 0:
            return ""
        meant = _LINEARIZED_LENGTH.search(data[:HEAD_BYTES])
    if meant and int(meant[1]) > size:
        return f"cut off at {100 * size // int(meant[1])}%"
    return f"cut off after {size:,} bytes" if last >= 0 else "nothing of a PDF but its first line"


def _where(file: int, error: str) -> str:
    return _offset(error) or f"{os.fstat(file).st_size:,} bytes"


def _offset(words: str) -> str:
    found = _OFFSET.search(words)
    return f"at byte {int(found[1]):,}" if found else ""
