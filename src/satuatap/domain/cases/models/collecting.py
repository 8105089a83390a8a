"""What becomes of a finished product: where it lies, who collected it, and when its holder is reminded."""

from typing import Any

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .cases import Case


class Place(models.TextChoices):
    """Where a finished paper may lie until it is collected."""

    SHELF = "shelf"  # at the office that made it
    COURIER = "courier"  # on its way to the village
    VILLAGE = "village"


class Keeping(models.Model):
    """A finished paper was put somewhere; the last one says where it lies. ``note`` is the shelf or the courier."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="keepings")
    place = models.CharField(max_length=8, choices=Place.choices)
    note = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="cases_keeping_of_case")]

    class Privacy:
        personal = {"note": KEEP_5_YEARS, "by": KEEP_5_YEARS}
        plain = {"id", "case", "place", "at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.place}"


class HandOver(models.Model):
    """The product reached its holder: how, and who took it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="hand_over")
    how = models.CharField(max_length=10)
    collector = models.CharField(max_length=120)
    relation = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Privacy:
        personal = {"collector": KEEP_5_YEARS, "by": KEEP_5_YEARS, "note": KEEP_5_YEARS}
        plain = {"id", "case", "how", "relation", "at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.how}"


class Reminder(models.Model):
    """A message the applicant shall get on a day, e.g. before a permit expires."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    template = models.CharField(max_length=40)
    due_on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "template"], name="cases_reminder_once")]
        indexes = [models.Index(fields=["due_on"], name="cases_reminder_due", condition=Q(sent_at=None))]

    class Privacy:
        personal: dict[str, Any] = {}
        plain = {"id", "case", "template", "due_on", "sent_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.template}"
