"""Asking the national register whether a number, a name and a birth date belong together: who may ask, and every question."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .parties import Party


class LookUpAgreement(models.Model):
    """An office may ask for one purpose, so many times a day, from a day until another: what its agreement says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=120)
    reference = models.CharField(max_length=120)
    quota = models.PositiveIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "purpose", "from_on"], name="residents_lookupagreement_once"),
            models.CheckConstraint(
                name="residents_lookupagreement_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="residents_lookupagreement_quota", condition=Q(quota__gt=0)),
            models.CheckConstraint(
                name="residents_lookupagreement_complete", condition=~Q(purpose="") & ~Q(reference="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "unit", "purpose", "reference", "quota", "from_on", "to_on"}

    def __str__(self) -> str:
        return self.purpose


class LookUp(models.Model):
    """One question under an agreement. Its id is the key under which it is asked again until somebody answers."""

    class Outcome(models.TextChoices):
        MATCH = "match"
        NO_MATCH = "no-match"
        UNUSABLE = "unusable"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(LookUpAgreement, on_delete=models.PROTECT, related_name="look_ups")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_lookup_answered_together",
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "asked_on"], name="residents_lookup_by_day"),
        ]

    class Privacy:
        personal: ClassVar = {"party": KEEP_5_YEARS}
        plain: ClassVar = {"id", "agreement", "asked_at", "asked_on", "asked_by", "outcome", "answered_at"}

    def __str__(self) -> str:
        return self.outcome
