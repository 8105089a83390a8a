"""Somebody asks for help: an officer at a counter for whoever leads, a visitor at a kiosk for whoever stands at the door."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.domain.agencies.models import Counter
from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .hall import Device


class HelpCall(models.Model):
    """Asked from a counter or from a kiosk, never both, and answered by whoever comes.

    Over when the officer says so or the counter closes; at a kiosk when the visitor or whoever came says so. Of a visitor
    at a kiosk nothing is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    counter = models.ForeignKey(
        "agencies.Counter", on_delete=models.PROTECT, null=True, blank=True, related_name="help_calls"
    )
    device = models.ForeignKey(
        "visits.Device", on_delete=models.PROTECT, null=True, blank=True, related_name="help_calls"
    )
    visit = models.ForeignKey("visits.Visit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    officer_name = models.CharField(max_length=120, blank=True, default="")
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
            models.UniqueConstraint(
                fields=["device"], condition=Q(over_at=None), name="visits_helpcall_one_at_a_kiosk"
            ),
            models.CheckConstraint(
                name="visits_helpcall_from_a_counter_or_a_kiosk",
                condition=Q(counter__isnull=False, device=None) | Q(counter=None, device__isnull=False),
            ),
            models.CheckConstraint(
                name="visits_helpcall_nobody_named_at_a_kiosk",
                condition=Q(device=None) | Q(officer_name="", about="", visit=None),
            ),
            models.CheckConstraint(
                name="visits_helpcall_answered_at_and_by_together",
                condition=Q(answered_at=None, answered_by="") | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
        ]

    @property
    def place(self) -> Counter | Device:
        """Where somebody is to come."""
        return self.counter or self.device  # type: ignore[return-value]  # one of both, by constraint

    class Privacy:
        personal: ClassVar = {
            "officer_name": KEEP_5_YEARS, "about": KEEP_5_YEARS, "answered_by": KEEP_5_YEARS,
            "answered_name": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {"id", "counter", "device", "visit", "asked_at", "answered_at", "over_at"}
