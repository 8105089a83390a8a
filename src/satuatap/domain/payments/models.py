"""Tables of bills, attempts to pay them, receipts, and money that waits for a person."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_WITH_OWNER

from .lifecycle import Cause, Method, PaymentState, State, UnmatchedState

KEEPERS = ("cashier", "treasurer")  # who looks after a treasury's money that settles nothing


def money(**options: Any) -> models.DecimalField:
    return models.DecimalField(max_digits=18, decimal_places=2, **options)


class Treasury(models.Model):
    """An account that public money is paid into: the regional treasury, a village's account, a company's.

    ``merchant`` is its own account at the gateway named ``gateway``; "" where nobody can pay online. ``keeper`` is the
    unit whose treasurer answers for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    keeper = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=40, blank=True, default="")
    merchant = models.CharField(max_length=80, blank=True, default="")
    takes_cash = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "treasuries"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="payments_treasury_gateway_has_merchant", condition=Q(gateway="") | ~Q(merchant="")
            ),
            models.UniqueConstraint(
                fields=["gateway", "merchant"], condition=~Q(gateway=""), name="payments_treasury_merchant_is_its_own"
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "name", "keeper", "gateway", "merchant", "takes_cash"}

    def __str__(self) -> str:
        return self.name


class BillQuerySet(models.QuerySet["Bill"]):
    def visible_to(self, actor: Actor) -> "BillQuerySet":
        """Bills of the parties the actor stands for and of affairs entrusted, and those of the actor's units."""
        return self.filter(_minded_by(actor) | Q(unit_id__in=actor.unit_ids()))

    def minded_by(self, actor: Actor) -> "BillQuerySet":
        """Bills that the actor may pay: the own ones, and those of whom the actor stands for in the affair."""
        return self.filter(_minded_by(actor))


def _minded_by(actor: Actor) -> Q:
    mine = Q(party_id__in=actor.parties)
    return mine | Q(about__in=actor.entrusted) if actor.entrusted else mine


class Bill(models.Model):
    """What one party owes to one treasury. ``about`` is what it was opened for, e.g. a case; ``key`` the opener's own
    name for it, so that asking twice makes one bill."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=24, unique=True)
    about = models.UUIDField(db_index=True)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    treasury = models.ForeignKey(Treasury, on_delete=models.PROTECT, related_name="bills", db_index=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    total = money()
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=120, unique=True)

    objects = BillQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="payments_bill_asks_for_something", condition=Q(total__gt=0)),
            models.CheckConstraint(name="payments_bill_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="payments_bill_closed_when_not_open",
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "opened_at", "id"], condition=Q(state="open"), name="payments_bill_open"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "number", "about", "party", "unit", "treasury", "state", "total", "opened_at", "due_on", "closed_at",
            "key",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number


class BillLine(models.Model):
    """One amount of a bill and the law that asks for it; below zero for what a decree waives."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    amount = money()
    law = models.CharField(max_length=240, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bill", "position"], name="payments_billline_position_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "bill", "position", "label", "amount", "law"}

    def __str__(self) -> str:
        return self.label


class Payment(models.Model):
    """One attempt to pay through a gateway, for one bill or for several of the same treasury.

    The row is there before the gateway is asked, so that money can never arrive for something we do not know.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    treasury = models.ForeignKey(Treasury, on_delete=models.PROTECT, related_name="+", db_index=False)
    gateway = models.CharField(max_length=40)
    merchant = models.CharField(max_length=80)
    gateway_ref = models.CharField(max_length=100, blank=True, default="")
    page = models.URLField(max_length=500, blank=True, default="")
    amount = money()
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.STARTING)
    transaction = models.CharField(max_length=100, blank=True, default="")
    return_to = models.URLField(max_length=500, blank=True, default="")
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(default=0)
    ask_at = models.DateTimeField()
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gateway", "gateway_ref"], condition=~Q(gateway_ref=""), name="payments_payment_ref_once"
            ),
            models.UniqueConstraint(
                fields=["gateway", "transaction"], condition=~Q(transaction=""), name="payments_payment_money_once"
            ),
            models.CheckConstraint(name="payments_payment_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="payments_payment_known_state", condition=Q(state__in=PaymentState.values)),
            models.CheckConstraint(
                name="payments_payment_paid_has_transaction",
                condition=Q(state="paid") & ~Q(transaction="") | ~Q(state="paid") & Q(transaction=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ask_at"], condition=Q(state__in=["starting", "waiting"]), name="payments_payment_silent"
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "treasury", "gateway", "merchant", "gateway_ref", "page", "amount", "state", "transaction",
            "return_to", "started_at", "expires_at", "closed_at", "asked", "ask_at", "key",
        }  # fmt: skip


class Share(models.Model):
    """A bill's part in a payment. ``live`` while the payment may still be paid: a bill has one such payment at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="shares", db_index=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="shares")
    live = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "bill"], name="payments_share_once"),
            models.UniqueConstraint(fields=["bill"], condition=Q(live=True), name="payments_share_one_live"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "payment", "bill", "live"}


