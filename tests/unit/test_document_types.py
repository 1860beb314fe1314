"""What each kind of document needs before it can be scanned, by the rules that ship."""

import pytest

from config.rule_data import load_rule_data
from kiosk_app.filing.document_types import DocumentType, VisitorKind
from kiosk_app.filing.rules import read_rules

_DATA = load_rule_data("high_court")
TYPES = {t.code: t for t in read_rules(_DATA.data, _DATA.id).document_types}


def needs(document_type: DocumentType, kind: VisitorKind = VisitorKind.LAW_FIRM) -> set[str]:
    return {check.code for check in document_type.checks_for(kind)}


def test_there_are_a_dozen_kinds_and_more():
    assert len(TYPES) >= 12


@pytest.mark.parametrize("code", sorted(code for code, t in TYPES.items() if t.originating))
def test_the_icms_first_rule_meets_law_firms_that_begin_a_case(code):
    assert "icms_first" in needs(TYPES[code])
    assert "icms_first" not in needs(TYPES[code], VisitorKind.IN_PERSON)
    assert "icms_first" not in needs(TYPES[code], VisitorKind.GOVERNMENT)


@pytest.mark.parametrize("code", sorted(code for code, t in TYPES.items() if not t.originating))
def test_no_other_document_meets_it(code):
    assert "icms_first" not in needs(TYPES[code])


def test_the_documents_that_begin_a_case():
    assert {code for code, t in TYPES.items() if t.originating} == {
        "writ",
        "originating_summons",
        "originating_motion",
        "petition",
        "notice_of_appeal_ca",
    }


@pytest.mark.parametrize("code", ["affidavit", "affidavit_of_service"])
def test_an_affidavit_is_sworn_and_marked_first(code):
    assert {"sworn", "affidavit_marks", "exhibits"} <= needs(TYPES[code])


@pytest.mark.parametrize("code", ["summons", "notice_of_appointment", "notice_of_appeal_master"])
def test_a_document_with_a_hearing_has_its_date_first(code):
    assert "hearing_date" in needs(TYPES[code])


def test_a_bill_of_costs_has_the_date_of_the_taxing_office_first():
    assert "taxation_date" in needs(TYPES["bill_of_costs"])


@pytest.mark.parametrize("code", ["writ", "originating_summons", "petition", "originating_motion"])
def test_what_begins_a_claim_states_its_nature_and_costs_a_fee(code):
    assert {"claim_nature", "fee"} <= needs(TYPES[code])


@pytest.mark.parametrize("code", ["statement_of_claim", "defence", "witness_statement"])
def test_a_pleading_has_its_statement_of_truth(code):
    assert "statement_of_truth" in needs(TYPES[code])


@pytest.mark.parametrize("code", sorted(TYPES))
def test_every_document_is_whole_before_it_is_scanned(code):
    assert "all_pages" in needs(TYPES[code], VisitorKind.IN_PERSON)
