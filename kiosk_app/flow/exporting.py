"""What happens next while things are taken along on a technician's stick."""

from dataclasses import replace

from kiosk_app.flow.model import (
    DeskState,
    Event,
    Exported,
    Exporting,
    ExportPlanned,
    ExportProgressed,
    ExportStarted,
    ExportWanted,
    ExportWritten,
    MediaSeen,
    MediaUnseen,
    MindingQueue,
    PlanExport,
    PlanningExport,
    TroubleArose,
    WriteExport,
)
from kiosk_app.flow.next import Next


def exporting(state: DeskState, event: Event) -> Next:
    """From the plan to the stick that may be pulled out; nothing leaves the queue by it."""
    match state, event:
        case MindingQueue(), ExportWanted():
            return PlanningExport(), (PlanExport(),)
        case PlanningExport(), ExportPlanned(plan, trouble):
            return replace(state, plan=plan, trouble=trouble), ()
        case PlanningExport(), MediaSeen() | MediaUnseen():
            return state, (PlanExport(),)
        case PlanningExport(), TroubleArose(trouble):
            return replace(state, trouble=trouble), ()
        case PlanningExport(plan, trouble), ExportStarted(with_queue) if (
            plan is not None and plan.stick is not None and not (with_queue and trouble)
        ):
            return Exporting(plan, with_queue), (WriteExport(with_queue),)

        case Exporting(), ExportProgressed(done_bytes, reading_back):
            most = max(state.done_bytes, done_bytes)
            return replace(state, done_bytes=most, reading_back=reading_back), ()
        case Exporting(), ExportWritten(submissions, files):
            return Exported(submissions, files), ()
        case Exporting(), TroubleArose(trouble):
            return PlanningExport(failed=trouble), (PlanExport(),)
        case _:
            return state, ()
