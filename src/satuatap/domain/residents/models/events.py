"""What happened to people and families. Rows are only ever added: an event that was wrong is cancelled by a later step.

Their keys run: they carry the order of recording, whatever a clock says.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.privacy import KEEP_REGISTER

from ..lifecycle import EventState, Kind
from .families import Family
from .mandates import FactReport
from .parties import Origin, Party

APPEND_ONLY = ("residents_civilevent", "residents_eventchange", "residents_eventstep")


class CivilEvent(models.Model):
    """Something that happened to people on a day, as somebody recorded it, with the document that shows it.

    ``counts_from`` is the day from which the register counts it: ``on``, or the day it began to know those concerned,
    if that is later. ``first_state`` holds until an ``EventStep`` says otherwise. ``about`` is the case that led to
    it, ``report`` what somebody said was wrong, of which a correction came.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    on = models.DateField()
    counts_from = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    area_code = models.CharField(max_length=13, blank=True, default="")
    origin = models.CharField(max_length=16, choices=Origin.choices)
    first_state = models.CharField(max_length=10, choices=EventState.choices)
    document = models.CharField(max_length=200, blank=True, default="")
    document_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=160, blank=True, default="")
    about = models.UUIDField(null=True, blank=True)
    report = models.OneToOneField(FactReport, on_delete=models.PROTECT, null=True, blank=True, related_name="event")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["about", "kind"], condition=Q(about__isnull=False), name="residents_civilevent_once_per_case"
            ),
            models.CheckConstraint(
                name="residents_civilevent_counts_from_its_day", condition=Q(counts_from__gte=models.F("on"))
            ),
            models.CheckConstraint(
                name="residents_civilevent_reported_has_document",
                condition=Q(report=None) | (~Q(document="") & Q(document_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="residents_civilevent_first_state", condition=~Q(first_state=EventState.CANCELLED)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["area_code", "recorded_at", "id"],
                condition=~Q(kind=Kind.ENTER),
                name="residents_civilevent_by_area",
            ),
            models.Index(fields=["counts_from"], condition=~Q(kind=Kind.ENTER), name="residents_civilevent_by_day"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("document", "issuer"), KEEP_REGISTER)
        plain: ClassVar = {
            "id", "kind", "on", "counts_from", "recorded_at", "recorded_by", "area_code", "origin", "first_state",
            "document_on", "about", "report",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class EventChange(models.Model):
    """What an event made of one person or one family: its fields, what they said before and what they say since.

    One row for each of them, not one for each field: a register of a region has millions of first entries of twelve
    fields. Fields and values are those of ``rules.events.Facts``; ``before`` names only fields that said something.
    """

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(CivilEvent, on_delete=models.PROTECT, related_name="changes")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, null=True, blank=True, related_name="event_changes", db_index=False
    )
    family = models.ForeignKey(
        Family, on_delete=models.PROTECT, null=True, blank=True, related_name="event_changes", db_index=False
    )
    facts = models.JSONField()
    before = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_eventchange_of_one",
                condition=Q(party=None, family__isnull=False) | Q(party__isnull=False, family=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["party"], condition=Q(party__isnull=False), name="residents_eventchange_by_party"),
            models.Index(fields=["family"], condition=Q(family__isnull=False), name="residents_eventchange_by_card"),
        ]

    class Privacy:
        personal: ClassVar = {"facts": KEEP_REGISTER, "before": KEEP_REGISTER, "party": KEEP_REGISTER}
        plain: ClassVar = {"id", "event", "family"}

    def __str__(self) -> str:
        return str(self.pk)


class EventStep(models.Model):
    """An event became *tercatat* by a reference of the population administration, or was cancelled for a reason."""

    id = models.BigAutoField(primary_key=True)
    event = models.ForeignKey(CivilEvent, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=EventState.choices)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    reference = models.CharField(max_length=80, blank=True, default="")
    reference_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "state"], name="residents_eventstep_once"),
            models.CheckConstraint(
                name="residents_eventstep_says_why",
                condition=(Q(state=EventState.RECORDED, reference_on__isnull=False) & ~Q(reference=""))
                | (Q(state=EventState.CANCELLED) & ~Q(reason="")),
            ),
        ]

    class Privacy:
        personal: ClassVar = {"reference": KEEP_REGISTER, "reason": KEEP_REGISTER}
        plain: ClassVar = {"id", "event", "state", "at", "by", "reference_on"}

    def __str__(self) -> str:
        return self.state
