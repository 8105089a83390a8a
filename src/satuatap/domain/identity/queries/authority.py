"""Authority to sign, leaves and deputies: who signs what today, and what the desk shows of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from satuatap.kernel.actors import Actor

from .. import policies, rules
from ..models import Deputy, RoleHolding, SigningAuthority
from ..rules import Absence

CAPACITIES = rules.CAPACITIES
MOST_DECREES = 200  # shown on a page


@dataclass(frozen=True, slots=True)
class Terms:
    """The document types of one decree: all but ``excludes`` when ``includes`` is empty."""

    includes: frozenset[str]
    excludes: frozenset[str]


@dataclass(frozen=True, slots=True)
class LeaveMove:
    """At a unit, for a role: what falls under ``others`` and not under ``own`` is signed by somebody else today."""

    unit_id: UUID
    role: str
    others: tuple[Terms, ...]
    own: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class Colleague:
    """A role somebody holds at a unit."""

    account_id: UUID
    name: str
    unit_id: UUID
    unit_name: str
    role: str


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """A decree in the list; ``standing`` is now, later or over."""

    id: UUID
    name: str
    unit_name: str
    title: str
    capacity: str
    decree_number: str
    decree_on: date
    from_on: date
    to_on: date | None
    includes: tuple[str, ...]
    excludes: tuple[str, ...]
    mode: str
    standing: str
    may_end: bool


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """A leave in the list."""

    id: UUID
    name: str
    deputy_name: str
    unit_name: str
    role: str
    from_on: date
    to_on: date
    is_now: bool
    may_end: bool


def in_force(on: date) -> Q:
    """The rows with ``from_on`` and ``to_on`` that hold on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def authority(unit_id: UUID, document_type: str, on: date) -> SigningAuthority | None:
    """Under whose authority a document of this type is signed at a unit on a day; the account comes with it."""
    return rules.choose(_authorities(unit_id, on), document_type, on, absences(on, unit_id))


def able_to_sign(unit_id: UUID, document_type: str, on: date) -> tuple[SigningAuthority, ...]:
    """Every authority under which such a document may be signed at a unit on a day; the accounts come with them."""
    return tuple(rules.able(_authorities(unit_id, on), document_type, on, absences(on, unit_id)))


def wet_signers(units: Iterable[UUID], since: date) -> tuple[Colleague, ...]:
    """Who signs on paper at these units, in force on that day or later; ``role`` is the title."""
    rows = SigningAuthority.objects.filter(Q(to_on=None) | Q(to_on__gte=since), unit__in=list(units))
    found = rows.select_related("account", "unit").order_by("account__name", "pk")
    return tuple(
        Colleague(row.account_id, row.account.name, row.unit_id, row.unit.short_name, row.printed_title)
        for row in found
    )


def modes_at(unit_id: UUID, on: date) -> frozenset[str]:
    """In which ways anybody signs at a unit on a day."""
    return frozenset(SigningAuthority.objects.filter(in_force(on), unit=unit_id).values_list("mode", flat=True))


def modes_of(actor: Actor, on: date) -> frozenset[str]:
    """In which ways the actor signs today."""
    rows = SigningAuthority.objects.filter(in_force(on), account=actor.account_id)
    return frozenset(rows.values_list("mode", flat=True)) if actor.account_id else frozenset()


def decrees_of_mode(mode: str, on: date) -> int:
    """How many decrees in force ask for a way of signing; for whoever runs the system."""
    return SigningAuthority.objects.filter(in_force(on), mode=mode).count()


def own_authority(actor: Actor, unit_id: UUID, document_type: str, on: date) -> SigningAuthority | None:
    """The actor's own authority for this type, or None: an expired or foreign decree gives nothing, nor does one whose
    holder is away and has a deputy who may sign the same."""
    if actor.account_id is None:
        return None
    able = rules.able(_authorities(unit_id, on), document_type, on, absences(on, unit_id))
    return rules.choose([g for g in able if g.account_id == actor.account_id], document_type, on)


def may_sign(actor: Actor, unit_id: UUID, document_type: str, on: date) -> bool:
    """Whether the actor may sign documents of this type for the unit on this day."""
    return own_authority(actor, unit_id, document_type, on) is not None


def _authorities(unit_id: UUID, on: date) -> QuerySet[SigningAuthority]:
    return (
        SigningAuthority.objects.filter(in_force(on), unit=unit_id, account__is_active=True)
        .select_related("account")
        .order_by("-id")
    )


def absences(on: date, unit_id: UUID | None = None) -> tuple[Absence, ...]:
    """Who is away today and who stands in, at one unit or everywhere; without those whose deputy was closed out."""
    rows = Deputy.objects.filter(in_force(on), deputy__is_active=True)
    if unit_id is not None:
        rows = rows.filter(unit=unit_id)
    return tuple(Absence(*row) for row in rows.values_list("account_id", "deputy_id", "unit_id", "role"))


