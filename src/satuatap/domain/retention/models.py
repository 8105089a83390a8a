"""The schedule, what is held, what was destroyed, and lists that wait for a head."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_WITH_OWNER

from .lifecycle import OPEN_LISTS, Basis, Cause, Fate, ListState, Subject


class Term(models.Model):
    """From a day on, records of a class are kept so long; the latest that holds counts. ``span`` is ``30 days``,
    ``permanent`` or ``unknown``. With ``needs_decision`` a head approves a list before anything goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40)
    from_on = models.DateField()
    span = models.CharField(max_length=20)
    fate = models.CharField(max_length=9, choices=Fate.choices)
    basis = models.CharField(max_length=7, choices=Basis.choices)
    law = models.CharField(max_length=300, blank=True, default="")
    needs_decision = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "from_on"], name="retention_term_once"),
            models.CheckConstraint(
                name="retention_term_unknown_is_kept",
                condition=Q(fate="keep") | ~Q(span__in=["permanent", "unknown"]),
            ),
            models.CheckConstraint(name="retention_term_names_its_law", condition=~Q(basis="law") | ~Q(law="")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "from_on", "span", "fate", "basis", "law", "needs_decision"}

    def __str__(self) -> str:
        return f"{self.code} {self.from_on}"


class Hold(models.Model):
    """Nothing of a case or a person is destroyed, for a reason, until somebody ends it. ``label`` is how people know it:
    a case number, or a NIK under its veil."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=5, choices=Subject.choices)
    subject_id = models.UUIDField()
    label = models.CharField(max_length=40)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    reason = models.CharField(max_length=500)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    ended_why = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "subject_id"], condition=Q(ended_at=None), name="retention_hold_once"
            ),
            models.CheckConstraint(name="retention_hold_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="retention_hold_ended_together",
                condition=Q(ended_at=None, ended_by="", ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_why="")),
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("subject_id", "label", "reason", "set_by", "ended_by", "ended_why"), KEEP_WITH_OWNER
        )
        plain: ClassVar = {"id", "subject", "cause", "set_at", "ended_at"}

    def __str__(self) -> str:
        return self.label


class Destroyed(models.Model):
    """How many records of a class went on a day, and when the oldest and the newest of them began. It names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    on = models.DateField()
    code = models.SlugField(max_length=40)
    number = models.PositiveIntegerField(default=0)
    oldest = models.DateField()
    newest = models.DateField()
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["on", "code"], name="retention_destroyed_once_a_day"),
            models.CheckConstraint(name="retention_destroyed_in_order", condition=Q(oldest__lte=F("newest"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "on", "code", "number", "oldest", "newest", "last_at"}

    def __str__(self) -> str:
        return f"{self.code} {self.on}"


class Census(models.Model):
    """What the worker found of a class the last time it looked, without touching anything: how many are there, are over,
    and are over but held."""

    code = models.SlugField(max_length=40, primary_key=True)
    counted_at = models.DateTimeField()
    there = models.PositiveIntegerField()
    due = models.PositiveIntegerField()
    held = models.PositiveIntegerField()
    oldest = models.DateField(null=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"code", "counted_at", "there", "due", "held", "oldest"}

    def __str__(self) -> str:
        return self.code


class DestructionList(models.Model):
    """Records of a class that are over and go only once a head has approved. Whoever submits it does not approve it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40)
    state = models.CharField(max_length=9, choices=ListState.choices, default=ListState.MADE)
    made_at = models.DateTimeField()
    unit_id = models.UUIDField(null=True)  # the office whose head decides
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True, default="")
    decided_name = models.CharField(max_length=120, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(state__in=[str(state) for state in OPEN_LISTS]),
                name="retention_destructionlist_one",
            ),
            models.CheckConstraint(
                name="retention_destructionlist_two",
                condition=Q(decided_by="") | (~Q(submitted_by="") & ~Q(decided_by=F("submitted_by"))),
            ),
        ]  # fmt: skip

    class Privacy:
        personal: ClassVar = dict.fromkeys(("submitted_by", "decided_by", "decided_name"), KEEP_WITH_OWNER)
        plain: ClassVar = {
            "id", "code", "state", "made_at", "unit_id", "submitted_at", "decided_at", "words", "done_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} {self.made_at:%Y-%m-%d}"


class ListItem(models.Model):
    """One record on a list: which, since when, and by what people know it."""

    id = models.BigAutoField(primary_key=True)
    list = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="items")
    record_id = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    since = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "record_id"], name="retention_listitem_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["record_id"], name="retention_listitem_record")]

    class Privacy:
        personal: ClassVar = {"label": KEEP_WITH_OWNER}
        plain: ClassVar = {"id", "list", "record_id", "since"}

    def __str__(self) -> str:
        return self.label
