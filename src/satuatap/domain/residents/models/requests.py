"""What people ask for as those whose data these are, until it is answered."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import receipt_number, uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_WITH_OWNER

from .parties import Party


class DataRequestKind(models.TextChoices):
    ACCESS = "access"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    ERASURE = "erasure"


class Came(models.TextChoices):
    """Who stood at the counter."""

    SELF = "self"
    PARENT = "parent"
    WALI = "wali"
    KUASA = "kuasa"


class DataRequest(models.Model):
    """Somebody asks to see, restrict or erase their data, or objects to a use of them. One of a kind is open at a time.

    ``number`` is what the person keeps as a receipt; ``facts`` are those that a restriction is about, none for all.

    ``due_at`` is the law's limit in hours of the calendar; ``warned_at`` and ``late_at`` say when the limit was called
    out before it and after it. ``unit_id`` is the office that wrote it down for somebody who stood there: ``came`` says who, ``shown`` what they showed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=12, choices=DataRequestKind.choices)
    number = models.CharField(max_length=16, unique=True, default=receipt_number)
    words = models.CharField(max_length=500, blank=True, default="")
    facts = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    unit_id = models.UUIDField(null=True, blank=True)
    came = models.CharField(max_length=8, choices=Came.choices, blank=True, default="")
    shown = models.CharField(max_length=160, blank=True, default="")
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    is_granted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "kind"], condition=Q(answered_at=None), name="residents_datarequest_one_open"
            ),
            models.CheckConstraint(
                name="residents_datarequest_answered_together",
                condition=Q(answered_at=None, answered_by="", is_granted=None, answer="")
                | (Q(answered_at__isnull=False, is_granted__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="residents_datarequest_seen_at_a_counter",
                condition=Q(unit_id=None, came="", shown="") | (Q(unit_id__isnull=False) & ~Q(came="") & ~Q(shown="")),
            ),
            models.CheckConstraint(name="residents_datarequest_due_after_asked", condition=Q(due_at__gt=F("asked_at"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], condition=Q(answered_at=None), name="residents_datarequest_open"),
        ]

    class Privacy:
        personal: ClassVar = {
            "party": KEEP_WITH_OWNER, "words": KEEP_5_YEARS, "shown": KEEP_5_YEARS, "asked_by": KEEP_5_YEARS, "answer": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "kind", "number", "facts", "asked_at", "unit_id", "came", "due_at", "warned_at", "late_at", "answered_at", "answered_by",
            "is_granted",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
