"""The chapter of those who bring paper: from the feeder to pages in order."""

from dataclasses import replace

from kiosk_app.flow.model import (
    ArrangingSheets,
    Checking,
    CheckSheets,
    Event,
    Filing,
    Inserting,
    LoadingPaper,
    LookAtMedia,
    LookAtScanner,
    MorePaperWanted,
    ScanEnded,
    ScannerSeen,
    Scanning,
    ScanPaper,
    ScanStarted,
    Sheet,
    SheetRemoved,
    SheetRescanWanted,
    SheetsAccepted,
    SheetScanned,
    SheetTouched,
    SheetTurned,
    StopWork,
    TroubleArose,
    WentBack,
    WipeVisit,
)
from kiosk_app.flow.next import Next


def from_paper(state: LoadingPaper | Scanning | ArrangingSheets, event: Event) -> Next:
    """From paper in the hand to pages that can be checked; pages once scanned are kept."""
    match state, event:
        case LoadingPaper(), ScannerSeen(trouble):
            return replace(state, trouble=trouble), ()
        case LoadingPaper(filing, sheets, _, replacing), ScanStarted():
            scan = ScanPaper(count_from=len(sheets) + 1 if replacing is None else replacing + 1)
            return Scanning(filing, sheets, replacing), (scan,)
        case LoadingPaper(filing, ()), WentBack():
            return Inserting(filing), (WipeVisit(), LookAtMedia())
        case LoadingPaper(filing, sheets), WentBack():
            return ArrangingSheets(filing, sheets), ()

        case Scanning(filing, sheets, None), SheetScanned(sheet):
            return Scanning(filing, (*sheets, sheet)), ()
        case Scanning(filing, sheets, int() as index), SheetScanned(sheet):
            again = (*sheets[:index], sheet, *sheets[index + 1 :])
            return ArrangingSheets(filing, again, index), (StopWork(),)
        case Scanning(filing, sheets), ScanEnded() if sheets:
            return ArrangingSheets(filing, sheets), ()
        case Scanning(filing, sheets, replacing), TroubleArose(trouble):
            return LoadingPaper(filing, sheets, trouble, replacing), ()
        case Scanning(filing, sheets), WentBack():
            return _arranged(filing, sheets), (StopWork(), LookAtScanner())

        case ArrangingSheets(filing, sheets), SheetTouched(index) if 0 <= index < len(sheets):
            return replace(state, chosen=None if state.chosen == index else index), ()
        case ArrangingSheets(filing, sheets, int() as chosen), SheetTurned():
            sheet = sheets[chosen]
            turned = replace(sheet, turned=(sheet.turned + 90) % 360)
            return replace(state, sheets=(*sheets[:chosen], turned, *sheets[chosen + 1 :])), ()
        case ArrangingSheets(filing, sheets, int() as chosen), SheetRemoved():
            left = (*sheets[:chosen], *sheets[chosen + 1 :])
            return _arranged(filing, left), () if left else (LookAtScanner(),)
        case ArrangingSheets(filing, sheets, int() as chosen), SheetRescanWanted():
            return LoadingPaper(filing, sheets, replacing=chosen), (LookAtScanner(),)
        case ArrangingSheets(filing, sheets), MorePaperWanted() | WentBack():
            return LoadingPaper(filing, sheets), (LookAtScanner(),)
        case ArrangingSheets(filing, sheets), SheetsAccepted():
            names = tuple(sheet.file.name for sheet in sheets)
            checking = Checking(filing, None, names, copied=True, sheets=sheets)
            return checking, (CheckSheets(sheets),)
        case _:
            return state, ()


def _arranged(filing: Filing, sheets: tuple[Sheet, ...]) -> ArrangingSheets | LoadingPaper:
    return ArrangingSheets(filing, sheets) if sheets else LoadingPaper(filing)
