"""Files of residents: what an office has brought, what stands in each, and what the register knows of whom they name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..lifecycle import Finding
from ..models import ImportBatch, ImportLine
from ..rules import importing

ROWS = 20
LAST_BATCHES = 50
CARDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BatchRow:
    id: UUID
    name: str
    state: str
    brought_at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """A file as an officer maps it: its headings with a few cells under each, and the column of each thing, from 0."""

    header: int
    heads: Sequence[tuple[int, str]]
    samples: Sequence[Sequence[str]]
    columns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of a file as a page shows it; ``problems`` in words, ``changes`` as field, old and new."""

    number: int
    name: str
    kk: str
    problems: Sequence[Mapping[str, Any]]
    changes: Sequence[tuple[str, Any, Any]]
    party_id: UUID | None


def keeper_unit(actor: Actor) -> UUID | None:
    """The office for which the actor keeps the register."""
    return min(actor.unit_ids(*policies.KEEPER_ROLES), default=None)


def imports(actor: Actor) -> tuple[BatchRow, ...]:
    """The last files of the areas whose register the actor keeps, the newest first."""
    policies.require(policies.keeps_register(actor))
    served = policies.areas_served(actor, policies.KEEPER_ROLES)
    batches = ImportBatch.objects.order_by("-brought_at", "-id")
    if policies.WHOLE_REGION not in served:
        batches = batches.filter(area_code__in=served)
    rows = batches.values_list("id", "name", "state", "brought_at", "counts")[:LAST_BATCHES]
    return tuple(BatchRow(*row) for row in rows)


def import_batch(actor: Actor, batch_id: UUID) -> ImportBatch:
    """Raises ``NotFound`` to officers of another area."""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is None or not policies.tells_of(actor, batch.area_code):
        raise NotFound
    return batch


def import_layout(batch: ImportBatch, header: int | None = None) -> Layout:
    """How a file is read; with another row of headings than before, as those suggest."""
    is_other = header is not None and header != batch.header and 0 <= header < len(batch.head)
    number = header if is_other and header is not None else batch.header
    heads = importing.headings(batch.head, number)
    rows = batch.head[number + 1 : number + 4]
    columns = importing.suggest(heads, batch.head[number + 1 :]) if is_other else batch.columns
    return Layout(number, [(place, head or f"{place + 1}") for place, head in enumerate(heads)], rows, columns)


def import_lines(actor: Actor, batch_id: UUID, finding: str, after: int, *, at: datetime) -> tuple[LineRow, ...]:
    """The rows of a file with one finding after a row number, twenty and one; that they were looked at is recorded."""
    batch = import_batch(actor, batch_id)
    lines = ImportLine.objects.filter(batch=batch, finding=finding, number__gt=after).order_by("number")[: ROWS + 1]
    rows = tuple(
        LineRow(
            line.number, line.facts.get("name", ""), line.kk, line.problems,
            tuple((name, old, new) for name, (old, new) in line.changes.items()), line.party,
        )
        for line in lines
    )  # fmt: skip
    if rows:
        record("residents.import-looked", on=batch, by=actor, at=at)
    return rows


def import_rows_to_mend(actor: Actor, batch_id: UUID, *, at: datetime) -> Iterator[list[str]]:
    """The heading and every row that was left out, in the columns of the file, with the reason in one more behind them.

    Put right, the file is read as this one was.
    """
    batch = import_batch(actor, batch_id)
    record("residents.import-looked", on=batch, by=actor, at=at)
    heads = importing.headings(batch.head, batch.header)
    yield [*heads, importing.REASON]
    left_out = ImportLine.objects.filter(batch=batch, finding__in=[Finding.REFUSED, Finding.DOUBLE])
    rows = left_out.order_by("number").values_list("problems", "cells")
    for problems, cells in rows.iterator(chunk_size=2_000):
        words = "; ".join(problem["words"] for problem in problems if not problem["is_warning"])
        yield [*(cells + [""] * len(heads))[: len(heads)], words]
