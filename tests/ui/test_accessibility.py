"""What can be touched is large, named and told by its role; what can be read is large and clear."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtQml import QQmlComponent, QQmlExpression, qmlContext

import kiosk_app.ui
from kiosk_app.flow.limits import ALL_STATES
from kiosk_app.flow.states import Welcome
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.texts import Language

NAMES = [state.__name__ for state in ALL_STATES]
QML = Path(kiosk_app.ui.__file__).parent / "qml"
LEAST_TOUCH = 96
LEAST_TEXT = 22
FAMILIES = {
    Language.EN: "Noto Sans CJK HK",
    Language.ZH_HANT: "Noto Sans CJK HK",
    Language.ZH_HANS: "Noto Sans CJK SC",
}

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "soft"),
    ("ink", "surfaceDown"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("quiet", "soft"),
    ("primaryInk", "primary"),
    ("primaryInk", "primaryDown"),
    ("restingInk", "resting"),
    ("bandInk", "band"),
    ("bandQuiet", "band"),
    ("mustInk", "mustPaper"),
    ("mustInk", "paper"),
    ("lookInk", "lookPaper"),
    ("lookInk", "paper"),
    ("lookInk", "surface"),
    ("fineInk", "finePaper"),
    ("fineInk", "paper"),
    ("ink", "mustPaper"),
    ("ink", "lookPaper"),
    ("ink", "finePaper"),
    ("quiet", "mustPaper"),
    ("quiet", "lookPaper"),
    ("quiet", "finePaper"),
]
EDGE_PAIRS = [("line", "paper"), ("line", "surface"), ("primary", "paper"), ("focus", "surface")]


def every_sample(rules, screen):
    return [state for name, state in every_state(rules).items() if name.split("-")[0] == screen]


def told(item, expression):
    """What the item tells a screen reader, as QML says it."""
    return QQmlExpression(qmlContext(item), item, expression).evaluate()[0]


def buttons(kiosk):
    return [item for item in kiosk.seen() if item.inherits("QQuickAbstractButton")]


@pytest.mark.parametrize("screen", NAMES)
def test_what_can_be_touched_has_a_role_and_a_name_in_the_language_spoken(kiosk, rules, screen):
    for state in every_sample(rules, screen):
        for language in Language:
            kiosk.show(Welcome())
            kiosk.presenter.setLanguage(language.value)
            kiosk.show(state)
            for button in buttons(kiosk):
                assert told(button, "Accessible.role === Accessible.Button"), button.objectName()
                assert told(button, "Accessible.name").strip(), button.objectName()
                assert button.objectName(), told(button, "Accessible.name")


@pytest.mark.parametrize("screen", NAMES)
def test_a_finger_finds_what_can_be_touched(kiosk, rules, screen):
    for state in every_sample(rules, screen):
        for large in (False, True):
            kiosk.show(Welcome())
            kiosk.presenter.setLargeText(large)
            kiosk.show(state)
            for button in buttons(kiosk):
                assert button.width() >= LEAST_TOUCH, button.objectName()
                assert button.height() >= LEAST_TOUCH, button.objectName()


@pytest.mark.parametrize("screen", NAMES)
def test_text_is_large_and_in_the_glyph_forms_of_its_language(kiosk, rules, screen):
    for state in every_sample(rules, screen):
        for language in Language:
            kiosk.show(Welcome())
            kiosk.presenter.setLanguage(language.value)
            kiosk.show(state)
            for item in kiosk.seen():
                words = item.property("text")
                if not item.inherits("QQuickText") or not words:
                    continue
                font = item.property("font")
                assert font.pixelSize() >= LEAST_TEXT, words
                if words not in ("English", "繁體中文", "简体中文"):
                    spoken = Language(item.property("tongue") or language)
                    assert font.family() == FAMILIES[spoken], words


def test_a_screen_reader_can_press_a_button(kiosk):
    QAccessible.setActive(True)
    button = QAccessible.queryAccessibleInterface(kiosk.find("primary"))
    button.actionInterface().doAction("Press")
    assert len(kiosk.posted) == 1


def test_the_heading_is_told_as_a_heading(kiosk, rules):
    QAccessible.setActive(True)
    kiosk.show(every_state(rules)["Choosing"])
    heading = QAccessible.queryAccessibleInterface(kiosk.find("heading"))
    assert heading.role() is QAccessible.Role.Heading


@pytest.mark.parametrize("high", [False, True], ids=["paper and ink", "high contrast"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(*pair, 4.5) for pair in TEXT_PAIRS] + [(*pair, 3.0) for pair in EDGE_PAIRS],
)
def test_colours_stand_out(theme, high, front, back, least):
    theme.setProperty("high", high)
    colours = theme.property("colours").toVariant()
    assert contrast(colours[front], colours[back]) >= least


@pytest.fixture
def theme(kiosk):
    """The colours of Theme.qml, by name, in either look."""
    component = QQmlComponent(kiosk.opened.engine)
    names = sorted({name for pair in TEXT_PAIRS + EDGE_PAIRS for name in pair})
    listed = ", ".join(f'"{name}": Theme.{name}' for name in names)
    source = f"""
        import QtQuick
        import "components"
        QtObject {{
            property bool high
            onHighChanged: Theme.highContrast = high
            property var colours: ({{ {listed} }})
        }}
    """
    beside_main = QUrl.fromLocalFile(os.fspath(QML / "Colours.qml"))
    component.setData(source.encode(), beside_main)
    made = component.create()
    assert made is not None, component.errorString()
    yield made
    made.setProperty("high", False)
    made.deleteLater()


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
