"""Reports that an issued document is wrong, from the first word to the corrected one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_WITH_OWNER

from ..lifecycle import CorrectionState
from .documents import Document


class Correction(models.Model):
    """What is wrong in an issued document, who noticed, and what came of it.

    ``draft`` is the corrected document while it waits for its signature and after; ``fields`` are the names of what
    differs in it. ``answer`` is what the holder reads when the document stays as it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)  # of the form that was sent: pressed twice, asked once
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="corrections")
    by_holder = models.BooleanField()  # who noticed: the holder, or the office
    words = models.CharField(max_length=1000)
    evidence = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=CorrectionState.choices, default=CorrectionState.ASKED)
    fields = models.JSONField(default=list)
    draft = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    asked_by_name = models.CharField(max_length=120, blank=True)
    written_by = models.CharField(max_length=60, blank=True)
    written_by_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(state__in=["asked", "written"]), name="documents_correction_one_open"
            ),
            models.CheckConstraint(
                name="documents_correction_written_has_a_draft",
                condition=~Q(state__in=["written", "done"]) | Q(draft__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_correction_ends",
                condition=Q(state__in=["asked", "written"], ended_at=None)
                | Q(state__in=["declined", "done"], ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="documents_correction_declined_says_why", condition=~Q(state="declined") | ~Q(answer="")
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("words", "evidence", "answer", "asked_by", "asked_by_name", "written_by", "written_by_name"),
            KEEP_WITH_OWNER,
        )
        plain: ClassVar = {
            "id", "key", "document", "by_holder", "state", "fields", "draft", "asked_at", "ended_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
