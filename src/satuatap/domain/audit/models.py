"""The record of who did or saw what. Rows are added and never changed; migrations hold the triggers that see to it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from satuatap.kernel.privacy import KEEP_5_YEARS

# Tables of this room in which the application may add rows only: its database role has no other rights there.
APPEND_ONLY = ("audit_entry", "audit_block")
# The one column of those tables that is written after the row was added.
SET_ONCE = {"audit_entry": ("block_id",)}


class Block(models.Model):
    """A run of entries sealed together: its hash covers every entry and the hash of the block before."""

    id = models.BigAutoField(primary_key=True)
    sealed_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    hash = models.CharField(max_length=64, unique=True)
    previous_hash = models.CharField(max_length=64, unique=True)  # a chain has no forks

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="audit_block_holds_entries", condition=Q(entries__gte=1, first_id__lte=models.F("last_id"))
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "sealed_at", "entries", "first_id", "last_id", "hash", "previous_hash"}

    def __str__(self) -> str:
        return f"block {self.pk}"


class Entry(models.Model):
    """One act or one look: identifiers, a verb and names of fields; never what stood in them.

    Everything is kept as text without foreign keys, so that the record outlives what it speaks of.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    verb = models.CharField(max_length=60)
    on_kind = models.CharField(max_length=60, blank=True, default="")
    on_id = models.CharField(max_length=80, blank=True, default="")
    party_id = models.CharField(max_length=36, blank=True, default="")  # whose data
    unit_id = models.CharField(max_length=36, blank=True, default="")
    fields = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    purpose = models.CharField(max_length=200, blank=True, default="")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(block=None), name="audit_entry_unsealed"),
            models.Index(fields=["block", "id"], condition=Q(block__isnull=False), name="audit_entry_of_block"),
            models.Index(fields=["on_id", "id"], condition=~Q(on_id=""), name="audit_entry_of_thing"),
            models.Index(fields=["party_id", "-id"], condition=~Q(party_id=""), name="audit_entry_of_party"),
            models.Index(fields=["-id"], condition=Q(verb="turned-away"), name="audit_entry_turned_away"),
        ]

    class Privacy:
        personal: ClassVar = {"by": KEEP_5_YEARS, "party_id": KEEP_5_YEARS}
        plain: ClassVar = {"id", "at", "verb", "on_kind", "on_id", "unit_id", "fields", "purpose", "block"}

    def __str__(self) -> str:
        return f"{self.verb} {self.on_kind}"
