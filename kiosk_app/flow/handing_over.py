"""The second half of a visit: from the device in the socket to the point of no return."""

from dataclasses import replace

from drivers.storage import Condition, Medium
from kiosk_app.documents.findings import Severity
from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.flow.model import (
    ArrangingSheets,
    Captured,
    CaptureSubmission,
    Capturing,
    Checking,
    CheckProgressed,
    Choosing,
    Confirmed,
    CopyProgressed,
    Event,
    ExamineFiles,
    FilesChecked,
    FilesChosen,
    FilesCopied,
    FilesListed,
    FileToggled,
    Filing,
    FindingsRead,
    FollowDelivery,
    Inserting,
    ListFiles,
    LoadingPaper,
    LookAtMedia,
    LookAtScanner,
    MediaSeen,
    MediaUnseen,
    MediumChosen,
    MendingMarked,
    Offer,
    OtherCaseSeen,
    PagesReady,
    PageStamped,
    PreparePages,
    Preparing,
    PrintSlip,
    ReadFirstPages,
    ReadingFindings,
    Reviewing,
    ScannerWanted,
    Sorry,
    StopWork,
    SubmissionCaptured,
    TroubleArose,
    WentBack,
    WipeVisit,
)
from kiosk_app.flow.next import Next
from kiosk_app.flow.planning import is_offered, plan_documents
from kiosk_app.flow.telling import back_to_readiness
from kiosk_app.wording.trouble import Trouble

_CONDITION_TROUBLES = {
    Condition.UNFORMATTED: Trouble.DEVICE_UNFORMATTED,
    Condition.ENCRYPTED: Trouble.DEVICE_ENCRYPTED,
    Condition.UNSUPPORTED: Trouble.DEVICE_FORMAT_UNSUPPORTED,
    Condition.FAILING: Trouble.DEVICE_UNREADABLE,
    Condition.UNSAFE_MOUNT: Trouble.USB_UNAVAILABLE,
}

_OF_THE_MACHINE = (
    Trouble.SANDBOX_MISSING,
    Trouble.DISK_FULL,
    Trouble.QUEUE_UNAVAILABLE,
    Trouble.CAPTURE_UNCLEAR,
)


def from_the_device(state: Inserting | Choosing | Checking, event: Event) -> Next:
    """From the socket to the findings."""
    match state, event:
        case Inserting(filing), MediaSeen(()) if _was_pulled(state):
            return Inserting(filing, (), Trouble.DEVICE_REMOVED), ()
        case Inserting(filing), MediaSeen(media):
            return _look_at(filing, media)
        case Inserting(), MediumChosen(medium) if _is_in(medium, state.media):
            return state, (ListFiles(medium),)
        case Inserting(filing), MediaUnseen():
            return Inserting(filing, (), Trouble.USB_UNAVAILABLE), ()
        case Inserting(filing, media), FilesListed(medium, files, allowance) if _is_in(
            medium, media
        ):
            if not files:
                return Inserting(filing, media, Trouble.DEVICE_EMPTY), ()
            if not any(is_offered(file.path) for file in files):
                return Inserting(filing, media, Trouble.DEVICE_FILES_UNSUITABLE), ()
            return Choosing(filing, medium, files, allowance), ()
        case Inserting(filing, media), TroubleArose(trouble):
            return Inserting(filing, media, trouble), ()
        case Inserting(filing), ScannerWanted() if filing.may_scan:
            return LoadingPaper(filing), (LookAtScanner(),)
        case Inserting(filing) | Choosing(filing), WentBack():
            return back_to_readiness(filing)

        case Choosing(), FileToggled(path) if is_offered(path):
            return _toggled(state, path), ()
        case Choosing(filing, medium, files, _, chosen), FilesChosen() if chosen:
            paths = tuple(file.path for file in files if file.path in chosen)
            total_bytes = sum(file.size_bytes for file in files if file.path in chosen)
            checking = Checking(filing, medium, paths, total_bytes=total_bytes)
            return checking, (ExamineFiles(medium, paths),)
        case Choosing(filing, medium), MediaSeen(media) if not _is_in(medium, media):
            return Sorry(Trouble.DEVICE_REMOVED, filing), ()

        case Checking(copied=False), CopyProgressed(copied_bytes, total_bytes):
            return replace(state, copied_bytes=copied_bytes, total_bytes=total_bytes), ()
        case Checking(), FilesCopied():
            return replace(state, copied=True, copied_bytes=state.total_bytes), ()
        case Checking(filing, Medium() as medium, copied=False), MediaSeen(media) if not _is_in(
            medium, media
        ):
            gone = Sorry(Trouble.DEVICE_REMOVED, filing)
            return gone, (StopWork(), WipeVisit())
        case Checking(), CheckProgressed(checked_files, checking):
            return replace(state, checked_files=checked_files, checking=checking), ()
        case Checking(filing, medium), FilesChecked(reports, offers):
            found = ReadingFindings(filing, medium, reports, state.sheets, offers)
            if found.worst is Severity.MUST_FIX:
                # It is fixed elsewhere first: nothing here can be handed over yet.
                return replace(found, offers=()), ()
            return found, _read_first_pages(found)
        case Checking(filing), TroubleArose(trouble, file_name):
            return sorry(trouble, filing, file_name), (StopWork(), WipeVisit())
        case Checking(filing, sheets=sheets), WentBack() if sheets:
            return ArrangingSheets(filing, sheets), (StopWork(),)
        case Checking(filing), WentBack():
            return Inserting(filing), (StopWork(), WipeVisit(), LookAtMedia())
        case _:
            return state, ()


