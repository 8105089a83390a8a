"""People and organisations, where each fact comes from, and who acts in an organisation's name."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_REGISTER, KEEP_WITH_OWNER


class PartyKind(models.TextChoices):
    PERSON = "person"
    ORGANISATION = "organisation"


class Origin(models.TextChoices):
    """Where a fact comes from, the most trusted first."""

    SIAK = "SIAK-verified"
    VILLAGE = "village-reported"
    RESIDENT = "resident-stated"


class Party(models.Model):
    """A person or an organisation: what cases, bills and mandates point at.

    ``restricted_at``: since when the data are kept but no longer filled in anywhere, because the person asked for it;
    ``restricted_facts`` are single facts of which the same holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    name = models.CharField(max_length=160)
    name_key = models.GeneratedField(
        expression=Lower("name"), output_field=models.CharField(max_length=160), db_persist=True
    )
    created_at = models.DateTimeField()
    restricted_at = models.DateTimeField(null=True, blank=True)
    restricted_facts = ArrayField(models.CharField(max_length=40), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["name_key"], name="residents_party_by_name", opclasses=["varchar_pattern_ops"]),
        ]

    class Privacy:
        personal: ClassVar = {"name": KEEP_REGISTER, "name_key": KEEP_REGISTER}
        plain: ClassVar = {"id", "kind", "created_at", "restricted_at", "restricted_facts"}

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """What the register knows about a person. Numbers stand for the lists in ``codes``.

    ``origin`` and ``origin_on`` hold for every fact of the row for which no ``FactOrigin`` says otherwise. A NIK is
    permanent and may be missing; ``provisional`` marks the stand-in number of a village. ``stated_nik`` is what an
    account without proof gave as its NIK: it proves nothing and identifies nobody. Address and area are those of
    somebody who stands on no family card here; ``elsewhere`` is the regency or city, as the card says, of somebody who
    is registered outside this region. ``keys`` are what the person is found by (``rules.spelling``), None until a job has
    written them. ``passport`` is the number of a foreigner's travel document. ``father_name`` and ``mother_name`` are
    what the family card says of each of its members; they name the parents, and say nothing of who they are.
    """

    party = models.OneToOneField(Party, on_delete=models.PROTECT, primary_key=True, related_name="person")
    nik = models.CharField(max_length=16, null=True, blank=True, unique=True)
    provisional = models.BooleanField(default=False)
    stated_nik = models.CharField(max_length=16, blank=True, default="")
    passport = models.CharField(max_length=20, null=True, blank=True, unique=True)
    sex = models.PositiveSmallIntegerField()
    born_on = models.DateField()
    birth_place = models.CharField(max_length=100, blank=True, default="")
    father_name = models.CharField(max_length=160, blank=True, default="")
    mother_name = models.CharField(max_length=160, blank=True, default="")
    religion = models.PositiveSmallIntegerField(null=True, blank=True)
    marital = models.PositiveSmallIntegerField(null=True, blank=True)
    occupation = models.PositiveSmallIntegerField(null=True, blank=True)
    education = models.PositiveSmallIntegerField(null=True, blank=True)
    citizenship = models.PositiveSmallIntegerField(default=1)
    blood = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    address = models.CharField(max_length=240, blank=True, default="")
    area_code = models.CharField(max_length=13, blank=True, default="")
    elsewhere = models.CharField(max_length=100, blank=True, default="")
    status = models.PositiveSmallIntegerField(default=1)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    origin_on = models.DateField()
    keys = ArrayField(models.CharField(max_length=32), null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["born_on"], name="residents_person_by_birth"),
            GinIndex(fields=["keys"], name="residents_person_by_keys", fastupdate=False),
            models.Index(fields=["party"], condition=Q(keys=None), name="residents_person_without_keys"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_person_nik_form", condition=Q(nik=None) | Q(nik__regex=r"^[0-9]{16}$")
            ),
            models.CheckConstraint(
                name="residents_person_provisional_has_number", condition=Q(provisional=False) | Q(nik__startswith="0")
            ),
            models.CheckConstraint(name="residents_person_sex", condition=Q(sex__in=[1, 2])),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            (
                "nik", "stated_nik", "sex", "born_on", "birth_place", "religion", "marital", "occupation", "education",
                "citizenship", "blood", "phone", "email", "address", "status", "passport", "elsewhere", "keys",
                "father_name", "mother_name",
            ),
            KEEP_REGISTER,
        )  # fmt: skip
        plain: ClassVar = {"party", "provisional", "area_code", "origin", "origin_on"}

    def __str__(self) -> str:
        return str(self.pk)


class FactOrigin(models.Model):
    """The origin of one fact where it differs from that of its row, e.g. a telephone number the resident stated."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="fact_origins", db_index=False)
    field = models.CharField(max_length=40)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    origin_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["party", "field"], name="residents_factorigin_once_per_field"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "party", "field", "origin", "origin_on"}

    def __str__(self) -> str:
        return f"{self.field}: {self.origin}"


class Organisation(models.Model):
    """A business, association or body; its officers act for it."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, primary_key=True, related_name="organisation")
    nib = models.CharField(max_length=13, null=True, blank=True, unique=True)
    npwp = models.CharField(max_length=16, blank=True, default="")
    form = models.CharField(max_length=40)
    address = models.CharField(max_length=240, blank=True, default="")
    area_code = models.CharField(max_length=13, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=254, blank=True, default="")
    origin = models.CharField(max_length=16, choices=Origin.choices)
    origin_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_organisation_nib_form", condition=Q(nib=None) | Q(nib__regex=r"^[0-9]{13}$")
            ),
        ]

    class Privacy:
        personal: ClassVar = {
            "npwp": KEEP_REGISTER, "address": KEEP_REGISTER, "phone": KEEP_REGISTER, "email": KEEP_REGISTER,
        }  # fmt: skip
        plain: ClassVar = {"party", "nib", "form", "area_code", "origin", "origin_on"}

    def __str__(self) -> str:
        return str(self.pk)


class OrganisationOfficer(models.Model):
    """Somebody with rights in an organisation: to apply for it, to pay for it, to name further officers, to give its powers.

    ``invited_nik`` and ``invited_name`` are of somebody who was invited and has not come yet: the one who invites does
    not learn whether the register knows that number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="officers", limit_choices_to={"kind": "organisation"}
    )
    person = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    invited_nik = models.CharField(max_length=16, blank=True, default="")
    invited_name = models.CharField(max_length=160, blank=True, default="")
    title = models.CharField(max_length=80)
    rights = ArrayField(models.CharField(max_length=20))
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=Q(to_on=None),
                name="residents_organisationofficer_one_open",
            ),
            models.CheckConstraint(
                name="residents_organisationofficer_days_in_order",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
            models.CheckConstraint(name="residents_organisationofficer_has_rights", condition=~Q(rights=[])),
            models.CheckConstraint(
                name="residents_organisationofficer_person_or_invited",
                condition=Q(person__isnull=False, invited_nik="") | (Q(person=None) & ~Q(invited_nik="")),
            ),
            models.UniqueConstraint(
                fields=["invited_nik", "organisation"],
                condition=~Q(invited_nik=""),
                name="residents_organisationofficer_invited_once",
            ),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("person", "invited_nik", "invited_name", "title"), KEEP_WITH_OWNER)
        plain: ClassVar = {"id", "organisation", "rights", "from_on", "to_on", "recorded_by"}

    def __str__(self) -> str:
        return self.title
