"""The table of stored files; the bytes lie encrypted beside the database."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_WITH_OWNER


def folder() -> Path:
    """Where the encrypted bytes lie."""
    return Path(settings.HOME) / "files"


class StoredFile(models.Model):
    """One file. It belongs to a thing of another room, named by kind and id, and is opened through that room."""

    class Scan(models.TextChoices):
        NONE = "none", "no scanner looked at it"
        CLEAN = "clean", "a scanner found nothing"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()  # of the bytes as they came
    sha256 = models.CharField(max_length=64)
    key_id = models.PositiveIntegerField()  # which key-encryption key wraps the file key
    wrapped_key = models.BinaryField(max_length=64)
    purpose = models.CharField(max_length=60, blank=True)
    scanned = models.CharField(max_length=8, choices=Scan.choices, default=Scan.NONE)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="files_storedfile_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(name="files_storedfile_has_owner", condition=~Q(owner_kind="") & ~Q(owner_id="")),
            models.CheckConstraint(name="files_storedfile_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner_kind", "owner_id"], name="files_storedfile_of_owner"),
            models.Index(fields=["key_id"], name="files_storedfile_by_key"),
        ]

    class Privacy:
        personal: ClassVar = {"name": KEEP_WITH_OWNER, "sha256": KEEP_WITH_OWNER}
        plain: ClassVar = {
            "id", "owner_kind", "owner_id", "media_type", "size", "key_id", "wrapped_key", "purpose", "scanned",
            "stored_at", "stored_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def path(self) -> Path:
        """The encrypted bytes; spread over 256 folders by the random end of the identifier."""
        return folder() / self.pk.hex[-2:] / self.pk.hex


class Stamp(models.Model):
    """A *meterai* that stands on a paper: by its serial it is accepted once, in the whole region."""

    serial = models.CharField(max_length=40, primary_key=True)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.CharField(max_length=40)
    part = models.CharField(max_length=60, blank=True, default="")  # which paper of its owner
    used_at = models.DateTimeField()
    used_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="files_stamp_serial_form", condition=Q(serial__regex=r"^[A-Z0-9-]{6,40}$")),
        ]
        indexes: ClassVar = [models.Index(fields=["owner_kind", "owner_id"], name="files_stamp_of_owner")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"serial", "owner_kind", "owner_id", "part", "used_at", "used_by"}

    def __str__(self) -> str:
        return self.serial
