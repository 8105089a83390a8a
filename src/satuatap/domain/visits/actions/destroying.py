"""Who came goes when its time is over; numbers, waits and ratings stay, for counting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from satuatap.domain.retention.ports import Shelf
from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import token

from ..models import Errand, OutsideBooking, Rating, Visit


def _visits(at: datetime) -> QuerySet[Visit]:  # noqa: ARG001 (as every shelf)
    """Those that are over and still say who came, or for whose need they went first."""
    told = Q(party__isnull=False) | Q(priority__isnull=False) | ~Q(needs=[]) | Q(errands__about__isnull=False)
    return Visit.objects.filter(ended_at__isnull=False, pk__in=Visit.objects.filter(told).values("pk"))


def _comments(at: datetime) -> QuerySet[Rating]:  # noqa: ARG001
    return Rating.objects.exclude(comment="")


def _outside(at: datetime) -> QuerySet[OutsideBooking]:  # noqa: ARG001
    return OutsideBooking.objects.filter(day__isnull=False)


def destroy_visits(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:  # noqa: ARG001 (the worker records)
    rows = list(Visit.objects.filter(pk__in=ids))
    for row in rows:
        row.party_id, row.priority_id, row.priority_by, row.needs, row.token = None, None, "", [], token()
    Visit.objects.bulk_update(rows, ["party", "priority", "priority_by", "needs", "token"])
    Errand.objects.filter(visit__in=ids).update(about=None, papers=None)


def destroy_comments(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:  # noqa: ARG001
    Rating.objects.filter(pk__in=ids).update(comment="")


def destroy_outside(*, ids: Sequence[Any], by: Actor, at: datetime) -> None:  # noqa: ARG001
    OutsideBooking.objects.filter(pk__in=ids).delete()


SHELVES = {
    "visit": Shelf(_visits, "ended_at", destroy_visits, party="party_id", label="day"),
    "rating": Shelf(_comments, "said_at", destroy_comments, label="said_at"),
    "outside-booking": Shelf(_outside, "day", destroy_outside, is_day=True, label="day"),
}
