"""`kiosk check`: exactly the kiosk's own check, on an office computer."""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk_app.commands.ending import DONE, MUST_FIX, WrongUsage, ending

if TYPE_CHECKING:
    from kiosk_app.commands.examining import Examined
    from kiosk_app.commands.filing_sheet import SheetWanted
    from kiosk_app.documents.malware import MalwareScanner
    from kiosk_app.filing.rules import Rules
    from kiosk_app.wording.texts import Language

_SHEET = Path("filing.json")
_DESCRIPTION = """\
Check document images exactly as the kiosk does: the same rules, the same findings, in the same
sandbox. Nothing is sent, and no file is changed. This is a check, not a filing.
"""
_EPILOG = """\
Exit status: 0 when nothing must be fixed, 1 when something must, 2 when the command was not
understood, 69 when this machine has no sandbox, 74 when its output could not be written.

  kiosk check claim.pdf exhibits/
  kiosk check --json *.pdf > findings.json
  kiosk check claim.pdf --report report.pdf
  kiosk check claim.pdf --filing-sheet --case "HCA 1234/2026" --type claim.pdf=statement_of_claim
"""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    check = commands.add_parser(
        "check",
        help="check document images as the kiosk does, at the office",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("files", nargs="+", metavar="FILE", help="file, or folder with files")
    check.add_argument("--json", action="store_true", help="one JSON array on standard output")
    check.add_argument("--report", type=Path, metavar="OUT.pdf", help="a printable report")
    check.add_argument(
        "--filing-sheet",
        type=Path,
        nargs="?",
        const=_SHEET,
        metavar="OUT.json",
        help="write what the kiosk can fill in beforehand (default: filing.json here)",
    )
    check.add_argument("--case", metavar="NUMBER", help="case number on the filing sheet")
    check.add_argument(
        "--type",
        action="append",
        default=[],
        metavar="FILE=TYPE",
        help="document type on the filing sheet; may be repeated",
    )
    check.add_argument(
        "--clamd",
        type=Path,
        metavar="SOCKET",
        help="have each file scanned for malware by ClamAV's clamd, which listens here",
    )
    check.add_argument("--rules", type=Path, metavar="DIR", help="a folder of rules to check by")
    check.add_argument(
        "--language", metavar="LANGUAGE", help="en, zh_hant or zh_hans (default: by LANG)"
    )
    check.set_defaults(command=run)


def run(chosen: argparse.Namespace) -> int:
    """Check what was chosen; returns the exit status."""
    return ending("check", lambda: _check(chosen))


def _check(chosen: argparse.Namespace) -> int:
    from kiosk_app.commands import machine
    from kiosk_app.commands.given import files_given

    language = machine.language_of(chosen.language)
    rules = machine.rules_in_force(chosen.rules)
    paths = files_given(chosen.files)
    now = datetime.now(UTC)
    sheet = _sheet(chosen, paths, rules, now, language)
    if chosen.report is not None:
        _make_ready_to_report(chosen.report)
    machine.must_have_sandbox()
    all_examined = _examine(chosen, paths, rules, language)
    if chosen.report is not None:
        _write_report(chosen.report, all_examined, rules, now)
    if sheet is not None:
        _write_sheet(sheet, all_examined, rules)
    must_fix = any(examined.verdict == "must_fix" for examined in all_examined)
    return MUST_FIX if must_fix else DONE


def _examine(
    chosen: argparse.Namespace, paths: Sequence[str], rules: "Rules", language: "Language"
) -> "list[Examined]":
    """Examine all files and tell of each."""
    from kiosk_app.commands import telling
    from kiosk_app.commands.examining import examine_all
    from kiosk_app.commands.progress import Progress

    all_examined = []
    progress = Progress(len(paths), sys.stderr)
    try:
        malware = _malware_scanner(chosen.clamd, rules)
        with closing(examine_all(paths, rules.limits, progress.one_more, malware)) as answers:
            for examined in answers:
                all_examined.append(examined)
                if not chosen.json:
                    progress.print(telling.in_words(examined, language))
    finally:
        progress.end()
    if chosen.json:
        told = [telling.for_programs(examined, rules.id) for examined in all_examined]
        print(json.dumps(told, indent=2))
    else:
        print(telling.summary_in_words(all_examined, rules.id, language))
    return all_examined


def _malware_scanner(socket: Path | None, rules: "Rules") -> "MalwareScanner | None":
    from kiosk_app.documents.malware import STALE_AFTER_DAYS, MalwareScanner

    if socket is None:
        return None
    return MalwareScanner(
        socket, STALE_AFTER_DAYS, required=False, limits=rules.limits, now=lambda: datetime.now(UTC)
    )


def _sheet(
    chosen: argparse.Namespace,
    paths: Sequence[str],
    rules: "Rules",
    now: datetime,
    language: "Language",
) -> "SheetWanted | None":
    from kiosk_app.commands.filing_sheet import sheet_wanted

    if chosen.filing_sheet is None:
        if chosen.case is not None or chosen.type:
            raise WrongUsage("--case and --type are for the filing sheet: add --filing-sheet")
        return None
    return sheet_wanted(chosen.filing_sheet, chosen.case, chosen.type, paths, rules, now, language)


def _write_sheet(sheet: "SheetWanted", all_examined: "list[Examined]", rules: "Rules") -> None:
    from kiosk_app.commands.filing_sheet import filing_sheet
    from kiosk_app.commands.writing import replacing

    content, left_out = filing_sheet(sheet, all_examined, rules.id)
    with replacing(sheet.out) as file:
        file.write(content)
    if left_out:
        files = "1 file" if left_out == 1 else f"{left_out} files"
        print(f"kiosk check: {files} left off {sheet.out}: to be fixed first", file=sys.stderr)


def _make_ready_to_report(out: Path) -> None:
    """See that a report can be written: it replaces an earlier report, and nothing else.

    Raises WrongUsage, before any file is examined.
    """
    from kiosk_app.commands.given import shown
    from kiosk_app.commands.writing import must_be_writable

    name = shown(str(out))
    if out.suffix.lower() != ".pdf":
        raise WrongUsage(f"{name}: the name of a report ends in .pdf")
    try:
        from kiosk_app.ui import report_pdf
    except ImportError as error:
        raise WrongUsage(f"--report needs Qt, which cannot be loaded here: {error}") from error
    try:
        report_pdf.make_ready()
        must_be_writable(out)
        if out.exists() and not report_pdf.is_report(out):
            raise WrongUsage(f"{name} is there already and is no report: name another file")
    except report_pdf.FontsMissing as error:
        raise WrongUsage(f"--report needs these fonts (fonts-noto-cjk): {error}") from error
    except OSError as error:
        raise WrongUsage(f"{name} cannot be written: {error.strerror}") from error


def _write_report(out: Path, all_examined: "list[Examined]", rules: "Rules", now: datetime) -> None:
    from importlib.metadata import version

    from kiosk_app.commands.writing import replacing
    from kiosk_app.ui.report_pdf import Checked, report_pdf

    reports = [examined.report for examined in all_examined]
    with replacing(out) as file:
        file.write(report_pdf(Checked(reports, rules.id, now, version("court-kiosk"))))
