"""What a pack says about how long records are kept, and about copies of many people's data."""

from datetime import datetime

from satuatap.domain.books import actions as books
from satuatap.domain.retention import actions as retention
from satuatap.kernel.actors import Actor

from ..queries import Pack


def put_protection(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Bring both to what the pack says; returns how many lines are new or different."""
    entries = [
        retention.TermEntry(
            told["class"], told["from"], told["kept"], told["does"], told["basis"], told.get("law", ""),
            told.get("decision", False),
        )
        for told in pack.section("protection.yaml", "retention") or ()
    ]  # fmt: skip
    above = {told["from"]: told["above"] for told in pack.section("protection.yaml", "copies") or ()}
    return retention.put_schedule(entries=entries, by=by, at=at) + books.put_limits(above=above, by=by, at=at)
