"""Devices of village desks, and what came out of their outboxes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR, KEEP_5_YEARS

from .lifecycle import EndedFor, Problem, SendingState


class Device(models.Model):
    """One browser on one computer of a village desk, used by one officer.

    ``number`` begins its slip numbers. ``recovery`` is the sealed half of the key by which its officer opens it again after
    a forgotten PIN; ended, it is empty. ``taken_at`` is when it last got residents, ``unsent`` how much lay in its outbox
    when it was last heard.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveIntegerField(unique=True)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    recovery = models.BinaryField()
    unsent = models.PositiveIntegerField(default=0)
    registered_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_for = models.CharField(max_length=10, choices=EndedFor.choices, blank=True, default="")
    ended_by = models.CharField(max_length=80, blank=True, default="")
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="outboxes_device_ended_for_something",
                condition=Q(ended_at=None, ended_for="", ended_by="")
                | (Q(ended_at__isnull=False, recovery=b"") & ~Q(ended_for="") & ~Q(ended_by="")),
            ),
            models.CheckConstraint(
                name="outboxes_device_wiped_when_ended", condition=Q(wiped_at=None) | Q(ended_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "-registered_at"], name="outboxes_device_of_unit")]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("account", "ended_by"), KEEP_5_YEARS)
        plain: ClassVar = {
            "id", "number", "unit", "name", "recovery", "unsent", "registered_at", "heard_at", "taken_at", "ended_at",
            "ended_for", "wiped_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"L{self.number}"


class Sheet(models.Model):
    """A photo of a paper, on its way: it comes before the sending it belongs to, under a key of its own, and becomes a paper
    of the case. ``item`` is the key of that sending; what cannot become a paper stays until a person has looked."""

    id = models.UUIDField(primary_key=True, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="sheets")
    item = models.UUIDField()
    paper = models.CharField(max_length=80)
    file = models.OneToOneField("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["item"], name="outboxes_sheet_of_item")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "device", "item", "paper", "file", "received_at"}

    def __str__(self) -> str:
        return self.paper


class Sending(models.Model):
    """One letter or application out of an outbox, under the key that the device gave it: the key is also the case's.

    ``typed`` is kept while a person has to look at it, and ``differs``: facts of the register as [name, on the slip, now]. ``body_hash`` tells the same sending from another one. A letter that
    was signed with ink on the spot carries a number of a ``lease``; ``is_numbered``: its document has it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="sendings")
    slip = models.CharField(max_length=20)
    service_code = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    lease = models.ForeignKey("documents.Lease", on_delete=models.PROTECT, null=True, related_name="+")
    leased_number = models.PositiveIntegerField(null=True)
    is_numbered = models.BooleanField(default=False)
    body_hash = models.CharField(max_length=64)
    typed = models.JSONField(default=dict)
    differs = models.JSONField(default=list)
    written_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=SendingState.choices)
    problem = models.CharField(max_length=12, choices=Problem.choices, blank=True, default="")
    words = models.CharField(max_length=400, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "slip"], name="outboxes_sending_slip_once"),
            models.UniqueConstraint(fields=["lease", "leased_number"], name="outboxes_sending_number_once"),
            models.CheckConstraint(
                name="outboxes_sending_sent_is_a_case", condition=~Q(state="sent") | Q(case__isnull=False, problem="")
            ),
            models.CheckConstraint(
                name="outboxes_sending_aside_for_something", condition=~Q(state="aside") | ~Q(problem="")
            ),
            models.CheckConstraint(
                name="outboxes_sending_settled_by_somebody",
                condition=~Q(state="settled") | (Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(note="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["device", "-received_at"], name="outboxes_sending_of_device"),
            models.Index(fields=["received_at"], condition=Q(state="aside"), name="outboxes_sending_aside"),
        ]

    class Privacy:
        personal: ClassVar = {
            "party": KEEP_5_YEARS, "typed": KEEP_1_YEAR, "differs": KEEP_1_YEAR, "words": KEEP_1_YEAR, "settled_by": KEEP_5_YEARS,
            "note": KEEP_1_YEAR,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "device", "slip", "service_code", "title", "case", "lease", "leased_number", "is_numbered", "body_hash", "written_at", "received_at", "state",
            "problem", "settled_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.slip
