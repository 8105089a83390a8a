"""What tables of counts leave out, and tables of wide areas that the worker made."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7


class SmallCells(models.Model):
    """From a day on, numbers below ``under`` are left out of tables; data of the place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_on = models.DateField(unique=True)
    under = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="residents_smallcells_hide_somebody", condition=Q(under__gte=2)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "from_on", "under"}

    def __str__(self) -> str:
        return f"{self.under} {self.from_on}"


class Tally(models.Model):
    """The tables of a wide area as of a day, small numbers left out already; ``tables`` {} until the worker is done."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area_code = models.CharField(max_length=13)
    on = models.DateField()
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(db_index=True)
    tables = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area_code", "on"], name="residents_tally_once_a_day"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "area_code", "on", "asked_at", "made_at", "expires_at", "tables"}

    def __str__(self) -> str:
        return f"{self.area_code} {self.on}"
