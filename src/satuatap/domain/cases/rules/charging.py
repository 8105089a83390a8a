"""Who spent the working time of a case: the deciding agency, agencies that advise, the applicant, a payment, an outage.

Every moment of working time is charged once, so the parts sum to the whole. While several agencies are waited for at
once, the time is divided evenly between them.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from satuatap.kernel.calendars import Interval, merge, overlap, subtract, working_time

from ..lifecycle import ENDS, State
from .engine import Snapshot, pause_cause
from .flow import Flow

APPLICANT, PAYMENT, OUTAGE = "applicant", "payment", "outage"
UNIT = "unit:"
"""Before the code of an agency; nothing behind it is the deciding one."""


class Spell(msgspec.Struct, frozen=True):
    """A time in which the same parties had the case."""

    begins_at: datetime
    ends_at: datetime
    owners: tuple[str, ...]


def owners(flow: Flow, snapshot: Snapshot) -> tuple[str, ...]:
    """Who is waited for in a condition; nobody in a draft and after the end."""
    if snapshot.state is State.DRAFT or snapshot.state in ENDS:
        return ()
    cause = APPLICANT if snapshot.waiting else pause_cause(flow, snapshot)
    if cause:
        return (cause,)
    steps = [flow.step(key) for key in snapshot.open]
    units = dict.fromkeys(f"{UNIT}{step.at}" for step in steps if step.do != "pay")
    return tuple(units) or (PAYMENT,)


def spells(flow: Flow, trail: Sequence[tuple[datetime, Snapshot]], until: datetime) -> tuple[Spell, ...]:
    """The times between commands, from the first one to ``until``."""
    ends = [*(at for at, _snapshot in trail[1:]), until]
    found = []
    for (begins_at, snapshot), ends_at in zip(trail, ends, strict=True):
        stop = min(ends_at, until)
        if begins_at < stop and (who := owners(flow, snapshot)):
            found.append(Spell(begins_at, stop, who))
    return tuple(found)


def charged(spells: Iterable[Spell], outages: Iterable[Interval], calendar: Sequence[Interval]) -> dict[str, timedelta]:
    """The working time of each party, the longest first; outages that overlap are counted once."""
    out = merge(outages)
    parts: dict[str, timedelta] = {}
    for spell in spells:
        whole = (Interval(spell.begins_at, spell.ends_at),)
        _add(parts, (OUTAGE,), overlap(whole, out), calendar)
        _add(parts, spell.owners, subtract(whole, out), calendar)
    return dict(sorted(parts.items(), key=lambda part: part[1], reverse=True))


def _add(
    parts: dict[str, timedelta], who: Sequence[str], stretches: Iterable[Interval], calendar: Sequence[Interval]
) -> None:
    spent = sum((working_time(s.start, s.end, calendar) for s in stretches), timedelta(0))
    share = spent // len(who)
    for name in who:
        parts[name] = parts.get(name, timedelta(0)) + share
    parts[who[0]] += spent - share * len(who)  # what cannot be divided: microseconds
    for name in who:
        if not parts[name]:
            del parts[name]
