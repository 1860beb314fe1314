"""What QML shows of the files of a device: to be chosen, being copied, being checked."""

from pathlib import PurePosixPath
from typing import Any

from drivers.storage import FileEntry
from kiosk_app.flow import states
from kiosk_app.flow.gathered import Allowance
from kiosk_app.flow.planning import is_offered
from kiosk_app.ui import telling


def choosing(state: states.Choosing) -> dict[str, Any]:
    """The files in the order of the list, each with what is said of it."""
    files = []
    for file in state.files:
        path = PurePosixPath(file.path)
        files.append(
            {
                "path": file.path,
                "name": path.name,
                "folder": "" if str(path.parent) == "." else str(path.parent),
                "size": telling.size(file.size_bytes),
                "unsuitable": _unsuitable(file, state.allowance),
                "chosen": file.path in state.chosen,
            }
        )
    return {"label": state.medium.label, "files": files, "chosen": len(state.chosen)}


def checking(state: states.Checking) -> dict[str, Any]:
    """How far copying and checking are; fractions are from 0 to 1."""
    count = len(state.paths)
    return {
        "copied": state.copied,
        "scanned": bool(state.sheets),
        "copiedSize": telling.size(state.copied_bytes),
        "totalSize": telling.size(state.total_bytes),
        "copiedFraction": state.copied_bytes / max(1, state.total_bytes),
        "checking": PurePosixPath(state.checking).name,
        "checkedFiles": state.checked_files,
        "files": count,
        "checkedFraction": state.checked_files / max(1, count),
    }


def _unsuitable(file: FileEntry, allowance: Allowance) -> str:
    """Why this file cannot be marked at all: "kind", "large", or empty when it can."""
    if not is_offered(file.path):
        return "kind"
    return "large" if file.size_bytes > allowance.max_file_bytes else ""
