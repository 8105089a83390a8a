"""What the head of an RT or RW was asked about an application, by a link that is answered once."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .cases import Case


class Confirmation(models.Model):
    """One question to the head of a neighbourhood: do they confirm what a letter is to say? Answered once, until ``until``.

    ``paper`` is the requirement it stands for, ``link_hash`` the hash of what the address ends in. Without a yes the
    office goes on only with ``waived_reason``, where the standard lets it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="confirmations")
    paper = models.SlugField(max_length=60)
    post = models.CharField(max_length=40)  # RT 001 RW 002
    head_name = models.CharField(max_length=160)
    head_phone = models.CharField(max_length=20)
    link_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    until = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_confirmed = models.BooleanField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.CharField(max_length=80, blank=True, default="")
    waived_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="cases_confirmation_until_after_asked", condition=Q(until__gt=F("asked_at"))),
            models.CheckConstraint(
                name="cases_confirmation_answered_together",
                condition=Q(answered_at=None, is_confirmed=None, reason="")
                | Q(answered_at__isnull=False, is_confirmed=True)
                | (Q(answered_at__isnull=False, is_confirmed=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="cases_confirmation_waived_with_reason",
                condition=Q(waived_at=None, waived_by="", waived_reason="")
                | (Q(waived_at__isnull=False) & ~Q(waived_by="") & ~Q(waived_reason="")),
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("head_name", "head_phone", "reason", "asked_by", "waived_by", "waived_reason"), KEEP_5_YEARS
        )
        plain: ClassVar = {
            "id", "case", "paper", "post", "link_hash", "asked_at", "until", "answered_at", "is_confirmed", "waived_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.post}"
