"""An inspection in the field: when it is planned, what was found for each item of the checklist, and the photos."""

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .cases import Case, Task


class Inspection(models.Model):
    """One visit for one task. ``companions`` are those who came along, by name, as the report names them.

    ``no_position`` is why photos carry no position; ``moved_why`` is the reason of the last change of the plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="inspections")
    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="inspection")
    planned_on = models.DateField(null=True)
    planned_time = models.TimeField(null=True)
    moved_why = models.CharField(max_length=200, blank=True, default="")
    companions = models.CharField(max_length=200, blank=True, default="")
    no_position = models.CharField(max_length=200, blank=True, default="")
    reported_at = models.DateTimeField(null=True)
    reported_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_inspection_time_has_a_day", condition=Q(planned_time=None) | Q(planned_on__isnull=False)
            ),
            models.CheckConstraint(
                name="cases_inspection_reported_together",
                condition=Q(reported_at=None, reported_by_name="")
                | (Q(reported_at__isnull=False) & ~Q(reported_by_name="")),
            ),
        ]

    class Privacy:
        personal = dict.fromkeys(("moved_why", "companions", "no_position", "reported_by_name"), KEEP_5_YEARS)
        plain = {"id", "case", "task", "planned_on", "planned_time", "reported_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.planned_on}"


class Finding(models.Model):
    """What was found for one item. ``noted_at`` is when it was typed in the field: the newer one holds."""

    class Verdict(models.TextChoices):
        OK = "ok"
        NOT_OK = "not-ok"
        NONE = "na"
        OPEN = ""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="findings")
    item = models.CharField(max_length=60)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True, default=Verdict.OPEN)
    number = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    remark = models.TextField(blank=True, default="")
    noted_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "item"], name="cases_finding_once")]

    class Privacy:
        personal = {"remark": KEEP_5_YEARS, "by": KEEP_5_YEARS}
        plain = {"id", "inspection", "item", "verdict", "number", "noted_at", "saved_at"}

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.item}"


class Photo(models.Model):
    """A picture beside an item. ``key`` is the sender's: sent twice, it is there once.

    When and where it was taken are facts of the record; the picture that is shown carries neither. ``accuracy`` is in
    metres, as the phone estimates it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="photos")
    key = models.UUIDField(unique=True)
    item = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    accuracy = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_photo_position_together",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    class Privacy:
        personal = dict.fromkeys(("file", "taken_at", "latitude", "longitude", "by", "by_name"), KEEP_5_YEARS)
        plain = {"id", "inspection", "key", "item", "accuracy", "saved_at"}

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.item}"
