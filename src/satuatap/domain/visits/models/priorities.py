"""Reasons for going first."""

from typing import ClassVar

from django.db import models

from satuatap.kernel.ids import uuid7


class Priority(models.Model):
    """A reason for a head start: such visitors rank as if they had come ``head_start`` minutes earlier. Whoever has
    waited longer than that is overtaken by nobody, so nobody waits for ever."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    head_start = models.PositiveSmallIntegerField()
    law = models.CharField(max_length=240, blank=True, default="")
    active = models.BooleanField(default=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "name", "head_start", "law", "active"}

    def __str__(self) -> str:
        return self.name
