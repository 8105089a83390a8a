"""Files of books: how far the own ones are, what waits for a second person, and what each says of where it comes from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.paging import Page, page

from .. import policies, rules
from ..lifecycle import PEOPLE, Filled
from ..models import Copy, CopyLimit

USUAL_LIMIT = 100  # until a pack says otherwise


def most_alone(on: date) -> int:
    """The data of how many people somebody takes along without a second person."""
    row = CopyLimit.objects.filter(from_on__lte=on).order_by("-from_on").first()
    return row.above if row else USUAL_LIMIT


def people_in(actor: Actor, filled: str, unit_id: UUID, year: int, month: int, *, at: datetime) -> int:
    """Of how many people a book of an office tells. Nothing of them is read."""
    policies.require_keeper(actor, unit_id)
    unit = agencies.unit_by_id(unit_id)
    area = unit.area.code if unit.area else ""
    if filled in PEOPLE:
        today = timezone.localdate(at)
        on = rules.day_of(year, month, today)
        return residents.people_number(actor, area, on if on < today else None)
    if filled == Filled.CHANGES:
        return residents.changes_number(actor, area, year)
    return documents.letters_number(actor=actor, unit_id=unit_id, year=year)


def mark_of(copy: Copy, name: str) -> list[str]:
    """What a file says of its own making, so that a copy that turns up tells whose it is."""
    told = [
        _("Salinan %(number)s") % {"number": copy.pk.hex[-12:].upper()},
        _("Diminta oleh %(name)s") % {"name": name},
        _("Diminta pada %(when)s") % {"when": f"{timezone.localtime(copy.asked_at):%d-%m-%Y %H.%M}"},
        _("Untuk: %(purpose)s") % {"purpose": copy.purpose},
    ]
    return [*told, _("Disetujui orang kedua")] if copy.is_allowed else told


@dataclass(frozen=True, slots=True)
class CopyView:
    """A file of a book. ``problem`` is "too-long" where a print would be; then there is none. ``waits`` for a second
    person; refused, ``is_allowed`` is False and ``words`` say why."""

    id: UUID
    book: str
    year: int
    month: int
    format: str
    purpose: str
    is_ready: bool
    problem: str
    expires_at: datetime
    waits: bool
    is_allowed: bool | None
    words: str


def copy(actor: Actor, copy_id: UUID, *, now: datetime) -> CopyView:
    """How far the own copy has come. Raises ``NotFound``, also once its day is over."""
    row = _own(actor, copy_id, now).select_related("book").defer("content").first()
    if row is None:
        raise NotFound
    return CopyView(
        row.pk, row.book.code, row.year, row.month, row.format, row.purpose, row.ready_at is not None, row.problem, row.expires_at,
        row.needs_other and row.decided_at is None, row.is_allowed, row.words,
    )  # fmt: skip


def copy_content(actor: Actor, copy_id: UUID, *, now: datetime) -> bytes:
    """The file. Raises ``NotFound`` while there is none, and once its day is over."""
    found = _own(actor, copy_id, now).exclude(content=None).values_list("content", flat=True).first()
    if found is None:
        raise NotFound
    return bytes(found)


def _own(actor: Actor, copy_id: UUID, now: datetime) -> QuerySet[Copy]:
    units = actor.unit_ids(*policies.KEEPERS)
    return Copy.objects.filter(pk=copy_id, account=actor.account_id, unit__in=units, expires_at__gt=now)


@dataclass(frozen=True, slots=True)
class WishRow:
    """A copy of many people's data that somebody asked for."""

    id: UUID
    book: str
    year: int
    format: str
    people: int
    purpose: str
    reason: str
    who: str
    unit_name: str
    asked_at: datetime
    expires_at: datetime
    is_own: bool
    decided_at: datetime | None
    is_allowed: bool | None
    words: str


def wishes(actor: Actor, now: datetime, cursor: str = "") -> Page[WishRow]:
    """What waits for a second person, the oldest first: of their office for heads, all for those who protect data.

    Raises ``NotFound`` to others.
    """
    policies.require(policies.allows_copies(actor))
    rows = _wishes(actor).filter(decided_at=None, expires_at__gt=now)
    found = page(rows, keys=["asked_at", "id"], cursor=cursor, row=lambda row: row)
    return Page(_rows(actor, found.rows), found.next, found.previous)


def wish(actor: Actor, copy_id: UUID) -> WishRow:
    """One of them, also when it was decided. Raises ``NotFound`` as ``wishes``."""
    policies.require(policies.allows_copies(actor))
    found = list(_wishes(actor).filter(pk=copy_id))
    if not found:
        raise NotFound
    return _rows(actor, found)[0]


def _wishes(actor: Actor) -> QuerySet[Copy]:
    rows = Copy.objects.filter(needs_other=True).select_related("book").defer("content")
    return rows if register.protects_data(actor) else rows.filter(unit__in=actor.unit_ids(*register.HEAD_ROLES))


def _rows(actor: Actor, found: Any) -> tuple[WishRow, ...]:
    names = identity.names({f"account:{row.account_id}" for row in found})
    units = agencies.units({row.unit_id for row in found})
    return tuple(
        WishRow(
            row.pk, row.book.name, row.year, row.format, row.people, row.purpose, row.reason,
            names.get(f"account:{row.account_id}", ""), units[row.unit_id].name, row.asked_at, row.expires_at,
            row.account_id == actor.account_id, row.decided_at, row.is_allowed, row.words,
        )
        for row in found
    )  # fmt: skip
