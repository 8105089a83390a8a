"""Applications taken without the line: for the officers, and as they are sent."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from satuatap.domain.cases import queries as cases
from satuatap.domain.residents import queries as residents
from satuatap.domain.visits import policies as halls
from satuatap.kernel.actors import Actor, system

from .. import policies
from ..lifecycle import KeptState
from ..models import Kept

NODE = system("node")
OPEN = (KeptState.WAITING, KeptState.LOOK)


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One application as its officer sees it; ``draft`` is the number under which its draft is opened here."""

    id: UUID
    slip: str
    title: str
    by_name: str
    taken_at: datetime
    state: str
    number: str
    problem: str
    reason: str
    draft: str
    is_mine: bool


def kept(actor: Actor) -> list[KeptRow]:
    """What waits or needs a look first, then what was sent; at most a hundred. Raises ``NotFound`` to whoever does not
    work in the hall."""
    policies.require(halls.serves(actor) or halls.guides(actor))
    rows = list(Kept.objects.annotate(is_open=Q(state__in=OPEN)).order_by("-is_open", "-slip")[:100])
    drafts = cases.numbers_of(row.pk for row in rows if row.state in OPEN)
    return [
        KeptRow(
            row.pk, str(row), row.title, row.by_name, row.taken_at, row.state, row.number, row.problem, row.reason,
            drafts.get(row.pk, ""), row.by == actor.id,
        )
        for row in rows
    ]  # fmt: skip


def waiting_applications() -> list[UUID]:
    return list(Kept.objects.filter(state=KeptState.WAITING).order_by("slip").values_list("pk", flat=True))


def application(kept_id: UUID) -> dict[str, Any]:
    """Everything that was typed and photographed, ready to be sent."""
    row = Kept.objects.get(pk=kept_id)
    found = cases.carried(NODE, kept_id)
    return {
        "key": str(row.pk), "by": row.by, "at": row.taken_at.isoformat(), "sure": row.is_sure,
        "service": found.service, "revision": found.revision, "kind": found.kind, "language": found.language,
        "person": _plain(residents.as_entered(NODE, found.party_id)),
        "agreed": residents.as_agreed(NODE, found.mandate_id) if found.mandate_id else None,
        "answers": found.answers, "pages": found.pages,
        "papers": [
            {"key": paper.key, "instead": paper.instead, "stamp": paper.stamp, "name": paper.name,
             "data": base64.b64encode(paper.data).decode()}
            for paper in found.papers
        ],
    }  # fmt: skip


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return facts | {"born_on": facts["born_on"].isoformat()}
