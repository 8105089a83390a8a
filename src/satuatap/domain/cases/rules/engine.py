"""The engine: ``(flow, snapshot, command) → change``, without database, clock or settings.

A snapshot says where a case stands: its state, the steps that are open, and the steps that wait for the applicant's
correction. Whatever commands arrive in whatever order, the engine either changes the snapshot or refuses; it never
loses a case (a living case always has an open or waiting step) and never gives it two ends.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused
from satuatap.kernel.lifecycle import move

from ..lifecycle import ALIVE, MOVES, State
from .flow import Block, Flow, Step

PASSING = {
    "check": "accept",
    "decide": "approve",
    "inspect": "report",
    "advise": "report",
    "refer": "refer",
    "pay": "settle",
    "call": "answered",
    "seal": "seal",
    "sign": "sign",
    "issue": "issued",
    "record-outside": "record",
    "hand-over": "hand-over",
}
BY_HAND = "by-hand"
"""Passes a ``call`` whose outside system does not help: an officer writes down what it would have answered."""
FALL_BACK = "fall-back"
"""Passes a ``seal`` that the system may not put: an officer goes on behind it."""
OTHERWISE = {"call": BY_HAND, "seal": FALL_BACK}
"""The second verb that passes a step, where there is one."""
REFUSING = frozenset({"check", "decide"})
RETURNING = frozenset({"check", "decide", "inspect", "advise", "refer", "call", "sign", "record-outside"})
UNDO = "undo"
UNDOABLE = frozenset({"accept", "return", "report", "approve", "refuse", "send-back"})
"""Acts that their officer may take back: nothing outside has happened by them alone."""
ASKING = frozenset({"call", "issue", "seal"})
BY_APPLICANT = frozenset({"submit", "correct", "withdraw"})
BY_SYSTEM = frozenset({"settle", "issued", "answered", "lapse", "seal", FALL_BACK})


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a case stands. ``joined`` are the finished branches of the block that is running."""

    state: State = State.DRAFT
    open: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    joined: tuple[int, ...] = ()
    answers: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    results: dict[str, dict[str, Any]] = {}


