"""Who heads the neighbourhoods of a village: the RT and RW that can say whether somebody lives there as they say."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class NeighbourhoodHead(models.Model):
    """The head of an RT, or with ``rt`` empty of a whole RW, as the village knows them, until ``to_on``.

    ``rw`` and ``rt`` are three digits. One heads a neighbourhood at a time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area_code = models.CharField(max_length=13)
    rw = models.CharField(max_length=3)
    rt = models.CharField(max_length=3, blank=True, default="")
    name = models.CharField(max_length=160)
    phone = models.CharField(max_length=20)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area_code", "rw", "rt"], condition=Q(to_on=None), name="residents_neighbourhoodhead_one"
            ),
            models.CheckConstraint(
                name="residents_neighbourhoodhead_in_digits",
                condition=Q(rw__regex=r"^\d{3}$") & Q(rt__regex=r"^(\d{3})?$"),
            ),
        ]

    class Privacy:
        personal: ClassVar = {"name": KEEP_5_YEARS, "phone": KEEP_5_YEARS, "recorded_by": KEEP_5_YEARS}
        plain: ClassVar = {"id", "area_code", "rw", "rt", "from_on", "to_on", "recorded_at"}

    def __str__(self) -> str:
        return f"{self.area_code} {self.rw}/{self.rt}"
