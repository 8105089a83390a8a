"""Ways of proving at a kiosk who one is, beside a code to a telephone."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7

from ..lifecycle import ReaderKind
from .hall import Device


class Reader(models.Model):
    """A reader at a kiosk: of identity cards, at an address on the hall's network; or of QR codes, which types what it
    reads and has none. ``ready`` is what was heard last, at ``asked_at``: of the reader, or of who vouches for the QR."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="readers")
    kind = models.CharField(max_length=4, choices=ReaderKind.choices)
    address = models.CharField(max_length=60, blank=True, default="")
    ready = models.BooleanField(default=False)
    asked_at = models.DateTimeField(null=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["device", "kind"], name="visits_reader_one_of_a_kind"),
            models.CheckConstraint(
                name="visits_reader_address", condition=Q(kind="card") & ~Q(address="") | Q(kind="code", address="")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "device", "kind", "address", "ready", "asked_at", "active"}

    def __str__(self) -> str:
        return f"{self.device}: {self.kind}"
