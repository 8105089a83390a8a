"""The grammar of a flow: an ordered list of steps, and blocks whose branches run together and all join.

A flow comes from a published revision as plain lists and dictionaries whose values are text. ``parse`` turns it into
frozen structures; ``rules.grammar`` says what is wrong with one, before it is published.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

KINDS = (
    "check", "decide", "inspect", "advise", "refer", "pay", "call", "seal", "sign", "issue", "record-outside", "hand-over",
)  # fmt: skip
PEOPLE = frozenset({"check", "decide", "inspect", "advise", "refer", "sign", "record-outside", "hand-over"})
AFTER_DECISION = frozenset({"sign", "issue", "record-outside", "hand-over"})
BY_OTHERS = frozenset({"call", "issue", "pay", "seal"})
"""Steps that no officer does, but the system or the payer: their task waits, and opens for its role when the system
cannot go on."""
DECIDING = ("sign", "record-outside")
INSTEAD_OF_A_SEAL = frozenset({"check", "decide", "inspect", "advise", "sign"})
"""What officers may do between a ``seal`` that fell back and the document."""

_SPAN = re.compile(r"(\d{1,4}) (working day|day|working hour|hour|minute)s?")
SPANS = ("within", "correct_within", "give_up")


class Span(msgspec.Struct, frozen=True):
    """A length of time as the standard writes it: ``3 working days``."""

    amount: int
    unit: str


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of an inspector's checklist: a question that is fine, not fine, or does not apply.

    With a ``unit`` a number is measured as well; ``photos`` is how many pictures there have to be at least.
    """

    key: str
    ask: str
    hint: str = ""
    unit: str = ""
    photos: int = 0


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a seal asks of the register: a fact that is verified and at most ``days`` old, for which ``holds`` (an
    expression, "" = whatever it says) is true. It ``replaces`` a check that an officer would make."""

    fact: str
    replaces: str
    days: int
    holds: str = ""


class Decree(msgspec.Struct, frozen=True, omit_defaults=True):
    """By which the seal may be used, from ``on`` until ``until`` (None: until it is lifted)."""

    number: str
    on: date
    until: date | None = None


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step. ``by`` is the role, ``at`` the code of the unit ("" = the unit of the case), or
    ``kind:district``: the office of that kind where the applicant lives.

    ``legal`` names the wordings of the decreed library that fit here (none named: all of the service);
    ``within`` is the step's own limit, ``correct_within`` how long the applicant has to mend what this step returned.
    A ``call`` tells the ``adapter`` what ``send`` computes, and keeps of the answer what ``take`` computes; after
    ``give_up`` without an answer its role goes on by hand. An ``inspect`` step may have a ``checklist``, tell ``where``
    to go (expressions: address, point, phone), name its ``report``, and say what the ``applicant_sees`` of it.
    A ``seal`` needs a ``decree``, the role of the ``official`` in whose name, the ``facts`` that replace checks, and the
    step behind it with which officers go on ``otherwise``.
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
    adapter: str = ""
    send: dict[str, str] = {}
    take: dict[str, str] = {}
    give_up: Span | None = None
    checklist: tuple[Item, ...] = ()
    where: dict[str, str] = {}
    report: str = ""
    applicant_sees: str = ""
    decree: Decree | None = None
    official: str = ""
    facts: tuple[Fact, ...] = ()
    otherwise: str = ""


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

    def issue_behind(self, key: str) -> int:
        """The item of the first ``issue`` behind a step. Raises ``StopIteration`` for a flow that never passed the check."""
        first = self.place(key)[0] + 1
        later = enumerate(self.items[first:], start=first)
        return next(index for index, item in later if isinstance(item, Step) and item.do == "issue")

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
        """The step whose passing approves: the last ``decide``, else the first step that makes the product, else the
        last ``refer``, whose product is the way to another office, else the last ``call``, after which that one knows.

        "" for a flow that has none of these: then acceptance approves.
        """
        steps = list(self.steps())
        decides = [step.key for step in steps if step.do == "decide"]
        makes = [step.key for step in steps if step.do in DECIDING]
        refers = [step.key for step in steps if step.do == "refer"]
        calls = [step.key for step in steps if step.do == "call"]
        return (decides[-1:] or makes[:1] or refers[-1:] or calls[-1:] or [""])[0]


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
        return parse_step(entry)
    return Block(
        tuple(
            tuple(parse_step(step) for step in (branch if isinstance(branch, list) else [branch]))
            for branch in entry["together"]
        )
    )


def parse_step(entry: Mapping[str, Any]) -> Step:
    """One step of a published revision."""
    apart = ("step", "legal", "checklist", "decree", "facts", *SPANS)
    plain: dict[str, Any] = {key: value for key, value in entry.items() if key not in apart}
    plain |= {key: parse_span(entry[key]) for key in SPANS if key in entry}
    items = tuple(Item(**item | {"photos": int(item.get("photos", 0))}) for item in entry.get("checklist", ()))
    if isinstance(entry.get("at"), Mapping):
        plain["at"] = f"kind:{entry['at']['kind']}"
    plain["decree"] = parse_decree(entry.get("decree"))
    plain["facts"] = tuple(Fact(**fact | {"days": int(fact["days"])}) for fact in entry.get("facts", ()))
    return Step(key=entry["step"], legal=tuple(entry.get("legal", ())), checklist=items, **plain)


def parse_decree(entry: Any) -> Decree | None:
    """None where it is not known. Raises ``ValueError`` for days that are none."""
    if not isinstance(entry, Mapping) or "unknown" in (entry.get("number", "unknown"), entry.get("on", "unknown")):
        return None
    until = entry.get("until")
    return Decree(entry["number"], date.fromisoformat(entry["on"]), date.fromisoformat(until) if until else None)
