"""Orders to sign. The worker signs what stands in one, with the content it names, until it runs out; nothing else."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7

from ..lifecycle import LineState
from .batches import SigningBatch
from .documents import Document


class SigningOrder(models.Model):
    """An official's word, given after fresh proof of who it is; for a seal, the institution's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(db_index=True)
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(SigningBatch, on_delete=models.PROTECT, null=True, related_name="orders")
    ordered_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="documents_signingorder_ends", condition=Q(until__gt=F("opened_at"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "key", "account", "batch", "ordered_by", "opened_at", "until"}

    def __str__(self) -> str:
        return str(self.pk)


class SigningOrderLine(models.Model):
    """One document of an order, with the hash of the content that was agreed to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    order = models.ForeignKey(SigningOrder, on_delete=models.PROTECT, related_name="lines")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="order_lines")
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=LineState.choices, default=LineState.WAITING)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "document"], name="documents_signingorderline_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="waiting"), name="documents_signingorderline_one_waiting"
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "order", "document", "content_hash", "state"}

    def __str__(self) -> str:
        return str(self.pk)
