"""Inboxes, lists of cases, the figures above them, and tracking by number."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor, Holding
from satuatap.kernel.calendars import Interval, NotEnoughCalendar
from satuatap.kernel.ids import tidy_number
from satuatap.kernel.paging import PAGE_ROWS, Page, after, begin, encode, flipped, page

from .. import policies
from ..lifecycle import State, TaskState
from ..models import DESK, Case, Task
from ..rules import clock
from . import calendars, standards
from .badges import badge_of, limit_of
from .filters import Filters, narrowed
from .naming import bundle_title
from .place import snapshot_of
from .promises import promise_view, rests_of
from .timeline import step_views
from .views import CONTENT, CaseView, Counts, FileRow, InboxRow, SignRow, TrackView

MANY = 100
"""Figures stop here: a count never costs more than reading a hundred rows of an index."""

R = TypeVar("R")
Moves = Sequence[identity.LeaveMove]


def inbox(
    actor: Actor,
    *,
    now: datetime,
    filters: Filters | None = None,
    cursor: str = "",
    lang: str = "id",
    moves: Moves | None = None,
) -> Page[InboxRow]:
    """Open tasks of the actor's roles, the earliest due first: the own, those of the team, or those that are late.

    One ordered read per role and unit, merged: the cost does not grow with the number of cases. ``moves`` are
    ``moves_of`` the actor, if known.
    """
    filters = filters or Filters()
    sources = narrowed_sources(actor, filters, now, moves)
    if not sources:
        return Page(rows=())
    found, more, backwards, given = _merged(sources, cursor, filters.keys)
    rows = _inbox_rows(found, actor, now, lang)
    return _page(rows, found, filters.keys, more=more, backwards=backwards, given=given)


def narrowed_sources(actor: Actor, filters: Filters, now: datetime, moves: Moves | None = None) -> list[QuerySet[Task]]:
    """The tasks of an inbox, one queryset for each role and unit. ``moves`` are ``moves_of`` the actor, if known."""
    return [_with_case(narrowed(tasks, filters)) for tasks in _sources(actor, filters, now, moves)]


def moves_of(actor: Actor, now: datetime) -> Moves:
    """What leaves move to or from the actor today; one query."""
    return identity.leave_moves(actor, timezone.localdate(now))


def _page(
    rows: tuple[R, ...], found: Sequence[Task], keys: Sequence[str], *, more: bool, backwards: bool, given: bool
) -> Page[R]:
    return Page(
        rows=rows,
        next="n" + encode(_place(found[-1], keys)) if found and (more or backwards) else "",
        previous="p" + encode(_place(found[0], keys)) if found and (more if backwards else given) else "",
    )


def _sources(actor: Actor, filters: Filters, now: datetime, moves: Moves | None = None) -> list[QuerySet[Task]]:
    open_tasks = Task.objects.filter(state=TaskState.OPEN)
    if filters.view == "mine":
        return [open_tasks.filter(assignee=actor.account_id)] if actor.account_id else []
    if filters.view == "late":
        open_tasks = open_tasks.filter(_late(now))
    moves = moves_of(actor, now) if moves is None else moves
    return [
        _without_moved(open_tasks.filter(unit_id=h.unit_id, role=h.role), h, moves)
        for h in dict.fromkeys(actor.holdings)
        if h.role not in policies.WITHOUT_STEPS
    ]


def _late(now: datetime) -> Q:
    return Q(rank_at__lt=now)


def _without_moved(tasks: QuerySet[Task], holding: Holding, moves: Moves) -> QuerySet[Task]:
    """Without what somebody else signs today: a leave moves signatures to the deputy, and excluded kinds stay."""
    for move in moves:
        if (move.unit_id, move.role) == (holding.unit_id, holding.role):
            elsewhere = documents.left_to_others(move).filter(about=OuterRef("case_id"))
            tasks = tasks.exclude(Q(Exists(elsewhere), kind="sign"))
    return tasks


def _with_case(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("case", "assignee").defer(*(f"case__{name}" for name in CONTENT))


def _place(task: Task, keys: Sequence[str]) -> list[Any]:
    value = getattr(task, keys[0])
    return [value.isoformat() if isinstance(value, datetime) else value, task.pk]


def _merged(
    sources: Sequence[QuerySet[Task]], cursor: str, keys: Sequence[str], most: int = PAGE_ROWS
) -> tuple[list[Task], bool, bool, bool]:
    backwards = is_given = False
    parts = []
    for source in sources:
        rows, backwards, is_given = begin(source, keys, cursor)
        order = flipped(keys) if backwards else list(keys)
        parts.append(list(rows.order_by(*order)[: most + 1]))
    together = merge(*parts, key=attrgetter(*keys), reverse=backwards)
    found = list(islice(together, most + 1))
    more, found = len(found) > most, found[:most]
    if backwards:
        found.reverse()
    return found, more, backwards, is_given


def _inbox_rows(tasks: Sequence[Task], actor: Actor, now: datetime, lang: str) -> tuple[InboxRow, ...]:
    labels = regions.village_labels({task.case.area_code for task in tasks if task.case.area_code}) if tasks else {}
    left = _left([task.case for task in tasks], now)
    return tuple(
        InboxRow(
            task_id=task.pk,
            case_id=task.case_id,
            number=task.case.number,
            title=standards.title(task.case, lang),
            applicant_name=task.case.applicant_name,
            area_label=labels.get(task.case.area_code, ""),
            channel=task.case.channel,
            step_name=standards.step_name(task, lang),
            kind=task.kind,
            due_at=limit_of(task.case),
            task_due_at=task.due_at,
            told_late_at=task.told_late_at,
            left=left.get(task.case_id),
            badge=badge_of(task.case, now),
            is_mine=task.assignee_id is not None and task.assignee_id == actor.account_id,
            assignee_name=task.assignee.name if task.assignee else "",
            submitted_at=task.case.submitted_at,
        )
        for task in tasks
    )


def _left(cases: Sequence[Case], now: datetime) -> dict[UUID, timedelta]:
    """The working time left for each case with a limit, one calendar a unit."""
    found: dict[UUID, timedelta] = {}
    by_unit: dict[UUID, list[tuple[UUID, datetime]]] = {}
    for case in cases:
        if limit := limit_of(case):
            by_unit.setdefault(case.unit_id, []).append((case.pk, limit))
    for unit_id, limits in by_unit.items():
        try:
            found |= _left_at(unit_id, limits, now)
        except NotEnoughCalendar:
            continue
    return found


def _left_at(unit_id: UUID, limits: list[tuple[UUID, datetime]], now: datetime) -> dict[UUID, timedelta]:
    moments = [now, *(limit for _pk, limit in limits)]

    def count(calendar: Sequence[Interval], _zone: ZoneInfo) -> dict[UUID, timedelta]:
        return {pk: clock.left(clock.ACCEPT_WITHIN, now, limit, calendar) for pk, limit in limits}

    return calendars.with_calendar(unit_id, min(moments), count, until=max(moments))


def to_sign(actor: Actor, *, now: datetime, cursor: str = "", lang: str = "id") -> Page[SignRow]:
    """What waits for the actor's signature, the earliest due first, each with its draft once that can be read."""
    sources = [_with_case(tasks.filter(kind="sign")) for tasks in _sources(actor, Filters(view="team"), now)]
    if not sources:
        return Page(rows=_corrections(actor, now))
    found, more, backwards, given = _merged(sources, cursor, Filters().keys, documents.MOST_AT_ONCE)
    drafts = documents.drafts_of([task.case_id for task in found])
    rows = tuple(
        SignRow(
            number=task.case.number,
            step=task.step,
            title=standards.title(task.case, lang),
            applicant_name=task.case.applicant_name,
            due_at=limit_of(task.case),
            document_id=drafts.get(task.case_id),
        )
        for task in found
    )
    if not cursor:
        rows = (*_corrections(actor, now), *rows)
    return _page(rows, found, Filters().keys, more=more, backwards=backwards, given=given)


