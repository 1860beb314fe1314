"""What the flow promises a visitor, told as short stories over the pure step function."""

from hypothesis import given
from hypothesis import strategies as st
from support.flow_samples import (
    AFFIDAVIT,
    ALLOWANCE,
    BAD,
    BRINGS_PAPER,
    CASE,
    CLERK,
    DOCUMENTS,
    EVENTS,
    GOOD,
    OTHER_SHEET,
    PICTURE,
    READY,
    RECEIPT,
    SHEET,
    STATES,
    STICK,
    SWORN,
    WHO,
)

from drivers.storage import FileEntry
from kiosk_app.documents.findings import Kind, ReceivedFile, Report
from kiosk_app.filing.case_numbers import CaseNumber, CaseQuestion
from kiosk_app.flow import model as m
from kiosk_app.flow.planning import plan_documents
from kiosk_app.flow.step import step
from kiosk_app.wording.trouble import Trouble


def after(state: m.State, *events: m.Event) -> m.State:
    for event in events:
        state, _ = step(state, event)
    return state


def test_a_whole_visit_that_goes_well() -> None:
    state = after(
        m.Welcome(),
        m.Started(),
        m.NoticeAccepted(),
        m.VisitorNamed(CLERK),
        m.CaseTyped("HCA 1234/2025"),
        m.CaseRead("HCA 1234/2025", CASE),
        m.CaseChosen(CASE),
        m.DocumentTypeChosen(AFFIDAVIT),
        m.ReadinessMarked(SWORN.code, done=True),
        m.ReadinessConfirmed(),
        m.MediaSeen((STICK,)),
        m.FilesListed(STICK, (FileEntry("a.pdf", 5),), ALLOWANCE),
        m.FileToggled("a.pdf"),
        m.FilesChosen(),
        m.FilesCopied(),
        m.FilesChecked((GOOD,)),
        m.FindingsRead(),
        m.PagesReady((), ()),
        m.Confirmed(),
        m.SubmissionCaptured(RECEIPT),
    )
    assert isinstance(state, m.Captured)
    done = after(state, m.Finished(), m.MediaSeen((STICK,)))
    assert done == m.Goodbye(remove_device=True, number=RECEIPT.number, looked=True)
    assert after(done, m.MediaSeen(()), m.TimedOut()) == m.Welcome()


def test_nothing_interrupts_the_capture() -> None:
    capturing = m.Capturing(READY, DOCUMENTS)
    for name, event in EVENTS.items():
        moved, commands = step(capturing, event)
        if isinstance(event, m.SubmissionCaptured | m.TroubleArose):
            continue
        assert (moved, commands) == (capturing, ()), name


def test_a_file_that_must_be_fixed_cannot_be_handed_over() -> None:
    found = m.ReadingFindings(READY, STICK, (GOOD, BAD))
    assert step(found, m.FindingsRead()) == (found, ())


def test_pulling_the_device_before_the_copy_is_safe_ends_kindly_and_wipes() -> None:
    checking = m.Checking(READY, STICK, ("a.pdf",))
    moved, commands = step(checking, m.MediaSeen(()))
    assert moved == m.Sorry(Trouble.DEVICE_REMOVED, READY)
    assert m.WipeVisit() in commands


def test_pulling_the_device_after_the_copy_changes_nothing() -> None:
    copied = m.Checking(READY, STICK, ("a.pdf",), copied=True)
    assert step(copied, m.MediaSeen(())) == (copied, ())


def test_only_those_whom_the_rules_let_scan_come_to_the_scanner() -> None:
    assert after(m.Inserting(BRINGS_PAPER), m.ScannerWanted()) == m.LoadingPaper(BRINGS_PAPER)
    assert after(m.Inserting(READY), m.ScannerWanted()) == m.Inserting(READY)


