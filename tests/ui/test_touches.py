"""Every touch says the right thing, and only what is on the screen can be touched."""

from dataclasses import replace

import pytest

from kiosk_app.filing.case_numbers import CaseNumber, CaseProblem, CaseRefusal, NewCase
from kiosk_app.filing.document_types import Visitor, VisitorKind
from kiosk_app.flow import states, touches
from kiosk_app.ui.samples import every_state

VISITOR = Visitor(VisitorKind.LAW_FIRM, "Chan & Co.", "CC/2025/0417", "2345 6789")
CASE = CaseNumber("HCA", 1234, 2025)


@pytest.mark.parametrize(
    ("name", "button", "event"),
    [
        ("Welcome", "primary", touches.Started()),
        ("Notice", "primary", touches.NoticeAccepted()),
        ("Notice", "back", touches.WentBack()),
        ("Identifying", "kind_law_firm", touches.VisitorKindChosen(VisitorKind.LAW_FIRM)),
        ("Identifying", "kind_government", touches.VisitorKindChosen(VisitorKind.GOVERNMENT)),
        ("Identifying", "kind_in_person", touches.VisitorKindChosen(VisitorKind.IN_PERSON)),
        ("Identifying", "back", touches.WentBack()),
        ("Identifying-named", "primary", touches.VisitorNamed(VISITOR)),
        ("EnteringCase", "back", touches.WentBack()),
        ("EnteringCase", "type_HCA", touches.CaseTyped("HCA ")),
        ("EnteringCase-number", "primary", touches.CaseChosen(CASE)),
        ("EnteringCase-number", "year_2024", touches.CaseTyped("HCA 1234/2024")),
        ("EnteringCase-number", "digit_5", touches.CaseTyped("HCA 12345/2025")),
        ("EnteringCase-number", "digit_erase", touches.CaseTyped("HCA 123/2025")),
        ("EnteringCase-question", "primary", touches.CaseChosen(CASE)),
        ("EnteringCase-question", "secondary", touches.CaseTyped("")),
        ("ChoosingDocumentType", "back", touches.WentBack()),
        ("ConfirmingReadiness", "secondary", touches.NotYetReady()),
        ("ConfirmingReadiness", "back", touches.WentBack()),
        ("NotReady", "primary", touches.Finished()),
        ("NotReady", "back", touches.WentBack()),
        ("Inserting", "back", touches.WentBack()),
        ("Inserting-paper", "secondary", touches.ScannerWanted()),
        ("LoadingPaper", "primary", touches.ScanStarted()),
        ("LoadingPaper", "back", touches.WentBack()),
        ("LoadingPaper-jam", "primary", touches.ScanStarted()),
        ("Scanning", "back", touches.WentBack()),
        ("ArrangingSheets", "primary", touches.SheetsAccepted()),
        ("ArrangingSheets", "secondary", touches.MorePaperWanted()),
        ("ArrangingSheets", "back", touches.WentBack()),
        ("ArrangingSheets", "sheet_4", touches.SheetTouched(4)),
        ("ArrangingSheets-chosen", "sheet_turn", touches.SheetTurned()),
        ("ArrangingSheets-chosen", "sheet_again", touches.SheetRescanWanted()),
        ("ArrangingSheets-chosen", "sheet_remove", touches.SheetRemoved()),
        ("ReadingFindings-paper", "primary", touches.WentBack()),
        ("Captured-no-slip", "print_again", touches.SlipWanted()),
        ("Choosing", "primary", touches.FilesChosen()),
        ("Choosing", "file_0", touches.FileToggled("Writ of summons HCA 1234-2025.pdf")),
        ("Choosing", "file_1", touches.FileToggled("送達誓章 陳大文.pdf")),
        ("Choosing", "back", touches.WentBack()),
        ("Checking", "back", touches.WentBack()),
        ("ReadingFindings", "primary", touches.WentBack()),
        ("ReadingFindings-look", "primary", touches.FindingsRead()),
        ("ReadingFindings-fine", "primary", touches.FindingsRead()),
        ("ReadingFindings-fine", "back", touches.WentBack()),
        ("Preparing", "back", touches.WentBack()),
        ("Reviewing", "primary", touches.Confirmed()),
        ("Reviewing", "back", touches.WentBack()),
        ("Captured", "primary", touches.Finished()),
        ("Captured", "secondary", touches.AnotherWanted()),
        ("Goodbye", "primary", touches.Finished()),
        ("Sorry", "primary", touches.WentBack()),
        ("Sorry", "secondary", touches.Finished()),
        ("Sorry-capture", "primary", touches.Finished()),
        ("StillThere", "more_time", touches.MoreTimeWanted()),
        ("StillThere", "leave", touches.Left()),
    ],
)
def test_a_touch_says_what_it_means(kiosk, rules, name, button, event):
    kiosk.show(every_state(rules)[name])
    kiosk.touch(button)
    assert kiosk.posted == [event]


