"""Areas with the dates between which they hold: codes and names change by decree, what was written then stays true.
Beside them the region itself, and what is spoken in it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7

from .rules import BEGINNING


class Level(models.TextChoices):
    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


class Area(models.Model):
    """One area under one name and code, from a day until (not including) another.

    ``code`` is that of the Ministry of the Interior, ``35.10.24.2008``; ``kind`` the word for this sort of area
    (*kabupaten*, *kota*, *kecamatan*, *desa*, *kelurahan*).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=13)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=20, blank=True, default="")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    bps_code = models.CharField(max_length=10, blank=True, default="")
    office_code = models.CharField(max_length=20, blank=True, default="")
    valid_from = models.DateField(default=BEGINNING)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="regions_area_version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="regions_area_one_open_version"),
            models.CheckConstraint(
                name="regions_area_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="regions_area_code_form",
                condition=Q(code__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "code", "name", "level", "kind", "parent", "bps_code", "office_code", "valid_from", "valid_to",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class KnownDistrict(models.Model):
    """Digits with which a number of a person may begin: those of a district anywhere in the country (*351024*), or of a
    whole regency or province whose codes are used no more (*6404*)."""

    digits = models.CharField(max_length=6, primary_key=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="regions_knowndistrict_form", condition=Q(digits__regex=r"^(\d{2}|\d{4}|\d{6})$")
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"digits"}

    def __str__(self) -> str:
        return self.digits


class Home(models.Model):
    """The region this installation serves: one row. What places call themselves and how they can be reached is data.

    ``prefix`` begins the number of every case (*BWI*); ``look`` names the file with the region's colours. Contacts
    that nobody has entered are empty, and pages leave them out. ``extent`` holds the edges between which the region
    lies, in degrees as text: *south*, *west*, *north*, *east*.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    code = models.CharField(max_length=13)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    government = models.CharField(max_length=160)
    prefix = models.CharField(max_length=3)
    look = models.SlugField(max_length=40)
    whatsapp = models.CharField(max_length=20, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    hours = models.CharField(max_length=80, blank=True, default="")
    website = models.URLField(blank=True, default="")
    is_sample = models.BooleanField(default=True)
    extent = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="regions_home_one_row", condition=Q(id=1)),
            models.CheckConstraint(name="regions_home_prefix_form", condition=Q(prefix__regex=r"^[A-Z]{3}$")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "code", "name", "short_name", "government", "prefix", "look", "whatsapp", "phone", "hours",
            "website", "is_sample", "extent",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Tongue(models.Model):
    """A language of the region, beside those in which every page is written.

    ``code`` is its BCP 47 tag, ``name`` what it calls itself. ``words`` are the sentences it has, by the Indonesian ones
    of the code; ``known`` of the ``wanted`` sentences that visitors of a hall may meet are among them. ``reviewed_on``
    is the day on which somebody who grew up with it had read them all, ``stamp`` a hash of the words.
    """

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=40)
    words = models.JSONField(default=dict, blank=True)
    stamp = models.CharField(max_length=64)
    known = models.PositiveIntegerField()
    wanted = models.PositiveIntegerField()
    reviewed_on = models.DateField(null=True, blank=True)
    is_offered = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="regions_tongue_known_of_wanted", condition=Q(known__lte=F("wanted"))),
            models.CheckConstraint(name="regions_tongue_code_form", condition=Q(code__regex=r"^[a-z]{2,3}$")),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"code", "name", "words", "stamp", "known", "wanted", "reviewed_on", "is_offered"}

    def __str__(self) -> str:
        return self.name
