"""Batches of signatures, read by whoever gave them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..lifecycle import SIGNABLE, BatchState, State
from ..models import BatchLine, Document, SeenDraft, SigningBatch

MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One document of a batch; ``reason`` is a stable short name or words."""

    document_id: UUID
    about: UUID
    title: str
    holder: str
    number: str
    state: str
    reason: str
    was_seen: bool


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with its documents, what failed first. ``may_resume``: something is left that can still be signed, and
    nothing is on its way."""

    id: UUID
    opened_at: datetime
    until: datetime
    rows: tuple[BatchRow, ...]
    may_resume: bool

    def count(self, state: str) -> int:
        return sum(row.state == state for row in self.rows)

    @property
    def wanted(self) -> int:
        return len(self.rows) - self.count(BatchState.PULLED)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A batch of which something is still to be signed."""

    id: UUID
    opened_at: datetime
    failed: int
    waiting: int


LEFT = (BatchState.FAILED, BatchState.WAITING)
TO_COME = SIGNABLE | {State.DRAFT}  # what can still be signed by machine, now or once its draft is set anew
ORDER = (BatchState.FAILED, BatchState.WAITING, BatchState.PULLED, BatchState.SIGNED)


def batch(actor: Actor, batch_id: UUID, *, at: datetime) -> BatchView:
    """One batch of the actor's own. Raises ``NotFound``."""
    found = SigningBatch.objects.filter(pk=batch_id, account=actor.account_id).first()
    if found is None or actor.account_id is None:
        raise NotFound
    rows = BatchLine.objects.filter(batch=found).order_by("pk").values_list(
        "document_id", "document__about", "document__title", "document__holder", "document__number", "state", "reason",
        "seen_at", "document__state",
    )  # fmt: skip
    lines = sorted((BatchRow(*row[:-2], row[-2] is not None) for row in rows), key=lambda row: ORDER.index(row.state))
    on_its_way = at < found.until and any(line.state == BatchState.WAITING for line in lines)
    left = any(row[5] in LEFT and row[-1] in TO_COME for row in rows)
    return BatchView(found.pk, found.opened_at, found.until, tuple(lines), left and not on_its_way)


def unfinished_batches(actor: Actor) -> tuple[Unfinished, ...]:
    """The actor's batches of which something failed or waits, newest first."""
    if actor.account_id is None:
        return ()
    can_be = Q(lines__document__state__in=TO_COME)
    failed, waiting = (Count("lines", filter=can_be & Q(lines__state=state)) for state in LEFT)
    rows = SigningBatch.objects.filter(account=actor.account_id).annotate(failed=failed, waiting=waiting)
    rows = rows.filter(Q(failed__gt=0) | Q(waiting__gt=0)).order_by("-opened_at")
    return tuple(Unfinished(*row) for row in rows.values_list("pk", "opened_at", "failed", "waiting")[:MOST_SHOWN])


@dataclass(frozen=True, slots=True)
class BatchTerms:
    """For whom the worker signs, until when, and how often that was begun."""

    account_id: UUID
    until: datetime
    round: int


def batch_terms(batch_id: UUID) -> BatchTerms:
    """What the worker goes by; the pages read ``batch``."""
    return BatchTerms(*SigningBatch.objects.values_list("account_id", "until", "round").get(pk=batch_id))


@dataclass(frozen=True, slots=True)
class Draft:
    """What the actor did with a draft before: opened it as it is now, pulled it out and why (""). ``mode`` is the way of
    signing that its service asks for, "" for the official's own."""

    was_seen: bool
    pulled: str
    mode: str


def drafts_before(actor: Actor, document_ids: Collection[UUID]) -> dict[UUID, Draft]:
    """What the actor did with these drafts before; one query."""
    if actor.account_id is None or not document_ids:
        return {}
    seen = SeenDraft.objects.filter(
        account=actor.account_id, document=OuterRef("pk"), content_hash=OuterRef("content_hash")
    )
    pulled = BatchLine.objects.filter(
        batch__account=actor.account_id, document=OuterRef("pk"), state=BatchState.PULLED
    ).order_by("-pk")
    rows = Document.objects.filter(pk__in=list(document_ids)).values_list(
        "pk", Exists(seen), Coalesce(Subquery(pulled.values("reason")[:1]), Value("")), "mode"
    )
    return {pk: Draft(*before) for pk, *before in rows}
