"""What is wrong with a flow, in words for the person who wrote its file."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..ports import CALLS
from .flow import AFTER_DECISION, KINDS, PEOPLE, SPANS, Flow, parse, parse_span
from .problem import Problem
from .seal_grammar import path_problems, sealing_problems

STEP_KEYS = frozenset({
    "step", "do", "by", "at", "name", "hint", "within", "correct_within", "when", "on_return", "late", "fields", "bill",
    "document", "content", "system", "number_label", "number_pattern", "legal", "copy", "adapter", "send", "take",
    "give_up", "checklist", "where", "report", "applicant_sees", "decree", "official", "facts", "otherwise",
})  # fmt: skip


ITEM_KEYS = frozenset({"key", "ask", "hint", "unit", "photos"})
WHERE = frozenset({"address", "point", "phone"})
SEEN = ("nothing", "verdicts", "remarks")


def problems(raw: Any) -> list[Problem]:
    """Everything that keeps a flow from being run: an empty list means that it can be published."""
    if not isinstance(raw, list) or not raw:
        return [
            Problem("", "a flow is a list of at least one step", "write `flow:` and a list of `- step: …` under it")
        ]
    found: list[Problem] = []
    entries: list[tuple[str, Mapping[str, Any], int]] = []
    for index, item in enumerate(raw):
        if isinstance(item, dict) and "together" in item:
            _block_entries(item, index, entries, found)
        else:
            entries.append((f"/{index}", item, index))
    keys: dict[str, int] = {}
    for pointer, entry, index in entries:
        _check_entry(pointer, entry, keys, index, found)
    if not found:
        _check_whole(parse(raw), {entry["step"]: pointer for pointer, entry, _ in entries}, found)
    return found


def _block_entries(
    item: Mapping[str, Any], index: int, entries: list[tuple[str, Mapping[str, Any], int]], found: list[Problem]
) -> None:
    branches = item["together"]
    if set(item) != {"together"} or not isinstance(branches, list) or len(branches) < 2:
        found.append(
            Problem(f"/{index}", "a block has the key `together` alone, with two branches or more", "list the branches")
        )
        return
    for number, branch in enumerate(branches):
        steps = branch if isinstance(branch, list) else [branch]
        for position, step in enumerate(steps):
            pointer = f"/{index}/together/{number}" + (f"/{position}" if isinstance(branch, list) else "")
            if isinstance(step, dict) and "together" in step:
                found.append(Problem(pointer, "a block inside a block", "put the branches side by side in one block"))
            else:
                entries.append((pointer, step, index))


def _check_entry(pointer: str, entry: Any, keys: dict[str, int], index: int, found: list[Problem]) -> None:
    if not isinstance(entry, dict) or not isinstance(entry.get("step"), str) or "do" not in entry:
        found.append(Problem(pointer, "a step needs `step:` and `do:`", "write `{step: periksa, do: check, by: …}`"))
        return
    key, kind = entry["step"], entry["do"]
    if unknown := sorted(set(entry) - STEP_KEYS):
        found.append(
            Problem(f"{pointer}/{unknown[0]}", f"unknown key `{unknown[0]}`", "remove it or mend its spelling")
        )
    if key in keys:
        found.append(Problem(f"{pointer}/step", f"the step `{key}` stands twice", "give each step a name of its own"))
    if kind not in KINDS:
        found.append(Problem(f"{pointer}/do", f"unknown kind of step `{kind}`", f"one of: {', '.join(KINDS)}"))
    if kind in PEOPLE | {"call"} and not entry.get("by"):
        found.append(Problem(pointer, f"nobody does the step `{key}`", "name the role with `by:`"))
    for name in SPANS:
        try:
            parse_span(entry.get(name, "1 day"))
        except ValueError:
            found.append(Problem(f"{pointer}/{name}", "not a length of time", "write it like `4 working hours`"))
    if (back := entry.get("on_return")) and keys.get(back, index) >= index:
        found.append(
            Problem(f"{pointer}/on_return", f"`{back}` is not an earlier step", "name a step before this block or step")
        )
    found += _kind_problems(pointer, kind, entry)
    keys[key] = index


def _kind_problems(pointer: str, kind: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What steps of one kind need and others do not."""
    if kind == "issue" and not entry.get("document"):
        yield Problem(pointer, "which document?", "name it with `document:`")
    if kind == "pay" and not {"label", "amount"} <= set(entry.get("bill", {})):
        yield Problem(pointer, "a `pay` step needs a bill", "write `bill: {label: …, amount: …, treasury: …}`")
    if kind in ("record-outside", "refer") and not entry.get("system"):
        yield Problem(pointer, "which outside system?", "name it with `system:`")
    if kind == "refer" and entry.get("fields"):
        yield Problem(f"{pointer}/fields", "`refer` asks for day, hour, place and number", "remove `fields:`")
    if kind == "call":
        yield from _call_problems(pointer, entry)
    yield from sealing_problems(pointer, kind, entry)
    yield from _checklist_problems(pointer, kind, entry)


