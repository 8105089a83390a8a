"""What outside systems have made of a case, and what they were asked."""

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from ..lifecycle import CallState
from .cases import Case


class OutsideRecord(models.Model):
    """What an outside system of record has made: its number, and its document with what the signature check found."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outside_records")
    step = models.CharField(max_length=60)
    system = models.CharField(max_length=40)
    number = models.CharField(max_length=80)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    is_signed = models.BooleanField(default=False)
    is_intact = models.BooleanField(default=False)
    is_trusted = models.BooleanField(default=False)
    signer = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "number"], name="cases_outsiderecord_once")]

    class Privacy:
        personal = {"number": KEEP_5_YEARS, "file": KEEP_5_YEARS, "signer": KEEP_5_YEARS, "recorded_by": KEEP_5_YEARS}
        plain = {"id", "case", "step", "system", "is_signed", "is_intact", "is_trusted", "recorded_at"}

    def __str__(self) -> str:
        return f"{self.system} {self.number}"


class OutsideCall(models.Model):
    """A question to an outside system for a ``call`` step: what was asked (names, never values), how often, what came.

    ``key`` goes along with every try, so that asking twice is asking once. ``ask_at`` is when it is asked next, None
    when nobody waits for an answer. ``answer`` is what the step took over from the outside, ``typed`` what an officer
    wrote instead; ``differs`` names the results in which the two do not agree.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outside_calls")
    step = models.CharField(max_length=60)
    adapter = models.CharField(max_length=40)
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=12, choices=CallState.choices, default=CallState.ASKING)
    asked = models.JSONField(default=list)
    tried = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True, default="")
    opened_at = models.DateTimeField()
    ask_at = models.DateTimeField(null=True)
    give_up_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.JSONField(default=dict)
    typed = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True, default="")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    differs = models.JSONField(default=list)
    typed_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=Q(state__in=["asking", "stuck"]), name="cases_outsidecall_one_alive"
            ),
            models.CheckConstraint(
                name="cases_outsidecall_by_hand_with_evidence",
                condition=~Q(state__in=["by-hand", "agreed", "differs", "unconfirmed"])
                | ~Q(note="")
                | Q(file__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["ask_at"], name="cases_outsidecall_due", condition=Q(ask_at__isnull=False)),
            models.Index(fields=["case", "opened_at"], name="cases_outsidecall_of_case"),
        ]

    class Privacy:
        personal = dict.fromkeys(("answer", "typed", "note", "file", "typed_by"), KEEP_5_YEARS)
        plain = {
            "id", "case", "step", "adapter", "key", "state", "asked", "tried", "problem", "opened_at", "ask_at",
            "give_up_at", "answered_at", "differs",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.adapter}"
