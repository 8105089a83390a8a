"""An officer at a counter asks for somebody who runs the hall or leads the office."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class HelpCall(models.Model):
    """Asked from a counter, answered by whoever comes, over when the officer says so or the counter closes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, related_name="help_calls")
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    officer_name = models.CharField(max_length=120)
    about = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_name = models.CharField(max_length=120, blank=True, default="")
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["counter"], condition=Q(over_at=None), name="visits_helpcall_one_at_a_counter"
            ),
            models.CheckConstraint(
                name="visits_helpcall_answered_at_and_by_together",
                condition=Q(answered_at=None, answered_by="") | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
        ]

    class Privacy:
        personal: ClassVar = {
            "officer_name": KEEP_5_YEARS, "about": KEEP_5_YEARS, "answered_by": KEEP_5_YEARS,
            "answered_name": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {"id", "counter", "visit", "asked_at", "answered_at", "over_at"}
