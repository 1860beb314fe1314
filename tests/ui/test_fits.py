"""Nothing is cut off, covered or outside the window: every screen, language and text size."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQml import QQmlExpression, qmlContext

from drivers.printer import PrinterCondition
from kiosk_app.documents.findings import Finding, Severity
from kiosk_app.filing.case_numbers import CaseProblem, CaseRefusal
from kiosk_app.filing.document_types import Visitor, VisitorKind
from kiosk_app.flow.desks import TestingPrinter
from kiosk_app.flow.limits import ALL_STATES
from kiosk_app.flow.states import Identifying, Welcome
from kiosk_app.maintenance.switch import Message
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

WINDOW = QRectF(0, 0, 1280, 800)
NAMES = [state.__name__ for state in ALL_STATES]


LOOKS = [(language, large) for language in Language for large in (False, True)]


@pytest.mark.parametrize("screen", NAMES)
def test_everything_fits(kiosk, rules, screen):
    samples = {n: s for n, s in every_state(rules).items() if n.split("-")[0] == screen}
    for name, state in samples.items():
        for language, large in LOOKS:
            begin(kiosk, language, large)
            kiosk.show(state)
            assert misfits(kiosk) == [], (name, language, large)


def test_help_and_keyboard_fit(kiosk):
    for language, large in LOOKS:
        begin(kiosk, language, large)
        kiosk.show(Identifying(Visitor(VisitorKind.GOVERNMENT)))
        kiosk.click("help_button")
        assert misfits(kiosk) == [], (language, large)
        kiosk.click("back")
        kiosk.click("field_name")
        assert misfits(kiosk) == [], (language, large)


@pytest.mark.parametrize("problem", list(CaseProblem))
def test_every_explanation_of_a_case_number_fits(kiosk, rules, problem):
    state = every_state(rules)["EnteringCase"]
    court = rules.other_prefixes["DCCJ"].name
    refused = replace(state, text="XYZ 1", reading=CaseRefusal(problem, "DCCJ", court))
    for language, large in LOOKS:
        begin(kiosk, language, large)
        kiosk.show(state)
        kiosk.click("free_entry")
        kiosk.type("xyz 1")
        kiosk.show(refused)
        assert misfits(kiosk) == [], (language, large)
        kiosk.click("key_done")
        assert misfits(kiosk) == [], (language, large)


def test_the_longest_facts_beside_findings_fit_and_are_told_in_the_readers_language(kiosk, rules):
    names = "W" * 60 + ", " + "李" * 60
    signed = f"12 signatures: {names}; content does not match; SHA-1; certificate ended 2020-02-02"
    acting = "GoToE, Hide, ImportData, Launch, SetOCGState, SubmitForm, URI"
    said = (
        (Trouble.ALREADY_SIGNED, signed, "；內容與簽署不符；"),
        (Trouble.ACTIVE_CONTENT, acting, "啟動程式 Launch、"),
        (Trouble.TEXT_TURNED, "sideways, top at the left", "（橫放，頂部在左）"),
    )
    state = every_state(rules)["ReadingFindings"]
    for trouble, detail, told in said:
        finding = Finding(trouble, Severity.LOOK, (1,), detail)
        reports = (replace(state.reports[-1], findings=(finding,)),)
        for language, large in LOOKS:
            begin(kiosk, language, large)
            kiosk.show(replace(state, reports=reports))
            assert misfits(kiosk) == [], (trouble, language, large)
            assert language is not Language.ZH_HANT or told in kiosk.words()


def test_every_trouble_fits(kiosk, rules):
    states = every_state(rules)
    for language, large in LOOKS:
        begin(kiosk, language, large)
        for trouble in Trouble:
            kiosk.show(replace(states["Sorry-file"], trouble=trouble))
            assert misfits(kiosk) == [], (trouble, language, large)
            if trouble.startswith("K1"):
                kiosk.show(replace(states["Inserting-encrypted"], trouble=trouble))
                assert misfits(kiosk) == [], (trouble, language, large)
            if trouble.startswith("K3"):
                for name in ("LoadingPaper-jam", "LoadingPaper-again"):
                    kiosk.show(replace(states[name], trouble=trouble))
                    assert misfits(kiosk) == [], (trouble, language, large)
            if trouble.startswith("K5"):
                kiosk.show(replace(states["Captured-late"], slip_trouble=trouble))
                assert misfits(kiosk) == [], (trouble, language, large)
            if trouble.startswith("K9"):
                kiosk.show(replace(states["OutOfService"], trouble=trouble))
                assert misfits(kiosk) == [], (trouble, language, large)


def test_trouble_of_delivery_and_of_the_slip_at_once_fits_when_the_registry_is_closed(kiosk, rules):
    samples = every_state(rules)
    late = samples["Captured-late"]
    kept = [s for n, s in samples.items() if n.startswith("Captured") and s.receipt.trouble]
    assert len(kept) > 5
    for language, large in LOOKS:
        begin(kiosk, language, large)
        for state in kept:
            receipt = replace(
                late.receipt, delivery=state.receipt.delivery, trouble=state.receipt.trouble
            )
            mended = replace(receipt, documents=samples["Captured-mended"].receipt.documents)
            for slip_trouble in (trouble for trouble in Trouble if trouble.startswith("K5")):
                for told in (receipt, mended):
                    kiosk.show(replace(late, receipt=told, slip_trouble=slip_trouble))
                    assert misfits(kiosk) == [], (told.trouble, slip_trouble, language, large)


def test_what_opens_at_a_desk_fits(kiosk, rules):
    samples = every_state(rules)
    steps = [("SwitchingService", ["secondary"])]
    steps += [("SwitchingService", [f"message_{message.value}"]) for message in Message]
    steps += [("ReadingLog", ["log_0"])]
    for language, large in LOOKS:
        for name, buttons in steps:
            begin(kiosk, language, large)
            kiosk.show(samples[name])
            for button in buttons:
                kiosk.click(button)
            assert misfits(kiosk) == [], (name, buttons, language, large)


def test_every_trouble_at_a_desk_fits(kiosk, rules):
    samples = every_state(rules)
    for language, large in LOOKS:
        begin(kiosk, language, large)
        for trouble in Trouble:
            desks = {"K1": ["WatchingSockets"], "K3": ["TestingScanner"]}
            desks["K9"] = ["SwitchingService", "MindingQueue", "TestingScanner", "PlanningExport"]
            if trouble.name.startswith("EXPORT"):
                desks["K1"] = ["PlanningExport"]
            for name in desks.get(trouble.value[:2], []):
                kiosk.show(replace(samples[name], trouble=trouble))
                assert misfits(kiosk) == [], (name, trouble, language, large)
        for condition in PrinterCondition:
            kiosk.show(TestingPrinter(condition, looked=True))
            assert misfits(kiosk) == [], (condition, language, large)


def begin(kiosk, language, large):
    """A new visit, in this language and text size."""
    kiosk.show(Welcome())
    kiosk.presenter.setLanguage(language.value)
    kiosk.presenter.setLargeText(large)


def misfits(kiosk):
    """What does not fit, in words."""
    seen = [item for item in kiosk.seen(top_layer(kiosk)) if not is_scrolled_away(item)]
    texts = [(item, painted(item)) for item in seen if is_text(item)]
    buttons = [(item, rect(item)) for item in seen if item.inherits("QQuickAbstractButton")]
    papers = [
        (item, rect(item))
        for item in seen
        if is_sheet(item) and not any(belongs(item, button) for button, _ in buttons)
    ]
    found = []
    for item, place in texts:
        words = item.property("text")
        if item.property("truncated"):
            found.append(f"cut: {words}")
        if not WINDOW.adjusted(-1, -1, 1, 1).contains(place):
            found.append(f"outside the window: {words}")
        if item.property("contentWidth") > item.width() + 1:
            found.append(f"too wide for its place: {words}")
        for button, face in buttons:
            if belongs(item, button):
                if not face.contains(place):
                    found.append(f"too large for its button: {words}")
            elif face.intersects(place):
                found.append(f"under a button: {words}")
        for sheet, paper in papers:
            if seen.index(sheet) > seen.index(item) and paper.intersects(place):
                found.append(f"under a sheet: {words}")
        for sheet in sheets(item):
            if not rect(sheet).contains(place):
                found.append(f"over the edge of its sheet: {words}")
    for (first, one), (second, other) in combinations(texts, 2):
        if one.intersects(other):
            found.append(f"over each other: {first.property('text')} | {second.property('text')}")
    for (first, one), (second, other) in combinations(buttons, 2):
        if one.intersects(other):
            found.append(f"over each other: {first.objectName()} | {second.objectName()}")
    return found


def top_layer(kiosk):
    """Where a visitor can touch now: a sheet that covers the screen hides what is under it."""
    for cover in ("still_there", "help_sheet"):
        if kiosk.sees(cover):
            return kiosk.find(cover)
    if kiosk.sees("key_done"):
        return kiosk.find("key_done").parentItem().parentItem().parentItem()
    return None


def is_text(item):
    return item.inherits("QQuickText") and item.property("text") and item.opacity() > 0


def rect(item):
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def painted(item):
    """Where the ink of a text may be: its lines without the air above and below them."""
    width, height = item.property("contentWidth"), item.property("contentHeight")
    across = alignment(item, "effectiveHorizontalAlignment")
    down = alignment(item, "verticalAlignment")
    x = y = 0.0
    if across == Qt.AlignmentFlag.AlignHCenter:
        x = (item.width() - width) / 2
    elif across == Qt.AlignmentFlag.AlignRight:
        x = item.width() - width
    if down == Qt.AlignmentFlag.AlignVCenter:
        y = (item.height() - height) / 2
    elif down == Qt.AlignmentFlag.AlignBottom:
        y = item.height() - height
    air = 0.2 * item.property("font").pixelSize()
    return item.mapRectToScene(QRectF(x, y + air, width, max(1.0, height - 2 * air)))


def alignment(item, name):
    """An enumeration of Qt Quick that Python has no type for, read as QML reads it."""
    return Qt.AlignmentFlag(QQmlExpression(qmlContext(item), item, name).evaluate()[0])


def is_scrolled_away(item):
    """Rows of a list that are partly out of sight are reached by turning the list."""
    parent = item.parentItem()
    while parent is not None:
        if parent.clip() and not rect(parent).contains(rect(item)):
            return True
        parent = parent.parentItem()
    return False


def belongs(item, ancestor):
    parent = item.parentItem()
    while parent is not None:
        if parent is ancestor:
            return True
        parent = parent.parentItem()
    return False


def is_sheet(item):
    return item.inherits("QQuickRectangle") and bool(item.property("radius"))


def sheets(item):
    """The sheets of paper (rectangles with an edge) that a text stands on."""
    parent = item.parentItem()
    while parent is not None:
        if is_sheet(parent):
            yield parent
        parent = parent.parentItem()
