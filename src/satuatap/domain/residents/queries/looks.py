"""Who looked at a person's data, in words that the person can read, and the looks that people find suspicious."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Unit
from satuatap.domain.audit import queries as audit
from satuatap.domain.audit.queries import Act
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies
from ..models import EVERY_SERVICE, LookReport, Mandate, MandateKind, Party
from .accounts import in_force

Helds = Mapping[str, tuple[identity.Held, ...]]

CASE, EMERGENCY = "cases.case", "residents.emergencylook"
GUARDIANS = (MandateKind.PARENT, MandateKind.WALI)


@dataclass(frozen=True, slots=True)
class Reported:
    """What somebody said of a look, and the answer; ``answered_at`` is None while there is none."""

    reported_at: datetime
    words: str
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class Look:
    """One look: when, who ("" for a system without a name) in which roles, for which office, why, at which fields.

    ``case_id`` is the application it was about and ``emergency_id`` the emergency, where there was one; ``report`` what the person said of it.
    """

    id: int
    at: datetime
    who: str
    roles: tuple[str, ...]
    unit_name: str
    purpose: str
    fields: tuple[str, ...]
    case_id: UUID | None
    emergency_id: UUID | None = None
    report: Reported | None = None


@dataclass(frozen=True, slots=True)
class RecordOfLooks:
    """A page of looks at one person, the offices that ever looked, by name, and which of them was asked for."""

    page: Page[Look]
    units: tuple[tuple[UUID, str], ...]
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Watched:
    """Somebody whose looks one may read: oneself, or a child or ward."""

    party_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class LookReportRow:
    """A report in the list of whoever answers; it names nobody whose data it is about."""

    report_id: UUID
    reported_at: datetime
    look: Look


def watched(actor: Actor, on: date) -> tuple[Watched, ...]:
    """Whose looks the actor may read: the own, then those of children and wards, for whom parents and guardians speak.

    A power of attorney does not open this record. Empty for whoever was never seen in person.
    """
    if actor.party_id is None or not policies.is_own(actor, actor.party_id):
        return ()
    wards = Mandate.objects.filter(
        in_force(on), agent=actor.party_id, revoked_at=None, kind__in=GUARDIANS, scope__contains=[EVERY_SERVICE]
    )
    parties = Party.objects.filter(Q(pk=actor.party_id) | Q(pk__in=wards.values("principal")))
    rows = (Watched(pk, name) for pk, name in parties.values_list("pk", "name"))
    return tuple(sorted(rows, key=lambda row: (row.party_id != actor.party_id, row.name)))


def looks(actor: Actor, party_id: UUID, cursor: str = "") -> Page[Look]:
    """The looks at a person's data, newest first, for the person and whoever acts for them; empty for others."""
    found = audit.looks_at(actor, party_id, cursor)
    return Page(in_words(found.rows), found.next, found.previous)


def record_of_looks(actor: Actor, party_id: UUID, cursor: str = "", unit: str = "") -> RecordOfLooks:
    """The same with the offices to choose from; those of one ``unit`` only, by its id as it came with a request."""
    asked = audit.units_that_looked(actor, party_id)
    unit_id = next((pk for pk in asked if str(pk) == unit), None)
    found = audit.looks_at(actor, party_id, cursor, unit_id)
    held = identity.held({act.by for act in found.rows})
    units = agencies.units(asked | offices_of(held))
    offices = sorted(((pk, units[pk].short_name) for pk in asked if pk in units), key=lambda row: row[1])
    return RecordOfLooks(Page(in_words(found.rows, held, units), found.next, found.previous), tuple(offices), unit_id)


def require_own(actor: Actor, look_id: int, on: date) -> Act:
    """A look at the data of somebody whose looks the actor may read. Raises ``NotFound`` for every other."""
    act = audit.looks([look_id]).get(look_id)
    if act is None or act.party_id not in {str(row.party_id) for row in watched(actor, on)}:
        raise NotFound
    return act


def look(actor: Actor, look_id: int, on: date) -> Look:
    """One look, for those who may read it. Raises ``NotFound`` to others."""
    return in_words([require_own(actor, look_id, on)])[0]


def open_look_reports(actor: Actor, cursor: str = "") -> Page[LookReportRow]:
    """Reports without an answer, the oldest first, for those who protect data; empty for others."""
    reports = LookReport.objects.filter(answered_at=None)
    if not policies.protects_data(actor):
        reports = reports.none()
    found = page(reports, keys=["reported_at", "id"], cursor=cursor, row=lambda report: report)
    acts = audit.looks([report.look_id for report in found.rows])
    seen = {row.id: row for row in in_words([acts[report.look_id] for report in found.rows])}
    rows = tuple(LookReportRow(report.pk, report.reported_at, seen[report.look_id]) for report in found.rows)
    return Page(rows, found.next, found.previous)


def look_report(actor: Actor, report_id: UUID) -> tuple[LookReport, Look]:
    """One report with its look, for those who protect data. Raises ``NotFound`` to others."""
    policies.require(policies.protects_data(actor))
    report = LookReport.objects.select_related("party").filter(pk=report_id).first()
    if report is None:
        raise NotFound
    return report, in_words([audit.looks([report.look_id])[report.look_id]])[0]


def in_words(
    acts: Sequence[Act], held: Helds | None = None, units: Mapping[UUID, Unit] | None = None
) -> tuple[Look, ...]:
    """Lines of the record with the names, roles and offices of who acted, and what was said of each."""
    by = {act.by for act in acts}
    names = identity.names(by)
    held = identity.held(by) if held is None else held
    if units is None:
        units = agencies.units(offices_of(held) | {UUID(act.unit_id) for act in acts if act.unit_id})
    reports = LookReport.objects.filter(look_id__in=[act.id for act in acts if act.verb == "looked"])
    said = {row.look_id: Reported(row.reported_at, row.words, row.answered_at, row.answer) for row in reports}
    found = []
    for act in acts:
        unit_id, roles = _office(act, held.get(act.by, ()))
        found.append(
            Look(
                id=act.id,
                at=act.at,
                who=names.get(act.by, ""),
                roles=roles,
                unit_name=units[unit_id].short_name if unit_id and unit_id in units else "",
                purpose=act.purpose,
                fields=act.fields,
                case_id=UUID(act.on_id) if act.on_kind == CASE else None,
                emergency_id=UUID(act.on_id) if act.on_kind == EMERGENCY else None,
                report=said.get(act.id),
            )
        )
    return tuple(found)


def offices_of(held: Helds) -> frozenset[UUID]:
    return frozenset(holding.unit_id for rows in held.values() for holding in rows)


def _office(act: Act, held: Iterable[identity.Held]) -> tuple[UUID | None, tuple[str, ...]]:
    """From which office somebody looked, and what they were there on that day."""
    then = [holding for holding in held if holding.on(timezone.localdate(act.at))]
    unit_id = UUID(act.unit_id) if act.unit_id else (then[0].unit_id if then else None)
    return unit_id, tuple(holding.role for holding in then if holding.unit_id == unit_id)
