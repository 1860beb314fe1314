"""The scripted visits: one that goes well over a failing network, and every kind of bad end."""

from collections.abc import Callable, Mapping

from drivers.storage import Condition
from kiosk_app.demo.desk_stories import DESK_STORIES
from kiosk_app.demo.inquiry_stories import looked_up_later
from kiosk_app.demo.paper_stories import PAPER_STORIES
from kiosk_app.demo.player import Player
from kiosk_app.demo.stage import Stage
from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    a_firm_until_inserting,
    begin,
    choose,
    confirm_readiness,
    delivery,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.flow import model as m


def goes_well(stage: Stage) -> None:
    """A clerk hands in a 20-page statement of claim; the network is cut in mid-upload."""
    player = stage.player
    stage.cable.pull_after(600_000)
    stick = stage.shelf.insert("ABLE AND CO", samples.shelf())
    a_firm_until_choosing(player)
    choose(player, "Statement of Claim.pdf")
    player.picture_variant("Choosing-marked")
    hand_over(player)
    player.wait_until(lambda: not stage.cable.plugged, "the network to be cut")
    stage.tell("  ! the network is cut in the middle of the upload")
    player.picture_variant("Captured-network-cut")
    stage.cable.plug_in()
    stage.tell("  ! the network is back")
    player.wait_until(lambda: delivery(player) is m.Delivery.RECEIVED, "the centre's receipt")
    player.picture_variant("Captured-received")
    stage.finish(stick)


def a_chinese_name_and_photographs(stage: Stage) -> None:
    """In person, in Chinese: an affirmation named 誓章, and two photographed pages as one."""
    player = stage.player
    begin(player, "language_zh_Hant", "kind_in_person")
    player.touch("primary")
    existing_case(player, "HCPI", "88")
    document_type(player, "affidavit")
    player.wait_for(m.ConfirmingReadiness)
    confirm_readiness(player)
    player.wait_for(m.Inserting)
    stick = stage.shelf.insert("我的文件", samples.shelf())
    player.wait_for(m.Choosing)
    for name in ("誓章.pdf", "Page 1.jpg", "Page 2.jpg"):
        choose(player, name)
    player.touch("primary")
    player.wait_for(m.ReadingFindings)
    player.picture_variant("ReadingFindings-please-look")
    player.touch("primary")
    player.wait_for(m.Reviewing)
    player.touch("primary")
    player.wait_for(m.Captured)
    player.wait_until(lambda: delivery(player) is m.Delivery.RECEIVED, "the centre's receipt")
    stage.finish(stick)


def not_sworn_yet(stage: Stage) -> None:
    """An affidavit that has not been sworn: a kind end with the way to the right office."""
    player = stage.player
    begin(player, "kind_law_firm")
    player.touch("primary")
    existing_case(player, "HCA", "1234")
    document_type(player, "affidavit")
    player.wait_for(m.ConfirmingReadiness)
    player.touch("secondary")
    player.wait_for(m.NotReady)
    player.touch("primary")
    stage.to_welcome()


def a_number_that_is_none(stage: Stage) -> None:
    """A case type that iCMS does not take yet, keyed letter by letter, is explained at once."""
    player = stage.player
    begin(player, "kind_law_firm")
    player.touch("primary")
    player.wait_for(m.EnteringCase)
    player.touch("free_entry")
    for key in "HCMP":
        player.touch(f"key_{key}")
    player.touch("key_space")
    for key in "598/2022":
        player.touch(f"key_{key}")
    player.picture_variant("EnteringCase-type-not-enabled")
    player.touch("key_done")
    stage.leave()


def must_be_fixed(stage: Stage) -> None:
    """A locked file, one with two faults, a damaged scan, a Word document: all said at once."""
    player = stage.player
    stick = stage.shelf.insert("FAULTS", samples.shelf())
    a_firm_until_choosing(player)
    for name in ("Locked exhibit.pdf", "Bundle with faults.pdf", "Damaged scan.pdf",
                 "Draft order.pdf", "Cut off.pdf"):  # fmt: skip
        choose(player, name)
    player.touch("primary")
    player.wait_for(m.ReadingFindings)
    player.picture_variant("ReadingFindings-must-fix")
    stage.leave(stick)


