"""Looks at their data that people find suspicious, and what they were answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_WITH_OWNER

from .parties import Party


class LookReport(models.Model):
    """Somebody finds a look at their data suspicious; whoever protects the region's data answers. One for each look.

    ``look_id`` names the entry in the record of looks; ``party`` is whose data were seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    look_id = models.BigIntegerField(unique=True)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="look_reports")
    words = models.CharField(max_length=500, blank=True, default="")
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answer = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_lookreport_answered_together",
                condition=Q(answered_at=None, answered_by="", answer="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reported_at", "id"], condition=Q(answered_at=None), name="residents_lookreport_open"),
        ]

    class Privacy:
        personal: ClassVar = {
            "party": KEEP_WITH_OWNER, "words": KEEP_5_YEARS, "reported_by": KEEP_5_YEARS, "answer": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {"id", "look_id", "reported_at", "answered_at", "answered_by"}

    def __str__(self) -> str:
        return str(self.pk)
