"""Tables of this room: which pack was installed when."""

from typing import ClassVar

from django.db import models

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
