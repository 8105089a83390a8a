"""Batches: what an official wants signed in one go, each document with its own end; and which drafts were opened."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7

from ..lifecycle import BatchState
from .documents import Document


class SigningBatch(models.Model):
    """One proof of who it is, for many documents. Taken up again, it is the same batch with a later ``until``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)  # of the form that was sent: pressed twice, one batch
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField(null=True)  # a passphrase, sealed, only while the worker signs
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=1)  # how often it was begun

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="documents_signingbatch_ends", condition=Q(until__gt=F("opened_at"))),
        ]
        indexes: ClassVar = [models.Index(fields=["account", "-opened_at"], name="documents_signingbatch_newest")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "key", "account", "secret", "opened_at", "until", "round"}

    def __str__(self) -> str:
        return str(self.pk)


class BatchLine(models.Model):
    """One document of a batch. ``reason`` says why it was pulled out or not signed: a stable name, or words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(SigningBatch, on_delete=models.PROTECT, related_name="lines")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="batch_lines")
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField(null=True)  # when the signer opened the draft with this content
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "document"], name="documents_batchline_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="waiting"), name="documents_batchline_one_waiting"
            ),
            models.CheckConstraint(
                name="documents_batchline_says_why", condition=~Q(state__in=["failed", "pulled"]) | ~Q(reason="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "batch", "document", "state", "reason", "seen_at", "ended_at"}

    def __str__(self) -> str:
        return str(self.pk)


class SeenDraft(models.Model):
    """Somebody opened the draft of a document while it had this content."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "account", "content_hash"], name="documents_seendraft_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "document", "account", "content_hash", "seen_at"}

    def __str__(self) -> str:
        return str(self.pk)
