"""What a visitor sees of mending: switches that are off, what will be sent, what was not done."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext

from kiosk_app.documents.findings import Finding, Severity
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.flow import touches
from kiosk_app.flow.gathered import Offer
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble


def scene_rect(item):
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def is_on(kiosk, name):
    switch = kiosk.find(name)
    expression = QQmlExpression(qmlContext(switch), switch, "Accessible.checked")
    assert expression.evaluate()[0] == switch.property("checked"), (
        "a screen reader is told the same"
    )
    return switch.property("checked")


@pytest.mark.parametrize("language", list(Language))
def test_every_offer_is_off_and_says_that_the_original_stays(kiosk, rules, language):
    kiosk.presenter.setLanguage(language.value)
    state = every_state(rules)["ReadingFindings-offering"]
    kiosk.show(state)
    shown = [offer for row in kiosk.presenter.shown["rows"] for offer in row["offers"]]
    assert len(shown) == len(state.offers)
    stays = {Language.EN: "The original stays", Language.ZH_HANT: "原檔保持不變",
             Language.ZH_HANS: "原文件保持不变"}  # fmt: skip
    for offer in shown:
        assert offer["note"].startswith(stays[language])
        assert not offer["agreed"]
    assert not is_on(kiosk, "mend_0")


def test_each_offer_stands_beside_the_finding_that_it_mends(kiosk, rules):
    kiosk.show(every_state(rules)["ReadingFindings-offering"])
    beside = {
        row["code"]: [offer["text"] for offer in row["offers"]]
        for row in kiosk.presenter.shown["rows"]
    }
    assert beside == {
        Trouble.BLANK_PAGE: ["Leave blank page 4 out of the copy"],
        Trouble.TEXT_TURNED: ["Turn page 3 of the copy upright"],
        Trouble.RESOLUTION_HIGH: ["Make the copy smaller: 300 dpi"],
    }


def test_a_touch_agrees_and_another_takes_it_back(kiosk, rules):
    state = every_state(rules)["ReadingFindings-offering"]
    (drop, *_) = state.offers
    kiosk.show(state)
    switch = kiosk.find("mend_0")
    kiosk.touch("mend_0")
    kiosk.show(replace(state, agreed=frozenset({drop})))
    assert is_on(kiosk, "mend_0")
    assert kiosk.find("mend_0") is switch, "it is not made anew under the finger"
    kiosk.touch("mend_0")
    assert kiosk.posted == [
        touches.MendingMarked((drop,), agreed=True),
        touches.MendingMarked((drop,), agreed=False),
    ]


def test_several_scanned_sheets_are_turned_by_one_switch(kiosk, rules):
    state = every_state(rules)["ReadingFindings-paper-fine"]
    turned = Finding(Trouble.TEXT_TURNED, Severity.LOOK, (1,), "upside down")
    over = Mending(Mend.ROTATE, (1,), 180)
    reports = [
        replace(report, findings=(turned,)) if sheet in (1, 4) else report
        for sheet, report in enumerate(state.reports)
    ]
    offers = (Offer(1, over), Offer(4, over))
    kiosk.show(replace(state, reports=tuple(reports), offers=offers))
    assert kiosk.find("mend_0").property("text") == "Turn pages 2, 5 of the copy upright"
    kiosk.touch("mend_0")
    assert kiosk.posted == [touches.MendingMarked(offers, agreed=True)]


def test_the_review_lists_what_was_mended_and_shows_a_page_as_left_out(kiosk, rules):
    kiosk.show(every_state(rules)["Reviewing-mended"])
    assert kiosk.text("help") == "Copy mended as you agreed: blank page 4 left out; page 3 turned"
    assert kiosk.text("foot").startswith("19 pages in all")
    assert not kiosk.sees("left_out")
    for _ in range(3):
        kiosk.click("page_after")
    assert kiosk.text("left_out") == "This page is left out of the copy"
    kiosk.click("page_after")
    assert not kiosk.sees("left_out")


def test_the_review_says_plainly_what_could_not_be_done(kiosk, rules):
    kiosk.show(every_state(rules)["Reviewing-not-done"])
    assert "could be done (Turn page 3 of the copy upright)" in kiosk.text("help")
    assert "blank page 4 left out" in kiosk.text("help")
    assert kiosk.text("foot").endswith("K252")
    kiosk.click("primary")
    assert kiosk.posted == [touches.Confirmed()]


def test_a_sheet_that_the_kiosk_adds_is_not_counted_as_a_page(kiosk, rules):
    kiosk.show(every_state(rules)["Reviewing-sheet"])
    assert kiosk.text("added") == "The kiosk adds this sheet"
    assert kiosk.text("foot").startswith("20 pages in all")
    kiosk.click("page_after")
    assert not kiosk.sees("added")


def test_the_receipt_says_in_one_line_what_was_mended(kiosk, rules):
    kiosk.show(every_state(rules)["Captured-mended"])
    line = "Copy mended as you agreed: blank page 4 left out; page 3 turned; 300 dpi"
    assert kiosk.text("mended") == line
    kiosk.show(every_state(rules)["Captured"])
    assert not kiosk.sees("mended")


def test_a_finding_taller_than_the_list_is_read_to_its_end_by_touching(kiosk, rules):
    state = every_state(rules)["ReadingFindings-offering"]
    blank = tuple(Offer(0, Mending(Mend.DROP_BLANK, (page,))) for page in range(2, 8))
    kiosk.presenter.setLargeText(True)
    kiosk.show(replace(state, offers=blank))
    for turner in ("list_down", "list_up"):
        whole = wholly_in_sight(kiosk)
        for _ in range(20):
            if not kiosk.find(turner).isEnabled():
                break
            kiosk.click(turner)
            whole |= wholly_in_sight(kiosk)
        assert not kiosk.find(turner).isEnabled(), "the list does not come to its end"
        assert whole == {f"mend_{number}" for number in range(6)}


def wholly_in_sight(kiosk):
    """The switches that a finger can reach now."""
    sight = scene_rect(kiosk.find("list"))
    switches = (item for item in kiosk.seen() if item.objectName().startswith("mend_"))
    return {item.objectName() for item in switches if sight.contains(scene_rect(item))}
