"""What became of the way of a visit: errands taken in another order, and errands that got a number of their own."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class Detour(models.Model):
    """A visitor who waited was sent to another errand first. ``is_closed`` where nobody called the lane that was
    left, else its wait had grown too long."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="detours")
    left = models.ForeignKey("visits.Errand", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("visits.Errand", on_delete=models.PROTECT, related_name="+")
    is_closed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="visits_detour_to_another_errand", condition=~Q(left=F("first"))),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "-at"], name="visits_detour_last_at_site")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "visit", "left", "first", "is_closed", "at"}


class Split(models.Model):
    """Errands of a number that two people share went on under ``visit``, a number of their own that counts from the same
    arrival."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.OneToOneField("visits.Visit", on_delete=models.PROTECT, related_name="split")
    of = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, related_name="splits")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="visits_split_of_another_visit", condition=~Q(visit=F("of"))),
        ]

    class Privacy:
        personal: ClassVar = {"by": KEEP_5_YEARS}
        plain: ClassVar = {"id", "visit", "of", "at"}
