"""What QML shows of the receipt: the number first, then where it is, and the slip on paper."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kiosk_app.documents.findings import Picture
from kiosk_app.filing.case_numbers import CaseNumber
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.flow import states
from kiosk_app.ui import telling
from kiosk_app.ui.shown_review import said_as_agreed
from kiosk_app.wording.texts import Language


def captured(
    state: states.Captured, language: Language, hold: Callable[[Picture | str], str]
) -> dict[str, Any]:
    """The facts of a receipt; times are those of Hong Kong."""
    receipt = state.receipt
    return {
        "number": receipt.number,
        "address": hold(receipt.receipt_url),
        "capturedAt": telling.moment(receipt.captured_at, language),
        "receivedAt": _clock(receipt.received_at),
        "countsFrom": telling.moment(receipt.counts_from, language) if receipt.counts_from else "",
        "registryOpen": receipt.registry_open,
        "confidential": receipt.confidential,
        "newCase": not isinstance(receipt.case, CaseNumber),
        "prefix": receipt.case.prefix,
        "caseNumber": str(receipt.case),
        "documentType": receipt.document_type.name.in_language(language),
        "pages": sum(document.pages for document in receipt.documents),
        "fingerprint": receipt.manifest_sha256[:16],
        "delivery": receipt.delivery.value,
        "percent": round(100 * receipt.sent_fraction),
        "slip": state.slip.value,
        "mended": said_as_agreed([d.mendings for d in receipt.documents], language),
    }


def _clock(at: datetime | None) -> str:
    return telling.clock(at.astimezone(HONG_KONG).time()) if at else ""
