"""What an applicant has against a refusal, until the office has answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .cases import Case


class Objection(models.Model):
    """Somebody objects to the refusal of their application; there is one of a case. The answer upholds it, and the office
    takes the application again, or says why the refusal stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="objection")
    words = models.CharField(max_length=2000)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    is_upheld = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="cases_objection_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="cases_objection_answered_together",
                condition=Q(answered_at=None, answered_by="", is_upheld=None, answer="")
                | (Q(answered_at__isnull=False, is_upheld__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["filed_at"], condition=Q(answered_at=None), name="cases_objection_open"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("words", "filed_by", "answered_by", "answer"), KEEP_5_YEARS)
        plain: ClassVar = {"id", "case", "filed_at", "answered_at", "is_upheld"}

    def __str__(self) -> str:
        return str(self.case_id)
