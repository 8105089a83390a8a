"""What is asked all day and changes a few times a year: hours of offices, names of areas, decreed wordings.

    @remembered
    def choices(level: str, within: str) -> Choices: ...

An answer may be as old as ``settings.REMEMBER_SECONDS``. So nothing personal goes through here and nothing on which a
right hangs; and whoever has to act on a change waits that long first. The process that changes something calls
``forget_all``, so that it sees its own change at once.
"""

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MOST = 5000  # answers of one function; more are not what this is for

_memories: list[dict[Any, Any]] = []


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Answer from memory what was answered a moment ago, apart for each language. Arguments must be hashable."""
    answers: dict[Hashable, tuple[float, T]] = {}
    _memories.append(answers)

    @wraps(read)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        if not settings.REMEMBER_SECONDS:
            return read(*args, **kwargs)
        key = (get_language(), args, tuple(sorted(kwargs.items())))
        now = time.monotonic()
        found = answers.get(key)
        if found is None or found[0] < now:
            if len(answers) >= MOST:
                answers.clear()
            found = now + settings.REMEMBER_SECONDS, read(*args, **kwargs)
            answers[key] = found
        return found[1]

    return answer


def remembered_each(read: Callable[[frozenset[K]], Mapping[K, T]]) -> Callable[[Iterable[K]], dict[K, T]]:
    """The same for many things at once: those that are not remembered are asked for together, in one question."""
    answers: dict[K, tuple[float, T]] = {}
    _memories.append(answers)

    @wraps(read)
    def answer(wanted: Iterable[K]) -> dict[K, T]:
        keys, now = frozenset(wanted), time.monotonic()
        held = {key: answers.get(key) for key in keys}
        fresh = {key: found[1] for key, found in held.items() if found is not None and found[0] >= now}
        missing = keys - fresh.keys()
        if not missing:
            return fresh
        found = dict(read(missing))
        if settings.REMEMBER_SECONDS:
            if len(answers) >= MOST:
                answers.clear()
            answers.update({key: (now + settings.REMEMBER_SECONDS, value) for key, value in found.items()})
        return fresh | found

    return answer


def forget_all() -> None:
    """Ask anew for everything, in this process: after it has changed something that others remember for a moment."""
    for answers in _memories:
        answers.clear()
