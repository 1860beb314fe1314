"""What a check found, as people read it on a terminal and as programs read it."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk_app.commands.examining import Examined
from kiosk_app.commands.given import shown
from kiosk_app.documents.findings import Finding
from kiosk_app.wording import checked
from kiosk_app.wording.sentences import bracketed
from kiosk_app.wording.texts import Language


def in_words(examined: Examined, language: Language) -> str:
    """The file with its verdict, then each finding with its next step."""
    report = examined.report
    verdict = checked.VERDICTS[report.verdict].in_language(language)
    lines = [f"{shown(examined.path)}{checked.COLON.in_language(language)}{verdict}"]
    if what := checked.kind_and_pages(report.kind, report.pages):
        lines[0] += bracketed(what).in_language(language)
    for finding in report.findings:
        lines += _finding_in_words(finding, Path(examined.path).name, language)
    return "\n".join(lines)


def summary_in_words(all_examined: Sequence[Examined], rules_id: str, language: Language) -> str:
    """How many came out how, by which rules, and what this is not."""
    count = Counter(examined.verdict.value for examined in all_examined)
    numbers = checked.summary(count["fine"], count["look"], count["must_fix"])
    rules = checked.RULES.in_language(language)
    not_a_filing = checked.NOT_A_FILING.in_language(language)
    space = checked.SPACE.in_language(language)
    colon = checked.COLON.in_language(language)
    return f"\n{numbers.in_language(language)}{space}{rules}{colon}{rules_id}\n{not_a_filing}"


def for_programs(examined: Examined, rules_id: str) -> dict[str, Any]:
    """The same as one object of the JSON array."""
    report = examined.report
    return {
        "path": os.fsencode(examined.path).decode("utf-8", "backslashreplace"),
        "sha256": report.file.sha256 or None,
        "kind": report.kind.value,
        "pages": report.pages,
        "verdict": report.verdict.value,
        "findings": [
            {
                "code": finding.trouble.value,
                "severity": finding.severity.value,
                "pages": list(finding.pages),
                "detail": finding.detail,
            }
            for finding in report.findings
        ],
        "rules": rules_id,
    }


def _finding_in_words(finding: Finding, name: str, language: Language) -> list[str]:
    words = checked.found(finding.trouble, shown(name), finding.pages, finding.detail)
    severity = checked.SEVERITIES[finding.severity].in_language(language)
    facts = checked.facts_beside(finding.trouble, finding.pages, finding.detail, language)
    head = checked.COMMA.in_language(language).join((severity, *facts))
    colon = checked.COLON.in_language(language)
    return [
        f"  {finding.trouble} {head}{colon}{words.what.in_language(language)}",
        f"       {words.next_step.in_language(language)}",
    ]
