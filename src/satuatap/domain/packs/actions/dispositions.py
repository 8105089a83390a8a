"""What a pack says about dispositions."""

from datetime import datetime

from satuatap.domain.correspondence import actions as correspondence
from satuatap.kernel.actors import Actor

from ..queries import Pack


def put_instructions(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Enter or change every wording; returns how many are new or different."""
    entries = [
        correspondence.InstructionEntry(told["code"], told["name"], told.get("from"), told.get("to"))
        for told in pack.section("dispositions.yaml", "instructions") or ()
    ]
    return correspondence.put_instructions(entries=entries, by=by, at=at)
