"""What a ``seal`` needs before it may stand in a flow: a seal without its grounds would be an office without a law."""

from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from .flow import INSTEAD_OF_A_SEAL, Flow, Step, parse_decree
from .problem import Problem

ITS_OWN = ("decree", "official", "facts", "otherwise")
FACT_KEYS = frozenset({"fact", "replaces", "days", "holds"})


def sealing_problems(pointer: str, kind: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What is missing or wrong at a seal itself, and what only a seal may have."""
    if kind != "seal":
        for name in ITS_OWN:
            if name in entry:
                yield Problem(f"{pointer}/{name}", f"`{name}` outside a seal", "move it to a step with `do: seal`")
        return
    if entry.get("by"):
        yield Problem(f"{pointer}/by", "nobody puts a seal", "remove `by:`; the officer is named by `otherwise:`")
    if entry.get("on_return"):
        yield Problem(f"{pointer}/on_return", "a seal gives nothing back", "remove `on_return:`")
    if not entry.get("official"):
        yield Problem(pointer, "sealed in whose name?", "name the role of the official with `official:`")
    if not entry.get("otherwise"):
        yield Problem(pointer, "who goes on when it may not be sealed?", "name the step behind with `otherwise:`")
    yield from _decree_problems(pointer, entry.get("decree"))
    yield from _fact_problems(pointer, entry.get("facts"))


def _decree_problems(pointer: str, entry: Any) -> Iterator[Problem]:
    try:
        decree = parse_decree(entry)
    except (ValueError, TypeError):
        yield Problem(f"{pointer}/decree", "not a day", "write it like 2026-01-31")
        return
    if decree is None:
        yield Problem(
            pointer, "sealed by which decree?", "write `decree: {number: …, on: …}`; without one, leave the seal out"
        )
    elif decree.until and decree.until < decree.on:
        yield Problem(f"{pointer}/decree", "the decree ends before it begins", "correct `on:` or `until:`")


def _fact_problems(pointer: str, entries: Any) -> Iterator[Problem]:
    if not isinstance(entries, list) or not entries:
        remedy = "write `facts: [{fact: …, replaces: …, days: …}]`"
        yield Problem(pointer, "which facts of the register replace the checks?", remedy)
        return
    for index, entry in enumerate(entries):
        at = f"{pointer}/facts/{index}"
        if not isinstance(entry, dict) or not {"fact", "replaces", "days"} <= set(entry) <= FACT_KEYS:
            yield Problem(at, "not a fact", "write `{fact: …, replaces: …, days: …}`, and `holds`")
        elif not str(entry["days"]).isdigit() or not 0 < int(entry["days"]) <= 3660:
            yield Problem(f"{at}/days", "not an age in days", "write how many days old the fact may be at most")


def path_problems(flow: Flow, pointers: Mapping[str, str]) -> Iterator[Problem]:
    """Behind a seal stands what officers do instead, down to the signature; then the document. A seal goes straight to it."""
    for step in flow.steps():
        if step.on_return and flow.step(step.on_return).do == "seal":
            at = f"{pointers[step.key]}/on_return"
            yield Problem(at, "nobody can be sent back to a seal", "name a step that an officer does")
        if step.do == "seal":
            yield from _path_problems(flow, step, pointers)


def _path_problems(flow: Flow, seal: Step, pointers: Mapping[str, str]) -> Iterator[Problem]:
    behind = flow.items[flow.place(seal.key)[0] + 1 :]
    path = list(takewhile(lambda item: not (isinstance(item, Step) and item.do == "issue"), behind))
    at = pointers[seal.key]
    first = path[0] if path else None
    if not isinstance(first, Step) or first.key != seal.otherwise or first.when:
        yield Problem(f"{at}/otherwise", "not the step behind the seal, or one that can be skipped",
                      "name the step that stands right behind, and give it no `when:`")  # fmt: skip
    strangers = [item for item in path if not (isinstance(item, Step) and item.do in INSTEAD_OF_A_SEAL)]
    if strangers or len(path) == len(behind):
        yield Problem(at, "between a seal and its document stands what a seal may not leap over",
                      f"only {', '.join(sorted(INSTEAD_OF_A_SEAL))}, then `do: issue`")  # fmt: skip
    elif not any(isinstance(item, Step) and item.do == "sign" and not item.when for item in path):
        yield Problem(at, "without the seal nobody signs", "put a step with `do: sign` before the document")
