"""The court's rules as one value, read from versioned data and validated whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kiosk_app.filing.case_numbers import CaseType, Court
from kiosk_app.filing.court_calendar import CourtCalendar, Span
from kiosk_app.filing.document_types import DocumentType, ReadinessCheck, VisitorKind
from kiosk_app.filing.limits import DocumentLimits as DocumentLimits
from kiosk_app.filing.rule_table import RuleTable
from kiosk_app.wording.texts import Text
from kiosk_app.wording.trouble import Trouble

MEBIBYTE = 1024 * 1024
SEVERITIES = ("must_fix", "look", "fine")
STAMPED_PAGES = ("none", "first", "all")


@dataclass(frozen=True)
class Contacts:
    """Whom a visitor can ask: telephone numbers as they are said, and places."""

    resource_centre: str
    general: str
    technical: str
    appointments: str
    email: str
    resource_centre_place: Text
    registry_place: Text
    help_centre_place: Text


@dataclass(frozen=True)
class Rules:
    """Everything the court decides and the kiosk obeys; `id` stands on every receipt."""

    id: str
    case_types: tuple[CaseType, ...]
    other_prefixes: Mapping[str, Court]
    document_types: tuple[DocumentType, ...]
    calendar: CourtCalendar
    limits: DocumentLimits
    contacts: Contacts
    notices: tuple[Text, ...]
    collection_notice: Text
    may_scan: frozenset[VisitorKind]
    stamp: str


class RulesInvalid(Exception):
    """The rule data cannot be used; `problems` has all that is wrong, each with its key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_rules(data: Mapping[str, Any], rules_id: str) -> Rules:
    """The rules in `data`, one table for each rule file; RulesInvalid names every problem."""
    problems: list[str] = []
    everything = RuleTable(data, "", problems)
    may_scan, stamp = _profile(everything.table("profile"))
    case_types, other_prefixes = _case_types(everything.table("case_types"))
    notices, collection_notice, contacts = _notices(everything.table("notices"))
    rules = Rules(
        id=rules_id,
        case_types=case_types,
        other_prefixes=other_prefixes,
        document_types=_document_types(everything.table("document_types")),
        calendar=_calendar(everything.table("hours"), everything.table("holidays")),
        limits=_limits(everything.table("limits")),
        contacts=contacts,
        notices=notices,
        collection_notice=collection_notice,
        may_scan=may_scan,
        stamp=stamp,
    )
    everything.finish()
    if problems:
        raise RulesInvalid(problems)
    return rules


def _profile(table: RuleTable) -> tuple[frozenset[VisitorKind], str]:
    """Who may scan here and which pages are stamped; name and version are in the id already."""
    table.string("name")
    table.string("version")
    if table.day("effective_from") is None:
        table.note("effective_from", "is missing")
    may_scan = _kinds(table, "may_scan")
    stamp = table.string("stamp")
    if stamp not in STAMPED_PAGES:
        table.note("stamp", f"must be one of {', '.join(STAMPED_PAGES)}")
    table.finish()
    return frozenset(may_scan), stamp


def _case_types(table: RuleTable) -> tuple[tuple[CaseType, ...], dict[str, Court]]:
    case_types: dict[str, CaseType] = {}
    for row in table.tables("case_type"):
        prefix = row.string("prefix")
        _note_odd_prefix(row, "prefix", prefix, known=case_types)
        case_types[prefix] = CaseType(
            prefix, row.text("name"), row.day("enabled_from"), row.flag("confidential")
        )
        row.finish()

    others: dict[str, Court] = {}
    for row in table.tables("court"):
        court = Court(row.text("name"), row.flag("high_court"))
        for prefix in row.strings("prefixes"):
            _note_odd_prefix(row, "prefixes", prefix, known=case_types)
            others[prefix] = court
        row.finish()
    table.finish()
    return tuple(case_types.values()), others


def _note_odd_prefix(
    row: RuleTable, key: str, prefix: str, *, known: Mapping[str, CaseType]
) -> None:
    if not (prefix.isascii() and prefix.isalpha() and prefix.isupper() and 3 <= len(prefix) <= 5):
        row.note(key, f"{prefix!r} must be three to five capital letters")
    if prefix in known:
        row.note(key, f"{prefix} is listed twice")


def _document_types(table: RuleTable) -> tuple[DocumentType, ...]:
    checks = {code: _check(code, row) for code, row in table.table("check").named_tables()}
    used: set[str] = set()
    document_types: dict[str, DocumentType] = {}
    for row in table.tables("document_type"):
        code = row.string("code")
        if code in document_types:
            row.note("code", f"{code} is listed twice")
        wanted = row.strings("checks")
        for unknown in sorted(set(wanted) - set(checks)):
            row.note("checks", f"there is no check named {unknown}")
        used |= set(wanted)
        document_types[code] = DocumentType(
            code,
            row.text("name"),
            row.flag("originating"),
            tuple(checks[name] for name in wanted if name in checks),
        )
        row.finish()
    for unused in sorted(set(checks) - used):
        table.note(f"check.{unused}", "is not used by any document type")
    table.finish()
    return tuple(document_types.values())