class Series(models.Model):
    """The last receipt number a treasury used in a year. The row is locked last and for a moment only."""

    id = models.BigAutoField(primary_key=True)
    treasury = models.ForeignKey(Treasury, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["treasury", "year"], name="payments_series_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "treasury", "year", "last"}


class Receipt(models.Model):
    """The proof that a bill is settled, whole and once. Numbers run without gaps per treasury and year.

    ``reference`` and ``paid_on`` belong to money paid elsewhere: the number on the other office's proof (NTPD, SSPD)
    and its date; ``evidence`` is the picture of that proof.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bill = models.OneToOneField(Bill, on_delete=models.PROTECT, related_name="receipt")
    treasury = models.ForeignKey(Treasury, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=100, unique=True)
    amount = money()
    at = models.DateTimeField()
    method = models.CharField(max_length=10, choices=Method.choices)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=120, blank=True, default="")
    received_from = models.CharField(max_length=200)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="receipts")
    reference = models.CharField(max_length=80, blank=True, default="")
    paid_on = models.DateField(null=True, blank=True)
    evidence = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    key = models.CharField(max_length=120, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["treasury", "year", "serial"], name="payments_receipt_serial_once"),
            models.UniqueConstraint(
                fields=["treasury", "reference"], condition=~Q(reference=""), name="payments_receipt_reference_once"
            ),
            models.CheckConstraint(name="payments_receipt_amount", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payments_receipt_method_has_its_proof",
                condition=Q(method="cash", payment=None, reference="", paid_on=None, evidence=None)
                | Q(method="gateway", payment__isnull=False, reference="", paid_on=None, evidence=None)
                | Q(method="outside", payment=None, paid_on__isnull=False, evidence__isnull=False) & ~Q(reference=""),
            ),
        ]

    class Privacy:
        personal: ClassVar = {"by_name": KEEP_5_YEARS, "received_from": KEEP_WITH_OWNER}
        plain: ClassVar = {
            "id", "bill", "treasury", "year", "serial", "number", "amount", "at", "method", "by", "payment",
            "reference", "paid_on", "evidence", "key",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number


class UnmatchedQuerySet(models.QuerySet["Unmatched"]):
    def visible_to(self, actor: Actor) -> "UnmatchedQuerySet":
        """Money for the treasuries the actor keeps; money for nobody's account goes to all who share the gateway."""
        kept = Treasury.objects.filter(keeper__in=actor.unit_ids(*KEEPERS))
        return self.filter(Q(treasury__in=kept) | Q(treasury=None, gateway__in=kept.values("gateway")))


class Unmatched(models.Model):
    """Money a gateway reported that settles nothing by itself. It waits for a person to match or to give back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    treasury = models.ForeignKey(Treasury, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, blank=True, related_name="unmatched")
    gateway = models.CharField(max_length=40)
    gateway_ref = models.CharField(max_length=100)
    transaction = models.CharField(max_length=100, blank=True, default="")
    merchant = models.CharField(max_length=80)
    amount = money()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=UnmatchedState.choices, default=UnmatchedState.WAITING)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=80, blank=True, default="")
    resolution = models.CharField(max_length=240, blank=True, default="")

    objects = UnmatchedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "unmatched"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gateway", "gateway_ref", "transaction"], name="payments_unmatched_money_once"
            ),
            models.CheckConstraint(
                name="payments_unmatched_resolved_by_whom_and_how",
                condition=Q(state="waiting", resolved_at=None, resolved_by="", resolution="")
                | Q(state="resolved", resolved_at__isnull=False) & ~Q(resolved_by="") & ~Q(resolution=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["treasury", "at", "id"], condition=Q(state="waiting"), name="payments_unmatched_waiting"
            ),
        ]

    class Privacy:
        personal: ClassVar = {"resolution": KEEP_5_YEARS}
        plain: ClassVar = {
            "id", "treasury", "payment", "gateway", "gateway_ref", "transaction", "merchant", "amount", "cause", "at",
            "state", "resolved_at", "resolved_by",
        }  # fmt: skip
