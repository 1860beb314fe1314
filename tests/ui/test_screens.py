"""Every screen says what it is for in three languages, and every touch says the right thing."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kiosk_app.filing.case_numbers import CaseNumber, CaseProblem, CaseRefusal, NewCase
from kiosk_app.filing.document_types import Visitor, VisitorKind
from kiosk_app.flow import events, states
from kiosk_app.flow.gathered import Delivery
from kiosk_app.flow.limits import ALL_STATES
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.texts import Language

HEADINGS = {
    "Welcome": ("Hand in the scanned copy", "提交法庭文件的掃描本", "提交法庭文件的扫描本"),
    "Notice": ("May we use what you hand in?", "你同意我們使用", "你同意我们使用"),
    "Identifying": ("Who is handing in the document?", "由誰提交文件？", "由谁提交文件？"),
    "ScanningLater": ("Scanning comes with the next version", "下一版本", "下一版本"),
    "EnteringCase": ("What type of case is it?", "這是哪類案件？", "这是哪类案件？"),
    "ChoosingDocumentType": ("What is the document?", "這是甚麼文件？", "这是什么文件？"),
    "ConfirmingReadiness": ("Is the document ready?", "文件準備好了嗎？", "文件准备好了吗？"),
    "NotReady": ("Please do this first", "請先辦妥以下事項", "请先办妥以下事项"),
    "Inserting": ("Please plug in your USB device", "請插入你的 USB", "请插入你的 USB"),
    "Choosing": ("Which files on CHAN & CO?", "要提交 CHAN & CO 內的", "要提交 CHAN & CO 内的"),
    "Checking": ("Your documents are being checked", "正在檢查你的文件", "正在检查你的文件"),
    "ReadingFindings": ("Something must be fixed first", "必須先改正", "必须先改正"),
    "Preparing": ("Your pages are being prepared", "正在準備你的文件", "正在准备你的文件"),
    "Reviewing": ("Is this what you want to hand over?", "你要提交的文件", "你要提交的文件"),
    "Capturing": ("being stored safely", "正在穩妥儲存你的文件", "正在安全保存你的文件"),
    "Captured": ("safe on this kiosk", "已穩妥存於本機", "已安全存于本机"),
    "Goodbye": ("Thank you.", "多謝使用", "谢谢使用"),
    "Goodbye-device": ("Please take your USB device", "請取回你的 USB", "请取回你的 USB"),
    "Sorry": ("USB device", "USB", "USB"),
    "OutOfService": ("out of service", "暫停服務", "暂停服务"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_screen_says_what_it_asks_in_three_languages(kiosk, rules, name):
    kiosk.show(every_state(rules)[name])
    for language, words in zip(Language, HEADINGS[name], strict=True):
        kiosk.click(f"language_{language.value}")
        assert words in kiosk.text("heading")


def test_every_state_has_a_screen_and_a_sample(rules):
    assert {type(state) for state in every_state(rules).values()} == set(ALL_STATES)
    assert {name.split("-")[0] for name in every_state(rules)} == {s.__name__ for s in ALL_STATES}


VISITOR = Visitor(VisitorKind.LAW_FIRM, "Chan & Co.", "CC/2025/0417", "2345 6789")
CASE = CaseNumber("HCA", 1234, 2025)


@pytest.mark.parametrize(
    ("name", "button", "event"),
    [
        ("Welcome", "primary", events.Started()),
        ("Notice", "primary", events.NoticeAccepted()),
        ("Notice", "back", events.WentBack()),
        ("Identifying", "kind_law_firm", events.VisitorKindChosen(VisitorKind.LAW_FIRM)),
        ("Identifying", "kind_government", events.VisitorKindChosen(VisitorKind.GOVERNMENT)),
        ("Identifying", "kind_in_person", events.VisitorKindChosen(VisitorKind.IN_PERSON)),
        ("Identifying", "back", events.WentBack()),
        ("Identifying-named", "primary", events.VisitorNamed(VISITOR)),
        ("Identifying-in-person", "secondary", events.ScanWanted(Visitor(VisitorKind.IN_PERSON))),
        ("ScanningLater", "primary", events.VisitorNamed(Visitor(VisitorKind.IN_PERSON))),
        ("ScanningLater", "secondary", events.Left()),
        ("ScanningLater", "back", events.WentBack()),
        ("EnteringCase", "back", events.WentBack()),
        ("EnteringCase", "type_HCA", events.CaseTyped("HCA ")),
        ("EnteringCase-number", "primary", events.CaseChosen(CASE)),
        ("EnteringCase-number", "year_2024", events.CaseTyped("HCA 1234/2024")),
        ("EnteringCase-number", "digit_5", events.CaseTyped("HCA 12345/2025")),
        ("EnteringCase-number", "digit_erase", events.CaseTyped("HCA 123/2025")),
        ("EnteringCase-question", "primary", events.CaseChosen(CASE)),
        ("EnteringCase-question", "secondary", events.CaseTyped("")),
        ("ChoosingDocumentType", "back", events.WentBack()),
        ("ConfirmingReadiness", "secondary", events.NotYetReady()),
        ("ConfirmingReadiness", "back", events.WentBack()),
        ("NotReady", "primary", events.Finished()),
        ("NotReady", "back", events.WentBack()),
        ("Inserting", "back", events.WentBack()),
        ("Choosing", "primary", events.FilesChosen()),
        ("Choosing", "file_0", events.FileToggled("Writ of summons HCA 1234-2025.pdf")),
        ("Choosing", "file_1", events.FileToggled("送達誓章 陳大文.pdf")),
        ("Choosing", "back", events.WentBack()),
        ("Checking", "back", events.WentBack()),
        ("ReadingFindings", "primary", events.WentBack()),
        ("ReadingFindings-look", "primary", events.FindingsRead()),
        ("ReadingFindings-fine", "primary", events.FindingsRead()),
        ("ReadingFindings-fine", "back", events.WentBack()),
        ("Preparing", "back", events.WentBack()),
        ("Reviewing", "primary", events.Confirmed()),
        ("Reviewing", "back", events.WentBack()),
        ("Captured", "primary", events.Finished()),
        ("Captured", "secondary", events.AnotherWanted()),
        ("Goodbye", "primary", events.Finished()),
        ("Sorry", "primary", events.WentBack()),
        ("Sorry", "secondary", events.Finished()),
        ("Sorry-capture", "primary", events.Finished()),
        ("StillThere", "more_time", events.MoreTimeWanted()),
        ("StillThere", "leave", events.Left()),
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
    assert kiosk.posted == [events.MediumChosen(state.media[1])]


def test_the_document_type_that_is_touched_is_the_one_that_is_chosen(kiosk, rules):
    kiosk.show(every_state(rules)["ChoosingDocumentType"])
    wanted = rules.document_types[2]
    kiosk.click(f"document_type_{wanted.code}")
    assert kiosk.posted == [events.DocumentTypeChosen(wanted)]


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
        events.ReadinessMarked(state.checks[0].code, done=False),
        events.ReadinessMarked(state.checks[1].code, done=True),
    ]


def test_readiness_is_confirmed_only_when_every_line_is_done(kiosk, rules):
    state = every_state(rules)["ConfirmingReadiness"]
    kiosk.show(state)
    assert not kiosk.find("primary").isEnabled()
    kiosk.show(replace(state, done=frozenset(check.code for check in state.checks)))
    kiosk.click("primary")
    assert kiosk.posted == [events.ReadinessConfirmed()]


def test_nothing_is_checked_before_a_file_is_chosen(kiosk, rules):
    kiosk.show(replace(every_state(rules)["Choosing"], chosen=frozenset()))
    assert not kiosk.find("primary").isEnabled()


def test_a_file_of_an_unsuitable_kind_cannot_be_touched_and_says_why(kiosk, rules):
    state = every_state(rules)["Choosing"]
    kiosk.show(replace(state, files=state.files[4:], chosen=frozenset()))
    assert not kiosk.find("file_0").isEnabled()
    assert "only PDF and JPEG" in kiosk.words()


def test_a_new_case_needs_only_its_type(kiosk, rules):
    kiosk.show(every_state(rules)["EnteringCase"])
    kiosk.click("new_case")
    kiosk.click("type_HCPI")
    assert kiosk.posted == [events.CaseChosen(NewCase("HCPI"))]


def test_a_neutral_citation_can_be_typed_and_is_explained(kiosk, rules):
    state = every_state(rules)["EnteringCase"]
    kiosk.show(state)
    kiosk.click("free_entry")
    kiosk.type("[2025] hkcfi 12")
    assert kiosk.posted[-1] == events.CaseTyped("[2025] HKCFI 12")
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
    assert kiosk.posted == [events.VisitorNamed(Visitor(VisitorKind.LAW_FIRM, "Chan & Co"))]


def test_changing_the_language_keeps_the_place_and_what_is_typed(kiosk):
    kiosk.show(states.Identifying(Visitor(VisitorKind.LAW_FIRM)))
    kiosk.click("field_name")
    kiosk.type("chan")
    kiosk.click("language_zh_Hans")
    assert kiosk.text("keyboard_text") == "Chan|"
    kiosk.click("key_done")
    assert "律师行名称" in kiosk.words()
    kiosk.click("primary")
    assert kiosk.posted == [events.VisitorNamed(Visitor(VisitorKind.LAW_FIRM, "Chan"))]


def test_typing_a_case_number_never_rebuilds_the_screen(kiosk, rules):
    state = every_state(rules)["EnteringCase"]
    kiosk.show(state)
    kiosk.click("type_HCA")
    pad = kiosk.find("digit_1")
    for text in ("HCA ", "HCA 1", "HCA 12"):
        kiosk.show(replace(state, text=text, reading=CaseRefusal(CaseProblem.INCOMPLETE, "HCA")))
    assert kiosk.find("digit_1") is pad


def test_the_next_visitor_finds_the_kiosk_as_it_always_is(kiosk):
    kiosk.show(states.Notice())
    for button in ("language_zh_Hant", "text_size", "contrast"):
        kiosk.click(button)
    assert kiosk.presenter.property("largeText")
    kiosk.show(states.Welcome())
    assert kiosk.presenter.property("language") == "en"
    assert not kiosk.presenter.property("largeText")
    assert not kiosk.presenter.property("highContrast")


def test_every_touch_is_noticed_even_one_that_means_nothing(kiosk, rules, qtbot):
    kiosk.show(every_state(rules)["Capturing"])
    with qtbot.waitSignal(kiosk.presenter.touched):
        kiosk.click("heading")
    assert kiosk.posted == []


def test_help_names_whom_to_call_and_can_end_the_visit(kiosk, rules):
    kiosk.show(states.Notice())
    kiosk.click("help_button")
    assert rules.contacts.technical in kiosk.words()
    kiosk.click("secondary")
    assert kiosk.posted == [events.Left()]


def test_help_on_the_welcome_screen_ends_nothing(kiosk):
    kiosk.click("help_button")
    assert not kiosk.sees("secondary")
    kiosk.click("back")
    assert kiosk.posted == []
    kiosk.click("primary")
    assert kiosk.posted == [events.Started()]


def test_nothing_under_the_question_still_there_can_be_touched(kiosk, rules):
    kiosk.show(every_state(rules)["StillThere"])
    assert not kiosk.find("file_0").isEnabled()
    assert "CHAN & CO" in kiosk.text("heading")


def test_the_receipt_never_says_filed_and_says_that_paper_is_still_needed(kiosk, rules):
    kiosk.show(every_state(rules)["Captured"])
    assert "not filed until" in kiosk.text("not_the_filing")
    assert kiosk.text("number") == "RC01-261120-0042-7"
    assert "14:32" in kiosk.words()


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        (Delivery.CAPTURED, "Captured."),
        (Delivery.SENDING, "43 %"),
        (Delivery.COMMITTING, "being confirmed"),
        (Delivery.UNKNOWN, "being confirmed"),
        (Delivery.RECEIVED, "Received by iCMS at 14:40"),
        (Delivery.REFUSED, "Refused by iCMS"),
        (Delivery.HELD, "Registry's staff"),
        (Delivery.DAMAGED, "damaged"),
    ],
)
def test_the_receipt_says_where_the_document_is(kiosk, rules, delivery, words):
    state = every_state(rules)["Captured"]
    received_at = datetime(2026, 11, 20, 6, 40, tzinfo=UTC)
    receipt = replace(state.receipt, delivery=delivery, received_at=received_at)
    kiosk.show(replace(state, receipt=receipt))
    assert words in kiosk.text("where_it_is")
    assert ("Received" in kiosk.text("where_it_is")) == (delivery is Delivery.RECEIVED)
    assert ("safe" in kiosk.text("heading")) == (delivery is not Delivery.DAMAGED)


def test_a_confidential_case_is_masked_on_the_receipt(kiosk, rules):
    kiosk.show(every_state(rules)["Captured-late"])
    assert "HCA" not in kiosk.words()
    assert "Confidential case" in kiosk.words()


def test_a_closed_registry_says_from_when_the_paper_can_be_filed(kiosk, rules):
    kiosk.show(every_state(rules)["Captured-late"])
    assert "Monday 23 November 2026, 08:45" in kiosk.text("not_the_filing")


def test_a_day_the_calendar_does_not_cover_gets_no_hours(kiosk, now):
    now[0] = datetime(2031, 3, 3, 4, 0, tzinfo=UTC)
    kiosk.show(states.Notice())
    kiosk.show(states.Welcome())
    assert "Please ask at the counter" in kiosk.words()
    assert "17:30" not in kiosk.words()


def test_late_in_the_afternoon_the_welcome_screen_warns(kiosk, now):
    assert "closes soon" not in kiosk.words()
    now[0] = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    kiosk.show(states.Notice())
    kiosk.show(states.Welcome())
    assert "closes soon" in kiosk.words()


def test_the_pages_are_turned_one_by_one_and_shown_side_by_side(kiosk, rules):
    kiosk.show(every_state(rules)["Reviewing"])
    first = kiosk.find("stamped").property("source")
    assert not kiosk.find("page_before").isEnabled()
    kiosk.click("page_after")
    assert "2" in kiosk.text("page_number")
    assert kiosk.find("stamped").property("source") != first
    kiosk.click("page_before")
    assert kiosk.find("stamped").property("source") == first


def test_a_long_list_is_turned_to_its_end_by_touching(kiosk, rules):
    state = every_state(rules)["Choosing"]
    kiosk.show(state)
    last = f"file_{len(state.files) - 1}"
    for _ in state.files:
        if not kiosk.find("list_down").isEnabled():
            break
        kiosk.click("list_down")
    assert kiosk.sees(last)
    assert kiosk.find("list_up").isEnabled()


def test_trouble_begins_with_what_is_safe_and_ends_with_the_code(kiosk, rules):
    kiosk.show(every_state(rules)["Sorry"])
    assert kiosk.text("safe")
    assert kiosk.text("next_step")
    assert kiosk.text("foot") == "K101"
