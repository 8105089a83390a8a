"""Breaches of personal data: what happened, whom it reaches, and the law's 3 x 24 hours to tell them and the authority."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .parties import Party


class BreachState(models.TextChoices):
    """*reported* waits for whoever protects data, *declared* is one, *closed* is over, *dismissed* was none."""

    REPORTED = "reported"
    DECLARED = "declared"
    CLOSED = "closed"
    DISMISSED = "dismissed"


class Breach(models.Model):
    """One breach, or the report of one. ``known_at`` is when somebody here first knew of it: from then the clock runs to
    ``due_at``, in hours of the calendar.

    ``what`` is what happened and how, ``data`` which data, ``happened`` when, ``reaches`` whom; ``handling`` and
    ``recovery`` what is done about it. ``number`` counts the declared ones of a year, without gaps. ``persons_at`` and
    ``authority_at`` say when the persons and the authority were told; ``paper`` is the notice to the authority as a PDF.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    state = models.CharField(max_length=10, choices=BreachState.choices, default=BreachState.REPORTED)
    number = models.CharField(max_length=20, null=True, blank=True, unique=True)
    what = models.CharField(max_length=2000)
    data = models.CharField(max_length=1000, blank=True, default="")
    happened = models.CharField(max_length=300, blank=True, default="")
    reaches = models.CharField(max_length=1000, blank=True, default="")
    handling = models.CharField(max_length=2000, blank=True, default="")
    recovery = models.CharField(max_length=2000, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    reported_by = models.CharField(max_length=80)
    unit_id = models.UUIDField()
    reported_at = models.DateTimeField()
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    declared_at = models.DateTimeField(null=True, blank=True)
    persons_at = models.DateTimeField(null=True, blank=True)
    authority_at = models.DateTimeField(null=True, blank=True)
    authority_ref = models.CharField(max_length=160, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    paper = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="residents_breach_due_after_known", condition=Q(due_at__gt=F("known_at"))),
            models.CheckConstraint(name="residents_breach_known_first", condition=Q(known_at__lte=F("reported_at"))),
            models.CheckConstraint(
                name="residents_breach_declared_whole",
                condition=Q(state__in=["reported", "dismissed"], number=None)
                | (Q(state__in=["declared", "closed"], number__isnull=False, declared_at__isnull=False) & ~Q(data="")),
            ),
            models.CheckConstraint(
                name="residents_breach_dismissed_says_why", condition=~Q(state="dismissed") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="residents_breach_closed_after_told",
                condition=~Q(state="closed") | Q(persons_at__isnull=False, authority_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-reported_at", "-id"], name="residents_breach_newest"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["reported", "declared"]), name="residents_breach_open"
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("what", "data", "happened", "reaches", "handling", "recovery", "reason", "reported_by", "paper"),
            KEEP_5_YEARS,
        )
        plain: ClassVar = {
            "id", "state", "number", "unit_id", "reported_at", "known_at", "due_at", "warned_at", "late_at", "declared_at",
            "persons_at", "authority_at", "authority_ref", "ended_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number or str(self.pk)


class BreachPerson(models.Model):
    """Somebody whose data a breach reaches, and when they were told."""

    id = models.BigAutoField(primary_key=True)
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="persons")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="breaches")
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["breach", "party"], name="residents_breachperson_once"),
        ]

    class Privacy:
        personal: ClassVar = {"party": KEEP_5_YEARS}
        plain: ClassVar = {"id", "breach", "added_at", "told_at"}

    def __str__(self) -> str:
        return str(self.pk)
