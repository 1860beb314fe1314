"""What a visitor sees when a stick is pulled, dying, odd, or one of two."""

import pytest
from support.visit import Visit

from drivers.storage import Condition
from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    a_firm_until_inserting,
    choose,
)
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble


def test_a_stick_that_is_in_already_is_seen(visit: Visit) -> None:
    visit.shelf.insert("EARLY", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    assert visit.captured == 0


def test_pulling_the_stick_while_choosing(visit: Visit) -> None:
    stick = visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    visit.shelf.pull(stick)
    shown = visit.shows(m.Sorry)
    assert isinstance(shown, m.Sorry)
    assert shown.trouble is Trouble.DEVICE_REMOVED


def test_after_a_pulled_stick_the_visit_goes_on_where_it_was(visit: Visit) -> None:
    stick = visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    visit.shelf.pull(stick)
    visit.shows(m.Sorry)
    visit.player.touch("primary")
    visit.shows(m.Inserting)
    visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan(1)})
    visit.shows(m.Choosing)


def test_pulling_the_stick_while_its_files_are_being_listed(visit: Visit) -> None:
    a_firm_until_inserting(visit.player)
    release = visit.shelf.hang_next_listing()
    stick = visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan(1)})
    visit.player.wait_until(
        lambda: isinstance(visit.player.state, m.Inserting) and bool(visit.player.state.media),
        "the stick to be seen",
    )
    visit.shelf.pull(stick)
    release()
    visit.player.wait_until(
        lambda: getattr(visit.player.state, "trouble", None) is Trouble.DEVICE_REMOVED,
        "the word that it was pulled",
    )
    assert visit.kiosk.presenter.shown["code"] == "K101"
    visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan(1)})
    visit.shows(m.Choosing)


def test_pulling_a_stick_with_nothing_for_the_kiosk_is_what_the_visitor_was_asked(
    visit: Visit,
) -> None:
    stick = visit.shelf.insert("ODD", {"order.docx": b"PK"})
    a_firm_until_inserting(visit.player)
    visit.player.wait_until(
        lambda: getattr(visit.player.state, "trouble", None) is Trouble.DEVICE_FILES_UNSUITABLE,
        "the word that nothing suits",
    )
    visit.shelf.pull(stick)
    visit.player.wait_until(
        lambda: getattr(visit.player.state, "media", None) == (), "the socket to be empty"
    )
    assert visit.kiosk.presenter.shown["code"] == ""


def test_pulling_the_stick_while_copying_leaves_nothing_behind(visit: Visit) -> None:
    stick = visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan()})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "writ.pdf")
    release = visit.shelf.hang_next_read()
    visit.player.touch("primary")
    visit.shows(m.Checking)
    visit.shelf.pull(stick)
    shown = visit.shows(m.Sorry)
    release()
    assert isinstance(shown, m.Sorry)
    assert shown.trouble is Trouble.DEVICE_REMOVED
    visit.player.wait_until(lambda: visit.spool == [], "the spool to be empty")
    assert visit.captured == 0


def test_a_dying_stick_is_told_from_a_pulled_one(visit: Visit) -> None:
    stick = visit.shelf.insert("DYING", {"writ.pdf": samples.good_scan()})
    visit.shelf.fail_reading(stick, "writ.pdf", after_bytes=100_000)
    a_firm_until_choosing(visit.player)
    choose(visit.player, "writ.pdf")
    visit.player.touch("primary")
    shown = visit.shows(m.Sorry)
    assert isinstance(shown, m.Sorry)
    assert (shown.trouble, shown.file_name) == (Trouble.FILE_UNREADABLE, "writ.pdf")


def test_sockets_that_cannot_be_looked_at_are_not_called_empty(visit: Visit) -> None:
    a_firm_until_inserting(visit.player)
    look_again = visit.shelf.fail_looking()
    visit.shelf.insert("BLUE", {"writ.pdf": samples.good_scan(1)})
    visit.player.wait_until(
        lambda: getattr(visit.player.state, "trouble", None) is Trouble.USB_UNAVAILABLE,
        "the word that the sockets cannot be looked at",
    )
    look_again()


@pytest.mark.parametrize(
    ("condition", "files", "trouble"),
    [
        (Condition.UNFORMATTED, {}, Trouble.DEVICE_UNFORMATTED),
        (Condition.ENCRYPTED, {}, Trouble.DEVICE_ENCRYPTED),
        (Condition.UNSUPPORTED, {}, Trouble.DEVICE_FORMAT_UNSUPPORTED),
        (Condition.FAILING, {}, Trouble.DEVICE_UNREADABLE),
        (Condition.READY, {}, Trouble.DEVICE_EMPTY),
        (Condition.READY, {"order.docx": b"PK"}, Trouble.DEVICE_FILES_UNSUITABLE),
    ],
)
def test_a_stick_that_does_not_serve_is_told_in_its_own_words(
    visit: Visit, condition: Condition, files: dict[str, bytes], trouble: Trouble
) -> None:
    visit.shelf.insert("ODD", files, condition)
    a_firm_until_inserting(visit.player)
    visit.player.wait_until(
        lambda: getattr(visit.player.state, "trouble", None) is trouble, f"{trouble} to be told"
    )


def test_of_two_sticks_the_visitor_says_which(visit: Visit) -> None:
    visit.shelf.insert("ONE", {"one.pdf": samples.good_scan(1)})
    visit.shelf.insert("TWO", {"two.pdf": samples.good_scan(1)}, socket="2")
    a_firm_until_inserting(visit.player)
    visit.player.touch("medium_1")
    shown = visit.shows(m.Choosing)
    assert isinstance(shown, m.Choosing)
    assert [file.path for file in shown.files] == ["two.pdf"]
