"""What other rooms bring: shelves of records that can be destroyed, matters that hold, and how a thing to hold is found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from satuatap.kernel.actors import Actor


class Destroy(Protocol):
    def __call__(self, *, ids: Sequence[Any], by: Actor, at: datetime) -> None:
        """Destroy locked records, all of them, inside the caller's transaction. Again it changes nothing."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records of a class that are still there, and how they go.

    ``rows(at)`` are those that could go once their time is over; a record that was destroyed stands there no more.
    ``since`` is the field from which the time counts; ``is_day`` says that it is a day. With ``is_promised`` it is the
    end itself, as people were told. ``case`` and ``party`` are the fields by which a hold reaches a record ("" for
    none), ``label`` one by which people know it.
    """

    rows: Callable[[datetime], QuerySet[Any]]
    since: str
    destroy: Destroy
    is_day: bool = False
    is_promised: bool = False
    case: str = ""
    party: str = ""
    label: str = "pk"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something open that holds what belongs to it: the cases and parties, as querysets of one identifier."""

    cases: Callable[[], QuerySet[Any]] | None = None
    parties: Callable[[], QuerySet[Any]] | None = None


shelves: dict[str, Shelf] = {}  # by class; filled once, by wiring
matters: dict[str, Matter] = {}
finders: dict[str, Callable[[str], UUID | None]] = {}
"""By kind of subject: what stands on paper (a case number, a NIK) becomes the identifier."""
