"""How it was: what a visitor says of one errand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR

from .hall import Errand


class Rating(models.Model):
    """One answer from 1 (*tidak baik*) to 4 (*sangat baik*) to one question, once for an errand. It is no answer of a
    satisfaction survey and goes into no index. Whose it is nobody is shown."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    errand = models.OneToOneField(Errand, on_delete=models.PROTECT, related_name="rating")
    value = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=300, blank=True, default="")
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="visits_rating_one_to_four", condition=Q(value__gte=1, value__lte=4)),
        ]

    class Privacy:
        personal: ClassVar = {"comment": KEEP_1_YEAR}
        plain: ClassVar = {"id", "errand", "value", "said_at"}
