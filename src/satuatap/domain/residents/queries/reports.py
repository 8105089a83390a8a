"""Facts that people say are wrong."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.files import queries as files
from satuatap.domain.files.models import StoredFile
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import codes, policies, rules
from ..models import FactOrigin, FactReport, Origin, Person
from .families import area_of


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
    number: str
    due_at: datetime
    is_near: bool
    is_late: bool
    change: Change | None = None


def open_reports(actor: Actor, cursor: str = "") -> Page[ReportRow]:
    """Reports that nobody has settled, the nearest limit first, for those who answer for the fact.

    Empty for others.
    """
    reports = (
        FactReport.objects.filter(settled_at=None).select_related("party", "event").prefetch_related("event__changes")
    )
    return page(reports.filter(_answered_by(actor)), keys=["due_at", "id"], cursor=cursor, row=_row)


def _answered_by(actor: Actor) -> Q:
    """What the actor settles: a village what it reported itself, civil registration everything else and what is late."""
    found = Q(unit_id__in=actor.unit_ids(*policies.VILLAGE_ROLES))
    return found | Q(unit_id=None) | Q(late_at__isnull=False) if policies.is_civil(actor) else found


def owner_of(party_id: UUID, field: str) -> UUID | None:
    """The village that answers for a fact because it does not come from SIAK; None where civil registration does, also
    for a village that does not work with this system."""
    origin = FactOrigin.objects.filter(party=party_id, field=field).values_list("origin", flat=True).first()
    if origin is None:
        origin = Person.objects.filter(pk=party_id).values_list("origin", flat=True).first() or Origin.SIAK
    if origin == Origin.SIAK:
        return None
    office = agencies.local_office("village", area_of(party_id))
    return office.pk if office else None


def require_keeps(actor: Actor, report_id: UUID) -> FactReport:
    """A report for those who answer for the fact. Raises ``NotFound`` to all others."""
    report = (
        FactReport.objects.select_related("party", "file", "event")
        .prefetch_related("event__changes")
        .filter(_answered_by(actor), pk=report_id)
        .first()
    )
    if report is None:
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
        number=report.number,
        due_at=report.due_at,
        is_near=report.settled_at is None and report.warned_at is not None,
        is_late=report.settled_at is None and report.late_at is not None,
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
