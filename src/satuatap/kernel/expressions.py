"""Conditions and amounts written in packs, in CEL (Common Expression Language).

An expression sees five names, ``form``, ``party``, ``family``, ``case`` and ``today``, and where the answer of an outside
system is read, only ``answer``. Dates are ISO texts
("2026-11-09"), so they compare as they stand. Money is whole rupiah: CEL would turn decimals into floats, so a rate is
written as text and multiplied in ``Decimal`` inside ``rate``. What an expression may cost is bounded by its form: it
is short, a walk over a list holds no second walk, and lists are short.
"""

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from .cel_engine import cel
from .cel_names import ExpressionProblem, Names, read_names
from .money import floor_to, round_half_up

__all__ = ["Expression", "ExpressionProblem", "Tables", "compile", "problems"]

Tables = Mapping[str, Mapping[str, Any]]
MAX_ITEMS = 1_000
MAX_DEPTH = 12
_LARGEST = 10**15  # rupiah and counts; far inside the 64 bits that CEL computes with


class Expression(msgspec.Struct, frozen=True):
    """A compiled expression.

    ``names`` are the dotted names it reads (``form.luas``), ``guarded`` those it asks for with ``has(…)`` first, and
    ``tables`` the tariff tables it opens.
    """

    text: str
    names: frozenset[str]
    guarded: frozenset[str]
    tables: frozenset[str]
    program: Any

    def evaluate(self, scope: Mapping[str, Any], *, tables: Tables | None = None) -> Any:
        """The value in this scope. Raises ``ExpressionProblem``, also when a name it reads has no value.

        ``None`` in the scope counts as missing, which ``has(…)`` can ask for.
        """
        faults: list[str] = []
        try:
            variables = {name: _plain(value, name, 0) for name, value in scope.items() if value is not None}
            self._open_parents(variables)
            context = cel.Context(variables=variables, functions=_functions(tables or {}, faults))
            value = self.program.execute(context)
        except ExpressionProblem:
            raise
        except Exception as fault:
            raise ExpressionProblem(self._words(fault, faults), "ask for it with has(…) first") from None
        if faults:
            raise ExpressionProblem(f"“{self.text}”: {faults[0]}", "correct the arguments of the function")
        return value

    def holds(self, scope: Mapping[str, Any], *, tables: Tables | None = None) -> bool:
        """Whether a condition is met. Raises ``ExpressionProblem`` where the value is not true or false."""
        value = self.evaluate(scope, tables=tables)
        if not isinstance(value, bool):
            raise ExpressionProblem(f"“{self.text}” is not a yes or no", "compare it with something, e.g. > 0")
        return value

    def amount(self, scope: Mapping[str, Any], *, tables: Tables | None = None) -> int:
        """Whole rupiah, not below zero. Raises ``ExpressionProblem`` where the value is something else."""
        value = self.evaluate(scope, tables=tables)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
            raise ExpressionProblem(f"“{self.text}” is not an amount of rupiah", "compute whole rupiah, zero or more")
        return value

    def _open_parents(self, variables: dict[str, Any]) -> None:
        """``has(form.anak.nama)`` is false, not a fault, where even ``form.anak`` has no value."""
        for name in self.guarded:
            below = variables
            for parent in name.split(".")[:-1]:
                below = below.setdefault(parent, {})
                if not isinstance(below, dict):
                    break

    def _words(self, fault: Exception, faults: Sequence[str]) -> str:
        if faults:
            return f"“{self.text}”: {faults[0]}"
        if isinstance(fault, KeyError):
            return f"“{self.text}” needs a value that is not there: {fault.args[0]}"
        return f"“{self.text}” cannot be computed: {str(fault).splitlines()[0]}"


@lru_cache(maxsize=2048)
def compile(text: str) -> Expression:
    """Read an expression once and keep it. Raises ``ExpressionProblem`` for whatever lies outside our CEL."""
    names: Names = read_names(text)
    try:
        program = cel.compile(text)
    except Exception as fault:
        first = str(fault).splitlines()[0].partition("ERROR: ")[2] or str(fault).splitlines()[0]
        raise ExpressionProblem(f"“{text}” is not readable: {first}", "check brackets, quotes and operators") from None
    return Expression(text, names.read, names.guarded, names.tables, program)