def test_the_second_device_is_chosen_by_touching_it(kiosk, rules):
    state = every_state(rules)["Inserting-several"]
    kiosk.show(state)
    kiosk.click("medium_1")
    assert kiosk.posted == [touches.MediumChosen(state.media[1])]


def test_the_document_type_that_is_touched_is_the_one_that_is_chosen(kiosk, rules):
    kiosk.show(every_state(rules)["ChoosingDocumentType"])
    wanted = rules.document_types[2]
    kiosk.click(f"document_type_{wanted.code}")
    assert kiosk.posted == [touches.DocumentTypeChosen(wanted)]


def test_a_document_type_is_found_by_a_part_of_its_name(kiosk, rules):
    kiosk.show(every_state(rules)["ChoosingDocumentType"])
    kiosk.click("secondary")
    kiosk.type("affid")
    kiosk.click("key_done")
    for kind in rules.document_types:
        shown = kiosk.sees(f"document_type_{kind.code}")
        assert shown == ("affid" in kind.name.en.lower()), kind.name.en


def test_one_readiness_line_is_marked_and_unmarked(kiosk, rules):
    state = every_state(rules)["ConfirmingReadiness"]
    kiosk.show(state)
    kiosk.click(f"check_{state.checks[0].code}")
    kiosk.click(f"check_{state.checks[1].code}")
    assert kiosk.posted == [
        touches.ReadinessMarked(state.checks[0].code, done=False),
        touches.ReadinessMarked(state.checks[1].code, done=True),
    ]


def test_readiness_is_confirmed_only_when_every_line_is_done(kiosk, rules):
    state = every_state(rules)["ConfirmingReadiness"]
    kiosk.show(state)
    assert not kiosk.find("primary").isEnabled()
    kiosk.show(replace(state, done=frozenset(check.code for check in state.checks)))
    kiosk.click("primary")
    assert kiosk.posted == [touches.ReadinessConfirmed()]


def test_nothing_is_checked_before_a_file_is_chosen(kiosk, rules):
    kiosk.show(replace(every_state(rules)["Choosing"], chosen=frozenset()))
    assert not kiosk.find("primary").isEnabled()


def test_a_file_of_an_unsuitable_kind_cannot_be_touched_and_says_why(kiosk, rules):
    state = every_state(rules)["Choosing"]
    kiosk.show(replace(state, files=state.files[4:], chosen=frozenset()))
    assert not kiosk.find("file_0").isEnabled()
    assert "only PDF files and pictures" in kiosk.words()


def test_a_new_case_needs_only_its_type(kiosk, rules):
    kiosk.show(every_state(rules)["EnteringCase"])
    kiosk.click("new_case")
    kiosk.click("type_HCPI")
    assert kiosk.posted == [touches.CaseChosen(NewCase("HCPI"))]


def test_a_neutral_citation_can_be_typed_and_is_explained(kiosk, rules):
    state = every_state(rules)["EnteringCase"]
    kiosk.show(state)
    kiosk.click("free_entry")
    kiosk.type("[2025] hkcfi 12")
    assert kiosk.posted[-1] == touches.CaseTyped("[2025] HKCFI 12")
    refused = CaseRefusal(CaseProblem.NEUTRAL_CITATION)
    kiosk.show(replace(state, text="[2025] HKCFI 12", reading=refused))
    assert kiosk.text("keyboard_note")
    kiosk.click("key_done")
    assert kiosk.text("case_text") == "[2025] HKCFI 12"
    assert not kiosk.find("primary").isEnabled()
    kiosk.click("change")
    assert kiosk.sees("key_done")


def test_a_name_is_typed_on_the_screen_and_begins_with_capitals(kiosk):
    kiosk.show(states.Identifying(Visitor(VisitorKind.LAW_FIRM)))
    kiosk.click("field_name")
    kiosk.type("chan & co.")
    kiosk.click("key_erase")
    kiosk.click("key_done")
    kiosk.click("primary")
    assert kiosk.posted == [touches.VisitorNamed(Visitor(VisitorKind.LAW_FIRM, "Chan & Co"))]


def test_changing_the_language_keeps_the_place_and_what_is_typed(kiosk):
    kiosk.show(states.Identifying(Visitor(VisitorKind.LAW_FIRM)))
    kiosk.click("field_name")
    kiosk.type("chan")
    kiosk.click("language_zh_Hans")
    assert kiosk.text("keyboard_text") == "Chan|"
    kiosk.click("key_done")
    assert "律师行名称" in kiosk.words()
    kiosk.click("primary")
    assert kiosk.posted == [touches.VisitorNamed(Visitor(VisitorKind.LAW_FIRM, "Chan"))]
