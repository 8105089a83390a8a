"""What an officer has compared so far: kept on the way to a decision, gone with it."""

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .cases import Case


class Mark(models.Model):
    """One answer or paper that an officer has compared: it fits, or it differs, with words for the applicant.

    ``about`` is written as in a defect. What differs is named when the case goes back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="marks")
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=120)
    fits = models.BooleanField()
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "account", "about"], name="cases_mark_once"),
            models.CheckConstraint(name="cases_mark_what_fits_needs_no_words", condition=Q(fits=False) | Q(note="")),
        ]

    class Privacy:
        personal = {"account": KEEP_5_YEARS, "note": KEEP_5_YEARS}
        plain = {"id", "case", "about", "fits", "at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.about}"
