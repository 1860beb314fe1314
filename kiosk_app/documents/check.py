"""Finds everything that is wrong with one file. Runs in the sandbox, on an open descriptor."""

import os

from kiosk_app.documents.check_image import check_image_file
from kiosk_app.documents.check_pdf import check_pdf_file
from kiosk_app.documents.findings import Kind
from kiosk_app.documents.kinds import SUFFIXES, kind_of, name_of_other, second_nature
from kiosk_app.documents.verdicts import Findings, Told
from kiosk_app.filing.limits import DocumentLimits
from kiosk_app.wording.trouble import Trouble


def check(
    file: int, limits: DocumentLimits, suffix: str, told: Told, declared_pages: int | None = None
) -> None:
    """Tell everything that is found in the open file; `suffix` is that of its name.

    `declared_pages` is how many pages its owner says it has, if anything was said.

    One finding for each trouble, with the pages it is on; in no order.
    """
    kind = kind_of(file)
    told.kind(kind)
    findings = Findings(limits, told)
    size_bytes = os.fstat(file).st_size
    if size_bytes == 0:
        findings.tell(Trouble.EMPTY_FILE)
        return
    if kind is Kind.OTHER:
        findings.tell(Trouble.WRONG_KIND, detail=name_of_other(file))
        return
    if nature := second_nature(file, kind):
        findings.tell(Trouble.TWO_KINDS_IN_ONE, detail=f"{kind.value.upper()} + {nature}")
        return
    if suffix.lower() not in SUFFIXES[kind]:
        findings.tell(Trouble.NAME_AND_CONTENT_DIFFER, detail=kind.value.upper())
    if size_bytes > limits.max_file_bytes:
        findings.tell(Trouble.TOO_LARGE, detail=f"{size_bytes / 1e6:.1f} MB")
        return
    if kind is Kind.PDF:
        check_pdf_file(file, findings, told, declared_pages)
    else:
        check_image_file(file, kind, findings, told)
