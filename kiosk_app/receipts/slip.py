"""The slip a visitor takes away, as one picture: number and code first, English and Chinese."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from PIL import Image

from kiosk_app.filing.case_numbers import Case, NewCase
from kiosk_app.receipts import slip_words as words
from kiosk_app.receipts.fonts import Family
from kiosk_app.receipts.paper import DOTS_PER_INCH, Paper, Style
from kiosk_app.receipts.printable import printable
from kiosk_app.receipts.slip_words import SlipState
from kiosk_app.receipts.times import day_and_hour, weekday
from kiosk_app.wording.texts import Language, Text

_MOST_DOCUMENTS_LISTED = 12


@dataclass(frozen=True)
class SlipDocument:
    """One document of the submission: what the visitor called it, and what was captured of it.

    `mended` says in one line what was mended on the copy as the visitor agreed, if anything was.
    """

    title: str
    pages: int
    size_bytes: int
    sha256: str
    mended: Text | None = None


@dataclass(frozen=True)
class Contact:
    """Somebody to ask."""

    who: Text
    telephone: str


@dataclass(frozen=True)
class SlipContent:
    """Everything that stands on the slip.

    Times are aware. `counts_from` is the earliest time at which the paper can be filed, None when
    the calendar does not cover it. With `confidential` the case number is masked, and the titles
    and the name of the visitor are left out. `chinese` says which Chinese stands beside the
    English.
    """

    number: str
    receipt_url: str
    kiosk: str
    state: SlipState
    captured_at: datetime
    case: Case
    document_type: Text
    documents: tuple[SlipDocument, ...]
    manifest_sha256: str
    registry_open: bool
    counts_from: datetime | None
    contacts: tuple[Contact, ...]
    received_at: datetime | None = None
    visitor_name: str = ""
    visitor_reference: str = ""
    confidential: bool = False
    chinese: Language = Language.ZH_HANT


def draw_slip(content: SlipContent) -> Image.Image:
    """The slip, 576 dots wide (72 mm at 203 dpi), one bit a dot; the same content, the same dots.

    Raises FontMissing, and ValueError when the receipt's address does not fit the code. May be
    called from any thread.
    """
    return _Slip(content).drawn()


def slip_png(content: SlipContent) -> bytes:
    """The slip as a PNG file that carries its resolution. Raises as draw_slip does."""
    file = BytesIO()
    draw_slip(content).save(file, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return file.getvalue()


def masked(case: Case) -> str:
    """A confidential case as it may be seen by others: its type and year, not its number."""
    if isinstance(case, NewCase):
        return case.prefix
    return f"{case.prefix} ****/{case.year}"


def short_digest(sha256: str) -> str:
    """The first 16 hexadecimal digits, in groups of four as they are read out."""
    return "\u2002".join(sha256[i : i + 4] for i in range(0, 16, 4))


class _Slip:
    """The parts of a slip, from top to bottom."""

    def __init__(self, content: SlipContent) -> None:
        self._content = content
        self._paper = Paper()
        mainland = content.chinese is Language.ZH_HANS
        self._family = Family.SIMPLIFIED if mainland else Family.HONG_KONG
        self._loud = Style(38, bold=True, family=self._family)
        self._strong = Style(28, bold=True, family=self._family)
        self._plain = Style(26, family=self._family)
        self._small = Style(22, family=self._family)

    def drawn(self) -> Image.Image:
        self._number_and_code()
        self._paper.rule(dots=3)
        self._where_it_is()
        self._paper.rule(dots=3)
        self._what_to_do_now()
        self._paper.rule()
        self._what_was_handed_in()
        self._paper.rule()
        self._whom_to_ask()
        return self._paper.cut()

    def _number_and_code(self) -> None:
        content, paper = self._content, self._paper
        paper.text(self._both(words.SUBMISSION_NUMBER), self._plain)
        paper.large(content.number, at_most_px=64)
        day, hour = day_and_hour(content.captured_at)
        pages = sum(document.pages for document in content.documents)
        paper.qr_beside(
            content.receipt_url,
            [
                (day, self._strong),
                (f"{hour} HKT", Style(38, bold=True, family=self._family)),
                (self._both(words.WEEKDAYS[weekday(content.captured_at)]), self._small),
                ("", Style(10)),
                (f"{pages} {self._both(words.PAGES)}", self._strong),
                ("", Style(10)),
                (content.kiosk, self._small),
            ],
        )

    def _where_it_is(self) -> None:
        state = self._content.state
        self._paper.text(words.STATE[state].en, self._loud)
        self._paper.text(self._chinese(words.STATE[state]), self._loud)
        self._both_below(words.STATE_MEANS[state], self._plain)
        if self._content.received_at is not None:
            self._paper.text(" ".join(day_and_hour(self._content.received_at)), self._strong)

    def _what_to_do_now(self) -> None:
        self._both_below(words.NOT_THE_FILING, Style(31, bold=True, family=self._family))
        self._both_below(words.PRESENT_THE_PAPER, self._plain)
        self._paper.space(8)
        if self._content.registry_open:
            self._both_below(words.REGISTRY_OPEN, self._plain)
        elif self._content.counts_from is None:
            self._both_below(words.REGISTRY_CLOSED_UNKNOWN, self._plain)
        else:
            self._both_below(words.REGISTRY_CLOSED, self._plain)
            self._paper.text(self._moment(self._content.counts_from), self._strong)

    def _what_was_handed_in(self) -> None:
        content, paper = self._content, self._paper
        paper.fact(self._languages(words.CASE), self._case(), self._strong)
        of_type = self._languages(content.document_type)
        paper.fact(self._languages(words.DOCUMENT_TYPE), of_type, self._plain)
        if content.visitor_name and not content.confidential:
            name = printable(content.visitor_name)
            paper.fact(self._languages(words.HANDED_IN_BY), (name,), self._plain)
        if content.visitor_reference:
            reference = printable(content.visitor_reference)
            paper.fact(self._languages(words.REFERENCE), (reference,), self._plain)
        paper.space(8)
        for number, document in enumerate(content.documents[:_MOST_DOCUMENTS_LISTED], 1):
            self._one_document(number, document)
        unlisted = len(content.documents) - _MOST_DOCUMENTS_LISTED
        if unlisted > 0:
            self._both_below(words.MORE_DOCUMENTS, self._small, before=f"{unlisted} ")
        manifest = short_digest(content.manifest_sha256)
        paper.fact(self._languages(words.WHOLE_SUBMISSION), (manifest,), self._plain, at=280)
        self._both_below(words.DIGESTS, self._small)

    def _one_document(self, number: int, document: SlipDocument) -> None:
        title = self._both(words.DOCUMENT_NUMBER)
        if not self._content.confidential:
            title = printable(document.title)
        self._paper.text(f"{number}. {title}", self._plain)
        amount = f"{document.pages} {self._both(words.PAGES)} · {_size(document.size_bytes)}"
        self._paper.text(f"{amount} · {short_digest(document.sha256)}", self._small)
        if document.mended is not None:
            self._both_below(document.mended, self._small)
        self._paper.space(6)

    def _whom_to_ask(self) -> None:
        for contact in self._content.contacts:
            who = self._languages(contact.who)
            self._paper.fact(who, (contact.telephone,), self._strong, at=400)
        self._paper.space(8)
        self._both_below(words.VERIFY, self._small)
        self._paper.space(8)
        self._both_below(words.HEADING, self._small)
        self._paper.text(self._both(words.NOT_A_SEAL), self._small)

    def _case(self) -> tuple[str, ...]:
        case = self._content.case
        if self._content.confidential:
            return (masked(case),)
        if isinstance(case, NewCase):
            return (case.prefix, *self._languages(words.NEW_CASE))
        return (str(case),)

    def _moment(self, when: datetime) -> str:
        day = words.WEEKDAYS[weekday(when)]
        return f"{day.en} {' '.join(day_and_hour(when))} {self._chinese(day)}"

    def _languages(self, text: Text) -> tuple[str, str]:
        return text.en, self._chinese(text)

    def _both(self, text: Text) -> str:
        return " ".join(self._languages(text))

    def _both_below(self, text: Text, style: Style, *, before: str = "") -> None:
        self._paper.text(before + text.en, style)
        self._paper.text(before + self._chinese(text), style)

    def _chinese(self, text: Text) -> str:
        return text.in_language(self._content.chinese)


def _size(size_bytes: int) -> str:
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"
