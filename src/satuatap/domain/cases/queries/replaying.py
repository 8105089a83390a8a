"""A case's snapshot from its commands alone: what ``satuatap doctor`` compares with the stored one."""

from uuid import UUID

from ..models import Case
from ..rules import engine
from . import standards
from .wanted import wanted_by


def replayed(case_id: UUID) -> engine.Snapshot:
    """The snapshot to which the stored commands lead from an empty draft. Raises ``Case.DoesNotExist``."""
    case = Case.objects.get(pk=case_id)
    commands = [
        engine.Command(
            verb=row.verb,
            at=row.at,
            step=row.step,
            results=row.payload.get("results", {}),
            answers=row.payload.get("answers", {}),
            facts=row.payload.get("facts", {}),
        )
        for row in case.commands.order_by("seq")
    ]
    return engine.replay(standards.flow(case.revision_id), commands, wanted_by(case))
