"""Bookings that were made in the own system of an office."""

from typing import ClassVar

from django.db import models

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR

from .hall import Errand


class OutsideBooking(models.Model):
    """The number that an office's own system of bookings gave to whoever comes for an errand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    errand = models.OneToOneField(Errand, on_delete=models.CASCADE, related_name="outside")
    system = models.CharField(max_length=80)
    reference = models.CharField(max_length=60)

    class Privacy:
        personal: ClassVar = {"reference": KEEP_1_YEAR}
        plain: ClassVar = {"id", "errand", "system"}