def problems(
    expression: Expression, *, known: Collection[str], sure: Collection[str] | None = None
) -> list[ExpressionProblem]:
    """What is wrong with the names an expression reads, for checks before anything is published.

    ``known`` are all dotted names that can exist; one ending in ``.*`` allows everything below it. ``sure``, where
    given, are those that always have a value: reading another one without ``has(…)`` is a problem.
    """
    found = []
    for name in sorted(expression.names):
        if not _is_known(name, known):
            near = difflib.get_close_matches(name, [k for k in known if not k.endswith("*")], n=1)
            mend = f"did you mean {near[0]}?" if near else "ask for it in the form, or use a name that exists"
            found.append(ExpressionProblem(f"there is no {name}", mend))
        elif sure is not None and name not in expression.guarded and not _is_known(name, sure):
            mend = f"write has({name}) && … before it, or make the question required"
            found.append(ExpressionProblem(f"{name} can be empty", mend))
    return found


def _is_known(name: str, known: Collection[str]) -> bool:
    parents = name.split(".")
    above = {".".join(parents[:length]) + ".*" for length in range(1, len(parents))}
    return name in known or not above.isdisjoint(known) or any(k.startswith(name + ".") for k in known)


def _plain(value: Any, name: str, depth: int) -> Any:
    """A value as CEL may see it; ``None`` inside dicts is left out, so that ``has`` answers truly."""
    if depth > MAX_DEPTH:
        raise ExpressionProblem(f"{name} is nested too deep", "pass the values that are needed only")
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Decimal):
        return _whole(value, name)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, f"{name}.{key}", depth + 1) for key, item in value.items() if item is not None}
    if isinstance(value, list | tuple | set | frozenset):
        if len(value) > MAX_ITEMS:
            raise ExpressionProblem(f"{name} has more than {MAX_ITEMS} entries", "pass fewer")
        return [_plain(item, name, depth + 1) for item in value if item is not None]
    raise ExpressionProblem(f"{name} is a {type(value).__name__}, which CEL cannot see", "pass text or whole numbers")


def _whole(value: int | Decimal, name: str) -> int | str:
    """Whole numbers as they are; a decimal fraction as text, which only our own functions can compute with."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ExpressionProblem(f"{name} is not a number", "pass a finite amount")
        if value != value.to_integral_value():
            return format(value, "f")
        value = int(value)
    if abs(value) > _LARGEST:
        raise ExpressionProblem(f"{name} is larger than we compute with", "check the number")
    return value


def _functions(tables: Tables, faults: list[str]) -> dict[str, Callable[..., Any]]:
    """Our functions. A fault is noted in ``faults`` instead of raised: the library would print what is raised."""

    def noted(function: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except (ValueError, InvalidOperation, LookupError, TypeError, OverflowError) as fault:
                faults.append(f"{name}(…): {fault}")
                return None

        return call

    def row(table: str, key: Any) -> Any:
        if str(key) not in tables[table]:
            raise ValueError(f"the table {table} has no row {key}")
        return _plain(tables[table][str(key)], f"{table}.{key}", 0)

    ours: dict[str, Callable[..., Any]] = {
        "age": _age,
        "days": _days,
        "rate": _rate,
        "floor_to": _floor_to,
        "round_to": _round_to,
        "row": row,
    }
    return {name: noted(function, name) for name, function in ours.items()}


def _age(born: str, on: str) -> int:
    """Full years on a day. Someone born on 29 February becomes older on 1 March in a year without that day."""
    start, end = date.fromisoformat(born), date.fromisoformat(on)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def _days(start: str, end: str) -> int:
    """Days from the first to the second date; negative when the second lies before the first."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def _rate(value: int | str, rate: str, direction: str = "half-up") -> int:
    """A share of an amount, exact, then rounded to the rupiah: half up, or ``"down"`` as taxes are."""
    if not isinstance(rate, str):
        raise TypeError('write the rate as text, e.g. rate(form.harga, "0.005")')
    if direction not in {"half-up", "down"}:
        raise ValueError('the third word is "half-up" or "down"')
    exact = _number(value) * _number(rate)
    return int(exact.quantize(Decimal(1), rounding=ROUND_DOWN if direction == "down" else ROUND_HALF_UP))


def _floor_to(value: int | str, step: int) -> int:
    return int(floor_to(_number(value), _step(step)))


def _round_to(value: int | str, step: int) -> int:
    return int(round_half_up(_number(value), _step(step)))


def _step(step: Any) -> int:
    if not isinstance(step, int) or step < 1:
        raise ValueError("round to a whole number of rupiah, 1 or more")
    return step


def _number(value: Any) -> Decimal:
    """An int or a decimal text as ``Decimal``; floats never come this far."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"{value!r} is not a number")
    number = Decimal(value)
    if not number.is_finite() or abs(number) > _LARGEST:
        raise ValueError(f"{value} is not a number we compute with")
    return number
