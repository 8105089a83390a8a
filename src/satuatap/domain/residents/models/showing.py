"""QR codes that were shown, so that none is accepted twice."""

from typing import ClassVar

from django.db import models

from satuatap.kernel.ids import uuid7


class ShownCode(models.Model):
    """One showing of a QR of the digital identity, known by the digest of its reference; it names nobody. ``key`` is that
    of the form in which it was typed: sent twice, it counts once. Gone when the QR itself is too old."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    until = models.DateTimeField(db_index=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "key", "digest", "at", "until"}

    def __str__(self) -> str:
        return str(self.pk)
