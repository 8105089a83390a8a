"""How often applications ask for what the state knows already: counts by month, without a person in them."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7

from .cases import Case


class AskedCase(models.Model):
    """That an application has been counted, so that no message counted twice makes two of it."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal: dict[str, Any] = {}
        plain = {"case", "at"}

    def __str__(self) -> str:
        return str(self.case_id)


class AskedTally(models.Model):
    """One question of a service in a month at an office: how often it was answered by hand, and how often in vain.

    ``pointer`` is the question's place in the form, ``paper:`` and a key for a paper, "" for the applications
    themselves. A row with a ``source`` counts the answers that stood there already, ``unproven`` those of them whose applicant had not been seen
    in person, so that the register had to keep silent; the row with none counts all.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey("catalog.Service", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    pointer = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=80, blank=True, default="")
    times = models.PositiveIntegerField(default=0)
    unproven = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "unit", "month", "pointer", "source"], name="cases_askedtally_once"
            ),
            models.CheckConstraint(name="cases_askedtally_unproven_among_all", condition=Q(unproven__lte=F("times"))),
        ]
        indexes = [models.Index(fields=["month", "unit"], name="cases_askedtally_by_month")]

    class Privacy:
        personal: dict[str, Any] = {}
        plain = {"id", "service", "unit", "month", "pointer", "source", "times", "unproven"}

    def __str__(self) -> str:
        return f"{self.service_id} {self.month} {self.pointer}"
