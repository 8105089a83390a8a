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
