"""Taking things along on a stick as a technician might meet it: for the gallery and the tests."""

from dataclasses import replace

from drivers.outgoing import MARK, Written
from drivers.storage import Condition, Medium
from kiosk_app.flow.exports import Exported, Exporting, ExportPlan, PlanningExport
from kiosk_app.wording.trouble import Trouble

_STICK = Medium("marked", MARK, 31_900_000_000, Condition.READY, "1-2")
_PLAN = ExportPlan(12, 483_600_000, _STICK)
_NO_STICK = replace(_PLAN, stick=None)
_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def every_export_state() -> dict[str, PlanningExport | Exporting | Exported]:
    """States by a name for their picture."""
    rest = (
        Written("court-kiosk/readiness-RC01-20261120-143205.json", 9_120, _SHA256),
        Written("court-kiosk/log-RC01-20261120-143205.txt", 412_000, _SHA256),
    )
    queue = Written("court-kiosk/queue-RC01-20261120-143205.age", 482_113_000, _SHA256)
    return {
        "PlanningExport": PlanningExport(_PLAN),
        "PlanningExport-looking": PlanningExport(),
        "PlanningExport-no-stick": PlanningExport(_NO_STICK, Trouble.EXPORT_STICK_MISSING),
        "PlanningExport-empty": PlanningExport(
            replace(_PLAN, submissions=0, size_bytes=65_536), Trouble.EXPORT_EMPTY
        ),
        "PlanningExport-no-key": PlanningExport(_PLAN, Trouble.EXPORT_KEY_MISSING),
        "PlanningExport-pulled": PlanningExport(
            _NO_STICK, Trouble.EXPORT_STICK_MISSING, failed=Trouble.EXPORT_STICK_GONE
        ),
        "PlanningExport-full": PlanningExport(_PLAN, failed=Trouble.EXPORT_STICK_FULL),
        "Exporting": Exporting(_PLAN, with_queue=True, done_bytes=201_000_000),
        "Exporting-begun": Exporting(_PLAN, with_queue=True),
        "Exporting-reading-back": Exporting(
            _PLAN, with_queue=True, done_bytes=_PLAN.size_bytes, reading_back=True
        ),
        "Exported": Exported(12, (queue, *rest)),
        "Exported-without-queue": Exported(0, rest),
    }
