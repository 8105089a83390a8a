"""Batches of signatures, read by whoever gave them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..lifecycle import BatchState
from ..models import BatchLine, SeenDraft, SigningBatch

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
    """A batch with its documents, what failed first. ``may_resume``: something is left and nothing is on its way."""

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


ORDER = (BatchState.FAILED, BatchState.WAITING, BatchState.PULLED, BatchState.SIGNED)


def batch(actor: Actor, batch_id: UUID, *, at: datetime) -> BatchView:
    """One batch of the actor's own. Raises ``NotFound``."""
    found = SigningBatch.objects.filter(pk=batch_id, account=actor.account_id).first()
    if found is None or actor.account_id is None:
        raise NotFound
    rows = BatchLine.objects.filter(batch=found).order_by("pk").values_list(
        "document_id", "document__about", "document__title", "document__holder", "document__number", "state", "reason",
        "seen_at",
    )  # fmt: skip
    lines = sorted((BatchRow(*row[:-1], row[-1] is not None) for row in rows), key=lambda row: ORDER.index(row.state))
    states = {line.state for line in lines}
    on_its_way = BatchState.WAITING in states and at < found.until
    left = bool(states & {BatchState.FAILED, BatchState.WAITING})
    return BatchView(found.pk, found.opened_at, found.until, tuple(lines), left and not on_its_way)


def unfinished_batches(actor: Actor) -> tuple[Unfinished, ...]:
    """The actor's batches of which something failed or waits, newest first."""
    if actor.account_id is None:
        return ()
    failed, waiting = (Count("lines", filter=Q(lines__state=s)) for s in (BatchState.FAILED, BatchState.WAITING))
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


def seen_by(actor: Actor, document_ids: Collection[UUID]) -> frozenset[UUID]:
    """Which of these drafts the actor has opened, with the content they have now."""
    if actor.account_id is None or not document_ids:
        return frozenset()
    rows = SeenDraft.objects.filter(account=actor.account_id, document__in=list(document_ids))
    return frozenset(rows.filter(content_hash=F("document__content_hash")).values_list("document_id", flat=True))


def pulled_before(actor: Actor, document_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Why these documents were pulled out of a batch of the actor's the last time."""
    rows = BatchLine.objects.filter(
        batch__account=actor.account_id, document__in=list(document_ids), state=BatchState.PULLED
    )
    return dict(rows.order_by("pk").values_list("document_id", "reason"))
