"""Original papers that an office keeps for a while."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .documents import Document


class Original(models.Model):
    """One original paper taken in for something (``about``), with the receipt given for it, until it is returned by
    name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    about = models.UUIDField(db_index=True)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=80, blank=True, default="")
    receipt = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="originals")
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_to = models.CharField(max_length=160, blank=True, default="")
    returned_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="documents_original_returned_by_name",
                condition=Q(returned_at=None, returned_to="", returned_by="")
                | (Q(returned_at__isnull=False) & ~Q(returned_to="") & ~Q(returned_by="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "taken_at", "id"], condition=Q(returned_at=None), name="documents_original_held"
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("party", "name", "returned_to"), KEEP_5_YEARS)
        plain: ClassVar = {
            "id", "about", "unit", "place", "receipt", "taken_at", "taken_by", "returned_at", "returned_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name