def _checklist_problems(pointer: str, kind: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Only an inspection has a checklist, a place to go to, and a report; each item asks one thing."""
    for name in ("checklist", "where", "report", "applicant_sees"):
        if name in entry and kind != "inspect":
            yield Problem(
                f"{pointer}/{name}", f"`{name}` outside an inspection", "move it to a step with `do: inspect`"
            )
    if unknown := sorted(set(entry.get("where", {})) - WHERE):
        yield Problem(f"{pointer}/where/{unknown[0]}", "not a part of a place", f"one of: {', '.join(sorted(WHERE))}")
    if entry.get("applicant_sees", "nothing") not in SEEN:
        yield Problem(f"{pointer}/applicant_sees", "not a measure of showing", f"one of: {', '.join(SEEN)}")
    if "checklist" not in entry:
        for name in ("report", "applicant_sees"):
            if name in entry:
                yield Problem(f"{pointer}/{name}", f"`{name}` without a checklist", "write `checklist:` as well")
        return
    items = entry["checklist"]
    if not isinstance(items, list) or not items:
        yield Problem(f"{pointer}/checklist", "a checklist is a list of items", "write `- {key: …, ask: …}` under it")
        return
    if entry.get("fields"):
        yield Problem(f"{pointer}/fields", "`fields` beside a checklist", "make items of them")
    yield from _item_problems(pointer, items)


def _item_problems(pointer: str, items: list[Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        at = f"{pointer}/checklist/{index}"
        if not isinstance(item, dict) or not {"key", "ask"} <= set(item) <= ITEM_KEYS:
            yield Problem(at, "not an item of a checklist", "write `{key: …, ask: …}`, and `hint`, `unit`, `photos`")
            continue
        if item["key"] in seen:
            yield Problem(f"{at}/key", f"`{item['key']}` stands twice", "give each item a key of its own")
        if not re.fullmatch(r"\d", str(item.get("photos", "0"))):
            yield Problem(f"{at}/photos", "not a number of photos", "write a number from 0 to 9")
        seen.add(item["key"])


def _call_problems(pointer: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """A call names an entry of the table, tells all that it wants to know, and takes what officers could type."""
    shape = CALLS.get(str(entry.get("adapter", "")))
    if shape is None:
        yield Problem(pointer, "which call?", f"name it with `adapter:`, one of: {', '.join(sorted(CALLS))}")
        return
    if set(entry.get("send", {})) != shape.sends:
        yield Problem(f"{pointer}/send", "not what this call is told", f"give {', '.join(sorted(shape.sends))}")
    fields = entry.get("fields", {})
    asked, needed = set(fields.get("properties", {})), set(fields.get("required", ()))
    taken = set(entry.get("take", {}))
    if not needed <= taken <= asked:
        remedy = "name under `take:` what stands under `fields:`, all that is required there"
        yield Problem(f"{pointer}/take", "what is taken is not what an officer would type by hand", remedy)


def _check_whole(flow: Flow, pointers: Mapping[str, str], found: list[Problem]) -> None:
    """Order of the whole: what makes or hands over the product comes after the decision, and signed things get issued."""
    kinds = [step.do for step in flow.steps()]
    order = {step.key: flow.place(step.key)[0] for step in flow.steps()}
    last_decide = max((order[s.key] for s in flow.steps() if s.do == "decide"), default=-1)
    for step in flow.steps():
        if step.do in AFTER_DECISION and order[step.key] < last_decide:
            found.append(
                Problem(pointers[step.key], f"`{step.key}` comes before the last decision", "move it behind `decide`")
            )
        is_outcome = step.do in AFTER_DECISION | {"decide", "seal"} or step.key == flow.deciding
        if is_outcome and flow.place(step.key)[1] >= 0:
            found.append(Problem(pointers[step.key], f"`{step.key}` stands in a block", "move it out of `together`"))
        if step.on_return and flow.step(step.on_return).when:
            found.append(
                Problem(
                    f"{pointers[step.key]}/on_return",
                    f"`{step.on_return}` can be skipped: a case sent back there could stand at a step it does not need",
                    "name an earlier step without `when:`",
                )
            )
        if step.when and step.key == flow.deciding:
            found.append(
                Problem(
                    f"{pointers[step.key]}/when",
                    "the deciding step can be skipped: the case could end undecided",
                    "remove `when:` here",
                )
            )
    found += path_problems(flow, pointers)
    signs = [s for s in flow.steps() if s.do == "sign"]
    if signs and "issue" not in kinds:
        found.append(Problem(pointers[signs[0].key], "signed, but never issued", "add a step with `do: issue`"))
    if "issue" in kinds and not signs:
        issue = next(s for s in flow.steps() if s.do == "issue")
        found.append(Problem(pointers[issue.key], "issued without a signature", "add a step with `do: sign` before it"))