def test_pages_scanned_before_a_jam_are_kept_and_the_rest_is_added() -> None:
    state = after(
        m.LoadingPaper(BRINGS_PAPER),
        m.ScanStarted(),
        m.SheetScanned(SHEET),
        m.TroubleArose(Trouble.PAPER_JAMMED),
    )
    assert state == m.LoadingPaper(BRINGS_PAPER, (SHEET,), Trouble.PAPER_JAMMED)
    done = after(state, m.ScanStarted(), m.SheetScanned(OTHER_SHEET), m.ScanEnded())
    assert done == m.ArrangingSheets(BRINGS_PAPER, (SHEET, OTHER_SHEET))


def test_one_page_is_scanned_again_in_its_place() -> None:
    better = m.Sheet(OTHER_SHEET.file, PICTURE, 0)
    state = after(
        m.ArrangingSheets(BRINGS_PAPER, (SHEET, SHEET), 0),
        m.SheetRescanWanted(),
        m.ScanStarted(),
        m.SheetScanned(better),
    )
    assert state == m.ArrangingSheets(BRINGS_PAPER, (better, SHEET), 0)


def test_a_page_turned_four_times_stands_as_it_was_scanned() -> None:
    state: m.State = m.ArrangingSheets(BRINGS_PAPER, (SHEET,), 0)
    for _ in range(4):
        state = after(state, m.SheetTurned())
    assert state == m.ArrangingSheets(BRINGS_PAPER, (SHEET,), 0)


def test_findings_of_scanned_pages_lead_back_to_the_pages_not_to_a_device() -> None:
    found = m.ReadingFindings(BRINGS_PAPER, None, (BAD,), (SHEET,))
    moved, commands = step(found, m.WentBack())
    assert moved == m.ArrangingSheets(BRINGS_PAPER, (SHEET,))
    assert m.WipeVisit() not in commands


def test_a_slip_that_was_not_printed_changes_nothing_about_the_capture() -> None:
    told = m.SlipTold(RECEIPT.number, m.Slip.NOT_PRINTED, Trouble.PRINTER_OUT_OF_PAPER)
    state = after(m.Captured(READY, RECEIPT), told)
    assert state == m.Captured(READY, RECEIPT, m.Slip.NOT_PRINTED, Trouble.PRINTER_OUT_OF_PAPER)
    assert step(state, m.SlipWanted())[1] == (m.PrintSlip(READY, RECEIPT),)


def test_a_number_that_had_to_be_guessed_is_asked_not_assumed() -> None:
    meant = CaseNumber("HCA", 1234, 2025)
    asking = after(
        m.EnteringCase(WHO),
        m.CaseTyped("HCA1234/25"),
        m.CaseRead("HCA1234/25", CaseQuestion(meant)),
    )
    assert isinstance(asking, m.EnteringCase)
    assert after(asking, m.CaseChosen(CaseNumber("HCA", 1, 2025))) == asking
    assert isinstance(after(asking, m.CaseChosen(meant)), m.ChoosingDocumentType)


def test_another_document_keeps_who_and_which_case_and_nothing_else() -> None:
    moved, commands = step(m.Captured(READY, RECEIPT), m.AnotherWanted())
    assert moved == m.ChoosingDocumentType(m.Filing(CLERK, CASE))
    assert commands == (m.WipeVisit(),)


def test_the_question_whether_somebody_is_there_does_not_hide_a_delivery() -> None:
    asking = m.StillThere(m.Captured(READY, RECEIPT))
    moved = after(asking, m.DeliveryChanged(RECEIPT.number, m.Delivery.RECEIVED, 1.0))
    assert isinstance(moved, m.StillThere)
    assert isinstance(moved.waiting, m.Captured)
    assert moved.waiting.receipt.delivery is m.Delivery.RECEIVED


def test_the_visit_is_wiped_whichever_way_it_ends() -> None:
    for name, state in STATES.items():
        for event in EVENTS.values():
            moved, commands = step(state, event)
            if isinstance(moved, m.Goodbye) and not isinstance(state, m.Goodbye):
                assert m.WipeVisit() in commands, name


