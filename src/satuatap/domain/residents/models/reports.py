"""Looks at their data that people find suspicious, what they were answered, and what was put right in the register."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_REGISTER, KEEP_WITH_OWNER

from .mandates import FactReport
from .parties import Origin, Party


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


class FactChange(models.Model):
    """A fact was put right: what the register said before, what it says now, and the document that showed it.

    ``was`` and ``became`` are as the register keeps the fact: the number of a list, a day as 1994-05-15. ``report`` is
    the report that led to it, if one did. Rows are never changed: they are the fact's history.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="fact_changes")
    field = models.CharField(max_length=40)
    was = models.CharField(max_length=254, blank=True)
    became = models.CharField(max_length=254, blank=True)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    document = models.CharField(max_length=200, blank=True, default="")
    document_on = models.DateField(null=True, blank=True)
    report = models.OneToOneField(FactReport, on_delete=models.PROTECT, null=True, blank=True, related_name="change")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_factchange_reported_has_document",
                condition=Q(report=None) | (~Q(document="") & Q(document_on__isnull=False)),
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("was", "became", "document"), KEEP_REGISTER)
        plain: ClassVar = {
            "id", "party", "field", "origin", "document_on", "report", "changed_at", "changed_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.field
