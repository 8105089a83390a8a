"""The schedule from packs, and what the worker finds."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies, ports, queries, rules
from ..models import Census, Term


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A line of the schedule as a pack tells of it."""

    code: str
    from_on: date
    span: str
    fate: str
    basis: str
    law: str = ""
    needs_decision: bool = False


@transaction.atomic
def put_schedule(*, entries: Sequence[TermEntry], by: Actor, at: datetime) -> int:
    """Bring the schedule to what packs say; returns how many lines that changes. For the installer alone.

    Raises ``ValueError`` for a class or a span that this system does not know.
    """
    policies.require(by.is_system)
    for entry in entries:
        if entry.code not in rules.CLASSES or not rules.is_span(entry.span):
            raise ValueError(f"{entry.code}: {entry.span}")
    known = {(row.code, row.from_on): row for row in Term.objects.all()}
    wanted = {(entry.code, entry.from_on): entry for entry in entries}
    gone = [row.pk for key, row in known.items() if key not in wanted]
    changed = [entry for key, entry in wanted.items() if key not in known or _facts(known[key]) != astuple(entry)]
    Term.objects.filter(pk__in=gone).delete()
    for entry in changed:
        facts = {name: getattr(entry, name) for name in ("span", "fate", "basis", "law", "needs_decision")}
        Term.objects.update_or_create(code=entry.code, from_on=entry.from_on, defaults=facts)
    if gone or changed:
        record("retention.schedule-put", by=by, at=at)
    return len(gone) + len(changed)


def _facts(row: Term) -> tuple[object, ...]:
    return (row.code, row.from_on, row.span, row.fate, row.basis, row.law, row.needs_decision)


@transaction.atomic
def count(*, by: Actor, at: datetime) -> None:
    """Look what is there, what is over and what is held, and touch nothing."""
    policies.require(by.is_system, policies.keeps_schedule(by))
    told = queries.schedule(timezone.localdate(at))
    for code, shelf in ports.shelves.items():
        over = queries.over(shelf, told[code].span, at)
        free = queries.not_held(over, shelf) if over is not None else None
        oldest = queries.began(shelf.rows(at), shelf).values_list("kept_since", flat=True).first()
        due = over.count() if over is not None else 0
        Census.objects.update_or_create(
            code=code,
            defaults={
                "counted_at": at, "there": shelf.rows(at).count(), "due": due,
                "held": due - free.count() if free is not None else 0,
                "oldest": queries.day_of(oldest) if oldest else None,
            },
        )  # fmt: skip
    record("retention.counted", by=by, at=at)
