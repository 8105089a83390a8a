"""Numbers that are asked for by phone before one is at the hall."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import short_code, uuid7
from satuatap.kernel.privacy import KEEP_SHORT

from ..rules.remote import RemoteTerms


class Remote(models.Model):
    """How a hall gives numbers by phone, as its pack says; what the figures mean stands at ``rules.RemoteTerms``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.OneToOneField("agencies.Site", on_delete=models.PROTECT, related_name="remote")
    each = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField()
    head_start = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="visits_remote_some", condition=Q(each__gte=1, minutes__gte=1, share__gte=1, share__lte=100)
            ),
            models.CheckConstraint(name="visits_remote_hours", condition=Q(begins__lt=F("ends"))),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "site", "each", "minutes", "late", "head_start", "share", "begins", "ends", "active",
        }  # fmt: skip

    @property
    def terms(self) -> RemoteTerms:
        return RemoteTerms(
            self.each, self.minutes, self.late, self.head_start, self.share, self.begins, self.ends
        )  # fmt: skip


class RemoteTicket(models.Model):
    """A number that was asked for by phone. It is called only once its holder has reported at the hall (``here_at``), by
    QR or ``code``: until ``until`` its place is kept, after ``lapses_at`` it is void.

    ``holder`` stands for the phone number, which cannot be read from it; ``place`` counts the numbers that a holder has
    out at a time (``is_out``), so that the table itself refuses one too many.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.OneToOneField("visits.Visit", on_delete=models.PROTECT, related_name="remote")
    code = models.CharField(max_length=8, unique=True, default=short_code)
    holder = models.CharField(max_length=64, blank=True)
    place = models.PositiveSmallIntegerField()
    is_out = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    lapses_at = models.DateTimeField()
    here_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder", "place"], condition=Q(is_out=True), name="visits_remoteticket_place_once"
            ),
            models.CheckConstraint(name="visits_remoteticket_place", condition=Q(place__gte=1)),
            models.CheckConstraint(name="visits_remoteticket_out", condition=Q(is_out=False) | Q(here_at=None)),
            models.CheckConstraint(
                name="visits_remoteticket_lapses", condition=Q(asked_at__lte=F("until"), until__lte=F("lapses_at"))
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["lapses_at"], condition=Q(is_out=True), name="visits_remoteticket_out"),
            models.Index(fields=["holder"], condition=~Q(holder=""), name="visits_remoteticket_holder"),
        ]

    class Privacy:
        personal: ClassVar = {"holder": KEEP_SHORT, "code": KEEP_SHORT}
        plain: ClassVar = {"id", "visit", "place", "is_out", "asked_at", "until", "lapses_at", "here_at"}
