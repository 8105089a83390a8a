"""How the line is: seen from the centre, and from a node."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from satuatap.kernel.actors import Actor

from .. import policies, rules
from ..lifecycle import KeptState
from ..models import Aside, Fact, Kept, Line, Node


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as the manager sees it."""

    id: UUID
    site: str
    site_code: str
    enrolled_at: datetime
    heard_at: datetime | None
    waiting: int
    asides: int
    is_silent: bool
    is_stopping: bool


def nodes(actor: Actor, at: datetime) -> list[NodeRow]:
    """The nodes that lead a hall now. Raises ``NotFound`` to whoever does not mind them."""
    policies.require(policies.minds_nodes(actor))
    found = Node.objects.filter(ended_at=None).select_related("site").order_by("site__name")
    return [
        NodeRow(
            node.pk, node.site.name, node.site.code, node.enrolled_at, node.heard_at, node.waiting, node.open_asides,
            rules.is_silent(node.heard_at, node.enrolled_at, at), node.stopped_at is not None,
        )
        for node in found.annotate(open_asides=Count("asides", filter=Q(asides__settled_at=None)))
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AsideRow:
    """What could not be entered, without what stood in it: that is the visitor's."""

    id: UUID
    site: str
    table: str
    problem: str
    at: datetime


def asides(actor: Actor) -> list[AsideRow]:
    """What a person has to look at, the oldest first, at most fifty. Raises ``NotFound`` as ``nodes`` does."""
    policies.require(policies.minds_nodes(actor))
    found = Aside.objects.filter(settled_at=None).select_related("node__site").order_by("id")[:50]
    return [AsideRow(aside.pk, aside.node.site.name, aside.table, aside.problem, aside.at) for aside in found]


def as_of(site_ids: Iterable[UUID]) -> dict[UUID, datetime | None]:
    """For the sites whose hall a node leads: when we heard of it last."""
    return dict(Node.objects.filter(ended_at=None, site_id__in=list(site_ids)).values_list("site_id", "heard_at"))


@dataclass(frozen=True, slots=True)
class LineNow:
    """The line as a node sees it; ``waiting`` facts are not with the centre yet."""

    site_code: str
    waiting: int
    contact_at: datetime | None
    tried_at: datetime | None
    problem: str
    copied_at: datetime | None
    is_silent: bool
    stopped_at: datetime | None


def line_now(at: datetime) -> LineNow | None:
    """None where this installation is no node."""
    line = Line.objects.first()
    if line is None:
        return None
    waiting = Fact.objects.filter(Q(seq=None) | Q(seq__gt=line.received)).count()
    return LineNow(
        line.site_code, waiting, line.contact_at, line.tried_at, line.problem, line.copied_at,
        rules.is_silent(line.contact_at, line.copied_at or at, at), line.stopped_at,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """What the centre does not have yet: so many things of one kind, the oldest since."""

    kind: str
    count: int
    since: datetime


def unsent() -> tuple[UnsentRow, ...]:
    """At a node: what waits for the line, by kind (``rules.KINDS`` and *application*), the oldest first. A thing that changed
    twice waits once."""
    line = Line.objects.first()
    if line is None:
        return ()
    facts = Fact.objects.filter(Q(seq=None) | Q(seq__gt=line.received)).values("table").order_by()
    rows = [
        (rules.kind_of(row["table"]), row["count"], row["since"])
        for row in facts.annotate(count=Count("thing", distinct=True), since=Min("at"))
    ]
    kept = Kept.objects.filter(state=KeptState.WAITING).aggregate(count=Count("pk"), since=Min("taken_at"))
    if kept["count"]:
        rows.append(("application", kept["count"], kept["since"]))
    found: dict[str, UnsentRow] = {}
    for kind, count, since in rows:
        one = found.get(kind, UnsentRow(kind, 0, since))
        found[kind] = UnsentRow(kind, one.count + count, min(one.since, since))
    return tuple(sorted(found.values(), key=lambda row: (row.since, row.kind)))


def reaches_centre(at: datetime) -> bool:
    """Whether what is asked of the centre now will soon be heard there; always where this is no node."""
    line = Line.objects.first()
    return line is None or not (line.problem or rules.is_silent(line.contact_at, line.copied_at or at, at))


def waiting_facts(after: int) -> list[dict[str, Any]]:
    """The next facts to send, in order."""
    rows = Fact.objects.filter(seq__gt=after).order_by("seq").values_list("seq", "table", "content")
    return [{"seq": seq, "table": table, "row": content} for seq, table, content in rows[: rules.AT_ONCE]]
