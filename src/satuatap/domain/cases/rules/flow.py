"""The grammar of a flow: an ordered list of steps, and blocks whose branches run together and all join.

A flow comes from a published revision as plain lists and dictionaries whose values are text. ``parse`` turns it into
frozen structures; ``problems`` says what is wrong with it, in words for the person who wrote the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

KINDS = ("check", "decide", "inspect", "advise", "pay", "sign", "issue", "record-outside", "hand-over")
PEOPLE = frozenset({"check", "decide", "inspect", "advise", "sign", "record-outside", "hand-over"})
AFTER_DECISION = frozenset({"sign", "issue", "record-outside", "hand-over"})
DECIDING = ("sign", "record-outside")

_SPAN = re.compile(r"(\d{1,4}) (working day|day|working hour|hour|minute)s?")
_SPANS = ("within", "correct_within")
_STEP_KEYS = frozenset(
    [
        "step",
        "do",
        "by",
        "at",
        "name",
        "hint",
        "within",
        "correct_within",
        "when",
        "on_return",
        "late",
        "fields",
        "bill",
        "document",
        "content",
        "system",
        "number_label",
        "number_pattern",
        "legal",
        "copy",
    ]
)


class Span(msgspec.Struct, frozen=True):
    """A length of time as the standard writes it: ``3 working days``."""

    amount: int
    unit: str


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step. ``by`` is the role, ``at`` the code of the unit ("" = the unit of the case).

    ``legal`` names the wordings of the decreed library that fit here (none named: all of the service);
    ``within`` is the step's own limit, ``correct_within`` how long the applicant has to mend what this step returned.
    """

    key: str
    do: str
    by: str = ""
    at: str = ""
    name: str = ""
    hint: str = ""
    within: Span | None = None
    correct_within: Span | None = None
    when: str = ""
    on_return: str = ""
    late: str = ""
    fields: dict[str, Any] = {}
    bill: dict[str, str] = {}
    document: str = ""
    content: dict[str, str] = {}
    system: str = ""
    number_label: str = ""
    number_pattern: str = ""
    legal: tuple[str, ...] = ()
    copy: dict[str, str] = {}


class Block(msgspec.Struct, frozen=True):
    """Branches that start together; the flow goes on when all have ended."""

    branches: tuple[tuple[Step, ...], ...]


class Flow(msgspec.Struct, frozen=True):
    items: tuple[Step | Block, ...]

    def steps(self) -> Iterator[Step]:
        for item in self.items:
            if isinstance(item, Step):
                yield item
            else:
                for branch in item.branches:
                    yield from branch

    def step(self, key: str) -> Step:
        """The step of that name. Raises ``KeyError`` for a name the flow does not have."""
        for step in self.steps():
            if step.key == key:
                return step
        raise KeyError(key)

    def place(self, key: str) -> tuple[int, int, int]:
        """Where a step stands: item, branch (-1 outside blocks), position in the branch."""
        for index, item in enumerate(self.items):
            if isinstance(item, Step):
                if item.key == key:
                    return index, -1, 0
                continue
            for number, branch in enumerate(item.branches):
                for position, step in enumerate(branch):
                    if step.key == key:
                        return index, number, position
        raise KeyError(key)

    @property
    def leading(self) -> int:
        """How many items at the front are checks of completeness: they run before the promise begins."""
        count = 0
        for item in self.items:
            if not (isinstance(item, Step) and item.do == "check"):
                break
            count += 1
        return count

    @property
    def deciding(self) -> str:
        """The step whose passing approves: the last ``decide``, else the first step that makes the product.

        "" for a flow that ends with its checks: then acceptance approves.
        """
        decides = [step.key for step in self.steps() if step.do == "decide"]
        if decides:
            return decides[-1]
        return next((step.key for step in self.steps() if step.do in DECIDING), "")


def parse_span(text: str) -> Span:
    """Raises ``ValueError`` for anything but a number and one of our units."""
    match = _SPAN.fullmatch(text.strip())
    if not match or int(match[1]) == 0:
        raise ValueError(text)
    return Span(int(match[1]), match[2].replace(" ", "-"))


def parse(raw: Sequence[Mapping[str, Any]]) -> Flow:
    """The flow of a published revision. Raises ``ValueError`` or ``KeyError`` for one that never passed the check."""
    return Flow(tuple(_item(entry) for entry in raw))


def _item(entry: Mapping[str, Any]) -> Step | Block:
    if "together" not in entry:
        return _step(entry)
    return Block(
        tuple(
            tuple(_step(step) for step in (branch if isinstance(branch, list) else [branch]))
            for branch in entry["together"]
        )
    )


def _step(entry: Mapping[str, Any]) -> Step:
    plain: dict[str, Any] = {key: value for key, value in entry.items() if key not in ("step", "legal", *_SPANS)}
    plain |= {key: parse_span(entry[key]) for key in _SPANS if key in entry}
    return Step(key=entry["step"], legal=tuple(entry.get("legal", ())), **plain)


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, where (a JSON pointer inside the flow), and how to mend it."""

    pointer: str
    message: str
    remedy: str


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
    if unknown := sorted(set(entry) - _STEP_KEYS):
        found.append(
            Problem(f"{pointer}/{unknown[0]}", f"unknown key `{unknown[0]}`", "remove it or mend its spelling")
        )
    if key in keys:
        found.append(Problem(f"{pointer}/step", f"the step `{key}` stands twice", "give each step a name of its own"))
    if kind not in KINDS:
        found.append(Problem(f"{pointer}/do", f"unknown kind of step `{kind}`", f"one of: {', '.join(KINDS)}"))
    if kind in PEOPLE and not entry.get("by"):
        found.append(Problem(pointer, f"nobody does the step `{key}`", "name the role with `by:`"))
    for name in _SPANS:
        try:
            parse_span(entry.get(name, "1 day"))
        except ValueError:
            found.append(Problem(f"{pointer}/{name}", "not a length of time", "write it like `4 working hours`"))
    if (back := entry.get("on_return")) and keys.get(back, index) >= index:
        found.append(
            Problem(f"{pointer}/on_return", f"`{back}` is not an earlier step", "name a step before this block or step")
        )
    if kind == "issue" and not entry.get("document"):
        found.append(Problem(pointer, "which document?", "name it with `document:`"))
    if kind == "pay" and not {"label", "amount"} <= set(entry.get("bill", {})):
        found.append(Problem(pointer, "a `pay` step needs a bill", "write `bill: {label: …, amount: …, treasury: …}`"))
    if kind == "record-outside" and not entry.get("system"):
        found.append(Problem(pointer, "which outside system?", "name it with `system:`"))
    keys[key] = index


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
        if step.do in AFTER_DECISION | {"decide"} and flow.place(step.key)[1] >= 0:
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
    signs = [s for s in flow.steps() if s.do == "sign"]
    if signs and "issue" not in kinds:
        found.append(Problem(pointers[signs[0].key], "signed, but never issued", "add a step with `do: issue`"))
    if "issue" in kinds and not signs:
        issue = next(s for s in flow.steps() if s.do == "issue")
        found.append(Problem(pointers[issue.key], "issued without a signature", "add a step with `do: sign` before it"))
