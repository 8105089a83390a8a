"""The copy of everything about one person that was made for a granted request."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.privacy import KEEP_SHORT, KEEP_WITH_OWNER

from .requests import DataRequest


class DataCopy(models.Model):
    """``sealed`` and ``paper``, the same set as a PDF, are readable by this installation alone and empty once ``expires_at`` has passed; ``taken_at`` is when
    it was first handed over: downloaded in the account, or printed at a counter."""

    request = models.OneToOneField(DataRequest, on_delete=models.PROTECT, primary_key=True, related_name="copy")
    sealed = models.BinaryField(null=True, blank=True)
    paper = models.BinaryField(null=True, blank=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="residents_datacopy_ends", condition=Q(expires_at__gt=F("made_at"))),
        ]
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], condition=Q(sealed__isnull=False), name="residents_datacopy_kept"),
        ]

    class Privacy:
        personal: ClassVar = {"request": KEEP_WITH_OWNER, "sealed": KEEP_SHORT, "paper": KEEP_SHORT}
        plain: ClassVar = {"made_at", "expires_at", "taken_at"}

    def __str__(self) -> str:
        return str(self.pk)
