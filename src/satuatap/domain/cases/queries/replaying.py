"""A case from its commands alone: its snapshot, which ``satuatap doctor`` compares with the stored one, and its trail."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from ..models import Case
from ..rules import engine
from . import standards
from .wanted import wanted_by

Row = tuple[datetime, str, str, Mapping[str, Any]]
"""When, which verb, at which step, with what."""


def replayed(case_id: UUID) -> engine.Snapshot:
    """The snapshot to which the stored commands lead from an empty draft. Raises ``Case.DoesNotExist``."""
    case = Case.objects.get(pk=case_id)
    passed = trail(case, case.commands.order_by("seq").values_list("at", "verb", "step", "payload"))
    return passed[-1][1] if passed else engine.Snapshot()


def trail(case: Case, rows: Iterable[Row]) -> list[tuple[datetime, engine.Snapshot]]:
    """Where the case stood after each of its commands that stand, the earliest first."""
    return engine.trail(standards.flow(case.revision_id), _commands(rows), wanted_by(case))


def standing(case: Case, rows: Iterable[Row]) -> engine.Standing:
    """The commands of a case that were not taken back, the earliest first."""
    return engine.standing(standards.flow(case.revision_id), _commands(rows), wanted_by(case))


def _commands(rows: Iterable[Row]) -> Iterator[engine.Command]:
    return (
        engine.Command(
            verb=verb,
            at=at,
            step=step,
            results=payload.get("results", {}),
            answers=payload.get("answers", {}),
            facts=payload.get("facts", {}),
        )
        for at, verb, step, payload in rows
    )
