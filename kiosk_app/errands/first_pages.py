"""Compares the case number on the first pages with the one that the visitor entered."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kiosk_app.documents.findings import Finding, ReceivedFile
from kiosk_app.documents.verdicts import severity_of
from kiosk_app.documents.workshop import WorkFailed, Workshop
from kiosk_app.errands.report import Report
from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.filing.rules import Rules
from kiosk_app.filing.written_cases import another_case, case_vocabulary
from kiosk_app.flow.model import OtherCaseSeen
from kiosk_app.wording.trouble import Trouble


def read_first_pages(
    workshop: Workshop,
    rules: Rules,
    entered: CaseNumber,
    files: Sequence[ReceivedFile],
    report: Report,
) -> None:
    """Tell each file on whose first page another case stands. What cannot be read says nothing.

    Raises WorkStopped, SandboxMissing, OSError.
    """
    vocabulary = case_vocabulary(rules.case_types, rules.other_prefixes)
    for file in files:
        with suppress(WorkFailed):
            written = workshop.case_numbers(Path(file.path), vocabulary)
            other = another_case(written, entered)
            if other is not None:
                trouble = Trouble.CASE_NUMBER_DIFFERS
                severity = severity_of(trouble, rules.limits)
                report(OtherCaseSeen(file, Finding(trouble, severity, (1,), str(other))))