class Command(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody wants. ``step`` is "" for what concerns the whole case; ``results`` is what a step brought."""

    verb: str
    at: datetime
    step: str = ""
    results: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    facts: dict[str, Any] = {}


class Change(msgspec.Struct, frozen=True):
    """The new snapshot, and what happened to the steps on the way."""

    snapshot: Snapshot
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


Wanted = Callable[[Step, Snapshot, datetime], bool]
"""Whether a step is to be run: its ``when:`` holds, and a bill has an amount."""


def apply(flow: Flow, old: Snapshot, command: Command, wanted: Wanted) -> Change:
    """The change a command makes. Raises ``Refused`` when the command does not fit the case as it stands."""
    if command.verb in ("submit", "correct"):
        new = _by_applicant(flow, old, command, wanted)
    elif command.verb in ("withdraw", "lapse"):
        new = _end(old, command)
    else:
        new = _at_step(flow, old, command, wanted)
    return _change(old, new)


def _change(old: Snapshot, new: Snapshot) -> Change:
    now = {*new.open, *new.waiting}
    return Change(
        snapshot=new,
        closed=tuple(key for key in (*old.open, *old.waiting) if key not in now),
        opened=tuple(key for key in new.open if key not in old.open),
        waiting=tuple(key for key in new.waiting if key not in old.waiting),
    )


def replay(flow: Flow, commands: list[Command], wanted: Wanted) -> Snapshot:
    """The snapshot to which the commands lead from an empty draft: the same as the stored one, or something is lost."""
    passed = trail(flow, commands, wanted)
    return passed[-1][1] if passed else Snapshot()


def trail(flow: Flow, commands: Iterable[Command], wanted: Wanted) -> list[tuple[datetime, Snapshot]]:
    """Where the case stood after each command that stands, and since when."""
    return [(command.at, snapshot) for command, snapshot in standing(flow, commands, wanted)]


Standing = list[tuple[Command, Snapshot]]
"""The commands of a case that were not taken back, each with where it led."""


def standing(flow: Flow, commands: Iterable[Command], wanted: Wanted) -> Standing:
    """What stands: an ``undo`` takes back the last command before it that still did."""
    found: Standing = []
    for command in commands:
        if command.verb == UNDO:
            found.pop()
        else:
            found.append((command, apply(flow, found[-1][1] if found else Snapshot(), command, wanted).snapshot))
    return found


def undo(flow: Flow, done: Standing) -> Change:
    """The change that takes the last command back. Raises ``Refused`` when it was no officer's act, when it ended the
    case with its product, and when a system outside has been asked because of it."""
    if len(done) < 2 or done[-1][0].verb not in UNDOABLE:
        raise Refused("not-undoable", _("Tindakan terakhir pada berkas ini tidak dapat ditarik kembali."))
    old, change = done[-1][1], _change(done[-1][1], done[-2][1])
    if old.state is State.COMPLETED:
        raise Refused(
            "not-undoable", _("Permohonan ini sudah selesai. Tindakan terakhirnya tidak dapat ditarik kembali.")
        )
    if any(flow.step(key).do in ASKING for key in change.closed):
        raise Refused(
            "not-undoable", _("Sistem luar sudah ditanya karena tindakan ini. Teruskan dari langkah sekarang.")
        )
    return change


def _by_applicant(flow: Flow, old: Snapshot, command: Command, wanted: Wanted) -> Snapshot:
    if command.verb == "submit":
        draft = msgspec.structs.replace(
            old,
            state=move(MOVES, "submit", old.state),
            answers=command.answers,
            facts=command.facts,
            results={},
        )
        return _enter(flow, draft, 0, command.at, wanted)
    if not old.waiting:
        raise Refused("not-returned", _("Permohonan ini sedang tidak menunggu perbaikan."))
    state = State.SUBMITTED if old.state is State.RETURNED else old.state
    return msgspec.structs.replace(
        old,
        state=state,
        open=(*old.open, *old.waiting),
        waiting=(),
        answers=command.answers or old.answers,
        facts=command.facts or old.facts,
    )


def _end(old: Snapshot, command: Command) -> Snapshot:
    if command.verb == "lapse" and old.state is State.ACCEPTED and not old.waiting:
        raise Refused("not-waiting", _("Permohonan tidak dapat gugur selama menunggu petugas."))
    return msgspec.structs.replace(old, state=move(MOVES, command.verb, old.state), open=(), waiting=(), joined=())


def _at_step(flow: Flow, old: Snapshot, command: Command, wanted: Wanted) -> Snapshot:
    if old.state not in ALIVE or command.step not in old.open:
        raise Refused("not-open", _("Langkah ini sudah diselesaikan atau belum dibuka."))
    step = flow.step(command.step)
    if command.verb in (PASSING[step.do], OTHERWISE.get(step.do)):
        return _pass(flow, old, step, command, wanted)
    if command.verb == "return":
        return _give_back(old, step)
    if command.verb == "send-back":
        return _send_back(flow, old, step)
    if command.verb == "refuse":
        return _refuse(flow, old, step)
    raise Refused("wrong-verb", _("Tindakan itu tidak tersedia pada langkah ini."))


def verbs(flow: Flow, snapshot: Snapshot, key: str) -> tuple[str, ...]:
    """The verbs that would not be refused at an open step, the passing one first."""
    if key not in snapshot.open:
        return ()
    step = flow.step(key)
    found = [PASSING[step.do], *([OTHERWISE[step.do]] if step.do in OTHERWISE else [])]
    if step.do in RETURNING and snapshot.state in (State.SUBMITTED, State.ACCEPTED):
        found.append("return")
    if step.on_return and step.do in RETURNING and step.do != "check":
        found.append("send-back")
    if _may_refuse(flow, snapshot, step):
        found.append("refuse")
    return tuple(found)


def _may_refuse(flow: Flow, snapshot: Snapshot, step: Step) -> bool:
    may = step.do in REFUSING or step.key == flow.deciding
    return may and snapshot.state in (State.SUBMITTED, State.ACCEPTED)


def _refuse(flow: Flow, old: Snapshot, step: Step) -> Snapshot:
    if not _may_refuse(flow, old, step):
        raise Refused("wrong-verb", _("Permohonan tidak dapat ditolak pada langkah ini."))
    return msgspec.structs.replace(old, state=move(MOVES, "refuse", old.state), open=(), waiting=(), joined=())


def _give_back(old: Snapshot, step: Step) -> Snapshot:
    if step.do not in RETURNING or old.state not in (State.SUBMITTED, State.ACCEPTED):
        raise Refused("wrong-verb", _("Permohonan tidak dapat dikembalikan pada langkah ini."))
    state = State.RETURNED if old.state is State.SUBMITTED else old.state
    if step.on_return:
        return msgspec.structs.replace(old, state=state, open=(), waiting=(step.on_return,), joined=())
    return msgspec.structs.replace(
        old,
        state=state,
        open=tuple(key for key in old.open if key != step.key),
        waiting=(*old.waiting, step.key),
    )


def _send_back(flow: Flow, old: Snapshot, step: Step) -> Snapshot:
    if "send-back" not in verbs(flow, old, step.key):
        raise Refused("wrong-verb", _("Berkas tidak dapat dikembalikan ke petugas lain pada langkah ini."))
    state = old.state
    if state is State.APPROVED and flow.deciding and flow.place(step.on_return) <= flow.place(flow.deciding):
        state = move(MOVES, "reconsider", state)
    return msgspec.structs.replace(old, state=state, open=(step.on_return,), waiting=(), joined=())


def _pass(flow: Flow, old: Snapshot, step: Step, command: Command, wanted: Wanted) -> Snapshot:
    results = old.results | ({step.key: command.results} if command.results else {})
    state = old.state
    is_sealed = command.verb == "seal"
    if step.key == flow.deciding or (is_sealed and state is State.ACCEPTED):
        state = move(MOVES, "approve", state)
    passed = msgspec.structs.replace(
        old, state=state, results=results, open=tuple(key for key in old.open if key != step.key)
    )
    index, branch, position = flow.place(step.key)
    item = flow.items[index]
    if is_sealed:
        return _enter(flow, passed, flow.issue_behind(step.key), command.at, wanted)
    if isinstance(item, Step):
        return _enter(flow, passed, index + 1, command.at, wanted)
    return _on_in_branch(flow, passed, (index, branch, position + 1), command.at, wanted)


def _on_in_branch(
    flow: Flow, snapshot: Snapshot, place: tuple[int, int, int], at: datetime, wanted: Wanted
) -> Snapshot:
    index, branch, position = place
    block = flow.items[index]
    assert isinstance(block, Block)  # noqa: S101 (the caller has looked)
    for step in block.branches[branch][position:]:
        if wanted(step, snapshot, at):
            return msgspec.structs.replace(snapshot, open=(*snapshot.open, step.key))
    joined = (*snapshot.joined, branch)
    snapshot = msgspec.structs.replace(snapshot, joined=joined)
    if len(joined) < len(block.branches):
        return snapshot
    return _enter(flow, msgspec.structs.replace(snapshot, joined=()), index + 1, at, wanted)


def _enter(flow: Flow, snapshot: Snapshot, index: int, at: datetime, wanted: Wanted) -> Snapshot:
    """Go on from the item at ``index``: open the first step that is wanted, or end."""
    if index >= flow.leading and snapshot.state is State.SUBMITTED:
        snapshot = msgspec.structs.replace(snapshot, state=move(MOVES, "accept", snapshot.state))
        if not flow.deciding:
            snapshot = msgspec.structs.replace(snapshot, state=move(MOVES, "approve", snapshot.state))
    if index >= len(flow.items):
        return msgspec.structs.replace(snapshot, state=move(MOVES, "complete", snapshot.state))
    item = flow.items[index]
    if isinstance(item, Step):
        if wanted(item, snapshot, at):
            return msgspec.structs.replace(snapshot, open=(item.key,))
        return _enter(flow, snapshot, index + 1, at, wanted)
    for branch in range(len(item.branches)):
        snapshot = _open_branch(flow, snapshot, index, branch, at, wanted)
    if snapshot.open:
        return snapshot
    return _enter(flow, msgspec.structs.replace(snapshot, joined=()), index + 1, at, wanted)


def _open_branch(flow: Flow, snapshot: Snapshot, index: int, branch: int, at: datetime, wanted: Wanted) -> Snapshot:
    block = flow.items[index]
    assert isinstance(block, Block)  # noqa: S101 (the caller has looked)
    for step in block.branches[branch]:
        if wanted(step, snapshot, at):
            return msgspec.structs.replace(snapshot, open=(*snapshot.open, step.key))
    return msgspec.structs.replace(snapshot, joined=(*snapshot.joined, branch))


def pause_cause(flow: Flow, snapshot: Snapshot) -> str:
    """Why the promise does not run now: "applicant", "payment", or "" when it runs."""
    if snapshot.state not in (State.ACCEPTED, State.APPROVED):
        return ""
    if snapshot.waiting:
        return "applicant"
    kinds = {flow.step(key).do for key in snapshot.open}
    return "payment" if kinds == {"pay"} else ""


def is_ready(flow: Flow, snapshot: Snapshot) -> bool:
    """Whether the product exists and only waits to be collected."""
    if snapshot.state is State.COMPLETED:
        return True
    return (
        snapshot.state is State.APPROVED
        and bool(snapshot.open)
        and all(flow.step(key).do == "hand-over" for key in snapshot.open)
    )


def scope(snapshot: Snapshot, at: datetime, case: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What conditions and amounts may look at: form, party, family, case, today."""
    return {
        "form": snapshot.answers,
        "party": snapshot.facts.get("party", {}),
        "family": snapshot.facts.get("family", {}),
        "case": {**(case or {}), "results": snapshot.results},
        "today": timezone.localdate(at),
    }
