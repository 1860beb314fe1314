"""What a mending is called in three languages: as an offer, as done, and all in one line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk_app.wording.sentences import page_list
from kiosk_app.wording.texts import Language, Text

ORIGINAL_STAYS = Text(
    "The original stays exactly as it is, and goes to the Court as well.",
    "原檔保持不變，並會一併送交法院。",
    "原文件保持不变，并会一并送交法院。",
)
_MOST_RANGES = 5  # more than these are counted, not listed: the manifest has each page


@dataclass(frozen=True)
class _Words:
    """An offer and the same when it is done, with {pages} where the pages stand."""

    offer: Text
    done: Text
    english_adjective: str = ""


@dataclass(frozen=True)
class _Mend:
    """The words of one mending: about the whole file, and about some of its pages."""

    whole: _Words
    paged: _Words


def offered(mend: str, pages: Sequence[int] = ()) -> Text:
    """What the visitor is asked to agree to; `mend` by its name in the manifest.

    Raises KeyError for a mending that there is not.
    """
    words = _words(mend, pages)
    return _filled(words.offer, _listed_pages(pages, words.english_adjective))


def done(mend: str, pages: Sequence[int] = ()) -> Text:
    """The same when it has been done. Raises KeyError for a mending that there is not."""
    words = _words(mend, pages)
    named = _listed_pages(pages, words.english_adjective)
    if page_list(pages).count(",") >= _MOST_RANGES:
        named = _counted_pages(pages, words.english_adjective)
    return _filled(words.done, named)


def in_one_line(things: Iterable[Text]) -> Text:
    """Several of them after each other, without a stop at the end."""
    texts = tuple(things)
    return Text(
        "; ".join(text.en for text in texts),
        "；".join(text.zh_hant for text in texts),
        "；".join(text.zh_hans for text in texts),
    )


def as_agreed(things: Iterable[Text]) -> Text:
    """The line of the receipt: what was mended on the copy."""
    said = in_one_line(things)
    return Text(
        f"Copy mended as you agreed: {said.en}",
        f"副本已按你的同意修正：{said.zh_hant}",
        f"副本已按你的同意修正：{said.zh_hans}",
    )


def of_document(number: int, text: Text) -> Text:
    """The same, said of one of several documents."""
    return Text(
        f"document {number}: {text.en}",
        f"文件 {number}：{text.zh_hant}",
        f"文件 {number}：{text.zh_hans}",
    )


def _words(mend: str, pages: Sequence[int]) -> _Words:
    return _MENDS[mend].paged if pages else _MENDS[mend].whole


def _listed_pages(pages: Sequence[int], adjective: str) -> Text:
    said = page_list(pages)
    page = "page" if len(set(pages)) == 1 else "pages"
    chinese = said.replace(", ", "、")
    return Text(f"{adjective}{page} {said}", f"第 {chinese} 頁", f"第 {chinese} 页")


def _counted_pages(pages: Sequence[int], adjective: str) -> Text:
    count = len(set(pages))
    return Text(f"{count} {adjective}pages", f" {count} 頁", f" {count} 页")


def _filled(text: Text, pages: Text) -> Text:
    return Text(
        *(
            text.in_language(language).replace("{pages}", pages.in_language(language)).strip()
            for language in Language
        )
    )


_REPAIR = _Words(
    Text("Write the copy’s structure anew", "重新寫入副本的檔案結構", "重新写入副本的文件结构"),
    Text("structure written anew", "檔案結構已重新寫入", "文件结构已重新写入"),
)
_FLATTEN = _Words(
    Text(
        "Fix the form’s fields in the copy as they are",
        "把副本的表格欄位固定為現有內容",
        "把副本的表格填写项固定为现有内容",
    ),
    Text("form fields fixed", "表格欄位已固定", "表格填写项已固定"),
)
_DROP_BLANK = _Words(
    Text("Leave {pages} out of the copy", "副本略去空白的{pages}", "副本略去空白的{pages}"),
    Text("{pages} left out", "已略去空白的{pages}", "已略去空白的{pages}"),
    english_adjective="blank ",
)
_ROTATE = _Words(
    Text("Turn {pages} of the copy upright", "把副本{pages}轉正", "把副本{pages}转正"),
    Text("{pages} turned", "{pages}已轉正", "{pages}已转正"),
)
_MENDS: Mapping[str, _Mend] = {
    "repair": _Mend(_REPAIR, _REPAIR),
    "flatten": _Mend(_FLATTEN, _FLATTEN),
    "drop-blank": _Mend(
        _Words(
            Text("Leave the blank pages out of the copy", "副本略去空白頁", "副本略去空白页"),
            Text("blank pages left out", "已略去空白頁", "已略去空白页"),
        ),
        _DROP_BLANK,
    ),
    "rotate": _Mend(
        _Words(
            Text("Turn the pages of the copy upright", "把副本的頁面轉正", "把副本的页面转正"),
            Text("pages turned", "頁面已轉正", "页面已转正"),
        ),
        _ROTATE,
    ),
    "reduce": _Mend(
        _Words(
            Text("Make the copy smaller: 300 dpi", "縮小副本：300 dpi", "缩小副本：300 dpi"),
            Text("300 dpi", "減至 300 dpi", "减至 300 dpi"),
        ),
        _Words(
            Text(
                "Make {pages} of the copy smaller: 300 dpi",
                "縮小副本{pages}：300 dpi",
                "缩小副本{pages}：300 dpi",
            ),
            Text("{pages} at 300 dpi", "{pages}減至 300 dpi", "{pages}减至 300 dpi"),
        ),
    ),
}
