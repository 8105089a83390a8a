"""The day of whoever runs a hall: what was looked at when it opened."""

from typing import ClassVar

from django.db import models

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class OpeningItem(models.TextChoices):
    COUNTERS = "counters"
    TENANTS = "tenants"
    MACHINES = "machines"
    PAPER = "paper"
    DOOR = "door"  # the hall itself: light, way in, places to sit


class OpeningCheck(models.Model):
    """One thing that was looked at when a hall opened, by whom, with a note where something was not in order."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="opening_checks")
    day = models.DateField()
    item = models.CharField(max_length=10, choices=OpeningItem.choices)
    note = models.CharField(max_length=240, blank=True, default="")
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=80)
    checked_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "day", "item"], name="visits_openingcheck_once_a_day"),
        ]

    class Privacy:
        personal: ClassVar = {"checked_by": KEEP_5_YEARS, "checked_by_name": KEEP_5_YEARS}
        plain: ClassVar = {"id", "site", "day", "item", "note", "checked_at"}
