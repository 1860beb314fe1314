"""What is said of a stamped copy that is not the document with a stamp on each page."""

from kiosk_app.wording.texts import Text

# By the form of the copy, as the manifest names it.
FORMS = {
    "none": Text(
        "The rules want no stamp: the copy carries none.",
        "規則不要求加上印記：副本沒有印記。",
        "规则不要求加上印记：副本没有印记。",
    ),
    "annotations": Text(
        "The document is signed: the stamp is laid over its pages, as the signature permits.",
        "文件附有簽署：印記按簽署所容許的方式疊加在各頁上。",
        "文件附有签名：印记按签名所容许的方式叠加在各页上。",
    ),
    "cover-sheet": Text(
        "A page has no free place for the stamp: a sheet in front of the document carries it.",
        "有頁面沒有空白位置：印記印在加於文件前面的另一頁上。",
        "有页面没有空白位置：印记印在加于文件前面的另一页上。",
    ),
    "side-car": Text(
        "The document's signature permits no stamp: the copy is one sheet that goes beside the"
        " document, and does not hold it.",
        "文件的簽署不容許加上印記：副本只有一頁，附於文件旁邊，並不包含文件本身。",
        "文件的签名不容许加上印记：副本只有一页，附于文件旁边，并不包含文件本身。",
    ),
}
WRITTEN_ANEW = Text(
    "The copy was written anew, without the original in front: the kiosk keeps that beside it.",
    "副本為重新寫成，前段並非原有檔案：原有檔案會另行保存。",
    "副本为重新写成，前段并非原文件：原文件会另行保存。",
)
FAULTY = Text(
    "The document has faults in its structure, and the copy has them too: some programs may not"
    " open it. kiosk check says more.",
    "文件的結構有瑕疵，副本亦然：部分程式可能無法開啟。詳情見 kiosk check。",
    "文件的结构有瑕疵，副本亦然：部分程序可能无法打开。详情见 kiosk check。",
)


def said_of_copy(form: str, *, original_in_front: bool, faulty: bool) -> tuple[Text, ...]:
    """The sentences about a copy; none where it is what people expect."""
    said = [FORMS[form]] if form in FORMS else []
    if not original_in_front and form != "side-car":
        said.append(WRITTEN_ANEW)
    if faulty:
        said.append(FAULTY)
    return tuple(said)
