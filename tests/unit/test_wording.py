"""Codes, sentences and the staff guide hold together, and no sentence says too much."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.rule_data import load_rule_data
from kiosk_app.filing.case_numbers import CaseProblem
from kiosk_app.wording.details import sayings
from kiosk_app.wording.sentences import (
    TroubleWording,
    case_wording,
    page_list,
    review_wording,
    wording,
)
from kiosk_app.wording.texts import Language, Text
from kiosk_app.wording.trouble import Trouble
from sync.receiver.reviews import Reason
from sync.wire import ReviewState

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "staff-guide.md").read_text("utf-8")
PARAGRAPHS = dict(re.findall(r"^### (K\d{3} \w+)\n(.+)\n", GUIDE, re.MULTILINE))

# Characters that only one of the two scripts has: the common ones, and all that the catalogue uses.
TRADITIONAL_ONLY = frozenset(
    "並來個偵備傳債傷償優儲內兩冊凍別刪則劃動務勞區協參員問啓啟單嗎國圍圖執報場塊壞夠實審寫寬"
    "將專尋對導屆層屬島師帶幣幾庫廣廳張強彈後從復徵愛態慣憑應懷戶拋掃換損擇擔據擬擴攝敗敵數斷"
    "於時暫曉書會東條業構槍樓標樣機檔檢櫃欄權歷歸殘決沒況測準溝滿瀏灣為無熱營爭犧狀獨獲現環產"
    "畫異當療發盡監盤確碼礙種稱穩窮競筆築簡簽紀約紅紙級細終組結絕絡給統經綜維綱網緊線編縮總繪"
    "繳繼續義習聯聲職聽脫腦與萬蓋處號術裏補裝製複規視親覽觀觸訂計訊記訟設許訴評詞詢試話該詳誌"
    "認語誤說調請論諮謹證識議護讀變貨責買費貼資賣質賴軟較載輸轉辦辭辯這連進運過達遞適選遺還鄰"
    "釋針銀錄錢錯鎖鐘長門閉開間閱關陳陸陽隊階際隨險隱隻雖雙雜離難電響頁頂項順須預領頭題額願類"
    "顧顯風飛餘館駁驗髒體鬆麼點黨齊"
)
SIMPLIFIED_ONLY = frozenset(
    "万与专业东两个为义习书买争产亲从优会传伤体余侦债偿储关内册写决况冻几凭划则删别办务动劳区"
    "协单卖厅历参双发变号吗听启员响围国图场坏块声处备够头实审宽对寻导将尽层届属岛币师带并广库"
    "应开异张弹强归当录怀态总惯愿户执扩扫抛护报担拟择损换据摄敌数断无时显晓暂术机杂权条来构枪"
    "柜标栏样档检楼残沟没测浏湾满点热爱牺状独环现电画疗监盖盘码确碍离种称稳穷竞笔筑签简类紧红"
    "约级纪纲纸线组细终经结绘给络绝统继续维综编缩缴网职联脏脑脱获营虽补装观规视览触计订认议讯"
    "记许论讼设证评识诉词试话询该详语误说请读调谨责败货质贴费资赖转软载较输辞辩达过运还这进连"
    "适选递遗邻释针钟钱银锁错长门闭问间阅队阳阶际陆陈险随隐难页顶项顺须顾预领题额风飞馆驳验齐"
)
# Words of Hong Kong that stay so when only the characters are simplified. The names of the Court,
# its offices and the ordinances stay as they are.
HONG_KONG_WORDS = re.compile(
    "档案|原档|储存|列印|影印|解像度|灰阶|数码|萤幕|荧幕|资料|连线|讯息|讯号|装置|扫描器|程式|影像|影片"
    "|设定|侦测|栏位|密码匙|资讯|柜位|柜枱|开启|上载|套件|检视|送纸匣|网络线|网路|纪录|登入|登出|伺服器"
    "|硬碟|磁碟|光碟|预设|支援|搜寻|介面|位元|软体|硬体|图则|滑鼠|帐户|电邮|唯读|立体模型"
)
NAMES_OF_THE_COURT = re.compile("《个人资料（私隐）条例》|个人资料|综合法院案件管理系统支援中心")
SAYS_TOO_MUCH = re.compile(
    r"\bfiled\b|\bfiling is complete\b|\bsealed\b"
    r"|已存檔|已存档|存檔成功|存档成功|已入稟|已入禀|已蓋印|已盖印",
    re.IGNORECASE,
)


def rule_texts(data: object, place: str) -> Iterator[tuple[str, Text]]:
    if isinstance(data, dict):
        if set(data) == {"en", "zh_hant", "zh_hans"}:
            yield place, Text(**data)
            return
        for key, value in data.items():
            yield from rule_texts(value, f"{place}.{key}")
    if isinstance(data, list):
        for index, value in enumerate(data):
            yield from rule_texts(value, f"{place}[{index}]")


def parts(name: str, words: TroubleWording) -> Iterator[tuple[str, Text]]:
    if words.safe:
        yield f"{name}.safe", words.safe
    yield f"{name}.what", words.what
    yield f"{name}.next_step", words.next_step


REVIEWS = ("untold", "over", *ReviewState, *Reason)
WORDS = {
    **{trouble.name: wording(trouble) for trouble in Trouble},
    **{problem.value: case_wording(problem) for problem in CaseProblem},
    **{told: review_wording(told) for told in REVIEWS},
}
SENTENCES = dict(part for name, words in WORDS.items() for part in parts(name, words))
MAINTENANCE = tomllib.loads((ROOT / "kiosk_app/maintenance/words.toml").read_text("utf-8"))
DETAILS = {
    f"{saying.pattern.pattern}: {saying.text.zh_hant}": saying.text
    for trouble in Trouble
    for saying in sayings(trouble)
}
EVERYTHING = {
    **SENTENCES,
    **DETAILS,
    **dict(rule_texts(dict(load_rule_data("high_court").data), "rules")),
    **dict(rule_texts(MAINTENANCE, "maintenance")),
}


def simplified_elsewhere() -> Iterator[tuple[str, str]]:
    """The simplified Chinese of the screens, the programs, the Registry's desk and verify.html."""
    screens = (ROOT / "kiosk_app/ui/i18n/kiosk_zh_Hans.ts").read_text("utf-8")
    message = r"<source>(.+?)</source>\s*<translation>(.+?)</translation>"
    for source, translation in re.findall(message, screens, re.DOTALL):
        yield f"screens: {source}", translation
    for file in sorted((ROOT / "kiosk_app").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name("Text"), args=[_, _, simplified]):
                    yield f"{file.name}:{node.lineno}", ast.unparse(simplified)
    desk = tomllib.loads((ROOT / "sync/receiver/desk/words.toml").read_text("utf-8"))
    for place, text in rule_texts(desk, "desk"):
        yield place, text.zh_hans
    page = (ROOT / "sync/verify.html").read_text("utf-8")
    for name, words in re.findall(r"^  (\w+): \[(.+?)\],?$", page, re.MULTILINE | re.DOTALL):
        yield f"verify.html: {name}", re.findall(r"'([^']*)'", words)[-1]


