"""The slip for a receipt: the same facts as on the screen, drawn for paper."""

from kiosk_app.errands.preparing import content_sha256
from kiosk_app.filing.rules import Contacts
from kiosk_app.flow.model import Delivery, Filing, HandedOver, Planned
from kiosk_app.receipts.slip import Contact, SlipContent, SlipDocument
from kiosk_app.receipts.slip_words import SlipState
from kiosk_app.wording import mendings
from kiosk_app.wording.texts import Language, Text

_STATES = {
    Delivery.COMMITTING: SlipState.BEING_CONFIRMED,
    Delivery.UNKNOWN: SlipState.BEING_CONFIRMED,
    Delivery.RECEIVED: SlipState.RECEIVED,
    Delivery.PURGED: SlipState.RECEIVED,
    Delivery.REFUSED: SlipState.REFUSED,
}


def slip_of(
    receipt: HandedOver,
    filing: Filing,
    kiosk: str,
    contacts: tuple[Contact, ...],
    chinese: Language,
) -> SlipContent:
    """What the slip of this receipt says; `chinese` stands beside the English."""
    return SlipContent(
        number=receipt.number,
        receipt_url=receipt.receipt_url,
        kiosk=kiosk,
        state=_STATES.get(receipt.delivery, SlipState.CAPTURED),
        captured_at=receipt.captured_at,
        case=receipt.case,
        document_type=receipt.document_type.name,
        documents=tuple(
            SlipDocument(
                title=document.title,
                pages=document.pages,
                size_bytes=sum(source.size_bytes for source in document.sources),
                sha256=content_sha256(document),
                mended=_mended(document),
            )
            for document in receipt.documents
        ),
        manifest_sha256=receipt.manifest_sha256,
        registry_open=receipt.registry_open,
        counts_from=receipt.counts_from,
        contacts=contacts,
        received_at=receipt.received_at,
        visitor_name=filing.visitor.name,
        visitor_reference=filing.visitor.reference,
        confidential=receipt.confidential,
        chinese=chinese,
    )


def _mended(document: Planned) -> Text | None:
    """What was mended on the copy, in one line."""
    done = [mendings.done(each.mend, each.pages) for each in document.mendings]
    return mendings.as_agreed(done) if done else None


def whom_to_ask(contacts: Contacts, owner: str, telephone: str) -> tuple[Contact, ...]:
    """The telephone numbers on every slip: the court's, and that of the owner (a role, never a
    person's name), who looks after what iCMS has not received yet.
    """
    return (
        Contact(contacts.resource_centre_place, contacts.resource_centre),
        Contact(
            Text("iCMS technical helpline", "iCMS 技術支援熱線", "iCMS 技术支持热线"),
            contacts.technical,
        ),
        Contact(
            Text(f"Questions about delivery: {owner}", "傳送進度查詢", "传送进度查询"),
            telephone,
        ),
    )
