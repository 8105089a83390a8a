"""States and the verbs that lead between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from .errors import Refused

S = TypeVar("S", bound=Enum)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """A verb's row in a room's table: from any of ``sources`` to ``target``."""

    sources: frozenset[S]
    target: S


def move(moves: Mapping[str, Move[S]], verb: str, state: S) -> S:
    """The state the verb leads to. Raises ``Refused("wrong-state")`` where the verb does not start from ``state``."""
    row = moves[verb]
    if state not in row.sources:
        raise Refused("wrong-state", _("Ini tidak dapat dilakukan lagi: orang lain sudah lebih dulu melanjutkannya."))
    return row.target