def present(
    on: date, *, accounts: Iterable[UUID] | None = None, units: Iterable[UUID] | None = None
) -> frozenset[tuple[UUID, UUID, str]]:
    """Account, unit and role of everybody who is there on a day, among some accounts or at some units: holders who are
    not on leave, and deputies of those who are. Two queries, however many people."""
    wanted, places = (None if some is None else frozenset(some) for some in (accounts, units))
    leaves = [leave for leave in absences(on) if places is None or leave.unit_id in places]
    held = RoleHolding.objects.filter(in_force(on), account__is_active=True)
    if places is not None:
        held = held.filter(unit__in=places)
    if wanted is not None:
        held = held.filter(account__in=wanted | {leave.account_id for leave in leaves if leave.deputy_id in wanted})
    rows = set(held.values_list("account_id", "unit_id", "role"))
    away = {(leave.account_id, leave.unit_id, leave.role) for leave in leaves}
    deputies = {
        (leave.deputy_id, leave.unit_id, leave.role)
        for leave in leaves
        if (leave.account_id, leave.unit_id, leave.role) in rows
    }
    return frozenset(row for row in (rows - away) | deputies if wanted is None or row[0] in wanted)


def leave_moves(actor: Actor, on: date) -> tuple[LeaveMove, ...]:
    """What the actor does not sign today because of a leave: whoever is away leaves to the deputy what the deputy may
    sign; the deputy leaves to the official what only the official may. Empty on most days; then one query."""
    if actor.account_id is None:
        return ()
    rows = Deputy.objects.filter(in_force(on), Q(account=actor.account_id) | Q(deputy=actor.account_id))
    away = [Absence(*row) for row in rows.values_list("account_id", "deputy_id", "unit_id", "role")]
    if not away:
        return ()
    decrees = list(SigningAuthority.objects.filter(in_force(on), unit__in=[a.unit_id for a in away]))
    return tuple(
        LeaveMove(
            unit_id=a.unit_id,
            role=a.role,
            others=_terms(decrees, a.unit_id, a.account_id if a.deputy_id == actor.account_id else a.deputy_id),
            own=_terms(decrees, a.unit_id, a.deputy_id) if a.deputy_id == actor.account_id else (),
        )
        for a in away
    )


def _terms(decrees: Iterable[SigningAuthority], unit_id: UUID, account_id: UUID) -> tuple[Terms, ...]:
    return tuple(
        Terms(
            frozenset(d.includes) - {rules.EVERY_TYPE} if rules.EVERY_TYPE not in d.includes else frozenset(),
            frozenset(d.excludes),
        )
        for d in decrees
        if d.unit_id == unit_id and d.account_id == account_id
    )


def staffed_units(actor: Actor) -> tuple[UUID, ...]:
    """The units whose staff the actor looks after."""
    return tuple(sorted(actor.unit_ids(*policies.STAFF_ROLES)))


def colleagues(unit_ids: Iterable[UUID], on: date) -> tuple[Colleague, ...]:
    """Who holds a role at these units today in their own right, by name; one row for each role."""
    rows = RoleHolding.objects.filter(in_force(on), unit__in=list(unit_ids), account__is_active=True)
    found = rows.order_by("account__name", "role").values_list(
        "account_id", "account__name", "unit_id", "unit__short_name", "role"
    )
    return tuple(Colleague(*row) for row in found)


def authorities_at(actor: Actor, on: date) -> tuple[AuthorityRow, ...]:
    """Every decree of the units whose staff the actor looks after, and the actor's own; those in force first."""
    rows = (
        SigningAuthority.objects.filter(Q(unit__in=staffed_units(actor)) | Q(account=actor.account_id))
        .select_related("account", "unit")
        .order_by("-from_on", "-id")[:MOST_DECREES]
    )
    units = staffed_units(actor)
    found = [
        AuthorityRow(
            id=row.pk,
            name=row.account.name,
            unit_name=row.unit.short_name,
            title=row.printed_title,
            capacity=row.capacity,
            decree_number=row.decree_number,
            decree_on=row.decree_on,
            from_on=row.from_on,
            to_on=row.to_on,
            includes=tuple(row.includes),
            excludes=tuple(row.excludes),
            mode=row.mode,
            standing="later" if row.from_on > on else "over" if row.to_on and row.to_on < on else "now",
            may_end=row.unit_id in units,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: ("now", "later", "over").index(row.standing)))


def leaves_at(actor: Actor, on: date) -> tuple[LeaveRow, ...]:
    """Leaves that have not ended: of the units whose staff the actor looks after, the own, and those the actor stands in
    for; the next first."""
    mine = Q(unit__in=staffed_units(actor)) | Q(account=actor.account_id) | Q(deputy=actor.account_id)
    rows = (
        Deputy.objects.filter(mine, to_on__gte=on).select_related("account", "deputy", "unit").order_by("from_on", "id")
    )
    return tuple(
        LeaveRow(
            id=row.pk,
            name=row.account.name,
            deputy_name=row.deputy.name,
            unit_name=row.unit.short_name,
            role=row.role,
            from_on=row.from_on,
            to_on=row.to_on,
            is_now=row.from_on <= on,
            may_end=policies.may_name_deputy(actor, row.account_id, row.unit_id),
        )
        for row in rows[:MOST_DECREES]
    )
