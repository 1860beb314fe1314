"""Whole visits over the real application: a finger on the screen, a simulated shelf of sticks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from config.settings import load_settings
from drivers.simulated import SimulatedShelf
from drivers.simulated_clock import SimulatedClock
from drivers.storage import Condition
from kiosk_app.app import Kiosk, assemble
from kiosk_app.demo.player import Player
from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    a_firm_until_inserting,
    begin,
    choose,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble

SATURDAY_MORNING = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


@dataclass
class Visit:
    """A kiosk that is switched on, with somebody in front of it."""

    kiosk: Kiosk
    player: Player
    shelf: SimulatedShelf
    clock: SimulatedClock
    patience_s: list[float | None] = field(default_factory=list)

    def shows(self, *kinds: type[m.State]) -> m.State:
        self.player.wait_for(*kinds)
        assert self.player.state is not None
        return self.player.state

    @property
    def captured(self) -> int:
        return len(self.kiosk.sealing.outbox.items())

    @property
    def spool(self) -> list[Path]:
        return list(self.kiosk.sealing.outbox.staging.iterdir())


MakeVisit = Callable[..., Visit]


@pytest.fixture
def switched_on(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeVisit]:
    made: list[Visit] = []

    def switch_on(min_free_bytes: int = 1_000_000) -> Visit:
        packaged = load_settings(None)
        settings = replace(
            packaged,
            paths=replace(packaged.paths, state=tmp_path / "state"),
            disk=replace(packaged.disk, min_free_bytes=min_free_bytes),
        )
        shelf, clock = SimulatedShelf(), SimulatedClock(SATURDAY_MORNING)
        patience: list[float | None] = [None]
        kiosk = assemble(settings, shelf, clock, lambda _: patience[0])
        player = Player(kiosk.window.window, kiosk.presenter, None, lambda _: None)
        kiosk.conductor.start(player.show)
        made.append(Visit(kiosk, player, shelf, clock, patience))
        return made[-1]

    yield switch_on
    for visit in made:
        visit.kiosk.stop()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not visit.kiosk.window.problems


@pytest.fixture
def visit(switched_on: MakeVisit) -> Visit:
    return switched_on()


def test_a_clerk_hands_in_a_statement_of_claim_and_gets_a_receipt(visit: Visit) -> None:
    stick = visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(3)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    shown = visit.shows(m.Captured)
    assert isinstance(shown, m.Captured)
    assert shown.receipt.delivery is m.Delivery.CAPTURED
    assert not shown.receipt.registry_open, "on a Saturday the paper cannot be presented"
    item = visit.kiosk.sealing.outbox.item(shown.receipt.number)
    assert item is not None
    assert item.state.value == "captured"
    visit.player.touch("primary")
    visit.shows(m.Goodbye)
    visit.player.wait_until(
        lambda: visit.player.state == m.Goodbye(True, shown.receipt.number), "the reminder"
    )
    visit.shelf.pull(stick)
    visit.player.wait_until(
        lambda: visit.player.state == m.Goodbye(False, shown.receipt.number), "the thanks"
    )
    assert visit.spool == [], "nothing of the visit stays beside what was captured"


def test_what_was_captured_is_the_original_byte_for_byte(visit: Visit) -> None:
    claim = samples.good_scan(2)
    visit.shelf.insert("ABLE", {"claim.pdf": claim})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    outbox = visit.kiosk.sealing.outbox
    manifest = outbox.manifest(outbox.items()[0].number)
    assert manifest is not None
    (document,) = manifest.documents
    assert outbox.path_of(document.sources[0].sha256).read_bytes() == claim
    stamped = outbox.path_of(document.stamped.sha256).read_bytes()
    assert stamped[: document.stamped.original_length_bytes] == claim
    assert len(stamped) > len(claim)


def test_two_photographs_become_one_document_of_two_pages(visit: Visit) -> None:
    first, second = samples.photographed_pages()
    visit.shelf.insert("PHOTOS", {"Page 1.jpg": first, "Page 2.jpg": second})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "Page 1.jpg")
    choose(visit.player, "Page 2.jpg")
    hand_over(visit.player)
    manifest = visit.kiosk.sealing.outbox.manifest(visit.kiosk.sealing.outbox.items()[0].number)
    assert manifest is not None
    (document,) = manifest.documents
    assert (document.pages, len(document.sources)) == (2, 2)


def test_two_documents_of_one_case_get_two_numbers_in_a_row(visit: Visit) -> None:
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    visit.player.touch("secondary")
    document_type(visit.player, "list_of_documents")
    visit.shows(m.ConfirmingReadiness, m.Choosing)
    if isinstance(visit.player.state, m.ConfirmingReadiness):
        for check in visit.player.state.checks:
            visit.player.touch_in_list(f"check_{check.code}")
        visit.player.touch("primary")
    visit.shows(m.Choosing)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    assert [item.sequence for item in visit.kiosk.sealing.outbox.items()] == [1, 2]


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


def test_everything_wrong_with_every_file_is_told_at_once(visit: Visit) -> None:
    visit.shelf.insert("FAULTS", samples.shelf())
    a_firm_until_choosing(visit.player)
    for name in ("Locked exhibit.pdf", "Bundle with faults.pdf", "Draft order.pdf"):
        choose(visit.player, name)
    visit.player.touch("primary")
    shown = visit.shows(m.ReadingFindings)
    assert isinstance(shown, m.ReadingFindings)
    told = {finding.trouble for report in shown.reports for finding in report.findings}
    assert told >= {Trouble.PASSWORD_NEEDED, Trouble.ACTIVE_CONTENT, Trouble.RESOLUTION_LOW}
    assert {Trouble.WRONG_KIND, Trouble.NAME_AND_CONTENT_DIFFER} & told
    assert visit.captured == 0


def test_a_full_disk_is_said_before_a_visit_begins(switched_on: MakeVisit) -> None:
    visit = switched_on(min_free_bytes=10**15)
    assert visit.shows(m.OutOfService) == m.OutOfService(Trouble.DISK_FULL)


def test_a_visitor_who_walks_away_is_asked_and_then_forgotten(visit: Visit) -> None:
    stick = visit.shelf.insert("FORGOTTEN", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    visit.patience_s[0] = 0.1
    choose(visit.player, "claim.pdf")
    visit.shows(m.StillThere, m.Goodbye)
    visit.shows(m.Goodbye)
    visit.shelf.pull(stick)
    visit.shows(m.Welcome)
    assert (visit.captured, visit.spool) == (0, [])


def test_language_changes_in_the_middle_and_the_place_is_kept(visit: Visit) -> None:
    begin(visit.player, "kind_law_firm")
    visit.player.touch("primary")
    visit.shows(m.EnteringCase)
    visit.player.touch("type_HCA")
    visit.player.touch("digit_7")
    visit.player.touch("language_zh_Hant")
    shown = visit.shows(m.EnteringCase)
    assert isinstance(shown, m.EnteringCase)
    assert shown.text.startswith("HCA 7")


def test_the_next_visitor_starts_in_the_first_language_with_nothing_filled_in(
    visit: Visit,
) -> None:
    begin(visit.player, "language_zh_Hans", "kind_law_firm")
    visit.player.touch("primary")
    existing_case(visit.player, "HCA", "55")
    visit.player.touch("help_button")
    visit.player.touch("secondary")
    visit.shows(m.Goodbye)
    visit.patience_s[0] = 0.05
    visit.kiosk.conductor.somebody_touched()
    visit.shows(m.Welcome)
    visit.patience_s[0] = None
    assert visit.kiosk.presenter.language == "en"
    begin(visit.player, "kind_law_firm")
    visit.player.touch("primary")
    shown = visit.shows(m.EnteringCase)
    assert isinstance(shown, m.EnteringCase)
    assert shown.text == ""
