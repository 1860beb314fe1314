"""Scripted visits about paper: the scanner that jams, a scan to mend, the printer that runs out."""

from collections.abc import Callable, Mapping
from functools import partial

from drivers.printer import PrinterCondition
from kiosk_app.demo.stage import Stage
from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    agree_to,
    begin,
    choose,
    confirm_readiness,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.documents.mending import Mend
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble


def paper_and_a_jam(stage: Stage) -> None:
    """In person with paper only: every trouble, a jam, the rest, a page turned, one once more."""
    player, scanner = stage.player, stage.world.scanner
    begin(player, "kind_in_person")
    player.touch("primary")
    existing_case(player, "HCPI", "88")
    document_type(player, "witness_statement")
    player.wait_for(m.ConfirmingReadiness)
    confirm_readiness(player)
    player.wait_for(m.Inserting)
    player.picture_variant("Inserting-may-scan")
    player.touch("secondary")
    player.wait_for(m.LoadingPaper)
    first, second = samples.photographed_pages()
    scanner.load([first, second, first])
    _every_trouble_of_the_scanner(stage)
    scanner.jam_at(2)
    player.touch("primary")
    player.wait_for(m.Scanning)
    player.wait_until(lambda: _is_told(stage, Trouble.PAPER_JAMMED), "the jam to be told")
    player.picture_variant("LoadingPaper-jam")
    scanner.clear_jam()
    player.touch("primary")
    player.wait_for(m.ArrangingSheets)
    player.touch_in_list("sheet_0")
    player.touch("sheet_turn")
    player.touch("sheet_turn")
    player.picture_variant("ArrangingSheets-touched")
    scanner.load([first])
    player.touch("sheet_again")
    player.wait_for(m.LoadingPaper)
    player.picture_variant("LoadingPaper-one-page-again")
    player.touch("primary")
    player.wait_for(m.ArrangingSheets)
    hand_over(player)
    stage.finish()


def a_page_upside_down_and_a_blank_one(stage: Stage) -> None:
    """Scanned in a hurry: a page is turned and a blank one left out on the copy, as agreed."""
    player = stage.player
    stick = stage.shelf.insert("IN A HURRY", {"Claim.pdf": samples.turned_and_blank()})
    a_firm_until_choosing(player)
    choose(player, "Claim.pdf")
    player.touch("primary")
    player.wait_for(m.ReadingFindings)
    player.picture_variant("ReadingFindings-mending-offered")
    agree_to(player, Mend.DROP_BLANK)
    agree_to(player, Mend.ROTATE)
    player.picture_variant("ReadingFindings-mending-agreed")
    player.touch("primary")
    player.wait_for(m.Reviewing)
    player.touch("page_after")
    player.picture_variant("Reviewing-left-out")
    player.touch("page_after")
    player.picture_variant("Reviewing-turned")
    player.touch("primary")
    player.wait_for(m.Captured)
    player.picture_variant("Captured-mended")
    stage.finish(stick)


def the_printer_is_out_of_paper(stage: Stage) -> None:
    """No paper for the slip: the capture stands, the code suffices, and a new roll prints it."""
    player, printer = stage.player, stage.world.printer
    printer.turn(PrinterCondition.PAPER_OUT)
    stick = stage.shelf.insert("PAPERS", {"誓章.pdf": samples.affidavit()})
    a_firm_until_choosing(player)
    choose(player, "誓章.pdf")
    hand_over(player)
    player.wait_until(lambda: _slip(stage) is m.Slip.NOT_PRINTED, "the word of the printer")
    player.picture_variant("Captured-printer-out-of-paper")
    printer.turn(PrinterCondition.READY)
    player.touch("print_again")
    player.wait_until(lambda: _slip(stage) is m.Slip.PRINTED, "the slip")
    player.picture_variant("Captured-slip-printed")
    stage.finish(stick)


def _every_trouble_of_the_scanner(stage: Stage) -> None:
    """Each is told when scanning is asked for, and mended before the next."""
    player, scanner = stage.player, stage.world.scanner
    troubles: Mapping[Trouble, tuple[str, Callable[[], None], Callable[[], None]]] = {
        Trouble.COVER_OPEN: ("cover-open", scanner.open_cover, scanner.close_cover),
        Trouble.SCANNER_BUSY: (
            "busy", lambda: scanner.be_busy(True), lambda: scanner.be_busy(False)
        ),
        Trouble.SCANNER_MISSING: ("missing", scanner.unplug, scanner.plug_in),
    }  # fmt: skip
    for trouble, (name, spoil, mend) in troubles.items():
        spoil()
        player.touch("primary")
        player.wait_until(partial(_is_told, stage, trouble), f"the scanner's trouble: {name}")
        player.picture_variant(f"LoadingPaper-{name}")
        mend()


def _is_told(stage: Stage, trouble: Trouble) -> bool:
    state = stage.player.state
    return isinstance(state, m.LoadingPaper) and state.trouble is trouble


def _slip(stage: Stage) -> m.Slip | None:
    state = stage.player.state
    return state.slip if isinstance(state, m.Captured) else None


PAPER_STORIES: tuple[Callable[[Stage], None], ...] = (
    paper_and_a_jam,
    a_page_upside_down_and_a_blank_one,
    the_printer_is_out_of_paper,
)
