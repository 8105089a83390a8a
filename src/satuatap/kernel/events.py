"""Saying what has happened, once it is true.

``publish`` queues every listener inside the caller's transaction: what is rolled back is heard by nobody, what is
committed is heard by all, some of them twice. A listener therefore looks at the present state before it acts.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has happened, in the past tense: identifiers and plain values only, no personal data."""


Listener = Callable[[Any], None]

_listeners: dict[type[Event], tuple[str, ...]] = {}
_functions: dict[str, tuple[Listener, type[Event]]] = {}


def name_of(listener: Listener) -> str:
    """The stable name under which a listener stands in the queue, e.g. ``cases.continue_after_payment``."""
    room = listener.__module__.removeprefix("satuatap.").removeprefix("domain.").split(".")[0]
    return f"{room}.{listener.__name__}"


def listen(table: Mapping[type[Event], Sequence[Listener]]) -> None:
    """Set who hears what. Called once, by ``config/wiring.py``."""
    for event, listeners in table.items():
        _listeners[event] = tuple(name_of(f) for f in listeners)
        for listener in listeners:
            _functions[f"{name_of(listener)}:{event.__name__}"] = (listener, event)


def listeners_of(event: type[Event]) -> tuple[str, ...]:
    return _listeners.get(event, ())


def hear(listener: str, event: str, payload: Mapping[str, Any]) -> None:
    """Run one listener on one stored event. Raises ``KeyError`` for a pair that this version does not know."""
    function, kind = _functions[f"{listener}:{event}"]
    function(msgspec.convert(payload, kind))


def to_payload(event: Event) -> dict[str, Any]:
    return msgspec.to_builtins(event)
