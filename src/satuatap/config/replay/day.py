"""A file is read, its halls are built, its day is played and accounted for."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from satuatap.domain.visits import queries

from .hall import BY, build
from .playing import Play
from .reading import read
from .report import Report


def play(path: Path, midnight: datetime, seed: int = 0) -> Report:
    """Play the day of a file into the present database. Raises ``Refused`` for a file that cannot be read."""
    queues = read(path)
    lanes = build(queues, midnight)
    game = Play(lanes, midnight, seed)
    ends = game.run()
    sites = sorted({lane.site_id for lane in lanes})
    account = account_of(sites, midnight, ends)
    arrivals = sum(one.arrivals for queue in queues for one in queue.snapshots)
    return Report(arrivals, len(lanes), tuple(sites), account, game.meter)


def account_of(sites: Sequence[UUID], midnight: datetime, until: datetime) -> queries.DayAccount:
    """What the tables say of the day."""
    return queries.day_account(actor=BY, site_ids=sites, day=midnight.date(), until=until)
