"""Every screen says what it asks, in three languages."""

import pytest

from kiosk_app.flow.limits import ALL_STATES
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.texts import Language

HEADINGS = {
    "Welcome": ("Hand in the scanned copy", "提交法庭文件的掃描本", "提交法庭文件的扫描本"),
    "Notice": ("May we use what you hand in?", "你同意我們使用", "你同意我们使用"),
    "Identifying": ("Who is handing in the document?", "由誰提交文件？", "由谁提交文件？"),
    "EnteringCase": ("What type of case is it?", "這是哪類案件？", "这是哪类案件？"),
    "ChoosingDocumentType": ("What is the document?", "這是甚麼文件？", "这是什么文件？"),
    "ConfirmingReadiness": ("Is the document ready?", "文件準備好了嗎？", "文件准备好了吗？"),
    "NotReady": ("Please do this first", "請先辦妥以下事項", "请先办妥以下事项"),
    "Inserting": ("Please plug in your USB device", "請插入你的 USB", "请插入你的 USB"),
    "Choosing": ("Which files on CHAN & CO?", "要提交 CHAN & CO 內的", "要提交 CHAN & CO 内的"),
    "LoadingPaper": ("Please put your paper in", "請把紙本放入掃描器", "请把纸本放入扫描仪"),
    "LoadingPaper-again": ("Please put page 7 back", "請放回第 7 頁", "请放回第 7 页"),
    "LoadingPaper-jam": ("Paper is stuck", "紙張卡在掃描器內", "纸张卡在扫描仪内"),
    "Scanning": ("Your paper is being scanned", "正在掃描你的紙本", "正在扫描你的纸本"),
    "Scanning-again": ("Page 7 is being scanned again", "重新掃描第 7 頁", "重新扫描第 7 页"),
    "ArrangingSheets": ("Are these all your pages", "這些是所有頁面嗎？", "这些是所有页面吗？"),
    "Checking-paper": ("Your pages are being checked", "正在檢查你的頁面", "正在检查你的页面"),
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
    for name, state in every_state(rules).items():
        assert name.split("-")[0] == type(state).__name__
