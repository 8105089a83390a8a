"""Trying a flow out without a case: the door through which packs play their scenarios."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.lifecycle import TOLD_BY_CASES
from satuatap.kernel import expressions

from ..ports import CALLS
from ..rules import engine
from ..rules.flow import Flow, Step, parse, parse_step
from ..rules.grammar import problems
from ..rules.problem import Problem
from . import standards
from .standards import names_in
from .wanted import wanted_by

THEN = frozenset({"remind-before-expiry", "record-event"})
SCOPE = frozenset({"form", "party", "family", "case", "today"})


class Act(msgspec.Struct, frozen=True):
    """One line of a scenario: a verb, at a step, with what it brings."""

    verb: str
    step: str = ""
    results: dict[str, Any] = {}
    answers: dict[str, Any] = {}


class Trial(msgspec.Struct, frozen=True):
    """Where a scenario led: the state, the open steps, and every step that was opened on the way, in order."""

    state: str
    open: tuple[str, ...]
    waiting: tuple[str, ...]
    opened: tuple[str, ...]
    ready: bool


def fields_of(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked at one step of a flow that has passed the check: {} for nothing."""
    return standards.fields_of(parse_step(raw))


def check_flow(raw: Any) -> list[Problem]:
    """Everything that keeps a flow from being published, its expressions included."""
    found = problems(raw)
    if found:
        return found
    flow = parse(raw)
    for step in flow.steps():
        index, branch, position = flow.place(step.key)
        pointer = f"/{index}" if branch < 0 else f"/{index}/together/{branch}/{position}"
        texts = {"when": step.when, "bill/amount": step.bill.get("amount", "")}
        texts |= {f"content/{name}": text for name, text in step.content.items()}
        texts |= {f"copy/{name}": text for name, text in step.copy.items()}
        texts |= {f"send/{name}": text for name, text in step.send.items()}
        texts |= {f"where/{name}": text for name, text in step.where.items()}
        texts |= {f"facts/{number}/holds": fact.holds for number, fact in enumerate(step.facts)}
        found += _check_facts(pointer, step)
        found += _check_taking(pointer, step)
        for place, text in texts.items():
            if text:
                found += _check_expression(f"{pointer}/{place}", text, flow)
    return found


def check_then(raw: Sequence[Mapping[str, Any]], flow: Any) -> list[Problem]:
    """What a service asks for at its end: a name of the closed table, and what that needs, in sound expressions.

    ``flow`` has passed ``check_flow``.
    """
    found: list[Problem] = []
    for number, wish in enumerate(raw):
        pointer, given = f"/{number}", dict(wish.get("with", {}))
        if wish["do"] == "remind-before-expiry":
            if not str(given.get("days", "")).isdigit():
                found.append(Problem(f"{pointer}/with", "a reminder needs `days`", "write e.g. `with: {days: 30}`"))
        elif wish["do"] == "record-event":
            found += _check_event(pointer, given, parse(flow))
        else:
            found.append(Problem(pointer, f"nothing is called `{wish['do']}`", f"one of: {', '.join(sorted(THEN))}"))
    return found


def _check_event(pointer: str, given: dict[str, str], flow: Flow) -> Iterator[Problem]:
    kind = given.pop("event", "")
    facts = TOLD_BY_CASES.get(kind)
    if facts is None:
        yield Problem(f"{pointer}/with", f"no event is called `{kind}`", f"one of: {', '.join(sorted(TOLD_BY_CASES))}")
        return
    if facts != given.keys():
        yield Problem(f"{pointer}/with", "the facts of this event are others", f"exactly: {', '.join(sorted(facts))}")
    for name, text in given.items():
        yield from _check_expression(f"{pointer}/with/{name}", text, flow)


def _check_facts(pointer: str, step: Step) -> Iterator[Problem]:
    """A seal asks for facts whose origin and age the register keeps."""
    for number, fact in enumerate(step.facts):
        if fact.fact not in residents.CHECKABLE:
            remedy = f"one of: {', '.join(sorted(residents.CHECKABLE))}"
            yield Problem(f"{pointer}/facts/{number}/fact", f"the register has no fact `{fact.fact}`", remedy)


def _check_taking(pointer: str, step: Step) -> Iterator[Problem]:
    """What is taken from an answer looks at nothing but what the call answers."""
    if step.do != "call":
        return
    known = {f"answer.{name}" for name in CALLS[step.adapter].answers}
    for name, text in step.take.items():
        try:
            faults = expressions.problems(expressions.compile(text), known=known)
        except expressions.ExpressionProblem as problem:
            faults = [problem]
        for fault in faults:
            remedy = f"use {', '.join(sorted(known))}"
            yield Problem(f"{pointer}/take/{name}", str(fault), remedy)


def _check_expression(pointer: str, text: str, flow: Flow) -> list[Problem]:
    try:
        compiled = expressions.compile(text)
    except expressions.ExpressionProblem as problem:
        return [Problem(pointer, str(problem), "mend the expression (CEL)")]
    found = []
    for name in sorted(compiled.names):
        head, *path = name.split(".")
        if head not in SCOPE:
            found.append(Problem(pointer, f"unknown name `{name}`", f"use one of: {', '.join(sorted(SCOPE))}"))
        if (
            head == "case"
            and path[:1] == ["results"]
            and len(path) > 1
            and path[1] not in {s.key for s in flow.steps()}
        ):
            found.append(Problem(pointer, f"`{name}`: there is no step `{path[1]}`", "name a step of this flow"))
    return found


def simulate(
    raw: Sequence[Mapping[str, Any]],
    acts: Sequence[Act],
    *,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    tables: expressions.Tables | None = None,
) -> Trial:
    """Play acts against a flow. Raises ``Refused`` at the first act that does not fit, as it would for a real case."""
    flow = parse(raw)
    snapshot = engine.Snapshot()
    opened: list[str] = []
    for act in acts:
        command = engine.Command(
            verb=act.verb, at=at, step=act.step, results=act.results, answers=act.answers, facts=dict(facts or {})
        )
        change = engine.apply(flow, snapshot, command, wanted_by(tables=tables))
        snapshot = change.snapshot
        opened += change.opened
    return Trial(
        state=snapshot.state.value,
        open=snapshot.open,
        waiting=snapshot.waiting,
        opened=tuple(opened),
        ready=engine.is_ready(flow, snapshot),
    )


__all__ = ["Act", "Trial", "check_flow", "fields_of", "names_in", "simulate"]
