"""Data opened in an emergency by somebody whose work or area they are outside of, until a second person has judged it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_WITH_OWNER

from .parties import Party


class EmergencyKind(models.TextChoices):
    LIFE = "life"
    MISSING = "missing"
    DISASTER = "disaster"


class Verdict(models.TextChoices):
    RIGHTFUL = "rightful"
    MISUSE = "misuse"


class EmergencyLook(models.Model):
    """One person's data, open to one officer until ``until``; reviewed by somebody else by ``due_at``.

    ``findings`` is what the review found, ``follow_up`` what is done about a misuse; ``warned_at`` and ``late_at`` say
    when the missing review was called out before its limit and after it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="emergency_looks")
    kind = models.CharField(max_length=10, choices=EmergencyKind.choices)
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    unit_id = models.UUIDField()
    until = models.DateTimeField()
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=80, blank=True, default="")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True, default="")
    findings = models.CharField(max_length=1000, blank=True, default="")
    follow_up = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_emergencylook_reviewed_together",
                condition=Q(reviewed_at=None, reviewed_by="", verdict="", findings="", follow_up="")
                | (Q(reviewed_at__isnull=False) & ~Q(reviewed_by="") & ~Q(verdict="") & ~Q(findings="")),
            ),
            models.CheckConstraint(
                name="residents_emergencylook_by_another",
                condition=Q(reviewed_at=None) | ~Q(reviewed_by=F("opened_by")),
            ),
            models.CheckConstraint(
                name="residents_emergencylook_misuse_has_consequences", condition=~Q(verdict="misuse", follow_up="")
            ),
            models.CheckConstraint(
                name="residents_emergencylook_ends", condition=Q(until__gt=F("opened_at"), due_at__gt=F("until"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(reviewed_at=None), name="residents_emergencylook_open"),
            models.Index(fields=["opened_by", "opened_at"], name="residents_emergencylook_by"),
        ]

    class Privacy:
        personal: ClassVar = {
            "party": KEEP_WITH_OWNER, "reason": KEEP_5_YEARS, "opened_by": KEEP_5_YEARS, "findings": KEEP_5_YEARS,
            "follow_up": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "kind", "opened_at", "unit_id", "until", "due_at", "warned_at", "late_at", "reviewed_at",
            "reviewed_by", "verdict",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