def _corrections(actor: Actor, now: datetime) -> tuple[SignRow, ...]:
    """Corrected documents of cases that ended long ago; they wait for a signature, not at a step."""
    waiting = documents.corrections_to_sign(actor, today=timezone.localdate(now))
    numbers = dict(Case.objects.filter(pk__in=[row.about for row in waiting]).values_list("pk", "number"))
    return tuple(
        SignRow(
            number=numbers[row.about], step="", title=row.title, applicant_name=row.holder, due_at=None,
            document_id=row.id, corrects=row.corrects_number,
        )
        for row in waiting
        if row.about in numbers
    )  # fmt: skip


def next_task(actor: Actor, *, now: datetime) -> InboxRow | None:
    """The task an officer should take next: the own that is due first, else the team's first that nobody has."""
    for view in ("mine", "team"):
        sources = narrowed_sources(actor, Filters(view=view, is_free=view == "team"), now)
        if not sources:
            continue
        found, *_rest = _merged(sources, "", Filters().keys)
        if found:
            return _inbox_rows(found[:1], actor, now, "id")[0]
    return None


def beside(actor: Actor, case: CaseView, *, now: datetime) -> tuple[str, str]:
    """The numbers of the cases before and after this one in the team's inbox; "" at its ends, and for a case that is
    not in it. At most two queries."""
    held = {(h.unit_id, h.role) for h in actor.holdings}
    here = min(((t.rank_at, t.id) for t in case.tasks if (t.unit_id, t.role) in held), default=None)
    if here is None:
        return "", ""
    place = [here[0].isoformat(), str(here[1])]
    sources, keys = _sources(actor, Filters(view="team"), now), Filters().keys
    reads = [
        after(source, keys, place, backwards=backwards)
        .exclude(case=case.id)
        .order_by(*(flipped(keys) if backwards else keys))
        .values_list(*keys, "case__number", Value(backwards))[:1]
        for backwards in (True, False)
        for source in sources
    ]
    rows = list(reads[0].union(*reads[1:], all=True))
    before = max((row[:3] for row in rows if row[3]), default=("", "", ""))
    behind = min((row[:3] for row in rows if not row[3]), default=("", "", ""))
    return before[2], behind[2]


