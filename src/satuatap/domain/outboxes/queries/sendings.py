"""What came out of outboxes, for the device that sent it and for whoever looks at what went aside."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies
from ..lifecycle import LIVES_DAYS, UNSENT, SendingState
from ..models import Sending


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one sending, told to its device: the number of the case, or why a person has to look at it."""

    key: UUID
    slip: str
    title: str
    state: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class AsideRow:
    """A sending that waits for a person; ``number`` is that of the draft that came of it, "" where none could. ``differs``:
    facts as (name, on the slip, now). ``may_go_on``: the reader may hand the draft in all the same."""

    id: UUID
    slip: str
    title: str
    name: str
    officer: str
    written_at: datetime
    received_at: datetime
    problem: str
    words: str
    number: str
    typed: tuple[str, ...]
    differs: tuple[tuple[str, str, str], ...]
    may_go_on: bool


def fate(sending: Sending) -> Fate:
    number = sending.case.number if sending.case else ""
    return Fate(sending.pk, sending.slip, sending.title, sending.state, number, sending.words)


def fates(actor: Actor, device_id: UUID, now: datetime, keys: Collection[UUID] = ()) -> tuple[Fate, ...]:
    """What became of what a device sent under these keys, all of it, and lately; empty for others than its officer."""
    own = Sending.objects.filter(device=device_id, device__account=actor.account_id).select_related("case")
    asked = own.filter(pk__in=keys).order_by("-received_at", "-id")
    lately = own.filter(received_at__gte=now - timedelta(days=LIVES_DAYS)).exclude(pk__in=keys)
    return tuple(fate(row) for row in [*asked, *lately.order_by("-received_at", "-id")[:100]])


def awaits_number(about: UUID) -> bool:
    """Whether the paper of a case carries a leased number already that the worker has not given it yet."""
    numbered = Sending.objects.filter(case=about, lease__isnull=False, is_numbered=False)
    return numbered.exclude(state__in=[SendingState.ASIDE, SendingState.SETTLED]).exists()


def asides(actor: Actor, cursor: str = "") -> Page[AsideRow]:
    """What waits for a person at the actor's village, the oldest first. Raises ``NotFound`` for others."""
    unit_id = policies.desk_of(actor)
    if unit_id is None:
        raise NotFound
    rows: QuerySet[Any] = Sending.objects.filter(device__unit=unit_id, state=SendingState.ASIDE)
    rows = rows.select_related("device__account", "party", "case")
    return page(rows, keys=["received_at", "id"], cursor=cursor, row=lambda sending: _aside(sending, actor))


def _aside(sending: Sending, actor: Actor) -> AsideRow:
    return AsideRow(
        id=sending.pk, slip=sending.slip, title=sending.title, name=sending.party.name if sending.party else "",
        officer=sending.device.account.name, written_at=sending.written_at, received_at=sending.received_at,
        problem=sending.problem, words=sending.words, number=sending.case.number if sending.case else "",
        typed=tuple(text for text in sending.typed.values() if text.strip()),
        differs=tuple((name, then, now) for name, then, now in sending.differs),
        may_go_on=sending.problem in UNSENT and sending.device.account_id == actor.account_id,
    )  # fmt: skip


def copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """What a village's device sent about a person, newest first; for the system alone, that makes the copy of their data."""
    if not by.is_system:
        raise NotFound
    for row in Sending.objects.filter(party=party_id).order_by("-received_at", "-id"):
        yield {
            "title": row.title, "number": row.slip, "answers": row.typed, "state": row.state, "at": row.received_at,
        }  # fmt: skip
