"""Slips on paper: whether every one is accounted for, and which times cannot be."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

MOST_SLIPS = 200  # of one block: ten to a sheet, what a hall gives out in half a day


@dataclass(frozen=True, slots=True)
class Account:
    """The slips of a block or a day. ``used`` runs up to the highest slip that is accounted for: ``entered``, ``void``, or
    ``missing``, which somebody still holds or has lost."""

    used: int
    entered: int
    void: int
    missing: tuple[int, ...]


def account(first: int, entered: Collection[int], void: Collection[int], elsewhere: Collection[int] = ()) -> Account:
    """Account for slips from ``first`` on. Slips are given out in order, so one below another that was used and that
    nobody entered is missing; those ``elsewhere`` belong to another account. Slips that were void from the end on are not
    used up: whoever throws away the rest of a block misses none."""
    known = {*entered, *void, *elsewhere}
    last = max(entered, default=first - 1)
    missing = tuple(number for number in range(first, last + 1) if number not in known)
    return Account(len(entered) + len(void) + len(missing), len(entered), len(void), missing)


def require_block(many: int) -> None:
    """Raises ``Refused`` for no slips, and for more than somebody can want."""
    if not 1 <= many <= MOST_SLIPS:
        raise Refused("many", _("Cetak 1 sampai %(most)d slip sekali jalan.") % {"most": MOST_SLIPS}, field="many")


def require_order(came_at: datetime, began_at: datetime | None, ended_at: datetime | None, now: datetime) -> None:
    """Raises ``Refused`` for times that cannot be: served before coming, over before begun, or still to come."""
    if began_at is not None and began_at < came_at:
        raise Refused("began", _("Mulai dilayani tidak mungkin sebelum datang."), field="began")
    if ended_at is not None and ended_at < (began_at or came_at):
        raise Refused("ended", _("Selesai tidak mungkin sebelum mulai."), field="ended")
    if max(came_at, began_at or came_at, ended_at or came_at) > now:
        raise Refused("future", _("Jam ini belum lewat. Periksa hari dan jamnya."), field="came")


def require_after_printing(day: date, printed_on: date, today: date) -> None:
    """Raises ``Refused`` for a day that is to come, and for one on which the slip did not exist yet."""
    if day > today:
        raise Refused("day", _("Hari ini belum tiba. Pilih hari ketika slip dipakai."), field="day")
    if day < printed_on:
        raise Refused("day", _("Slip ini baru dicetak sesudah hari itu. Periksa hari dan nomornya."), field="day")
