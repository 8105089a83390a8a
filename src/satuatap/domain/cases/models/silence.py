"""What the law makes of an agency's silence."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7

from .cases import Case


class Silence(models.Model):
    """Until when an agency has to answer, and what its silence means then. Nothing is decided or signed by it.

    ``ends_at`` moves with the pauses of the case and is None while it rests; at ``tell_at`` the roles above are told.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="silence")
    rule = models.CharField(max_length=20)
    law = models.CharField(max_length=200)
    ends_at = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    took_effect_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_silence_takes_effect_at_its_end",
                condition=Q(took_effect_at=None) | Q(ends_at__isnull=False, took_effect_at__gte=F("ends_at")),
            )
        ]
        indexes = [
            models.Index(fields=["tell_at"], name="cases_silence_to_tell", condition=Q(told_at=None)),
            models.Index(fields=["ends_at"], name="cases_silence_to_end", condition=Q(took_effect_at=None)),
        ]

    class Privacy:
        personal: dict[str, Any] = {}
        plain = {"id", "case", "rule", "law", "ends_at", "tell_at", "told_at", "took_effect_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.rule}"
