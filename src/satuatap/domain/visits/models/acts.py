"""What officers did at counters, for as long as it can be taken back, and what was taken back and why."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from ..lifecycle import ErrandState
from .hall import Errand, Lane


class Act(models.Model):
    """One press at a counter and how the errand stood before it. A call has a row only once it was taken back: until
    then the call itself tells of it, and the row has its id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, related_name="+")
    errand = models.ForeignKey(Errand, on_delete=models.PROTECT, related_name="acts")
    verb = models.CharField(max_length=10)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    was_state = models.CharField(max_length=8, choices=ErrandState.choices)
    was_lane = models.ForeignKey(Lane, on_delete=models.PROTECT, related_name="+")
    was_times_called = models.PositiveSmallIntegerField()
    was_began_at = models.DateTimeField(null=True)
    was_rank_at = models.DateTimeField(null=True)
    was_waits_since = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="visits_act_undone_with_reason",
                condition=Q(undone_at=None, reason="") | Q(undone_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["counter", "-at", "-id"], condition=Q(undone_at=None), name="visits_act_last"),
        ]

    class Privacy:
        personal: ClassVar = {"by": KEEP_5_YEARS, "reason": KEEP_5_YEARS}
        plain: ClassVar = {
            "id", "counter", "errand", "verb", "at", "was_state", "was_lane", "was_times_called", "was_began_at",
            "was_rank_at", "was_waits_since", "undone_at",
        }  # fmt: skip
