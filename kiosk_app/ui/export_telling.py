"""What QML shows while things are taken along on a technician's stick."""

from typing import Any

from drivers.outgoing import MARK
from drivers.storage import Medium
from kiosk_app.flow.exports import Exported, Exporting, PlanningExport
from kiosk_app.ui import telling

Shown = dict[str, Any]


def planning(state: PlanningExport, trouble: Shown) -> Shown:
    """`trouble` is told of how the last attempt failed, else of what stands in the way."""
    plan = state.plan
    stick = plan.stick if plan else None
    return {
        "seen": plan is not None,
        "submissions": plan.submissions if plan else 0,
        "size": telling.size(plan.size_bytes) if plan else "",
        "mark": MARK,
        "stick": _stick(stick),
        "failed": state.failed is not None,
        "mayExport": stick is not None and state.trouble is None,
        "mayWriteTheRest": stick is not None,
        "trouble": trouble,
    }


def progress(state: Exporting) -> Shown:
    """How far it is; the amount is empty until something is written."""
    total_bytes = state.plan.size_bytes
    begun = state.with_queue and (state.done_bytes > 0 or state.reading_back)
    amount = f"{telling.size(state.done_bytes)} / {telling.size(total_bytes)}" if begun else ""
    return {
        "doing": "reading_back" if state.reading_back else "writing" if begun else "reporting",
        "amount": amount,
        "fraction": min(1.0, state.done_bytes / total_bytes) if begun and total_bytes else 0.0,
    }


def written(state: Exported) -> Shown:
    """The files, the export first; of it the whole digest, in groups."""
    export = state.submissions > 0
    return {
        "submissions": state.submissions,
        "files": [
            {"path": file.path, "size": telling.size(file.size_bytes)} for file in state.files
        ],
        "digest": _grouped(state.files[0].sha256) if export else "",
        "command": f"kiosk-receiver import {_name(state.files[0].path)}" if export else "",
    }


def _stick(stick: Medium | None) -> Shown:
    if stick is None:
        return {"socket": "", "size": ""}
    return {"socket": stick.socket, "size": telling.size(stick.size_bytes)}


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
