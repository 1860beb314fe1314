"""Asks a driverless scanner how it is, over eSCL (Mopria eSCL 2.x, ScannerStatus)."""

import http.client
import re
from http import HTTPStatus
from urllib.parse import urlsplit

from scanner.device import Condition

_ASK_LIMIT_S = 5
_STATUS_LIMIT_BYTES = 64 * 1024
_FEEDER = {
    "ScannerAdfJam": Condition.JAMMED,
    "ScannerAdfMispick": Condition.JAMMED,
    "ScannerAdfMultipickDetected": Condition.JAMMED,
    "ScannerAdfHatchOpen": Condition.COVER_OPEN,
    "ScannerAdfDoorOpen": Condition.COVER_OPEN,
}
_WORKING = ("Processing", "Testing")
_NOT_WORKING = ("Down", "Stopped")


def escl_condition(url: str) -> Condition:
    """What the scanner at this address says now; OFFLINE when it says nothing that is known."""
    status, text = _status_page(url)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        return Condition.BUSY
    state = re.search(r"<pwg:State>\s*(\w+)\s*<", text)
    if status != HTTPStatus.OK or state is None or state[1] in _NOT_WORKING:
        return Condition.OFFLINE
    found = re.search(r"<scan:AdfState>\s*(\w+)\s*<", text)
    feeder = found[1] if found else ""
    if feeder in _FEEDER:
        return _FEEDER[feeder]
    if state[1] in _WORKING:
        return Condition.BUSY
    return Condition.EMPTY if feeder == "ScannerAdfEmpty" else Condition.READY


def _status_page(url: str) -> tuple[int, str]:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(
        place.hostname or "", place.port or 80, timeout=_ASK_LIMIT_S
    )
    try:
        connection.request("GET", place.path.rstrip("/") + "/ScannerStatus")
        answer = connection.getresponse()
        return answer.status, answer.read(_STATUS_LIMIT_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()
