"""What offices may ask the national register, and how they used it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies
from ..models import LookUp, LookUpAgreement


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What an office may ask: ``quota`` questions a day for a purpose."""

    agreement_id: UUID
    office: str
    purpose: str
    reference: str
    quota: int
    from_on: date
    to_on: date | None


@dataclass(frozen=True, slots=True)
class Usage:
    """How an agreement was used in a month, and on one day of it: ``asked`` is the sum of all answers and of those that
    never came."""

    agreement: AgreementRow
    asked: int
    matched: int
    unmatched: int
    unusable: int
    unanswered: int
    busiest: int
    today: int


def STANDING(on: date) -> Q:
    """The agreements that hold on a day."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def agreements(actor: Actor, on: date) -> tuple[AgreementRow, ...]:
    """What the offices at whose counters the actor sits may ask on a day."""
    rows = LookUpAgreement.objects.filter(STANDING(on), unit__in=actor.unit_ids(*policies.COUNTER_ROLES))
    return tuple(_row(row) for row in rows.select_related("unit").order_by("purpose", "id"))


def usage(actor: Actor, month: date, today: date) -> tuple[Usage, ...]:
    """How the agreements of the offices the actor leads were used in the month of a day; whoever protects the data of
    people reads those of all. Raises ``NotFound`` to others."""
    if not policies.reads_usage(actor):
        raise NotFound
    first = month.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    rows = LookUpAgreement.objects.filter(from_on__lt=after).filter(Q(to_on=None) | Q(to_on__gte=first))
    if not policies.protects_data(actor):
        rows = rows.filter(unit__in=actor.unit_ids(*policies.HEAD_ROLES))
    found = list(rows.select_related("unit").order_by("unit__short_name", "purpose", "from_on"))
    asked = LookUp.objects.filter(agreement__in=found, asked_on__gte=first, asked_on__lt=after)
    days = list(asked.values("agreement", "asked_on", "outcome").annotate(number=Count("id")).order_by())
    return tuple(_usage(row, [day for day in days if day["agreement"] == row.pk], today) for row in found)


def _usage(row: LookUpAgreement, days: Sequence[Mapping[str, object]], today: date) -> Usage:
    of: dict[object, int] = {}
    on: dict[object, int] = {}
    for day in days:
        number = int(str(day["number"]))
        of[day["outcome"]] = of.get(day["outcome"], 0) + number
        on[day["asked_on"]] = on.get(day["asked_on"], 0) + number
    return Usage(
        agreement=_row(row),
        asked=sum(of.values()),
        matched=of.get("match", 0),
        unmatched=of.get("no-match", 0),
        unusable=of.get("unusable", 0),
        unanswered=of.get("", 0),
        busiest=max(on.values(), default=0),
        today=on.get(today, 0),
    )


def _row(row: LookUpAgreement) -> AgreementRow:
    return AgreementRow(row.pk, row.unit.short_name, row.purpose, row.reference, row.quota, row.from_on, row.to_on)
