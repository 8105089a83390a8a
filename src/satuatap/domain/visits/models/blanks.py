"""Slips for a day without power that came out of a printer of the hall, one by one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7

from ..lifecycle import PrinterState, PrintState
from .paper import PaperBlock
from .printing import Printer

MAY_BE_THERE = (PrintState.SENDING, PrintState.PRINTED, PrintState.UNSURE)


class BlankPrinting(models.Model):
    """One attempt to print a blank slip. A slip that was printed, or may have been, is printed no second time: two slips of
    one number cannot be told apart."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    block = models.ForeignKey(PaperBlock, on_delete=models.PROTECT, related_name="printings")
    number = models.PositiveIntegerField()
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=PrintState.choices, default=PrintState.SENDING)
    trouble = models.CharField(max_length=6, choices=PrinterState.choices, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["block", "number"], condition=Q(state__in=["sending", "printed", "unsure"]),
                name="visits_blankprinting_once",
            ),
            models.CheckConstraint(
                name="visits_blankprinting_trouble", condition=Q(trouble="") | Q(state__in=["failed", "unsure"])
            ),
        ]  # fmt: skip

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "block", "number", "printer", "state", "trouble", "at"}