def counts(actor: Actor, *, now: datetime, midnight: datetime, moves: Moves | None = None) -> Counts:
    """The figures above the inbox, each at most a hundred; ``midnight`` begins today at the actor's site.

    Each is counted from what its list reads, in one question to the database.
    """
    if not actor.holdings:
        return Counts(0, 0, 0, 0, 0, 0)
    mine, team = (_sources(actor, Filters(view=view), now, moves) for view in ("mine", "team"))
    today = Q(rank_at__gte=now, rank_at__lt=midnight + timedelta(days=1))
    lists: list[Sequence[QuerySet[Any]]] = [
        mine,
        team,
        [_returned(actor)],
        *([tasks.filter(some) for tasks in team] for some in (today, _late(now))),
    ]
    done = Task.objects.filter(state=TaskState.CLOSED, closed_by=actor.id, closed_at__gte=midnight)
    parts = [_few(rows) for rows in (*lists, [done])]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _values in parts)}",
            [value for _sql, values in parts for value in values],
        )
        return Counts(*cursor.fetchone())


def _few(sources: Sequence[QuerySet[Any]]) -> tuple[str, list[Any]]:
    """A count of rows that stops at many, as a part of a larger question."""
    if not sources:  # of roles whose work is not on cases
        return "(SELECT 0)", []
    found = [source.order_by().values("pk")[:MANY].query.sql_with_params() for source in sources]
    rows = " UNION ALL ".join(f"({sql})" for sql, _values in found)
    return f"(SELECT least(count(*), {MANY}) FROM ({rows}) AS few)", [v for _sql, values in found for v in values]  # noqa: S608


def _returned(actor: Actor) -> QuerySet[Case]:
    """The cases of the actor's units that wait for their applicant."""
    return Case.objects.filter(unit_id__in=actor.unit_ids(), waiting_for="applicant")


