"""What officers keep for themselves of the lists they work from."""

from django.db import models

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class SavedFilter(models.Model):
    """A way of looking at the inbox that an officer has given a name; ``query`` is the address's own text."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=400)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="cases_savedfilter_name_once")]

    class Privacy:
        personal = dict.fromkeys(("account", "name", "query"), KEEP_5_YEARS)
        plain = {"id", "saved_at"}

    def __str__(self) -> str:
        return self.name


class Export(models.Model):
    """A filtered inbox as a spreadsheet, made by the worker; it is there for a day. No column of it tells of a person.

    ``filters`` are those of the list. ``content`` comes with ``ready_at``; ``done`` of ``total`` rows are written.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(unique=True)
    filters = models.JSONField()
    language = models.CharField(max_length=8)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    content = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_export_ready_with_content",
                condition=models.Q(ready_at=None, content=None)
                | models.Q(ready_at__isnull=False, content__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="cases_export_to_drop")]

    class Privacy:
        personal = {"account": KEEP_5_YEARS}
        plain = {
            "id", "key", "filters", "language", "total", "done", "content", "asked_at", "ready_at", "expires_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)
