"""Whether the system may seal in an official's name, or an officer has to look."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from .flow import Decree, Flow, Step

LEASE = timedelta(minutes=5)
"""So long after it opened a seal that was neither put nor given to an officer is tried again."""
GIVE_UP = timedelta(minutes=30)
"""After that an officer goes on: nobody waits for a machine that does not get on."""


class Seen(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the register has of a fact that a seal asks for; never its value. ``origin`` is "" where it has nothing.

    ``wrong`` is why the fact does not replace a check, "" where it does.
    """

    fact: str
    replaces: str
    origin: str = ""
    days: int = 0
    wrong: str = ""


class Ground(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a seal stands on, as it goes into the record: ``reason`` is "" when it may be put.

    Reasons: *no-decree*, *decree-over*, *vacant* (nobody holds the office), *no-key*, *unproven* (nobody has seen whose
    application it is), *changed* (the register says otherwise than the application), those of a fact (*missing*,
    *unverified*, *old*, *disputed*, *unmet*), *not-made* (the document cannot be made), *late*.
    """

    reason: str = ""
    fact: str = ""
    official: str = ""
    decree: str = ""
    seen: tuple[Seen, ...] = ()

    def results(self) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


def weigh(
    step: Step, seen: Sequence[Seen], *, official: str, today: date, has_key: bool, is_proven: bool, is_unchanged: bool
) -> Ground:
    """The first thing that keeps the system from sealing, or none."""
    wrong = next((fact for fact in seen if fact.wrong), None)
    reasons = (
        (decree_problem(step.decree, today), ""),
        ("" if official else "vacant", ""),
        ("" if has_key else "no-key", ""),
        ("" if is_proven else "unproven", ""),
        ("" if is_unchanged else "changed", ""),
        (wrong.wrong if wrong else "", wrong.fact if wrong else ""),
    )
    reason, fact = next((found for found in reasons if found[0]), ("", ""))
    return Ground(reason, fact, official, step.decree.number if step.decree else "", tuple(seen))


def decree_problem(decree: Decree | None, today: date) -> str:
    """Why the decree does not let anybody seal on a day; "" when it does."""
    if decree is None or decree.on > today:
        return "no-decree"
    return "decree-over" if decree.until and decree.until < today else ""


def fact_problem(*, is_known: bool, is_verified: bool, is_disputed: bool, days: int, most: int) -> str:
    """Why a recorded fact does not replace a check; "" when it does, whatever it says."""
    if not is_known:
        return "missing"
    if not is_verified:
        return "unverified"
    if is_disputed:
        return "disputed"
    return "old" if days > most else ""


def is_automatic(flow: Flow) -> bool:
    """Whether a seal lets the system finish alone: all but what officers would do in its place are its own steps."""
    steps = list(flow.steps())
    seals = [step for step in steps if step.do == "seal"]
    leapt = {step.key for seal in seals for step in _leapt(flow, seal)}
    return bool(seals) and all(step.do in ("seal", "issue", "call") for step in steps if step.key not in leapt)


def _leapt(flow: Flow, seal: Step) -> list[Step]:
    first = flow.place(seal.key)[0] + 1
    return [item for item in flow.items[first : flow.issue_behind(seal.key)] if isinstance(item, Step)]
