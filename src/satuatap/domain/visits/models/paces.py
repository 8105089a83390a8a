"""What was measured of waits that are over, and how often what was told came true."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7


class Pace(models.Model):
    """What was measured lately, as a bounded list and its figures.

    Of a lane, in an hour of the day or in all: ``recent`` turns, ``mean`` minutes of one. Of a whole site, for a band of
    people ahead or for all: ``recent`` ratios of real to expected waits, and where 10, 50 and 90 of 100 lie.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="+")
    lane = models.ForeignKey("visits.Lane", on_delete=models.PROTECT, null=True, related_name="paces")
    hour = models.PositiveSmallIntegerField(null=True)
    band = models.PositiveSmallIntegerField(null=True)
    recent = models.JSONField(default=list)
    n = models.PositiveSmallIntegerField(default=0)
    mean = models.FloatField(null=True)
    low = models.FloatField(null=True)
    median = models.FloatField(null=True)
    high = models.FloatField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site", "lane", "hour", "band"], name="visits_pace_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="visits_pace_of_lane_or_site",
                condition=Q(lane__isnull=False, band=None, low=None) | Q(lane=None, hour=None, mean=None),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "lane", "hour", "band", "recent", "n", "mean", "low", "median", "high"}


class Score(models.Model):
    """How often the range told in a lane on a day came true."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    lane = models.ForeignKey("visits.Lane", on_delete=models.PROTECT, related_name="scores")
    day = models.DateField()
    told = models.PositiveIntegerField(default=0)
    came_true = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lane", "day"], name="visits_score_once_a_day"),
            models.CheckConstraint(name="visits_score_of_told", condition=Q(came_true__lte=F("told"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "lane", "day", "told", "came_true"}
