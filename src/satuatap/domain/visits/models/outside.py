"""Bookings that were made in the own system of an office."""

from typing import ClassVar

from django.db import models

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR

from .hall import Errand


class OutsideBooking(models.Model):
    """The number that an office's own system of bookings gave to whoever comes for an errand; it counts once on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    errand = models.OneToOneField(Errand, on_delete=models.CASCADE, related_name="outside")
    day = models.DateField(null=True)  # null only for those kept before it was written down
    system = models.CharField(max_length=80)
    reference = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "reference", "day"], name="visits_outsidebooking_once_a_day")
        ]

    class Privacy:
        personal: ClassVar = {"reference": KEEP_1_YEAR}
        plain: ClassVar = {"id", "errand", "day", "system"}
