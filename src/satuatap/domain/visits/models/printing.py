"""Printers of a hall, and every attempt to print a number."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7

from ..lifecycle import PrinterState, PrintState
from .hall import Device, Visit


class Printer(models.Model):
    """A printer of slips on the network of a hall. That of a kiosk prints for it alone; one without prints for the
    guide. ``width`` is that of the paper in millimetres; ``state`` is what it said last, at ``asked_at``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="printers")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, blank=True, related_name="printers")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=60)
    width = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=6, choices=PrinterState.choices, default=PrinterState.AWAY)
    asked_at = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="visits_printer_once_per_site"),
            models.UniqueConstraint(
                fields=["device"], condition=Q(active=True, device__isnull=False), name="visits_printer_one_for_a_kiosk"
            ),
            models.CheckConstraint(name="visits_printer_width", condition=Q(width__in=[58, 80])),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "device", "name", "address", "width", "state", "asked_at", "active"}

    def __str__(self) -> str:
        return self.name


class Printing(models.Model):
    """One attempt to print the slip of a visit. ``key`` is that of the press: pressed twice, printed once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="printings")
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=7, choices=PrintState.choices, default=PrintState.SENDING)
    trouble = models.CharField(max_length=6, choices=PrinterState.choices, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(state="sending"), name="visits_printing_one_at_a_time"
            ),
            models.CheckConstraint(
                name="visits_printing_trouble", condition=Q(trouble="") | Q(state__in=["failed", "unsure"])
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["at"], condition=Q(state__in=["sending", "unsure"]), name="visits_printing_open"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "visit", "printer", "key", "state", "trouble", "at"}
