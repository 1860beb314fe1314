"""Nothing that a visitor put in is seen in maintenance mode, nor kept in a log."""

import logging
from collections.abc import Iterator

import pytest
from support.technician import EVERY_DEED, before_a_technician, comes_in, until
from support.visit import Visit

from drivers.outgoing import MARK
from kiosk_app.demo.visiting import (
    begin,
    choose,
    confirm_readiness,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.flow import desks
from kiosk_app.flow import model as m


@pytest.fixture
def technician(visit: Visit) -> Visit:
    return before_a_technician(visit)


@pytest.fixture
def log(technician: Visit) -> Iterator[None]:
    """The kiosk's own log, where the technician reads it."""
    handler = logging.FileHandler(technician.world.log)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s"))
    logger = logging.getLogger("kiosk")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield
    logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)
    handler.close()


def every_text(shown: object) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
    elif isinstance(shown, dict):
        for key, value in shown.items():
            yield str(key)
            yield from every_text(value)
    elif isinstance(shown, list | tuple):
        for value in shown:
            yield from every_text(value)


def test_no_desk_shows_a_file_a_case_or_a_name(technician: Visit, log: None) -> None:
    """Birds that cannot be anything else: each stands in one place where a visitor put it."""
    technician.shelf.insert("STIEGLITZ", {"zeisig.pdf": samples.good_scan(1)})
    visitor_named_girlitz(technician)
    (manifest,) = (
        technician.kiosk.sealing.outbox.manifest(item.number)
        for item in technician.kiosk.sealing.outbox.items()
    )
    assert manifest is not None
    put_in = (manifest.party.name, manifest.documents[0].title, manifest.case)
    assert put_in == ("Girlitz", "zeisig.pdf", "HCA 1234/2025")

    shown: dict[str, list[str]] = {}
    presenter = technician.kiosk.presenter

    def look() -> None:
        shown.setdefault(presenter.screen, []).extend(every_text(presenter.shown))

    presenter.shownChanged.connect(look)
    comes_in(technician)
    goes_round_every_desk(technician)
    assert {desk.__name__ for desk in desks.DESKS} <= shown.keys()
    told = {screen: " ".join(texts).lower() for screen, texts in shown.items()}
    assert manifest.number.lower() in told["MindingQueue"]
    assert "screen-shown" in told["ReadingLog"] or "submission-captured" in told["ReadingLog"]
    on_desks = " ".join(told[desk.__name__] for desk in desks.DESKS)
    for canary in ("zeisig", "girlitz", "1234/2025", "hca 1234", ".pdf"):
        assert canary not in on_desks
    kept = technician.world.log.read_text() + repr(on_record_whole(technician))
    for canary in ("zeisig", "girlitz", "stieglitz", "1234/2025"):
        assert canary not in kept.lower()


def visitor_named_girlitz(visit: Visit) -> None:
    begin(visit.player, "kind_law_firm", "field_name")
    for letter in "GIRLITZ":
        visit.player.touch(f"key_{letter}")
    visit.player.touch("key_done")
    visit.player.touch("primary")
    existing_case(visit.player, "HCA", "1234")
    document_type(visit.player, "statement_of_claim")
    visit.shows(m.ConfirmingReadiness, m.Choosing)
    if isinstance(visit.player.state, m.ConfirmingReadiness):
        confirm_readiness(visit.player)
    visit.shows(m.Choosing)
    choose(visit.player, "zeisig.pdf")
    hand_over(visit.player)
    visit.player.touch("primary")
    until(visit, m.Goodbye, lambda shown: shown.remove_device)
    (stick,) = visit.shelf.media()
    visit.shelf.pull(stick.id)
    until(visit, m.Goodbye, lambda shown: not shown.remove_device)
    visit.player.touch("primary")
    visit.shows(m.Welcome)


def goes_round_every_desk(visit: Visit) -> None:
    player = visit.player
    player.touch("desk_queue")
    until(visit, m.MindingQueue, lambda shown: bool(shown.lines))
    player.touch_in_list("line_0")
    player.touch("hold")
    until(visit, m.MindingQueue, lambda shown: shown.done is True)
    player.touch_in_list("line_0")
    player.touch("secondary")
    stick = visit.shelf.insert(MARK, {"zeisig.pdf": b"%PDF-"})
    until(visit, m.PlanningExport, lambda shown: shown.plan and shown.plan.stick)
    player.touch("secondary")
    until(visit, m.Exported, lambda shown: shown.files)
    visit.shelf.pull(stick)
    player.touch("desk_sockets")
    visit.shelf.insert("STIEGLITZ", {"zeisig.pdf": b"%PDF-"})
    until(visit, m.WatchingSockets, lambda shown: bool(shown.media))
    visit.world.scanner.load(1)
    for desk, (kind, done, _) in EVERY_DEED.items():
        player.touch(desk)
        visit.shows(kind)
        player.touch("primary")
        until(visit, kind, done)
    player.touch("desk_touch")
    visit.shows(m.TestingTouch)
    player.touch("desk_log")
    until(visit, m.ReadingLog, lambda shown: bool(shown.lines))
    player.touch("desk_service")
    visit.shows(m.SwitchingService)


def on_record_whole(visit: Visit) -> list[object]:
    return list(visit.kiosk.sealing.outbox.audit_records(500))
