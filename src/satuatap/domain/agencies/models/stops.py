"""Where a service van stands on which day."""

from typing import ClassVar

from django.db import models
from django.db.models import F

from satuatap.kernel.ids import uuid7


class Stop(models.Model):
    """A van stands at a place for some hours of one day. Its opening hours are these, and are written along with them.

    ``services`` are the codes of what it takes along there, empty for all that the site has; ``is_example`` marks a
    demonstration: nobody is to travel for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.CASCADE, related_name="stops")
    on = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    location = models.CharField(max_length=160)
    area = models.ForeignKey("regions.Area", on_delete=models.PROTECT, null=True, related_name="+")
    services = models.JSONField(default=list, blank=True)
    is_example = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "on", "opens"], name="agencies_stop_once"),
            models.CheckConstraint(
                name="agencies_stop_closes_after_opening", condition=models.Q(closes__gt=F("opens"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["on", "opens"], name="agencies_stop_next")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "on", "opens", "closes", "location", "area", "services", "is_example"}

    def __str__(self) -> str:
        return f"{self.on} {self.location}"
