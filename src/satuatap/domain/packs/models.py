"""Tables of this room: which pack was installed when, and which made-up population stands in the register."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7


class PackInstall(models.Model):
    """One installation of a pack that changed something.

    ``digest`` is the SHA-256 of everything the pack says, ``words_digest`` of its messages alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.SlugField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    words_digest = models.CharField(max_length=64, blank=True, default="")
    installed_at = models.DateTimeField()
    installed_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["name", "-installed_at"], name="packs_packinstall_latest")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "name", "version", "digest", "words_digest", "installed_at", "installed_by"}

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Population(models.Model):
    """The made-up population of this installation, if it has one: what it was made after, and how far that has come.

    ``area_code`` is where the people live, "" for the whole region; ``blocks`` are those that stand in the register, with
    all of them it is whole. An installation that has one is not fit for real people.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    area_code = models.CharField(max_length=13, blank=True, default="")
    size = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    blocks = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(name="packs_population_one_row", condition=Q(id=1)),
            models.CheckConstraint(name="packs_population_no_more_than_asked", condition=Q(people__lte=F("size"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "area_code", "size", "seed", "blocks", "people", "begun_at", "begun_by"}

    def __str__(self) -> str:
        return f"{self.area_code} {self.people}/{self.size}"
