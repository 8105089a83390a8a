"""Families: a card, an address, and who stands on it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_REGISTER

from ..codes import HEAD
from .parties import Origin, Person


class Family(models.Model):
    """A family card: who lives together at one address."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kk = models.CharField(max_length=16, unique=True)
    area_code = models.CharField(max_length=13)
    address = models.CharField(max_length=240)
    rt = models.CharField(max_length=3, blank=True, default="")
    rw = models.CharField(max_length=3, blank=True, default="")
    hamlet = models.CharField(max_length=80, blank=True, default="")
    postal_code = models.CharField(max_length=5, blank=True, default="")
    origin = models.CharField(max_length=16, choices=Origin.choices)
    origin_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="residents_family_kk_form", condition=Q(kk__regex=r"^[0-9]{16}$")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area_code"], name="residents_family_by_area", opclasses=["varchar_pattern_ops"]),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("kk", "address", "rt", "rw", "hamlet", "postal_code"), KEEP_REGISTER)
        plain: ClassVar = {"id", "area_code", "origin", "origin_on"}

    def __str__(self) -> str:
        return str(self.pk)


class FamilyMember(models.Model):
    """A person's place in a family (SHDK) from a day until another; the family's head is its one member with code 1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    relation = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(to_on=None), name="residents_familymember_one_family_per_person"
            ),
            models.UniqueConstraint(
                fields=["family"], condition=Q(to_on=None, relation=HEAD), name="residents_familymember_one_head"
            ),
            models.CheckConstraint(name="residents_familymember_relation", condition=Q(relation__range=(1, 11))),
            models.CheckConstraint(
                name="residents_familymember_days_in_order",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
        ]

    class Privacy:
        personal: ClassVar = {"person": KEEP_REGISTER, "relation": KEEP_REGISTER}
        plain: ClassVar = {"id", "family", "from_on", "to_on"}

    def __str__(self) -> str:
        return str(self.pk)
