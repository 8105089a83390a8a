"""A kiosk that is out of service for a while."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7


class Rest(models.Model):
    """From when until when a machine shows visitors nothing but ``words``. It is said in the hall, also without the line,
    so it is no column of the machine, which the centre leads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.ForeignKey("visits.Device", on_delete=models.PROTECT, related_name="rests")
    words = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device"], condition=Q(over_at=None), name="visits_rest_one_of_a_device"),
            models.CheckConstraint(name="visits_rest_with_words", condition=~Q(words="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "device", "words", "began_at", "over_at"}