def _check(code: str, row: RuleTable) -> ReadinessCheck:
    kinds = _kinds(row, "for_kinds")
    check = ReadinessCheck(code, row.text("question"), row.text("where"), kinds)
    row.finish()
    return check


def _kinds(row: RuleTable, key: str) -> tuple[VisitorKind, ...]:
    kinds = row.strings(key)
    for kind in kinds:
        if kind not in set(VisitorKind):
            row.note(key, f"{kind!r} is none of {', '.join(VisitorKind)}")
    return tuple(VisitorKind(kind) for kind in kinds if kind in set(VisitorKind))


def _calendar(hours: RuleTable, holidays: RuleTable) -> CourtCalendar:
    calendar = CourtCalendar(
        registry=_spans(hours, "registry"),
        resource_centre=_spans(hours, "resource_centre"),
        half_day_closes=hours.time("half_day_closes"),
        half_days=frozenset(holidays.days("half_days")),
        holidays=frozenset(holidays.days("general_holidays")),
        covered_years=frozenset(holidays.wholes("covered_years", 2022, 2100)),
        warn_before_close=timedelta(minutes=hours.whole("warn_before_close_minutes", 0, 480)),
    )
    for key, days in (
        ("general_holidays", calendar.holidays),
        ("half_days", calendar.half_days),
    ):
        for day in sorted(day for day in days if not calendar.covers(day)):
            holidays.note(key, f"{day} is in a year that covered_years does not name")
    for year in sorted(calendar.covered_years - {day.year for day in calendar.holidays}):
        holidays.note("covered_years", f"{year} has no general holidays")
    for day in sorted(calendar.half_days & calendar.holidays):
        holidays.note("half_days", f"{day} is also a general holiday")
    hours.finish()
    holidays.finish()
    return calendar


def _spans(hours: RuleTable, key: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for row in hours.tables(key):
        span = Span(row.time("opens"), row.time("closes"))
        if span.opens >= span.closes:
            row.note("closes", "must be later than opens")
        if spans and span.opens < spans[-1].closes:
            row.note("opens", "must not be before the previous closing")
        spans.append(span)
        row.finish()
    return tuple(spans)


def _limits(table: RuleTable) -> DocumentLimits:
    limits = DocumentLimits(
        max_file_bytes=table.whole("max_file_mib", 1, 4096) * MEBIBYTE,
        warn_file_bytes=table.whole("warn_file_mib", 1, 4096) * MEBIBYTE,
        max_submission_bytes=table.whole("max_submission_mib", 1, 65536) * MEBIBYTE,
        max_pages=table.whole("max_pages", 1, 99_999),
        max_documents=table.whole("max_documents", 1, 999),
        dpi_reject=table.whole("dpi_reject", 0, 1200),
        dpi_warn=table.whole("dpi_warn", 0, 1200),
        dpi_high=table.whole("dpi_high", 72, 4800),
        page_tolerance_mm=table.whole("page_tolerance_mm", 0, 50),
        severities=_severities(table.table("severities")),
    )
    if not limits.dpi_reject <= limits.dpi_warn <= limits.dpi_high:
        table.note("dpi_warn", "must lie between dpi_reject and dpi_high")
    if not limits.warn_file_bytes <= limits.max_file_bytes <= limits.max_submission_bytes:
        table.note("max_file_mib", "must lie between warn_file_mib and max_submission_mib")
    table.finish()
    return limits


def _severities(table: RuleTable) -> dict[str, str]:
    severities = {name: table.string(name) for name in table}
    for name, severity in severities.items():
        if name not in Trouble.__members__ or not Trouble[name].startswith("K2"):
            table.note(name, "is not the name of a trouble with a document")
        if severity not in SEVERITIES:
            table.note(name, f"must be one of {', '.join(SEVERITIES)}")
    return severities


def _notices(table: RuleTable) -> tuple[tuple[Text, ...], Text, Contacts]:
    notices = []
    for row in table.tables("notice"):
        notices.append(row.text("text"))
        row.finish()
    contacts = table.table("contacts")
    result = (
        tuple(notices),
        table.text("collection_notice"),
        Contacts(
            resource_centre=contacts.string("resource_centre"),
            general=contacts.string("general"),
            technical=contacts.string("technical"),
            appointments=contacts.string("appointments"),
            email=contacts.string("email"),
            resource_centre_place=contacts.text("resource_centre_place"),
            registry_place=contacts.text("registry_place"),
            help_centre_place=contacts.text("help_centre_place"),
        ),
    )
    contacts.finish()
    table.finish()
    return result
