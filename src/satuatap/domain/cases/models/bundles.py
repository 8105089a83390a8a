"""Applications that belong together, because one event in somebody's life asks for all of them."""

from django.db import models

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class Bundle(models.Model):
    """Several applications of one person, filled in as one form and sent at once; each then goes its own way.

    ``event`` is the code of the life event, ``title`` a copy of its name. ``version`` counts changes while it is being
    filled in: two windows that change the same draft do not both succeed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.SlugField(max_length=60)
    title = models.CharField(max_length=80)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, related_name="+")
    filed_by = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_bundle_sent_after_start",
                condition=models.Q(sent_at=None) | models.Q(sent_at__gte=models.F("started_at")),
            )
        ]

    class Privacy:
        personal = {"party": KEEP_5_YEARS, "filed_by": KEEP_5_YEARS}
        plain = {"id", "event", "title", "version", "started_at", "sent_at"}

    def __str__(self) -> str:
        return self.title
