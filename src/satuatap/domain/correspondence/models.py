"""Letters that came in, what is known of each, and what was asked of whom. Versions are only ever added."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q

from satuatap.domain.documents.policies import REGISTRARS
from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_REGISTER, KEEP_WITH_OWNER

from .lifecycle import AssignmentState, Body, Carried, Nature, State

APPEND_ONLY = ("correspondence_version",)


class Instruction(models.Model):
    """A wording of a disposition, as the pack has it, for the days from and to; open where it names none."""

    code = models.SlugField(max_length=60, primary_key=True)
    name = models.CharField(max_length=160)
    place = models.PositiveSmallIntegerField()
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    active = models.BooleanField(default=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"code", "name", "place", "from_on", "to_on", "active"}

    def __str__(self) -> str:
        return self.code


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the offices whose agenda the actor keeps or leads, and those that were given to the actor there."""
        given = Assignment.objects.filter(letter=OuterRef("pk"), account=actor.account_id)
        kept = Q(unit__in=actor.unit_ids(*REGISTRARS))
        if actor.account_id is None:
            return self.filter(kept)
        return self.filter(kept | Q(unit__in=actor.unit_ids()) & Exists(given))


class Letter(models.Model):
    """A letter that came in, with its number in the agenda of the year it was received in.

    ``version`` is what is known of it now; ``document`` the letter itself where another office of ours issued it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    body = models.CharField(max_length=3, choices=Body.choices, blank=True, default="")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=5, choices=State.choices, default=State.NEW)
    version = models.OneToOneField("Version", on_delete=models.PROTECT, related_name="current_of")
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120, blank=True, default="")  # the shelf on which the paper lies
    archive_code = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")  # why void, or why put away
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=60)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "body", "year", "number"], name="correspondence_letter_once"),
            models.CheckConstraint(
                name="correspondence_letter_void_says_why", condition=~Q(state="void") | ~Q(reason="")
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "-id"], name="correspondence_letter_newest"),
            models.Index(
                fields=["unit", "state"], condition=Q(state__in=["new", "open"]), name="correspondence_letter_live"
            ),
        ]

    class Privacy:
        personal: ClassVar = {"reason": KEEP_WITH_OWNER}
        plain: ClassVar = {
            "id", "key", "unit", "body", "year", "number", "state", "version", "document", "place", "archive_code",
            "registered_at", "registered_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class Version(models.Model):
    """What somebody wrote about a letter; the second and later ones say what was wrong before."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="versions")
    order = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    sender = models.CharField(max_length=160)
    sender_number = models.CharField(max_length=120, blank=True)
    dated_on = models.DateField(null=True)
    subject = models.CharField(max_length=300)
    nature = models.CharField(max_length=7, choices=Nature.choices)
    carried = models.CharField(max_length=8, choices=Carried.choices)
    enclosures = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "order"], name="correspondence_version_once"),
            models.CheckConstraint(name="correspondence_version_says_why", condition=Q(order=1) | ~Q(reason="")),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("sender", "sender_number", "subject", "enclosures", "reason"), KEEP_REGISTER
        )
        plain: ClassVar = {
            "id", "letter", "order", "received_on", "dated_on", "nature", "carried", "at", "by",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.order)


class Sheet(models.Model):
    """A scan or photo; one that belongs to another letter is set aside with the reason, and stays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="sheets")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    set_aside = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Privacy:
        personal: ClassVar = {"set_aside": KEEP_WITH_OWNER}
        plain: ClassVar = {"id", "letter", "file", "at", "by"}

    def __str__(self) -> str:
        return str(self.pk)


class Disposition(models.Model):
    """What is to be done about a letter; ``parent`` is the assignment that was handed on by it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispositions")
    parent = models.ForeignKey("Assignment", on_delete=models.PROTECT, null=True, related_name="handed")
    instructions = ArrayField(models.CharField(max_length=60), default=list)
    words = models.CharField(max_length=1_000, blank=True)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="correspondence_disposition_asks", condition=~Q(instructions=[]) | ~Q(words="")
            ),
        ]

    class Privacy:
        personal: ClassVar = {"words": KEEP_WITH_OWNER}
        plain: ClassVar = {"id", "key", "letter", "parent", "instructions", "due_on", "at", "by"}

    def __str__(self) -> str:
        return str(self.pk)


class Assignment(models.Model):
    """A letter in the list of one officer, until it is reported as done or handed on."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="assignments")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="assignments")
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=6, choices=AssignmentState.choices, default=AssignmentState.OPEN)
    report = models.CharField(max_length=1_000, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["disposition", "account"], name="correspondence_assignment_once"),
            models.CheckConstraint(
                name="correspondence_assignment_closed", condition=Q(state="open") ^ Q(closed_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-id"], name="correspondence_assignment_own"),
            models.Index(fields=["account", "due_on"], condition=Q(state="open"), name="correspondence_assignment_due"),
        ]

    class Privacy:
        personal: ClassVar = {"report": KEEP_WITH_OWNER}
        plain: ClassVar = {"id", "disposition", "letter", "account", "due_on", "state", "closed_at"}

    def __str__(self) -> str:
        return str(self.pk)


class Sending(models.Model):
    """A letter that went out because of one that came in: an answer of ours (``document``) or written outside the
    system, or the letter itself, handed to the body it is for. ``sent_on`` None: written, not sent yet."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="sendings")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    body = models.CharField(max_length=3, choices=Body.choices, blank=True, default="")
    is_answer = models.BooleanField()
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=120)
    dated_on = models.DateField(null=True)
    subject = models.CharField(max_length=300)
    to = models.CharField(max_length=160)
    sent_on = models.DateField(null=True)
    received_by = models.CharField(max_length=160, blank=True, default="")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "-sent_on", "-id"], condition=Q(sent_on__isnull=False),
                name="correspondence_sending_sent",
            ),
        ]  # fmt: skip

    class Privacy:
        personal: ClassVar = dict.fromkeys(("number", "subject", "to", "received_by"), KEEP_REGISTER)
        plain: ClassVar = {
            "id", "key", "letter", "unit", "body", "is_answer", "document", "dated_on", "sent_on", "at", "by",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number
