"""How far a block of blank slips has come out of a printer of the hall."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..models import MAY_BE_THERE, BlankPrinting, PaperBlock, PaperSlip

AT_ONCE = 10  # what somebody can wait for, and as many as stand on a sheet


@dataclass(frozen=True, slots=True)
class Blanks:
    """The slips of a block by what is known of them: ``printed`` on a roll, ``doubtful`` ones whose printing broke off,
    and those ``left``, of which ``next`` are printed at once."""

    site_id: UUID
    printed: frozenset[int]
    doubtful: tuple[int, ...]
    left: tuple[int, ...]

    @property
    def next(self) -> tuple[int, ...]:
        return self.left[:AT_ONCE]


def blanks(*, actor: Actor, block_id: UUID, at: datetime) -> Blanks:
    """Raises ``NotFound``."""
    policies.require(policies.guides(actor))
    block = PaperBlock.objects.filter(pk=block_id).first()
    if block is None:
        raise NotFound
    rows = BlankPrinting.objects.filter(block=block, state__in=MAY_BE_THERE).values_list("number", "state", "at")
    doubtful = {number for number, state, since in rows if rules.is_doubtful(state, since, at)}
    known = {number for number, _state, _since in rows}
    gone = known | set(PaperSlip.objects.filter(block=block).values_list("number", flat=True))
    left = tuple(number for number in range(block.first, block.last + 1) if number not in gone)
    return Blanks(block.site_id, frozenset(known - doubtful), tuple(sorted(doubtful)), left)
