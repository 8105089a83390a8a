"""Facts that people say are wrong."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import codes, policies, rules
from ..models import FactReport
from .finding import with_area, within


@dataclass(frozen=True, slots=True)
class Change:
    """What the register said, what it says since, and the document that showed it; lists and days as the register
    keeps them."""

    was: str
    became: str
    document: str
    document_on: date | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report: whose fact, what is wrong with it, and what came of it (``settled_at`` is None while it waits)."""

    report_id: UUID
    party_id: UUID
    party_name: str
    field: str
    words: str
    should_be: str
    about: UUID | None
    file_id: UUID | None
    reported_at: datetime
    settled_at: datetime | None
    outcome: str
    change: Change | None = None


def open_reports(actor: Actor, cursor: str = "") -> Page[ReportRow]:
    """Reports that nobody has settled, oldest first, for those who keep the register; a village sees its own people's.

    Empty for others.
    """
    reports = (
        FactReport.objects.filter(settled_at=None).select_related("party", "event").prefetch_related("event__changes")
    )
    if not policies.keeps_register(actor):
        reports = reports.none()
    areas = policies.areas_served(actor, policies.KEEPER_ROLES)
    if policies.WHOLE_REGION not in areas:
        reports = reports.filter(party__in=within(with_area(), areas).values("pk"))
    return page(reports, keys=["reported_at", "id"], cursor=cursor, row=_row)


def require_keeps(actor: Actor, report_id: UUID) -> FactReport:
    """A report for those who keep the register of that person's area. Raises ``NotFound`` to all others."""
    report = (
        FactReport.objects.select_related("party", "file", "event")
        .prefetch_related("event__changes")
        .filter(pk=report_id)
        .first()
    )
    if report is None or not policies.keeps_register(actor):
        raise NotFound
    areas = policies.areas_served(actor, policies.KEEPER_ROLES)
    if not within(with_area(), areas).filter(pk=report.party_id).exists():
        raise NotFound
    return report


def fact_report(actor: Actor, report_id: UUID) -> ReportRow:
    """One report for those who keep the register. Raises ``NotFound`` to others."""
    return _row(require_keeps(actor, report_id))


def proof_of_report(actor: Actor, report_id: UUID) -> tuple[StoredFile, bytes]:
    """The proof that came with a report. Raises ``NotFound`` to others, and where there is none."""
    report = require_keeps(actor, report_id)
    if report.file is None:
        raise NotFound
    return report.file, files.contents(report.file)


def own_reports(actor: Actor) -> tuple[ReportRow, ...]:
    """What the actor reported, and what was reported of people whose affairs are the actor's, newest first."""
    found = (
        FactReport.objects.filter(party__in=actor.parties)
        .select_related("party", "event")
        .prefetch_related("event__changes")
    )
    return tuple(_row(report) for report in found.order_by("-reported_at", "-id")[:50])


def _row(report: FactReport) -> ReportRow:
    return ReportRow(
        report_id=report.pk,
        party_id=report.party_id,
        party_name=report.party.name,
        field=report.field,
        words=report.words,
        should_be=report.should_be,
        about=report.about,
        file_id=report.file_id,
        reported_at=report.reported_at,
        settled_at=report.settled_at,
        outcome=report.outcome,
        change=_change(report),
    )


def _change(report: FactReport) -> Change | None:
    event = getattr(report, "event", None)
    if event is None:
        return None
    (made,) = (row for row in event.changes.all() if row.party_id == report.party_id)
    return Change(
        was=_words(report.field, rules.fact_text(made.before.get(report.field))),
        became=_words(report.field, rules.fact_text(made.facts[report.field])),
        document=event.document,
        document_on=event.document_on,
    )


def _words(field: str, kept: str) -> str:
    """A fact of the history in the words of its list."""
    return codes.label(field, int(kept)) if kept and field in codes.LISTS else kept


def choices(field: str) -> list[tuple[int, str]]:
    """What a fact may be, where a list says so."""
    return list(codes.LISTS.get(field, {}).items())


def is_correctable(field: str) -> bool:
    """Whether a fact is put right by itself; address, card and family belong to a household."""
    return field in rules.CORRECTABLE
