"""The words around the findings of a check, on a terminal and on its printed report."""

from collections.abc import Sequence

from kiosk_app.wording import details
from kiosk_app.wording.sentences import TroubleWording, page_list, wording
from kiosk_app.wording.texts import Language, Text
from kiosk_app.wording.trouble import Trouble

TITLE = Text("Check of document images", "文件影像檢查", "文件图像检查")
NOT_A_FILING = Text(
    "This is a check, not a filing. The paper is still presented at the Registry.",
    "這只是檢查結果，並非存檔。紙本文件仍須交往登記處。",
    "这只是检查结果，并非存档。纸本文件仍须交往登记处。",
)
NOTHING_FOUND = Text(
    "Nothing was found that needs your attention.",
    "沒有發現需要留意的地方。",
    "没有发现需要留意的地方。",
)
# Chinese needs no space beside its own marks.
COLON = Text(": ", "：", "：")
COMMA = Text(", ", "，", "，")
SPACE = Text(" ", "", "")
NEXT_STEP = Text("Next step", "下一步", "下一步")
RULES = Text("Rule set", "規則版本", "规则版本")
CHECKED_AT = Text("Checked", "檢查時間", "检查时间")
PROGRAM = Text("Program", "程式", "程序")
NO_DIGEST = Text("not read", "未能讀取", "未能读取")
PAGE = Text("Page", "頁", "页")

# By the value of a verdict: of a whole file, and of one finding.
VERDICTS = {
    "fine": Text("Fine", "沒有問題", "没有问题"),
    "look": Text("Please look", "請留意", "请留意"),
    "must_fix": Text("Must be fixed", "必須改正", "必须改正"),
}
SEVERITIES = {
    "fine": Text("for information", "僅供參考", "仅供参考"),
    "look": Text("please look", "請留意", "请留意"),
    "must_fix": Text("must fix", "必須改正", "必须改正"),
}


def kind_and_pages(kind: str, pages: int) -> Text | None:
    """What a file is, and how long: "PDF, 12 pages"; None of what a finding says it is."""
    if kind == "other":
        return None
    shown = kind.upper()
    english = "1 page" if pages == 1 else f"{pages} pages"
    return Text(f"{shown}, {english}", f"{shown}，共 {pages} 頁", f"{shown}，共 {pages} 页")


def summary(fine: int, look: int, must_fix: int) -> Text:
    """How many files came out how."""
    files = fine + look + must_fix
    english = "1 file" if files == 1 else f"{files} files"
    return Text(
        f"{english}: {fine} fine, {look} to look at, {must_fix} to be fixed.",
        f"共 {files} 個檔案：{fine} 個沒有問題，{look} 個請留意，{must_fix} 個必須改正。",
        f"共 {files} 个文件：{fine} 个没有问题，{look} 个请留意，{must_fix} 个必须改正。",
    )


def found(trouble: Trouble, name: str, pages: Sequence[int], detail: str) -> TroubleWording:
    """The sentence and the next step of one finding in the file called `name`."""
    return wording(trouble).filled(file=name, pages=pages, detail=details.in_words(trouble, detail))


def facts_beside(
    trouble: Trouble, pages: Sequence[int], detail: str, language: Language
) -> tuple[str, ...]:
    """The pages and the detail of a finding, where its sentence does not say them itself."""
    sentence = wording(trouble).what.en
    facts: list[str] = []
    if pages and "{pages}" not in sentence:
        facts.append(_on_pages(pages).in_language(language))
    if detail and "{detail}" not in sentence:
        facts.append(details.in_words(trouble, detail).in_language(language))
    return tuple(facts)


def _on_pages(pages: Sequence[int]) -> Text:
    listed = page_list(pages)
    chinese = listed.replace(", ", "、")
    english = "page" if len(set(pages)) == 1 else "pages"
    return Text(f"{english} {listed}", f"第 {chinese} 頁", f"第 {chinese} 页")
