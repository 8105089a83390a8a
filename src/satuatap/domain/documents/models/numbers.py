"""Number series. Every number between a series' start and its next one has exactly one entry: none is unaccounted for."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_WITH_OWNER

from ..lifecycle import CountMode, NumberState
from .documents import Document


class Series(models.Model):
    """The running numbers of one unit in one year, for one kind of document or for several that share them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=90)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField(default=1)
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "series"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "unit", "year"], name="documents_series_once_a_year"),
            models.CheckConstraint(
                name="documents_series_counts_upwards", condition=Q(start__gte=1, next_number__gte=F("start"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "unit", "year", "start", "next_number"}

    def __str__(self) -> str:
        return f"{self.code} {self.year}"


class Counting(models.Model):
    """How a unit counts the letters of one series from a year on, and how it writes their numbers where it has a way of
    its own. A unit without one counts them together and writes them as the service says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    series = models.SlugField(max_length=60)  # the one services name
    from_year = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=7, choices=CountMode.choices)
    pattern = models.CharField(max_length=120, blank=True)  # "": as the service says

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "series", "from_year"], name="documents_counting_once_a_year"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "unit", "series", "from_year", "mode", "pattern"}

    def __str__(self) -> str:
        return f"{self.series} {self.from_year}"


class Lease(models.Model):
    """A block of numbers that a device may use for letters signed with ink while it has no line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="leases")
    device = models.CharField(max_length=80)  # as its office calls it
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=60)
    returned_at = models.DateTimeField(null=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "key", "series", "device", "given_at", "given_by", "returned_at"}

    def __str__(self) -> str:
        return f"{self.series}: {self.device}"


class NumberEntry(models.Model):
    """What became of one number. A void or paper entry says why. A leased one has no text before a letter carries it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=120, blank=True)  # as it stands on the document
    lease = models.ForeignKey(Lease, on_delete=models.PROTECT, null=True, related_name="entries")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="numbers")
    incoming = models.UUIDField(null=True)  # the letter that came in under it, known to a higher room
    state = models.CharField(max_length=8, choices=NumberState.choices)
    reason = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)  # of what was written on paper
    used_on = models.DateField(null=True)  # the day on that paper
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "number"], name="documents_numberentry_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=["reserved", "used"]),
                name="documents_numberentry_one_per_document",
            ),
            models.CheckConstraint(
                name="documents_numberentry_belongs_somewhere",
                condition=Q(state="paper", document=None, lease=None, incoming=None)
                | Q(state="leased", document=None, lease__isnull=False, incoming=None)
                | Q(state__in=["reserved", "used"], document__isnull=False, incoming=None)
                | Q(state="incoming", document=None, lease=None, incoming__isnull=False)
                | Q(state="void") & (Q(document__isnull=False) | Q(lease__isnull=False) | Q(incoming__isnull=False)),
            ),
            models.UniqueConstraint(fields=["incoming"], name="documents_numberentry_once_in"),
            models.CheckConstraint(
                name="documents_numberentry_says_why",
                condition=Q(state__in=["reserved", "used", "leased", "incoming"]) | ~Q(reason=""),
            ),
        ]

    class Privacy:
        personal: ClassVar = {"subject": KEEP_WITH_OWNER}
        plain: ClassVar = {
            "id", "series", "number", "text", "lease", "document", "incoming", "state", "reason", "used_on", "entered_at",
            "entered_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.text
