"""What an event asks of offices: a new family card after a death, an aid list to look at, a record to make by hand."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from ..lifecycle import Kind, Task
from .events import CivilEvent
from .parties import Party


class Consequence(models.Model):
    """Which office an event of a kind gives something to do; data of the place. ``unit`` None: the office of the village."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    task = models.CharField(max_length=40, choices=Task.choices)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "task"], name="residents_consequence_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "kind", "task", "unit"}

    def __str__(self) -> str:
        return f"{self.kind}: {self.task}"


class FollowUp(models.Model):
    """Something an office may have to do because of an event, until it is done or was not needed.

    ``words`` say why, where the task alone does not. ``about`` is the case it came of.
    """

    class Outcome(models.TextChoices):
        DONE = "done"
        NOT_NEEDED = "not-needed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=40)
    words = models.CharField(max_length=300, blank=True, default="")
    event = models.ForeignKey(CivilEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True, default="")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "task"], condition=Q(event__isnull=False), name="residents_followup_once_per_event"
            ),
            models.UniqueConstraint(
                fields=["about", "task"], condition=Q(event=None), name="residents_followup_once_per_case"
            ),
            models.CheckConstraint(
                name="residents_followup_closed_together",
                condition=Q(closed_at=None, closed_by="", outcome="", reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="residents_followup_not_needed_says_why",
                condition=~Q(outcome="not-needed") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="residents_followup_of_something", condition=Q(event__isnull=False) | Q(about__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "opened_at", "id"], condition=Q(closed_at=None), name="residents_followup_open"
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("words", "party", "reason"), KEEP_5_YEARS)
        plain: ClassVar = {"id", "unit", "task", "event", "about", "opened_at", "closed_at", "closed_by", "outcome"}

    def __str__(self) -> str:
        return self.task
