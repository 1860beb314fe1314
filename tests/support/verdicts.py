"""What several tests of the readiness report share: the court's rules, and a verdict in brief."""

from config.rule_data import load_rule_data
from kiosk_app.filing.rules import read_rules
from kiosk_app.maintenance.readiness import (
    Result,
    Verdict,
)
from kiosk_app.wording.texts import Language

DATA = load_rule_data("high_court")
RULES = read_rules(DATA.data, DATA.id)


def brief(result: Result) -> tuple[Verdict, str]:
    """What a test is about; and no verdict without words, in three languages, fully filled."""
    for text in filter(None, (result.name, result.what, result.remedy)):
        for language in Language:
            sentence = text.in_language(language)
            assert sentence
            assert "{" not in sentence
    if result.verdict is not Verdict.PASSED:
        assert result.remedy is not None, f"{result.check} {result.reason} has no remedy"
    return result.verdict, result.reason
