"""Samples of the flow's states and events while things are taken along on a technician's stick."""

from dataclasses import replace

from drivers.outgoing import MARK, Written
from drivers.storage import Condition, Medium
from kiosk_app.flow import model as m
from kiosk_app.wording.trouble import Trouble

STICK = Medium("marked", MARK, 1 << 34, Condition.READY)
PLAN = m.ExportPlan(2, 1000, STICK)
FILES = (Written("court-kiosk/queue.age", 900, "00" * 32),)
EMPTY = replace(PLAN, submissions=0)

STATES: dict[str, m.State] = {
    "PlanningExport": m.PlanningExport(),
    "PlanningExport ready": m.PlanningExport(PLAN),
    "PlanningExport empty": m.PlanningExport(EMPTY, Trouble.EXPORT_EMPTY),
    "PlanningExport without a stick": m.PlanningExport(replace(PLAN, stick=None)),
    "Exporting": m.Exporting(PLAN, with_queue=True, done_bytes=100),
    "Exported": m.Exported(2, FILES),
}

EVENTS: dict[str, m.Event] = {
    "ExportWanted": m.ExportWanted(),
    "ExportStarted": m.ExportStarted(with_queue=True),
    "ExportStarted, report and log": m.ExportStarted(with_queue=False),
    "ExportPlanned": m.ExportPlanned(PLAN),
    "ExportProgressed": m.ExportProgressed(500),
    "ExportWritten": m.ExportWritten(2, FILES),
}
