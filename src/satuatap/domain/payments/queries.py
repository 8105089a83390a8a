"""What pages and other rooms may read about bills, receipts and money that waits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from satuatap.domain.files.queries import contents, of_owner
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.ids import tidy_number
from satuatap.kernel.paging import Page, page

from . import policies
from .lifecycle import LIVE, Cause, Method, State, UnmatchedState
from .models import KEEPERS, Bill, BillLine, Payment, Receipt, Treasury, Unmatched


@dataclass(frozen=True, slots=True)
class LineView:
    label: str
    amount: Decimal
    law: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt as it is printed. ``reference`` and ``paid_on`` are there for money paid elsewhere only."""

    id: UUID
    number: str
    amount: Decimal
    at: datetime
    method: Method
    by_name: str
    received_from: str
    reference: str
    paid_on: date | None
    evidence_id: UUID | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The picture of another office's proof of payment."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class BillView:
    """A bill with everything its pages show.

    ``running`` is the gateway's page of a payment that is under way ("" for none), ``started_at`` when it began;
    ``is_checked`` says that money came in which a person is looking at.
    """

    id: UUID
    number: str
    state: State
    total: Decimal
    about: UUID
    party_id: UUID
    payer: str
    unit_id: UUID
    unit_name: str
    treasury_name: str
    keeper_name: str
    opened_at: datetime
    due_on: date | None
    closed_at: datetime | None
    lines: tuple[LineView, ...]
    receipt: ReceiptView | None
    running: str
    started_at: datetime | None
    is_checked: bool
    takes_cash: bool
    takes_online: bool
    may_collect: bool
    may_pay: bool


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill in a list."""

    id: UUID
    about: UUID
    number: str
    state: State
    total: Decimal
    label: str
    party_id: UUID
    payer: str
    unit_id: UUID
    unit_name: str
    treasury_name: str
    opened_at: datetime
    due_on: date | None
    receipt_number: str


@dataclass(frozen=True, slots=True)
class UnmatchedRow:
    id: UUID
    amount: Decimal
    cause: Cause
    at: datetime
    treasury_name: str
    gateway_ref: str
    transaction: str
    bills: tuple[str, ...]


def bill(actor: Actor, bill_id: UUID) -> BillView:
    """One bill, for the party that owes it, who acts for it, and the staff of its unit. Raises ``NotFound``."""
    found = (
        Bill.objects.visible_to(actor)
        .select_related("party", "unit", "treasury__keeper", "receipt")
        .prefetch_related("lines")
        .filter(pk=bill_id)
        .first()
    )
    if found is None:
        raise NotFound
    running = Payment.objects.filter(shares__bill=found, shares__live=True, state__in=LIVE).first()
    checked = Unmatched.objects.filter(payment__shares__bill=found, state=UnmatchedState.WAITING)
    return _view(found, actor, running, checked.exists() if found.state == State.OPEN else False)


def bills_about(about: UUID) -> tuple[BillRow, ...]:
    """Every bill opened for a thing, oldest first. The room that owns the thing has asked who may see it."""
    return tuple(_row(found) for found in _rows(Bill.objects.filter(about=about)).order_by("opened_at", "pk"))


def receipt(actor: Actor, bill_id: UUID) -> tuple[BillView, ReceiptView]:
    """A settled bill and its receipt. Raises ``NotFound`` while there is none."""
    view = bill(actor, bill_id)
    if view.receipt is None:
        raise NotFound
    return view, view.receipt


def stored_evidence(found: BillView) -> tuple[UUID, str] | None:
    """The newest picture stored for an open bill by who may collect it, as (id, name): what an officer typed wrong
    elsewhere in the form need not be uploaded again."""
    files = of_owner("payments.bill", found.id) if found.may_collect else []
    return (files[-1].pk, files[-1].name) if files else None


def evidence(actor: Actor, bill_id: UUID) -> Evidence:
    """The picture of the other office's proof, for those who may see the bill. Raises ``NotFound``."""
    found = (
        Receipt.objects.filter(bill__in=Bill.objects.visible_to(actor), bill=bill_id, evidence__isnull=False)
        .select_related("evidence")
        .first()
    )
    if found is None or found.evidence is None:
        raise NotFound
    file = found.evidence
    return Evidence(file.name, file.media_type, contents(file))


def my_bills(actor: Actor, cursor: str = "") -> Page[BillRow]:
    """What the actor's parties owe or have paid, newest first."""
    bills = _rows(Bill.objects.minded_by(actor))
    return page(bills, keys=["-opened_at", "-id"], cursor=cursor, row=_row)


def till(actor: Actor, text: str = "", cursor: str = "") -> Page[BillRow]:
    """The open bills a cashier may collect, oldest first; with ``text`` any bill of that number or payer's name."""
    bills = Bill.objects.filter(unit__in=actor.unit_ids(*policies.CASHIERS))
    if number := tidy_number(text):
        bills = bills.filter(number=number)
    elif words := text.strip():
        bills = bills.filter(party__name__icontains=words)
    else:
        bills = bills.filter(state=State.OPEN)
    return page(_rows(bills), keys=["opened_at", "id"], cursor=cursor, row=_row)


def copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """Every bill of a person, newest first, as it stands in a copy of their data; for the system alone."""
    policies.require_system(by)
    for row in _rows(Bill.objects.filter(party=party_id)).order_by("-opened_at", "-id"):
        found = _row(row)
        yield {
            "number": found.number, "title": found.label, "office": found.unit_name, "state": str(found.state),
            "total": str(found.total), "opened_at": found.opened_at, "receipt": found.receipt_number,
        }  # fmt: skip


def keeps_money(actor: Actor) -> bool:
    """Whether the actor has a till: may take cash, or looks after unmatched money."""
    return bool(actor.unit_ids(*policies.CASHIERS, *KEEPERS))


def unmatched(actor: Actor, cursor: str = "") -> Page[UnmatchedRow]:
    """Money that waits for the actor's decision, oldest first."""
    rows = (
        Unmatched.objects.visible_to(actor)
        .filter(state=UnmatchedState.WAITING)
        .select_related("treasury", "payment")
        .prefetch_related("payment__shares__bill")
    )
    return page(rows, keys=["at", "id"], cursor=cursor, row=_unmatched_row)


def silent(at: datetime, limit: int = 50) -> list[UUID]:
    """Payments whose gateway should be asked now, the longest overdue first."""
    due = Payment.objects.filter(state__in=LIVE, ask_at__lte=at).order_by("ask_at")
    return list(due.values_list("pk", flat=True)[:limit])


def treasuries() -> dict[str, dict[str, object]]:
    """Every treasury by code, as ``put_treasury`` takes it: what a pack compares with what it says."""
    rows = Treasury.objects.values("code", "name", "keeper_id", "gateway", "merchant", "takes_cash")
    return {str(row["code"]): dict(row) for row in rows}


def cash_taken(by: Iterable[str], since: datetime, until: datetime) -> dict[str, tuple[int, Decimal]]:
    """How many receipts for cash, and of how many rupiah, each of these actors gave from one moment until before another.
    No name of a payer is read."""
    rows = Receipt.objects.filter(method=Method.CASH, by__in=set(by), at__gte=since, at__lt=until)
    return {by: (many, total) for by, many, total in rows.values_list("by").annotate(Count("pk"), Sum("amount"))}


def _view(found: Bill, actor: Actor, running: Payment | None, is_checked: bool) -> BillView:
    taken: Receipt | None = getattr(found, "receipt", None)
    return BillView(
        id=found.pk,
        number=found.number,
        state=State(found.state),
        total=found.total,
        about=found.about,
        party_id=found.party_id,
        payer=found.party.name,
        unit_id=found.unit_id,
        unit_name=found.unit.name,
        treasury_name=found.treasury.name,
        keeper_name=found.treasury.keeper.name,
        opened_at=found.opened_at,
        due_on=found.due_on,
        closed_at=found.closed_at,
        lines=tuple(_line(line) for line in sorted(found.lines.all(), key=lambda line: line.position)),
        receipt=_receipt(taken) if taken else None,
        running=running.page if running else "",
        started_at=running.started_at if running else None,
        is_checked=is_checked,
        takes_cash=found.treasury.takes_cash,
        takes_online=bool(found.treasury.gateway),
        may_collect=policies.may_collect(actor, found.unit_id),
        may_pay=policies.may_pay(actor, found.party_id, found.about),
    )


def _line(line: BillLine) -> LineView:
    return LineView(line.label, line.amount, line.law)


def _receipt(taken: Receipt) -> ReceiptView:
    return ReceiptView(
        id=taken.pk,
        number=taken.number,
        amount=taken.amount,
        at=taken.at,
        method=Method(taken.method),
        by_name=taken.by_name,
        received_from=taken.received_from,
        reference=taken.reference,
        paid_on=taken.paid_on,
        evidence_id=taken.evidence_id,
    )


def _rows(bills: "QuerySet[Bill]") -> "QuerySet[Bill]":
    first = BillLine.objects.filter(bill=OuterRef("pk")).order_by("position").values("label")[:1]
    return bills.select_related("party", "unit", "treasury", "receipt").annotate(label=Subquery(first))


def _row(found: Bill) -> BillRow:
    taken: Receipt | None = getattr(found, "receipt", None)
    return BillRow(
        id=found.pk,
        about=found.about,
        number=found.number,
        state=State(found.state),
        total=found.total,
        label=getattr(found, "label", ""),
        party_id=found.party_id,
        payer=found.party.name,
        unit_id=found.unit_id,
        unit_name=found.unit.short_name,
        treasury_name=found.treasury.name,
        opened_at=found.opened_at,
        due_on=found.due_on,
        receipt_number=taken.number if taken else "",
    )


def _unmatched_row(found: Unmatched) -> UnmatchedRow:
    shares = found.payment.shares.all() if found.payment else ()
    return UnmatchedRow(
        id=found.pk,
        amount=found.amount,
        cause=Cause(found.cause),
        at=found.at,
        treasury_name=found.treasury.name if found.treasury else "",
        gateway_ref=found.gateway_ref,
        transaction=found.transaction,
        bills=tuple(share.bill.number for share in shares),
    )
