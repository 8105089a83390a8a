"""Which steps of a flow are wanted in a case: conditions in CEL, and bills that have an amount."""

from datetime import datetime
from typing import TYPE_CHECKING

from satuatap.kernel.expressions import Tables

from ..rules import engine
from ..rules.flow import Step
from . import standards

if TYPE_CHECKING:
    from ..models import Case


def wanted_by(case: "Case | None" = None, tables: Tables | None = None) -> engine.Wanted:
    """The question the engine asks before it opens a step; without a case, for trying a flow out with ``tables``."""
    figures = standards.standard(case.revision_id).tables if case else tables
    about = {"number": case.number, "channel": case.channel, "area": case.area_code} if case else {}

    def wanted(step: Step, snapshot: engine.Snapshot, at: datetime) -> bool:
        if not step.when and step.do != "pay":
            return True
        scope = engine.scope(snapshot, at, about)
        if step.when and not standards.value(step.when, scope, figures):
            return False
        return step.do != "pay" or to_pay(step, snapshot, at, figures) > 0

    return wanted


def to_pay(step: Step, snapshot: engine.Snapshot, at: datetime, tables: Tables | None) -> int:
    """Whole rupiah still to be billed: what the step asks for less what this case has paid at it before."""
    amount = int(standards.value(step.bill["amount"], engine.scope(snapshot, at), tables))
    return amount - int(snapshot.results.get(step.key, {}).get("paid", 0))
