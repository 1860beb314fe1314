"""Visits with paper: a whole one that jams, what each trouble of scanner and printer is told as."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from support.visit import MakeVisit, Visit

from drivers.printer import Picture, PrinterCondition
from kiosk_app.demo.visiting import (
    a_firm_until_choosing,
    a_firm_until_inserting,
    begin,
    choose,
    confirm_readiness,
    document_type,
    existing_case,
    hand_over,
)
from kiosk_app.documents import samples
from kiosk_app.flow import model as m
from scanner.drawn_page import draw_page
from scanner.simulated import SimulatedScanner

FIRST, SECOND, THIRD, ANOTHER = (draw_page(number) for number in (1, 2, 3, 4))


def in_person_until_inserting(visit: Visit) -> None:
    """Somebody in person with a witness statement stands before sockets and scanner."""
    begin(visit.player, "kind_in_person")
    visit.player.touch("primary")
    existing_case(visit.player, "HCPI", "88")
    document_type(visit.player, "witness_statement")
    visit.shows(m.ConfirmingReadiness)
    confirm_readiness(visit.player)
    visit.shows(m.Inserting)


def in_person_until_loading(visit: Visit) -> None:
    in_person_until_inserting(visit)
    visit.player.touch("secondary")
    visit.shows(m.LoadingPaper)


def is_told(visit: Visit, code: str) -> None:
    """The screen for paper says this code, or with "" that nothing is wrong."""
    visit.player.wait_until(
        lambda: (
            isinstance(visit.player.state, m.LoadingPaper)
            and visit.kiosk.presenter.shown.get("code") == code
        ),
        f"{code or 'no trouble'} to be told",
    )


def sheets(visit: Visit) -> list[bytes]:
    """What was scanned so far, each page as the scanner gave it."""
    state = visit.player.state
    assert isinstance(state, m.ArrangingSheets)
    return [Path(sheet.file.path).read_bytes() for sheet in state.sheets]


def test_paper_that_jams_is_scanned_turned_thinned_out_and_captured(visit: Visit) -> None:
    scanner = visit.world.scanner
    in_person_until_loading(visit)
    scanner.load([FIRST, SECOND, THIRD])
    scanner.jam_at(2)
    visit.player.touch("primary")
    is_told(visit, "K303")
    assert visit.kiosk.presenter.shown["count"] == 1, "the page before the jam is kept"
    scanner.clear_jam()
    visit.player.touch("primary")
    visit.shows(m.ArrangingSheets)
    assert sheets(visit) == [FIRST, SECOND, THIRD]

    visit.player.touch_in_list("sheet_0")
    visit.player.touch("sheet_turn")
    visit.player.touch_in_list("sheet_1")
    visit.player.touch("sheet_remove")
    assert sheets(visit) == [FIRST, THIRD]
    visit.player.touch_in_list("sheet_1")
    visit.player.touch("sheet_again")
    visit.shows(m.LoadingPaper)
    scanner.load([ANOTHER])
    visit.player.touch("primary")
    visit.shows(m.ArrangingSheets)
    assert sheets(visit) == [FIRST, ANOTHER]
    hand_over(visit.player)

    outbox = visit.kiosk.sealing.outbox
    manifest = outbox.manifest(outbox.items()[0].number)
    assert manifest is not None
    (document,) = manifest.documents
    assert (document.pages, len(document.sources)) == (2, 2)
    assert [source.sha256 for source in document.sources][1] == digest(ANOTHER)
    with pikepdf.open(outbox.path_of(document.stamped.sha256)) as pdf:
        assert [int(page.obj.get("/Rotate", 0)) for page in pdf.pages] == [90, 0]
        assert [scan_in(page) for page in pdf.pages] == [pixels(FIRST), pixels(ANOTHER)]
    visit.player.touch("primary")
    visit.shows(m.Goodbye)
    assert visit.spool == [], "no scan stays beside what was captured"


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def scan_in(page: pikepdf.Page) -> bytes:
    """The dots of the largest picture on a page: the scan under the stamp."""
    drawn = dict(page.obj.Resources.XObject.items()).values()
    scan = max(drawn, key=lambda each: int(each.get("/Width", 0)))
    return pikepdf.PdfImage(scan).as_pil_image().convert("L").tobytes()


def pixels(jpeg: bytes) -> bytes:
    return Image.open(io.BytesIO(jpeg)).convert("L").tobytes()


def test_a_law_firm_is_never_offered_the_scanner(visit: Visit) -> None:
    a_firm_until_inserting(visit.player)
    assert visit.kiosk.presenter.shown["mayScan"] is False
    assert not visit.player._touchable("secondary")


def load_with_cover_open(scanner: SimulatedScanner) -> Callable[[], None]:
    scanner.open_cover()
    return scanner.close_cover


def load_while_busy(scanner: SimulatedScanner) -> Callable[[], None]:
    scanner.be_busy(True)
    return lambda: scanner.be_busy(False)


def load_while_unplugged(scanner: SimulatedScanner) -> Callable[[], None]:
    scanner.unplug()
    return scanner.plug_in


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(load_with_cover_open, "K304"), (load_while_busy, "K305"), (load_while_unplugged, "K301")],
)
def test_each_trouble_of_the_scanner_has_its_code_and_is_gone_on_retry(
    visit: Visit, trouble: Callable[[SimulatedScanner], Callable[[], None]], code: str
) -> None:
    scanner = visit.world.scanner
    in_person_until_loading(visit)
    is_told(visit, "")
    scanner.load([FIRST])
    mend = trouble(scanner)
    visit.player.touch("primary")
    is_told(visit, code)
    visit.player.touch("primary")
    visit.shows(m.LoadingPaper)
    is_told(visit, code)
    mend()
    visit.player.touch("primary")
    visit.shows(m.ArrangingSheets)
    assert sheets(visit) == [FIRST]


# ---------------------------------------------------------------- the slip


def hand_in(visit: Visit) -> m.Captured:
    visit.shelf.insert("ABLE", {"claim.pdf": samples.good_scan(1)})
    a_firm_until_choosing(visit.player)
    choose(visit.player, "claim.pdf")
    hand_over(visit.player)
    captured = visit.shows(m.Captured)
    assert isinstance(captured, m.Captured)
    return captured


def slip_is(visit: Visit, slip: m.Slip, code: str) -> None:
    """The receipt's screen says so of the slip, and says this code."""
    visit.player.wait_until(
        lambda: isinstance(visit.player.state, m.Captured) and visit.player.state.slip is slip,
        f"the slip to be {slip}",
    )
    assert visit.kiosk.presenter.shown["code"] == code


