"""Makes filing.json: what an office has prepared, for the kiosk to fill in beforehand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from drivers.tree import as_text
from kiosk_app.commands.ending import WrongUsage
from kiosk_app.commands.examining import Examined
from kiosk_app.commands.given import shown
from kiosk_app.commands.writing import must_be_writable
from kiosk_app.documents.findings import Severity
from kiosk_app.filing.case_numbers import CaseNumber, CaseQuestion, CaseRefusal, read_case
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.filing.filing_sheet import (
    MOST_BYTES,
    FilingSheet,
    PreparedDocument,
    read_filing_sheet,
)
from kiosk_app.filing.rules import Rules
from kiosk_app.wording.sentences import case_wording
from kiosk_app.wording.texts import Language


@dataclass(frozen=True)
class SheetWanted:
    """What is to stand on the sheet besides the files: `types` by the files' paths as given."""

    out: Path
    case: CaseNumber | None
    types: Mapping[str, str]


def sheet_wanted(
    out: Path,
    case: str | None,
    types: Sequence[str],
    paths: Sequence[str],
    rules: Rules,
    now: datetime,
    language: Language,
) -> SheetWanted:
    """Judge what was asked for before any file is examined. Raises WrongUsage."""
    if out.suffix.lower() != ".json":
        raise WrongUsage(f"{shown(str(out))}: the name of a filing sheet ends in .json")
    if out.exists() and not _is_sheet(out):
        raise WrongUsage(f"{shown(str(out))} is there already and is no filing sheet")
    must_be_writable(out)
    if len(paths) > rules.limits.max_documents:
        most = rules.limits.max_documents
        raise WrongUsage(f"a filing sheet is for one submission: {most} files at most")
    number = None if case is None else _case(case, rules, now, language)
    return SheetWanted(out, number, _types(types, paths, rules))


def filing_sheet(
    wanted: SheetWanted, all_examined: Sequence[Examined], rules_id: str
) -> tuple[bytes, int]:
    """The sheet, and how many files were left out because they must be fixed first."""
    taken = [one for one in all_examined if one.verdict is not Severity.MUST_FIX]
    documents = tuple(
        PreparedDocument(
            as_text(Path(one.path).name),
            one.report.file.sha256,
            one.report.pages,
            wanted.types.get(one.path, ""),
        )
        for one in taken
    )
    sheet = FilingSheet("" if wanted.case is None else str(wanted.case), documents)
    content = json.dumps({**sheet.to_json(), "rules": rules_id}, indent=1) + "\n"
    return content.encode(), len(all_examined) - len(taken)


def _case(text: str, rules: Rules, now: datetime, language: Language) -> CaseNumber:
    today = now.astimezone(HONG_KONG).date()
    match read_case(text, rules.case_types, today, rules.other_prefixes):
        case CaseNumber() as number:
            return number
        case CaseQuestion(suggestion):
            raise WrongUsage(f"--case {shown(text)}: did you mean {suggestion}?")
        case CaseRefusal(problem, prefix, court):
            words = case_wording(problem).filled(prefix=prefix, court=court)
            sentences = (words.what.in_language(language), words.next_step.in_language(language))
            raise WrongUsage(f"--case {shown(text)}: {' '.join(sentences)}")


def _types(types: Sequence[str], paths: Sequence[str], rules: Rules) -> dict[str, str]:
    known = [document_type.code for document_type in rules.document_types]
    chosen: dict[str, str] = {}
    for text in types:
        name, _, code = text.rpartition("=")
        if code not in known:
            listed = ", ".join(known)
            raise WrongUsage(f"--type {shown(text)}: the type is one of {listed}")
        meant = [path for path in paths if name in (path, Path(path).name)]
        if not meant:
            raise WrongUsage(f"--type {shown(text)}: no such file is among those to be checked")
        chosen.update(dict.fromkeys(meant, code))
    return chosen


def _is_sheet(file: Path) -> bool:
    """Whether a file is an earlier sheet, which may be replaced."""
    try:
        with file.open("rb") as opened:
            return read_filing_sheet(opened.read(MOST_BYTES + 1)) is not None
    except OSError:
        return False