def before_the_hand_over(state: ReadingFindings | Preparing | Reviewing, event: Event) -> Next:
    """From the findings to the last look."""
    match state, event:
        case ReadingFindings(filing, _, reports), FindingsRead():
            if state.worst is Severity.MUST_FIX:
                return state, ()
            documents = plan_documents(reports, state.agreed, scanned=bool(state.sheets))
            preparing = Preparing(filing, documents, found=state)
            return preparing, (StopWork(), PreparePages(filing, documents))
        case ReadingFindings(reports=reports), OtherCaseSeen(file, finding):
            told = (r.and_found([finding]) if r.file == file else r for r in reports)
            return replace(state, reports=tuple(told)), ()
        case ReadingFindings(), MendingMarked(offers, agreed):
            return _marked(state, offers, agreed=agreed), ()
        case ReadingFindings(filing, sheets=sheets), WentBack() if sheets:
            return ArrangingSheets(filing, sheets), ()
        case ReadingFindings(filing), WentBack():
            return Inserting(filing), (WipeVisit(), LookAtMedia())

        case Preparing(), PageStamped(done_pages):
            return replace(state, done_pages=done_pages), ()
        case Preparing(filing, documents, found), PagesReady(brought, stamped, mended, sheets):
            return Reviewing(filing, documents, found, brought, stamped, mended, sheets), ()
        case Preparing(filing), TroubleArose(trouble, file_name):
            return sorry(trouble, filing, file_name), (StopWork(), WipeVisit())
        case Preparing(found=found), WentBack():
            return found, (StopWork(),)

        case Reviewing(filing, documents), Confirmed():
            return Capturing(filing, documents), (CaptureSubmission(filing, documents),)
        case Reviewing(found=found), WentBack():
            return found, ()
        case _:
            return state, ()


def capturing(state: Capturing, event: Event) -> Next:
    """The point of no return: only its own end ends it."""
    match event:
        case SubmissionCaptured(receipt):
            slip = PrintSlip(state.filing, receipt)
            return Captured(state.filing, receipt), (FollowDelivery(receipt.number), slip)
        case TroubleArose(trouble, file_name):
            return sorry(trouble, state.filing, file_name), (WipeVisit(),)
        case _:
            return state, ()


def sorry(trouble: Trouble, filing: Filing, file_name: str) -> Sorry:
    """Bad news; the visit can go on unless it is the machine that fails."""
    return Sorry(trouble, None if trouble in _OF_THE_MACHINE else filing, file_name)


def _read_first_pages(found: ReadingFindings) -> tuple[ReadFirstPages, ...]:
    """The number on the paper is compared while the visitor reads; a new case has none yet."""
    case = found.filing.case
    if not isinstance(case, CaseNumber):
        return ()
    documents = plan_documents(found.reports, scanned=bool(found.sheets))
    return (ReadFirstPages(case, tuple(document.sources[0] for document in documents)),)


def _marked(state: ReadingFindings, offers: tuple[Offer, ...], *, agreed: bool) -> ReadingFindings:
    """The same findings, with what the visitor agreed to or took back; only what was offered."""
    meant = frozenset(offers) & frozenset(state.offers)
    return replace(state, agreed=state.agreed | meant if agreed else state.agreed - meant)


def _toggled(state: Choosing, path: str) -> Choosing:
    """The file marked, or not any more; or why it cannot be: judged before it is copied."""
    if path in state.chosen:
        return replace(state, chosen=state.chosen - {path}, refused=None)
    sizes = {file.path: file.size_bytes for file in state.files}
    if path not in sizes:
        return state
    chosen = state.chosen | {path}
    allowance = state.allowance
    total_bytes = sum(sizes[each] for each in chosen)
    if sizes[path] > allowance.max_file_bytes or total_bytes > allowance.max_total_bytes:
        return replace(state, refused=Trouble.TOO_LARGE)
    if len(chosen) > allowance.max_files:
        return replace(state, refused=Trouble.TOO_MANY_FILES)
    return replace(state, chosen=chosen, refused=None)


def _look_at(filing: Filing, media: tuple[Medium, ...]) -> Next:
    """One ready device is read at once; of several the visitor chooses; else say what is wrong."""
    ready = [medium for medium in media if medium.condition is Condition.READY]
    if len(ready) == 1:
        return Inserting(filing, media), (ListFiles(ready[0]),)
    if ready or not media:
        return Inserting(filing, media), ()
    troubles = [_CONDITION_TROUBLES.get(medium.condition) for medium in media]
    return Inserting(filing, media, next((t for t in troubles if t), None)), ()


def _was_pulled(before: Inserting) -> bool:
    """Whether the device that is gone was still wanted: being listed, or one to choose from."""
    wanted = any(medium.condition is Condition.READY for medium in before.media)
    return before.trouble is Trouble.DEVICE_REMOVED or (wanted and before.trouble is None)


def _is_in(medium: Medium, media: tuple[Medium, ...]) -> bool:
    return any(other.id == medium.id for other in media)