def the_device_is_pulled(stage: Stage) -> None:
    """The stick is pulled while it is being copied."""
    player = stage.player
    stick = stage.shelf.insert("PULLED", {"claim.pdf": samples.good_scan()})
    a_firm_until_choosing(player)
    choose(player, "claim.pdf")
    stage.shelf.slow(stick, 1_500_000)
    player.touch("primary")
    player.wait_for(m.Checking)
    player.wait_until(lambda: _copied_bytes(player) > 0, "the copying to begin")
    stage.shelf.pull(stick)
    player.wait_for(m.Sorry)
    player.picture_variant("Sorry-device-pulled")
    stage.leave()


def the_file_cannot_be_read(stage: Stage) -> None:
    """The stick is dying: the file breaks off while it is read."""
    player = stage.player
    stick = stage.shelf.insert("DYING", {"claim.pdf": samples.good_scan()})
    stage.shelf.fail_reading(stick, "claim.pdf", after_bytes=200_000)
    a_firm_until_choosing(player)
    choose(player, "claim.pdf")
    player.touch("primary")
    player.wait_for(m.Sorry)
    player.picture_variant("Sorry-file-unreadable")
    stage.leave(stick)


def sticks_that_do_not_serve(stage: Stage) -> None:
    """Unformatted, encrypted, of an unknown format, empty, without a single suitable file."""
    player = stage.player
    a_firm_until_inserting(player)
    odd: Mapping[str, tuple[Condition, dict[str, bytes]]] = {
        "unformatted": (Condition.UNFORMATTED, {}),
        "encrypted": (Condition.ENCRYPTED, {}),
        "unknown-format": (Condition.UNSUPPORTED, {}),
        "failing": (Condition.FAILING, {}),
        "empty": (Condition.READY, {}),
        "unsuitable": (Condition.READY, {"order.docx": samples.word_document()}),
    }
    for name, (condition, files) in odd.items():
        stick = stage.shelf.insert("STICK", files, condition)
        player.wait_until(lambda: _inserting_trouble(player), f"what is said of {name}")
        player.picture_variant(f"Inserting-{name}")
        stage.shelf.pull(stick)
        player.wait_until(lambda: not _inserting_trouble(player), "the empty socket")
    stage.leave()


def two_sticks_at_once(stage: Stage) -> None:
    """Two sticks are in: the visitor says which, and pulls both while choosing a file."""
    player = stage.player
    first = stage.shelf.insert("ONE", {"a.pdf": samples.affidavit()})
    second = stage.shelf.insert("TWO", {"b.pdf": samples.affidavit()}, socket="2")
    a_firm_until_inserting(player)
    player.wait_until(lambda: _sticks_to_choose(player) == 2, "both sticks to be seen")
    player.picture_variant("Inserting-two-at-once")
    player.touch("medium_1")
    player.wait_for(m.Choosing)
    stage.shelf.pull(second)
    player.wait_for(m.Sorry)
    stage.shelf.pull(first)
    stage.leave()


def the_centre_does_not_answer(stage: Stage) -> None:
    """The network is down all the time: captured all the same, and received when it is back."""
    player = stage.player
    stage.cable.pull()
    stick = stage.shelf.insert("OFFLINE", {"誓章.pdf": samples.affidavit()})
    a_firm_until_choosing(player)
    choose(player, "誓章.pdf")
    hand_over(player)
    player.picture_variant("Captured-centre-unreachable")
    stage.finish(stick)
    stage.cable.plug_in()
    stage.tell("  ! the network is back after the visitor has gone")


def nobody_there_any_more(stage: Stage) -> None:
    """The visitor walks away: asked, then everything of the visit is wiped."""
    player = stage.player
    stick = stage.shelf.insert("FORGOTTEN", {"誓章.pdf": samples.affidavit()})
    a_firm_until_choosing(player)
    stage.hurry(True)
    choose(player, "誓章.pdf")
    player.wait_for(m.StillThere)
    stage.to_welcome(stick)


def _copied_bytes(player: Player) -> int:
    return player.state.copied_bytes if isinstance(player.state, m.Checking) else 0


def _sticks_to_choose(player: Player) -> int:
    return len(player.state.media) if isinstance(player.state, m.Inserting) else 0


def _inserting_trouble(player: Player) -> bool:
    return isinstance(player.state, m.Inserting) and player.state.trouble is not None


STORIES: tuple[Callable[[Stage], None], ...] = (
    goes_well,
    looked_up_later,
    a_chinese_name_and_photographs,
    not_sworn_yet,
    a_number_that_is_none,
    must_be_fixed,
    the_device_is_pulled,
    the_file_cannot_be_read,
    sticks_that_do_not_serve,
    two_sticks_at_once,
    the_centre_does_not_answer,
    nobody_there_any_more,
    *PAPER_STORIES,
    *DESK_STORIES,
)
