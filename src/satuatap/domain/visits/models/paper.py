"""Numbers on paper for when the hall stands still: blocks of slips that were printed beforehand, and what became of each slip."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

PAPER_LETTER = "SK"
"""Begins the numbers of slips (*slip kertas*) at every site; no lane may have it."""


class PaperBlock(models.Model):
    """Slips ``first`` to ``last`` of a site, printed at once. Their numbers run on from block to block and know no day, so
    that a sheet may lie in a drawer for a year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="paper_blocks")
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=80)
    printed_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "first"], name="visits_paperblock_first_once"),
            models.CheckConstraint(name="visits_paperblock_runs_up", condition=Q(first__gte=1, last__gte=F("first"))),
        ]

    class Privacy:
        personal: ClassVar = {"printed_by": KEEP_5_YEARS, "printed_by_name": KEEP_5_YEARS}
        plain: ClassVar = {"id", "site", "first", "last", "printed_at"}


class PaperSlip(models.Model):
    """One slip that is accounted for: entered for the ``day`` on which it was used, or *batal* with a ``reason``.

    The visit is that of the day with ``PAPER_LETTER`` and this number. It is no foreign key: a node that takes over a hall
    has today's visits, and must know of every slip.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    block = models.ForeignKey(PaperBlock, on_delete=models.PROTECT, related_name="slips")
    number = models.PositiveIntegerField()
    day = models.DateField(null=True)
    reason = models.CharField(max_length=160, blank=True, default="")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    entered_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["block", "number"], name="visits_paperslip_once"),
            models.CheckConstraint(
                name="visits_paperslip_used_or_void",
                condition=Q(day__isnull=False, reason="") | Q(day=None) & ~Q(reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["day"], name="visits_paperslip_of_day")]

    class Privacy:
        personal: ClassVar = {"entered_by": KEEP_5_YEARS, "entered_by_name": KEEP_5_YEARS}
        plain: ClassVar = {"id", "block", "number", "day", "reason", "entered_at"}


class SlipCorrection(models.Model):
    """What stood in the system of a slip before it was corrected, and why it was."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slip = models.ForeignKey(PaperSlip, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    day = models.DateField()
    came_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()
    lane = models.ForeignKey("visits.Lane", on_delete=models.PROTECT, related_name="+")
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=160)
    corrected_at = models.DateTimeField()
    corrected_by = models.CharField(max_length=80)
    corrected_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="visits_slipcorrection_with_reason", condition=~Q(reason="")),
        ]

    class Privacy:
        personal: ClassVar = {"corrected_by": KEEP_5_YEARS, "corrected_by_name": KEEP_5_YEARS}
        plain: ClassVar = {
            "id", "slip", "number", "day", "came_at", "began_at", "ended_at", "lane", "counter", "reason", "corrected_at",
        }  # fmt: skip
