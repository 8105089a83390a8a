"""What is said about a case: between applicant and office, among officers, and by a colleague who was asked."""

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from .cases import Case


class Post(models.Model):
    """One message of the thread between applicant and office. ``key`` is the sender's: sent twice, it is there once.

    ``read_at`` is when the other side first saw it. An applicant's post is answered by the office's next one;
    names are copies, as in commands; a reply by telephone has only a masked number.
    """

    class Channel(models.TextChoices):
        PORTAL = "portal"
        DESK = "desk"
        WHATSAPP = "whatsapp"
        SMS = "sms"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="posts")
    key = models.UUIDField(unique=True)
    is_from_applicant = models.BooleanField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    text = models.TextField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_post_answered_together",
                condition=Q(answered_at=None, answered_by="") | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
            models.CheckConstraint(
                name="cases_post_only_the_applicant_is_answered",
                condition=Q(is_from_applicant=True) | Q(answered_at=None),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "at"], name="cases_post_of_case"),
            models.Index(
                fields=["at"], name="cases_post_unanswered", condition=Q(is_from_applicant=True, answered_at=None)
            ),
        ]

    class Privacy:
        personal = dict.fromkeys(("text", "file", "by", "by_name", "answered_by", "answered_by_name"), KEEP_5_YEARS)
        plain = {"id", "case", "key", "is_from_applicant", "channel", "at", "read_at", "answered_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"


class Note(models.Model):
    """A remark among officers. The applicant never sees it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField(unique=True)
    text = models.TextField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_note_of_case")]

    class Privacy:
        personal = {"text": KEEP_5_YEARS, "by": KEEP_5_YEARS, "by_name": KEEP_5_YEARS}
        plain = {"id", "case", "key", "at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d %H:%M}"


class Opinion(models.Model):
    """A second opinion: asked of a colleague by name (``account``) or of whoever holds a role at the unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    key = models.UUIDField(unique=True)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=40, blank=True, default="")
    question = models.TextField()
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=120, blank=True, default="")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=80, blank=True, default="")
    answered_by_name = models.CharField(max_length=120, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_opinion_asked_of_somebody",
                condition=(Q(account=None) & ~Q(role="")) | Q(account__isnull=False, role=""),
            ),
            models.CheckConstraint(
                name="cases_opinion_answered_together",
                condition=Q(answered_at=None, answer="", answered_by="")
                | (Q(answered_at__isnull=False) & ~Q(answer="") & ~Q(answered_by="")),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "asked_at"], name="cases_opinion_of_case"),
            models.Index(fields=["account", "asked_at"], name="cases_opinion_of_person", condition=Q(answered_at=None)),
            models.Index(
                fields=["unit", "role", "asked_at"], name="cases_opinion_of_role", condition=Q(answered_at=None)
            ),
        ]

    class Privacy:
        personal = dict.fromkeys(
            ("account", "question", "asked_by", "asked_by_name", "answer", "answered_by", "answered_by_name"),
            KEEP_5_YEARS,
        )
        plain = {"id", "case", "key", "unit", "role", "asked_at", "answered_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.role or self.account_id}"
