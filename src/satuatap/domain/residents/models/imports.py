"""Tables of residents that came as a file: what stood in them, what the register would make of it, what it was before.

The rows of a batch are no part of the register until it is entered.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_SHORT, KEEP_WITH_OWNER

from ..lifecycle import Finding, ImportState
from .parties import Origin


class ImportBatch(models.Model):
    """One file of residents of one village, and how far it is.

    ``layout`` is what the pack calls the way it is laid out, "" for one that no pack knows.
    ``head`` are its first rows as they stand there; ``columns``, ``header`` and ``day_order`` say how it is read,
    ``chosen`` which code of a list an unknown writing means, ``unknown`` the writings nobody explained yet. ``done`` of
    ``total`` rows are through the present step. ``entered_at`` is also when its events say they were recorded;
    they lie between ``first_event`` and ``last_event``. ``words`` say why a step ended early. ``asked_at`` and ``asked_by``
    are of the step it waits for, ``tries`` how often workers began it. After ``keep_until`` everything that stood in it
    is erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=13)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    state = models.CharField(max_length=10, choices=ImportState.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    head = models.JSONField(default=list)
    header = models.PositiveSmallIntegerField(default=0)
    layout = models.CharField(max_length=120, blank=True, default="")
    columns = models.JSONField(default=dict)
    day_order = models.CharField(max_length=3, default="dmy")
    chosen = models.JSONField(default=dict)
    unknown = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    brought_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    entered_by = models.CharField(max_length=80, blank=True, default="")
    first_event = models.BigIntegerField(default=0)
    last_event = models.BigIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    keep_until = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area_code", "-brought_at"], name="residents_importbatch_by_area")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_importbatch_done_when_entered",
                condition=~Q(state__in=["done", "undoing", "undone"]) | Q(entered_at__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("head", "chosen", "unknown"), KEEP_SHORT) | dict.fromkeys(
            ("account", "name"), KEEP_WITH_OWNER
        )
        plain: ClassVar = {
            "id", "key", "unit", "area_code", "file", "language", "origin", "state", "words", "header", "layout", "columns",
            "day_order", "counts", "total", "done", "brought_at", "entered_at", "entered_by", "first_event",
            "last_event", "undone_at", "asked_at", "asked_by", "tries", "keep_until", "erased_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class ImportLine(models.Model):
    """One row of a file: what it tells, what is wrong or doubtful in it, and what it would change in the register.

    ``cells`` are those of the file, kept where the row may have to be put right. ``changes`` are fields with what the
    register says and what the row says; ``party`` is whom it is about, or, of a likely double, whom it may be.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(  # a hundred thousand of one batch: that it is there need not be looked up for each
        ImportBatch, on_delete=models.CASCADE, related_name="lines", db_index=False, db_constraint=False
    )
    number = models.PositiveIntegerField()
    finding = models.CharField(max_length=8, choices=Finding.choices)
    kk = models.CharField(max_length=16, blank=True, default="")
    facts = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    cells = models.JSONField(default=list)
    party = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "number"], name="residents_importline_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["batch", "finding", "number"], name="residents_importline_found"),
            models.Index(fields=["batch", "kk", "number"], name="residents_importline_card"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("kk", "facts", "problems", "changes", "cells", "party"), KEEP_SHORT)
        plain: ClassVar = {"id", "batch", "number", "finding"}

    def __str__(self) -> str:
        return str(self.number)


class ImportBefore(models.Model):
    """A row of the register as it was before a batch changed it; ``was`` is None for what the batch made.

    ``after`` is a digest of what the batch left, so that undoing it can tell whether somebody went on from there.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(
        ImportBatch, on_delete=models.CASCADE, related_name="before", db_index=False, db_constraint=False
    )
    kind = models.CharField(max_length=8)
    subject = models.UUIDField()
    was = models.JSONField(null=True)
    after = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "kind", "subject"], name="residents_importbefore_once"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("subject", "was", "after"), KEEP_SHORT)
        plain: ClassVar = {"id", "batch", "kind"}

    def __str__(self) -> str:
        return self.kind


class ImportLayout(models.Model):
    """How an office read a layout the last time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.CASCADE, related_name="+", db_index=False)
    fingerprint = models.CharField(max_length=32)
    columns = models.JSONField()
    day_order = models.CharField(max_length=3)
    chosen = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "fingerprint"], name="residents_importlayout_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "unit", "fingerprint", "columns", "day_order", "chosen", "used_at"}

    def __str__(self) -> str:
        return self.fingerprint


class KnownLayout(models.Model):
    """A layout that the pack knows: by which heading another system calls each thing, in any order of its columns."""

    code = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)
    columns = models.JSONField()
    day_order = models.CharField(max_length=3)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"code", "name", "columns", "day_order"}

    def __str__(self) -> str:
        return self.code
