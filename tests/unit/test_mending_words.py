"""What a mending is called: everywhere the same, in three languages, short enough for a slip."""

import pytest

from kiosk_app.documents.mending import Mend
from kiosk_app.wording import mendings
from sync.manifest import MENDS


def test_the_manifest_the_words_and_the_workshop_know_the_same_mendings() -> None:
    assert set(MENDS) == {mend.value for mend in Mend}
    for mend in Mend:
        assert mendings.offered(mend).en
        assert mendings.done(mend, (3,)).zh_hans


@pytest.mark.parametrize(
    ("mend", "pages", "offer", "done"),
    [
        (Mend.REPAIR, (), "Write the copy’s structure anew", "structure written anew"),
        (Mend.FLATTEN, (), "Fix the form’s fields in the copy as they are", "form fields fixed"),
        (Mend.DROP_BLANK, (4,), "Leave blank page 4 out of the copy", "blank page 4 left out"),
        (Mend.ROTATE, (3, 4, 5, 9), "Turn pages 3–5, 9 of the copy upright", "pages 3–5, 9 turned"),
        (Mend.REDUCE, (), "Make the copy smaller: 300 dpi", "300 dpi"),
    ],
)  # fmt: skip
def test_an_offer_and_the_deed_are_said_in_plain_words(
    mend: Mend, pages: tuple[int, ...], offer: str, done: str
) -> None:
    assert mendings.offered(mend, pages).en == offer
    assert mendings.done(mend, pages).en == done


def test_pages_are_said_in_chinese_as_chinese_says_them() -> None:
    assert mendings.offered(Mend.DROP_BLANK, (4, 9)).zh_hant == "副本略去空白的第 4、9 頁"
    assert mendings.done(Mend.ROTATE, (3,)).zh_hans == "第 3 页已转正"


def test_many_scattered_pages_are_counted_so_that_the_line_stays_a_line() -> None:
    scattered = tuple(range(2, 100, 2))
    assert mendings.done(Mend.DROP_BLANK, scattered).en == "49 blank pages left out"
    assert mendings.done(Mend.DROP_BLANK, scattered).zh_hant == "已略去空白的 49 頁"
    assert "2, 4" in mendings.offered(Mend.DROP_BLANK, scattered).en, "an offer names its pages"


def test_the_receipt_says_all_of_it_in_one_line() -> None:
    line = mendings.as_agreed(
        [mendings.done(Mend.ROTATE, (3,)), mendings.done(Mend.REDUCE)],
    )
    assert line.en == "Copy mended as you agreed: page 3 turned; 300 dpi"
    assert line.zh_hant == "副本已按你的同意修正：第 3 頁已轉正；減至 300 dpi"