def files(
    actor: Actor, *, now: datetime, filters: Filters | None = None, cursor: str = "", lang: str = "id"
) -> Page[FileRow]:
    """All cases of the actor's units, newest first."""
    filters = filters or Filters(view="all")
    cases = _returned(actor) if filters.view == "returned" else Case.objects.filter(unit_id__in=actor.unit_ids())
    cases = cases.exclude(submitted_at=None)
    if filters.service:
        cases = cases.filter(service__code=filters.service)
    if filters.channel:
        cases = cases.filter(channel=filters.channel)
    if filters.district:
        cases = cases.filter(area_code__startswith=f"{filters.district}.")
    return page(
        cases.select_related("unit", "bundle").defer(*CONTENT),
        keys=["-submitted_at", "-id"],
        cursor=cursor,
        row=lambda case: file_row(case, now, lang),
    )


def drafts_of(actor: Actor, *, lang: str = "id") -> tuple[FileRow, ...]:
    """What an officer began for others and has not sent yet, newest first; the twenty newest."""
    cases = Case.objects.filter(state=State.DRAFT, filed_by=actor.id, channel=DESK).exclude(party_id__in=actor.parties)
    rows = cases.select_related("unit", "bundle").defer(*CONTENT).order_by("-started_at")[:PAGE_ROWS]
    return tuple(file_row(case, None, lang) for case in rows)


def my_cases(
    actor: Actor, *, now: datetime, cursor: str = "", lang: str = "id", party_id: UUID | None = None
) -> Page[FileRow]:
    """The applications of the actor, of those the actor acts for, and those entrusted, or of one of these parties only;
    newest first, drafts included."""
    cases = Case.objects.minded_by(actor).select_related("unit", "bundle").defer(*CONTENT)
    if party_id is not None:
        cases = cases.filter(party_id=party_id)
    return page(cases, keys=["-started_at", "-id"], cursor=cursor, row=lambda case: file_row(case, now, lang))


def file_row(case: Case, now: datetime | None, lang: str) -> FileRow:
    """The line of a case that brings its unit."""
    return FileRow(
        case_id=case.pk,
        number=case.number,
        title=standards.title(case, lang),
        applicant_name=case.applicant_name,
        area_label=case.area_code,
        channel=case.channel,
        badge=badge_of(case, now),
        state=State(case.state),
        waiting_for=case.waiting_for,
        unit_name=case.unit.short_name,
        started_at=case.started_at,
        submitted_at=case.submitted_at,
        due_at=case.due_at,
        ready_at=case.ready_at,
        goes_at=case.goes_at if case.state == State.DRAFT else None,
        bundle_id=case.bundle_id,
        bundle_title=bundle_title(case.bundle, lang),
    )


def track(*, number: str, last_digits: str, now: datetime, lang: str = "id") -> TrackView | None:
    """A case by its number and the last four digits of the applicant's phone, or the birth date as DDMMYYYY.

    None for a wrong number and for wrong digits alike; both take the same reads.
    """
    case = (
        Case.objects.filter(number=tidy_number(number) or "-").exclude(state=State.DRAFT).select_related("unit").first()
    )
    fits = residents.knows_digits(case.party_id if case else None, last_digits)
    if case is None or not fits:
        return None
    standard = catalog.standard_of(case.revision_id, lang)
    flow = standards.flow(case.revision_id, lang)
    tasks = list(case.tasks.select_related("unit").order_by("opened_at", "id"))
    names = {task.unit_id: task.unit.short_name for task in tasks} | {case.unit_id: case.unit.short_name}
    return TrackView(
        number=case.number,
        title=standard.name,
        unit_name=case.unit.short_name,
        state=State(case.state),
        badge=badge_of(case, now),
        waiting_for=case.waiting_for,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        ready_at=case.ready_at,
        closed_at=case.closed_at,
        promise=promise_view(case, rests_of(case), now),
        steps=step_views(flow, snapshot_of(case), case, tasks, names),
    )