def test_chosen_pictures_join_into_one_document_at_the_place_of_the_first() -> None:
    def report(name: str, kind: Kind, pages: int) -> Report:
        return Report(ReceivedFile(name, f"/spool/{name}", 1, "00"), kind, pages, ())

    planned = plan_documents(
        [
            report("writ.pdf", Kind.PDF, 3),
            report("p1.jpg", Kind.JPEG, 1),
            report("order.pdf", Kind.PDF, 2),
            report("fax.tif", Kind.TIFF, 4),
            report("p2.png", Kind.PNG, 1),
        ]
    )
    assert [(document.title, document.pages) for document in planned] == [
        ("writ.pdf", 3),
        ("p1.jpg (+2)", 6),
        ("order.pdf", 2),
    ]
    assert planned[1].media_types == ("image/jpeg", "image/tiff", "image/png")


@given(st.lists(st.sampled_from(sorted(EVENTS)), max_size=60))
def test_no_run_of_events_captures_what_nobody_confirmed(names: list[str]) -> None:
    state: m.State = m.Welcome()
    for name in names:
        before = state
        state, commands = step(state, EVENTS[name])
        if any(isinstance(command, m.CaptureSubmission) for command in commands):
            assert isinstance(before, m.Reviewing)
            assert name == "Confirmed"


@given(st.lists(st.sampled_from(sorted(set(EVENTS) - {"PinAnswered right"})), max_size=60))
def test_no_run_of_events_opens_maintenance_without_the_right_pin(names: list[str]) -> None:
    state: m.State = m.Welcome()
    for name in names:
        state, _ = step(state, EVENTS[name])
        assert not isinstance(state, m.DESKS) or isinstance(state, m.EnteringPin)


def test_maintenance_left_alone_is_the_visitors_again_and_says_so_on_record() -> None:
    moved, commands = step(m.MindingQueue(), m.TimedOut())
    assert moved == m.Welcome()
    assert m.LeaveDesks(alone=True) in commands


def test_sockets_that_cannot_be_looked_at_never_end_a_capture_or_a_check() -> None:
    capturing = m.Capturing(READY, DOCUMENTS)
    assert step(capturing, m.MediaUnseen()) == (capturing, ())
    copied = m.Checking(READY, STICK, ("a.pdf",), copied=True)
    assert step(copied, m.MediaUnseen()) == (copied, ())


def test_the_goodbye_waits_until_the_sockets_were_seen() -> None:
    unseen = m.Goodbye(remove_device=False)
    assert step(unseen, m.TimedOut()) == (unseen, (m.LookAtMedia(),))
    assert after(unseen, m.Started()) == unseen
    assert after(unseen, m.MediaSeen(()), m.TimedOut()) == m.Welcome()


def test_a_file_over_the_limit_is_refused_before_it_is_copied() -> None:
    files = (FileEntry("huge.pdf", ALLOWANCE.max_file_bytes + 1), FileEntry("small.pdf", 5))
    choosing = m.Choosing(READY, STICK, files, ALLOWANCE)
    refused = after(choosing, m.FileToggled("huge.pdf"))
    assert refused == m.Choosing(READY, STICK, files, ALLOWANCE, refused=Trouble.TOO_LARGE)
    marked = after(refused, m.FileToggled("small.pdf"))
    assert marked == m.Choosing(READY, STICK, files, ALLOWANCE, frozenset({"small.pdf"}))


def test_more_files_than_a_submission_may_hold_are_refused() -> None:
    names = [f"{n}.pdf" for n in range(ALLOWANCE.max_files + 1)]
    files = tuple(FileEntry(name, 5) for name in names)
    state = after(
        m.Choosing(READY, STICK, files, ALLOWANCE), *(m.FileToggled(name) for name in names)
    )
    assert isinstance(state, m.Choosing)
    assert (len(state.chosen), state.refused) == (9, Trouble.TOO_MANY_FILES)


def test_a_machine_that_fails_does_not_offer_to_try_again() -> None:
    capturing = m.Capturing(READY, DOCUMENTS)
    for trouble in (Trouble.DISK_FULL, Trouble.SANDBOX_MISSING, Trouble.CAPTURE_UNCLEAR):
        assert after(capturing, m.TroubleArose(trouble)) == m.Sorry(trouble)