SIMPLIFIED = {
    **{place: text.zh_hans for place, text in EVERYTHING.items()},
    **dict(simplified_elsewhere()),
}
every_text = pytest.mark.parametrize("text", EVERYTHING.values(), ids=EVERYTHING)
every_sentence = pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", text))


@pytest.mark.parametrize("name", ["troubles", "case_problems", "reviews"])
def test_the_catalogue_has_no_entry_without_a_code(name):
    file = ROOT / "kiosk_app" / "wording" / f"{name}.toml"
    known = {
        "troubles": set(Trouble),
        "case_problems": set(CaseProblem),
        "reviews": set(REVIEWS),
    }[name]
    assert set(tomllib.loads(file.read_text("utf-8"))) == {str(code) for code in known}


def test_a_reason_that_is_newer_than_this_kiosk_sends_to_the_counter():
    assert review_wording("a-newer-reason") == review_wording(Reason.ASK_AT_THE_COUNTER)


def test_the_staff_guide_has_one_paragraph_for_each_code_in_order():
    assert list(PARAGRAPHS) == [f"{trouble.value} {trouble.name}" for trouble in Trouble]


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_each_paragraph_says_what_was_seen_what_it_means_and_what_to_do(code):
    seen, meaning, to_do = re.split(r"\*\*(?:Seen|Meaning|Do):\*\* ", PARAGRAPHS[code])[1:]
    assert min(len(seen), len(meaning), len(to_do)) >= 15


@pytest.mark.parametrize("problem", CaseProblem)
def test_the_staff_guide_explains_each_case_number_problem(problem):
    assert f"`{problem.value}`" in GUIDE


@pytest.mark.parametrize("trouble", [t for t in Trouble if t.startswith(("K4", "K9"))])
def test_bad_news_after_something_may_be_captured_begins_with_what_is_safe(trouble):
    if trouble is not Trouble.CALENDAR_MISSING:
        assert wording(trouble).safe is not None


