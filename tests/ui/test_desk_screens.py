"""Maintenance mode as a technician meets it: the menu of desks, their words, every touch."""

import pytest

from kiosk_app.flow import desks
from kiosk_app.flow.desks import DESKS, Desk, QueueAction
from kiosk_app.ui.desk_samples import every_desk_state
from kiosk_app.ui.sample_pages import page
from kiosk_app.wording.texts import Language


@pytest.fixture
def samples():
    return every_desk_state(page(1))


AT_DESKS = sorted({state.__name__ for state in DESKS} - {"EnteringPin"})


@pytest.mark.parametrize("name", AT_DESKS)
def test_every_desk_leads_to_every_other_and_out(kiosk, samples, name):
    kiosk.show(samples[name])
    for desk in Desk:
        kiosk.click(f"desk_{desk.value}")
    kiosk.click("back")
    assert kiosk.posted[:-1] == [desks.DeskChosen(desk) for desk in Desk]
    assert type(kiosk.posted[-1]).__name__ == "Left"


@pytest.mark.parametrize("name", AT_DESKS)
def test_the_menu_says_which_desk_this_is(kiosk, samples, name):
    kiosk.show(samples[name])
    marked = [desk for desk in Desk if kiosk.find(f"desk_{desk.value}").property("checked")]
    assert len(marked) == 1


def test_help_at_a_desk_ends_no_visit(kiosk, samples):
    kiosk.show(samples["Inspecting"])
    kiosk.click("help_button")
    assert not kiosk.sees("secondary")


HEADINGS = {
    "EnteringPin": ("PIN", "密碼", "密码"),
    "Inspecting": ("not ready", "未準備就緒", "未准备就绪"),
    "Inspecting-ready": ("is ready", "已準備就緒", "已准备就绪"),
    "MindingQueue": ("6 submissions", "6 項提交", "6 项提交"),
    "MindingQueue-empty": ("empty", "沒有提交", "没有提交"),
    "WatchingSockets": ("3 devices", "3 個裝置", "3 个设备"),
    "TestingScanner": ("ready", "已準備就緒", "已准备就绪"),
    "TestingScanner-page": ("this page", "這一頁", "这一页"),
    "TestingPrinter-paper": ("No paper", "沒有紙", "没有纸"),
    "TestingTouch": ("notice a finger", "反應", "反应"),
    "ReadingLog": ("newest first", "由新至舊", "由新至旧"),
    "ReadingLog-unreadable": ("cannot be read", "未能讀取", "未能读取"),
    "PlanningExport": ("Write 12 submissions", "12 項提交", "12 项提交"),
    "PlanningExport-no-stick": ("No stick", "沒有插入", "没有插入"),
    "PlanningExport-pulled": ("pulled out before", "已被拔出", "已被拔出"),
    "Exporting": ("Leave the stick in", "請勿拔出", "请勿拔出"),
    "Exported": ("may be pulled out now", "可以拔出", "可以拔出"),
    "SwitchingService": ("in service", "服務中", "服务中"),
    "SwitchingService-off": ("out of service", "暫停服務", "暂停服务"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_desk_says_how_it_stands_in_three_languages(kiosk, samples, name):
    kiosk.show(samples[name])
    for language, expected in zip(Language, HEADINGS[name], strict=True):
        kiosk.click(f"language_{language.value}")
        assert expected in kiosk.text("heading")


@pytest.mark.parametrize(
    ("name", "button", "event"),
    [
        ("Inspecting", "primary", desks.DeskChosen(Desk.READINESS)),
        ("MindingQueue", "primary", desks.DeskChosen(Desk.QUEUE)),
        ("MindingQueue", "secondary", desks.ExportWanted()),
        ("PlanningExport", "primary", desks.ExportStarted(with_queue=True)),
        ("PlanningExport-no-key", "secondary", desks.ExportStarted(with_queue=False)),
        ("Exported", "primary", desks.DeskChosen(Desk.QUEUE)),
        ("MindingQueue", "line_1", desks.LineTouched("RC01-261120-0043-5")),
        ("MindingQueue-chosen", "hold", desks.ActionChosen(QueueAction.HOLD)),
        ("MindingQueue-chosen", "retry", desks.ActionChosen(QueueAction.RETRY)),
        ("MindingQueue-chosen", "reprint", desks.ActionChosen(QueueAction.REPRINT)),
        ("MindingQueue-held", "release", desks.ActionChosen(QueueAction.RELEASE)),
        ("TestingScanner", "primary", desks.ScannerTestWanted()),
        ("TestingPrinter", "primary", desks.PrinterTestWanted()),
        ("ReadingLog", "primary", desks.DeskChosen(Desk.LOG)),
        ("SwitchingService-off", "primary", desks.SwitchOnWanted()),
    ],
)
def test_a_touch_says_what_it_means(kiosk, samples, name, button, event):
    kiosk.show(samples[name])
    kiosk.touch(button)
    assert kiosk.posted == [event]
