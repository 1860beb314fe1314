"""The first half of a visit: who, which case, what document, is it ready."""

from dataclasses import replace

from drivers.storage import Condition, Medium
from kiosk_app.filing.case_numbers import Case, CaseNumber, CaseQuestion, CaseReading, NewCase
from kiosk_app.filing.document_types import ReadinessCheck, Visitor
from kiosk_app.flow.model import (
    CaseChosen,
    CaseRead,
    CaseTyped,
    ChoosingDocumentType,
    ConfirmingReadiness,
    DocumentTypeChosen,
    EnteringCase,
    Event,
    Filing,
    FilingSheetRead,
    Identifying,
    Inserting,
    LookAtMedia,
    MediaSeen,
    Notice,
    NotReady,
    NotYetReady,
    ReadCase,
    ReadFilingSheet,
    ReadinessConfirmed,
    ReadinessMarked,
    State,
    StopWork,
    VisitorKindChosen,
    VisitorNamed,
    WentBack,
)
from kiosk_app.flow.next import Next


def telling(state: State, event: Event) -> Next:
    """From who is there to a document that is ready to be handed in."""
    match state, event:
        case Identifying(), VisitorKindChosen(kind):
            return Identifying(Visitor(kind)), ()
        case Identifying(), VisitorNamed(visitor, may_scan):
            return EnteringCase(Filing(visitor, may_scan=may_scan)), (LookAtMedia(),)
        case Identifying(visitor=None), WentBack():
            return Notice(), ()
        case Identifying(), WentBack():
            return Identifying(), ()

        case EnteringCase(filing), CaseTyped(text):
            return EnteringCase(filing, text), (ReadCase(text),)
        case EnteringCase(filing, text), CaseRead(read, reading) if read == text:
            return EnteringCase(filing, text, reading), ()
        case EnteringCase(filing, _, reading), CaseChosen(case) if _agrees(reading, case):
            return ChoosingDocumentType(replace(filing, case=case)), ()
        case EnteringCase() | ChoosingDocumentType(), MediaSeen(media):
            return state, _sheet_of_the_only(media)
        case EnteringCase(filing, text), FilingSheetRead(case, document_type):
            suggested = replace(filing, document_type=document_type or filing.document_type)
            if text or not case:
                return replace(state, filing=suggested), ()
            return EnteringCase(suggested, case), (ReadCase(case),)
        case ChoosingDocumentType(Filing(document_type=None) as filing), FilingSheetRead():
            return ChoosingDocumentType(replace(filing, document_type=event.document_type)), ()
        case EnteringCase(filing), WentBack():
            return Identifying(filing.visitor), ()

        case ChoosingDocumentType(filing), DocumentTypeChosen(document_type):
            return _after_document_type(replace(filing, document_type=document_type))
        case ChoosingDocumentType(filing), WentBack():
            return _back_to_case(filing)

        case ConfirmingReadiness(), ReadinessMarked(code, done):
            marked = state.done | {code} if done else state.done - {code}
            return replace(state, done=marked), ()
        case ConfirmingReadiness(filing), ReadinessConfirmed() if not _missing(state):
            return Inserting(filing), (LookAtMedia(),)
        case ConfirmingReadiness(filing), NotYetReady():
            return NotReady(filing, _missing(state) or state.checks), ()
        case ConfirmingReadiness(filing), WentBack():
            return ChoosingDocumentType(filing), ()
        case _:
            return state, ()


def back_to_readiness(filing: Filing) -> Next:
    """Back from the device: to the readiness list, or past it where there is none."""
    ready = readiness(filing, still_missing=set())
    if ready.checks:
        return ready, (StopWork(),)
    return ChoosingDocumentType(filing), (StopWork(),)


def readiness(filing: Filing, still_missing: set[str] | None) -> ConfirmingReadiness:
    """The readiness screen; with `still_missing` None nothing has been marked yet."""
    document_type = filing.document_type
    checks = document_type.checks_for(filing.visitor.kind) if document_type else ()
    codes = frozenset(check.code for check in checks)
    done = frozenset[str]() if still_missing is None else codes - still_missing
    return ConfirmingReadiness(filing, checks, done)


def _after_document_type(filing: Filing) -> Next:
    ready = readiness(filing, still_missing=None)
    if ready.checks:
        return ready, ()
    return Inserting(filing), (LookAtMedia(),)


def _sheet_of_the_only(media: tuple[Medium, ...]) -> tuple[ReadFilingSheet, ...]:
    """With one ready device it is clear whose filing sheet is meant."""
    ready = [medium for medium in media if medium.condition is Condition.READY]
    return (ReadFilingSheet(ready[0]),) if len(ready) == 1 else ()


def _missing(state: ConfirmingReadiness) -> tuple[ReadinessCheck, ...]:
    return tuple(check for check in state.checks if check.code not in state.done)


def _back_to_case(filing: Filing) -> Next:
    case = filing.case
    if isinstance(case, CaseNumber):
        return EnteringCase(filing, str(case), case), ()
    return EnteringCase(filing), ()


def _agrees(reading: CaseReading | None, case: Case) -> bool:
    """A case is only taken as it was read: the number itself, or the answer to 'did you mean'."""
    match reading, case:
        case _, NewCase():
            return True
        case CaseQuestion(suggestion), CaseNumber():
            return suggestion == case
        case _:
            return reading == case