def address_on(slip: Picture) -> str:
    """What a telephone reads from the code on a slip."""
    with Image.open(io.BytesIO(slip.to_pbm())) as drawn:
        (code,) = zxingcpp.read_barcodes(drawn.convert("L"))
    return code.text


def test_one_slip_comes_out_and_its_code_leads_to_the_receipt(visit: Visit) -> None:
    captured = hand_in(visit)
    slip_is(visit, m.Slip.PRINTED, "")
    (slip,) = visit.world.printer.slips
    assert address_on(slip) == captured.receipt.receipt_url


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (PrinterCondition.PAPER_OUT, "K501"),
        (PrinterCondition.OFFLINE, "K502"),
        (PrinterCondition.COVER_OPEN, "K503"),
        (PrinterCondition.FAULTY, "K504"),
    ],
)
def test_a_slip_that_does_not_come_out_is_told_and_can_be_had_once_it_is_mended(
    visit: Visit, condition: PrinterCondition, code: str
) -> None:
    visit.world.printer.turn(condition)
    captured = hand_in(visit)
    slip_is(visit, m.Slip.NOT_PRINTED, code)
    assert visit.captured == 1, "the submission stands, whatever the printer does"
    visit.player.touch("print_again")
    slip_is(visit, m.Slip.NOT_PRINTED, code)
    visit.world.printer.turn(PrinterCondition.READY)
    visit.player.touch("print_again")
    slip_is(visit, m.Slip.PRINTED, "")
    (slip,) = visit.world.printer.slips
    assert address_on(slip) == captured.receipt.receipt_url


def test_paper_that_ends_in_the_middle_of_a_slip_is_no_slip(visit: Visit) -> None:
    visit.world.printer.run_out_after(200)
    hand_in(visit)
    slip_is(visit, m.Slip.NOT_PRINTED, "K501")
    assert visit.world.printer.slips == ()
    visit.world.printer.turn(PrinterCondition.READY)
    visit.player.touch("print_again")
    slip_is(visit, m.Slip.PRINTED, "")
    assert len(visit.world.printer.slips) == 1


def test_a_kiosk_without_a_printer_promises_no_slip(switched_on: MakeVisit) -> None:
    visit = switched_on(with_printer=False)
    told: list[object] = []
    presenter = visit.kiosk.presenter
    presenter.shownChanged.connect(lambda: told.append(presenter.shown.get("slip")))
    hand_in(visit)
    slip_is(visit, m.Slip.NO_PRINTER, "")
    assert "no_printer" in told
    assert not {"printing", "printed", "not_printed"} & set(told), "not even for a moment"
    assert visit.world.printer.slips == ()
    assert visit.player._touchable("receipt_code"), "the code on the screen is the receipt"
    assert not visit.player._touchable("print_again")