@every_text
def test_nothing_says_that_the_paper_is_with_the_court_already(text):
    for language in Language:
        assert not SAYS_TOO_MUCH.search(text.in_language(language))


@every_text
def test_each_language_is_written_in_its_own_characters(text):
    assert not set(text.zh_hant) & SIMPLIFIED_ONLY
    assert not set(text.zh_hans) & TRADITIONAL_ONLY
    assert not re.search(r"[\u3400-\u9fff]", text.en)
    assert re.search(r"[\u4e00-\u9fff]", text.zh_hant)
    assert re.search(r"[\u4e00-\u9fff]", text.zh_hans)


def test_simplified_chinese_is_written_in_the_words_of_the_mainland():
    found = {
        place: words
        for place, text in SIMPLIFIED.items()
        if (words := HONG_KONG_WORDS.findall(NAMES_OF_THE_COURT.sub("", text)))
    }
    assert found == {}


def test_all_simplified_chinese_is_looked_at():
    shown = "\n".join(SIMPLIFIED.values())
    for sentence in (
        "请插入你的 USB 设备",  # a screen
        "这个文件没有内容。",  # a finding
        "图片数据已损坏",  # the fact beside one
        "上传图像并不等于存档",  # the slip
        "副本已按你的同意修正：",  # a mending
        "原文件：{name}",  # the Registry's desk
        "它不在此处收据所涉清单的电子文件之中",  # verify.html
        "在此上传并不等于存档：请到登记处递交纸本文件。",  # a notice of the rules
        "请检查网线，",  # maintenance mode
    ):
        assert sentence in shown


@every_sentence
def test_the_same_facts_stand_in_every_language(text):
    wanted = placeholders(text.en)
    assert placeholders(text.zh_hant) == wanted
    assert placeholders(text.zh_hans) == wanted


@every_sentence
def test_each_sentence_is_whole_and_short_enough_to_be_read_standing(text):
    assert text.en.endswith(".")
    assert text.zh_hant.endswith("。")
    assert text.zh_hans.endswith("。")
    assert len(text.en) <= 160
    assert len(text.zh_hant) <= 70


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_no_placeholder_is_ever_shown(words):
    detail = Text("d", "d", "d")
    for filled in (words.filled(), words.filled(file="a", pages=[1], detail=detail, prefix="HCA")):
        for _, text in parts("", filled):
            for language in Language:
                assert not set("{}") & set(text.in_language(language))
                assert "  " not in text.in_language(language)


def test_facts_are_filled_in_and_never_read_as_placeholders():
    words = wording(Trouble.FILE_UNREADABLE).filled(file="{pages} \\1.pdf")
    assert words.what.en == "“{pages} \\1.pdf” on the USB device could not be read."
    assert words.what.zh_hant == "USB 裝置上的「{pages} \\1.pdf」無法讀取。"


def test_pages_are_told_as_people_say_them():
    dpi = Text("96 dpi", "96 dpi", "96 dpi")
    what = wording(Trouble.RESOLUTION_LOW).filled(pages=[9, 3, 4, 5], detail=dpi).what
    assert what.en.startswith("The scan of pages 3–5, 9 ")
    assert "(96 dpi)" in what.en
    assert what.zh_hant.startswith("第 3–5、9 頁")
    assert (
        wording(Trouble.RESOLUTION_LOW).filled(pages=[7]).what.en.startswith("The scan of page 7 ")
    )


@pytest.mark.parametrize(
    ("pages", "listed"),
    [
        ([], ""),
        ([4], "4"),
        ([1, 2], "1–2"),
        ([2, 1, 2], "1–2"),
        ([1, 3, 5], "1, 3, 5"),
        ([1, 2, 3, 7, 9, 10], "1–3, 7, 9–10"),
    ],
)
def test_runs_of_pages_are_joined(pages, listed):
    assert page_list(pages) == listed


def test_another_court_is_named():
    court = Text("the District Court", "區域法院", "区域法院")
    what = case_wording(CaseProblem.NOT_A_HIGH_COURT_TYPE).filled(prefix="DCCJ", court=court).what
    assert what.en.startswith("DCCJ is a case of the District Court.")
    assert what.zh_hant.startswith("DCCJ 類案件屬於區域法院。")


def test_the_next_step_with_a_telephone_number_names_a_published_one():
    published = {"2825 0586", "2477 1002", "2886 6474", "2867 2251"}
    for text in SENTENCES.values():
        for language in Language:
            numbers = set(re.findall(r"\b\d{4} \d{4}\b", text.in_language(language)))
            assert numbers <= published
