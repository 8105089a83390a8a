"""Who holds what: for giving a task to a colleague, and for handing over everything."""

from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from satuatap.domain.audit import queries as audit
from satuatap.domain.identity import policies as staff
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import TaskState
from ..models import Task
from . import standards

LOOKING = timedelta(minutes=10)
"""Whoever opened a case within this time may still be reading it."""


@dataclass(frozen=True, slots=True)
class Movable:
    """A task that may be given to one of ``colleagues``: (account, name)."""

    number: str
    step_name: str
    assignee_name: str
    colleagues: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What one person holds, as far as the reader may hand it over, and who could take some of it."""

    account_id: UUID
    name: str
    count: int
    is_mine: bool
    colleagues: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Looker:
    """A colleague who has the case open, as far as one can know: when they last opened it."""

    name: str
    ago: timedelta


def movable(actor: Actor, task_id: UUID, *, now: datetime, lang: str = "id") -> Movable:
    """The task and who could take it. Raises ``NotFound`` to whoever may not give it to anybody."""
    rows = Task.objects.exclude(state=TaskState.CLOSED).select_related("case", "assignee")
    task = rows.filter(pk=task_id).first()
    if task is None or not policies.may_see(actor, task.case) or not policies.may_move(actor, task):
        raise NotFound
    place = (task.unit_id, task.role)
    return Movable(
        number=task.case.number,
        step_name=standards.step_name(task, lang),
        assignee_name=task.assignee.name if task.assignee else "",
        colleagues=_by_name(_there({place}, now)[place], task.assignee_id),
    )


Place = tuple[UUID, str]


def _there(places: Collection[Place], now: datetime) -> dict[Place, dict[UUID, str]]:
    """Who has each role at its unit and is there today, with names; three queries."""
    here = identity.present(timezone.localdate(now), units={unit_id for unit_id, _role in places}) if places else ()
    names = identity.names({f"account:{account}" for account, unit_id, role in here if (unit_id, role) in places})
    found: dict[Place, dict[UUID, str]] = {place: {} for place in places}
    for account, unit_id, role in here:
        if (unit_id, role) in found:
            found[unit_id, role][account] = names[f"account:{account}"]
    return found


def takers(actor: Actor, task_ids: Collection[UUID], *, now: datetime) -> tuple[tuple[UUID, str], ...]:
    """Who could take at least one of these tasks: (account, name); the actor's roles only."""
    places = set(Task.objects.filter(pk__in=task_ids).values_list("unit_id", "role").distinct())
    there = _there({(unit_id, role) for unit_id, role in places if actor.holds(role, unit_id)}, now)
    return _by_name(dict(ChainMap(*there.values())), actor.account_id)


def _by_name(people: Mapping[UUID, str], but: UUID | None) -> tuple[tuple[UUID, str], ...]:
    return tuple(sorted((row for row in people.items() if row[0] != but), key=lambda row: row[1]))


def loads(actor: Actor, *, now: datetime) -> tuple[Load, ...]:
    """What the actor holds, and what people hold at the units whose staff the actor looks after; the own first."""
    if actor.account_id is None:
        return ()
    units = [unit_id for unit_id in actor.unit_ids() if staff.may_staff(actor, unit_id)]
    held = Task.objects.exclude(state=TaskState.CLOSED)
    theirs = held.filter(assignee=actor.account_id) | held.filter(unit__in=units, assignee__isnull=False)
    rows = theirs.values_list("assignee_id", "assignee__name", "unit_id", "role").annotate(Count("pk")).order_by()
    people: dict[tuple[UUID, str], list[tuple[UUID, str, int]]] = {}
    for account_id, name, unit_id, role, count in rows:
        people.setdefault((account_id, name), []).append((unit_id, role, count))
    there = _there({(unit_id, role) for work in people.values() for unit_id, role, _count in work}, now)
    found = [
        Load(
            account_id=account_id,
            name=name,
            count=sum(count for *_place, count in work),
            is_mine=account_id == actor.account_id,
            colleagues=_by_name(dict(ChainMap(*(there[unit_id, role] for unit_id, role, _count in work))), account_id),
        )
        for (account_id, name), work in people.items()
    ]
    return tuple(sorted(found, key=lambda load: (not load.is_mine, load.name)))


def looking(actor: Actor, party_id: UUID, purpose: str, *, now: datetime) -> Looker | None:
    """The colleague who opened the case last, unless that is long ago. At most two queries."""
    rows = [row for row in audit.lookers(party_id, purpose, now - LOOKING) if row[0] != actor.id]
    names = identity.names(by for by, _at in rows)
    return next((Looker(names[by], now - at) for by, at in rows if by in names), None)
