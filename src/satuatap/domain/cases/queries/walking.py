"""Working through a list: where in it one is, what comes before and after, how much each kept filter holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Value

from satuatap.kernel.actors import Actor

from ..models import SavedFilter, Task
from . import standards
from .filters import Filters
from .lists import MANY, Moves, narrowed_sources


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The place of a case in a list of ``total`` (at most a hundred are counted); 0 when it is no longer in it."""

    position: int
    total: int
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class SavedRow:
    id: UUID
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A task that was ticked in a list."""

    task_id: UUID
    case_id: UUID
    number: str
    title: str
    step: str
    step_name: str
    kind: str


def standpoint(actor: Actor, number: str, filters: Filters, *, now: datetime) -> Standpoint:
    """Where the case stands among the first hundred of a filtered inbox. One query."""
    sources = narrowed_sources(actor, filters, now)
    if not sources:
        return Standpoint(0, 0, "", "")
    reads = [tasks.order_by(*filters.keys).values_list(*filters.keys, "case__number")[:MANY] for tasks in sources]
    rows = sorted(reads[0].union(*reads[1:], all=True) if len(reads) > 1 else reads[0])
    numbers = list(dict.fromkeys(row[2] for row in rows[:MANY]))
    if number not in numbers:
        return Standpoint(0, len(numbers), "", numbers[0] if numbers else "")
    here = numbers.index(number)
    behind = numbers[here + 1] if here + 1 < len(numbers) else ""
    return Standpoint(here + 1, len(numbers), numbers[here - 1] if here else "", behind)


def saved_filters(actor: Actor) -> tuple[SavedRow, ...]:
    """The actor's own filters by name."""
    rows = SavedFilter.objects.filter(account=actor.account_id).order_by("name")
    return tuple(SavedRow(*row) for row in rows.values_list("id", "name", "query"))


def filter_counts(actor: Actor, chosen: Mapping[UUID, Filters], *, now: datetime, moves: Moves) -> dict[UUID, int]:
    """How much each filter holds, at most a hundred; one query for all of them. ``moves`` are ``moves_of`` the actor."""
    marks = dict(enumerate(chosen))
    reads = [
        tasks.order_by().annotate(mark=Value(mark)).values_list("mark", "id")[:MANY]
        for mark, filter_id in marks.items()
        for tasks in narrowed_sources(actor, chosen[filter_id], now, moves)
    ]
    found = dict.fromkeys(chosen, 0)
    for mark, _task in reads[0].union(*reads[1:], all=True) if reads else ():
        found[marks[mark]] = min(MANY, found[marks[mark]] + 1)
    return found


def chosen_tasks(actor: Actor, task_ids: Collection[UUID], lang: str = "id") -> tuple[Chosen, ...]:
    """The ticked tasks of the actor's roles, the earliest due first; also those that have been done meanwhile."""
    rows = Task.objects.filter(pk__in=list(task_ids)[:MANY]).select_related("case")
    return tuple(
        Chosen(
            task_id=task.pk,
            case_id=task.case_id,
            number=task.case.number,
            title=standards.title(task.case, lang),
            step=task.step,
            step_name=standards.step_name(task, lang),
            kind=task.kind,
        )
        for task in rows.order_by("rank_at", "id")
        if actor.holds(task.role, task.unit_id)
    )
