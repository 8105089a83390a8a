"""The case itself, and what hangs on it: tasks, commands, papers, defects, rests of the clock."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from ..lifecycle import State, TaskState

if TYPE_CHECKING:
    from satuatap.kernel.actors import Actor

APPEND_ONLY = ("cases_command",)
DESK = "desk"  # the channel of what officers file for others
EARLIER = "earlier"  # what a case waits for that was sent with its bundle and needs the product of another one


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: "Actor") -> "CaseQuerySet":
        """The cases an actor may open: the own, represented and entrusted ones, those on which a unit of the actor
        works, and an officer's drafts for others, as well as what they took up again to correct it for somebody."""
        if actor.is_system:
            return self
        mine = _minded_by(actor)
        if actor.unit_ids():
            mine |= _worked_on_by(actor)
            mine |= Q(filed_by=actor.id, channel=DESK) & (Q(state=State.DRAFT) | Q(taken_up_at__isnull=False))
        return self.filter(mine)

    def filed_from(self, unit_ids: Collection[UUID]) -> "CaseQuerySet":
        """What these village offices sent elsewhere for their own people."""
        sent = self.filter(filed_unit_id__in=unit_ids, submitted_at__isnull=False)
        return sent.exclude(unit_id=F("filed_unit_id"))

    def worked_on_by(self, actor: "Actor") -> "CaseQuerySet":
        """The cases that units of the actor decide or have a step in."""
        return self.filter(_worked_on_by(actor))

    def minded_by(self, actor: "Actor") -> "CaseQuerySet":
        """The actor's own cases, those of parties the actor stands for, and those entrusted to the actor."""
        return self.filter(_minded_by(actor))


def _worked_on_by(actor: "Actor") -> Q:
    units = actor.unit_ids()
    at_unit = Q(unit_id__in=units) | Q(
        models.Exists(Task.objects.filter(case_id=models.OuterRef("pk"), unit_id__in=units))
    )
    return at_unit & ~Q(state=State.DRAFT)


def _minded_by(actor: "Actor") -> Q:
    mine = Q(party_id__in=actor.parties)
    return mine | Q(pk__in=actor.entrusted) if actor.entrusted else mine


class Case(models.Model):
    """One application. ``place`` holds the engine's open, waiting and joined steps; tasks show the same to people.

    ``answers`` are those that were sent, ``draft`` those being typed (None when nothing has changed since).
    ``uses_register`` says whether the register may fill in for this applicant: papers that it holds are then not asked.
    ``title`` and ``applicant_name`` are copies for lists. ``due_at`` is the end of the promise, None while it rests,
    before acceptance, and for a standard that promises no time. ``version`` counts changes: two people who act on the
    same page do not both succeed. ``goes_at`` is when a draft that nobody touches is thrown away. ``follows`` is the case of the same bundle whose product this one needs; ``handed``
    says what comes from it: answers that follow from it (``sets``) and those its product brings (``takes``).
    ``filed_unit`` is the village office at whose desk it was filed for somebody who lives there; ``taken_up_at`` since
    when an officer of it corrects it with the person's word. ``retakes`` is the refused case that it takes again,
    because an objection was upheld.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=24, unique=True)
    service = models.ForeignKey("catalog.Service", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("catalog.Revision", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey("residents.Mandate", on_delete=models.PROTECT, null=True, related_name="+")
    applicant_kind = models.CharField(max_length=20)
    filed_by = models.CharField(max_length=80)
    filed_unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=8, default="id")
    title = models.CharField(max_length=200)
    applicant_name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=13, blank=True, default="")
    uses_register = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    place = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    draft = models.JSONField(null=True)
    facts = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    pages_done = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    goes_at = models.DateTimeField(null=True)
    told_goes_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    accept_due_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=10, blank=True, default="")
    correct_by = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True, default="")
    refusal_law = models.CharField(max_length=200, blank=True, default="")
    bundle = models.ForeignKey("cases.Bundle", on_delete=models.PROTECT, null=True, related_name="cases")
    bundle_place = models.PositiveSmallIntegerField(default=0)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    handed = models.JSONField(default=dict)
    retakes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="retaken_as")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_case_draft_not_submitted", condition=~Q(state="draft") | Q(submitted_at=None)
            ),
            models.CheckConstraint(
                name="cases_case_accepted_when_decided",
                condition=~Q(state__in=["accepted", "approved", "completed"]) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_case_closed_at_the_end",
                condition=Q(state__in=["refused", "completed", "withdrawn", "lapsed"], closed_at__isnull=False)
                | (~Q(state__in=["refused", "completed", "withdrawn", "lapsed"]) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="cases_case_follows_within_a_bundle",
                condition=Q(follows=None) | (Q(bundle__isnull=False) & ~Q(follows=F("id"))),
            ),
            models.CheckConstraint(
                name="cases_case_refusal_has_ground",
                condition=~Q(state="refused") | (~Q(refusal="") & ~Q(refusal_law="")),
            ),
        ]
        indexes = [
            models.Index(fields=["party", "-started_at", "-id"], name="cases_case_of_party"),
            models.Index(fields=["unit", "-submitted_at", "-id"], name="cases_case_of_unit"),
            models.Index(fields=["filed_by"], name="cases_case_at_desk", condition=Q(channel="desk", closed_at=None)),
            models.Index(
                fields=["filed_unit", "-submitted_at", "-id"], name="cases_case_filed", condition=~Q(filed_unit=None)
            ),
            models.Index(fields=["goes_at"], name="cases_case_forgotten", condition=Q(state="draft")),
            models.Index(fields=["correct_by"], name="cases_case_to_lapse", condition=Q(correct_by__isnull=False)),
        ]

    class Privacy:
        personal = dict.fromkeys(
            ("party", "mandate", "filed_by", "applicant_name", "answers", "draft", "facts", "results", "refusal"),
            KEEP_5_YEARS,
        )
        plain = {
            "id", "number", "service", "revision", "unit", "site", "applicant_kind", "channel", "language", "title",
            "area_code", "uses_register", "state", "place", "pages_done", "version", "started_at", "goes_at", "told_goes_at", "submitted_at", "accept_due_at",
            "accepted_at", "due_at", "decided_at", "ready_at", "closed_at", "waiting_for", "correct_by", "refusal_law",
            "bundle", "bundle_place", "follows", "handed", "filed_unit", "taken_up_at", "retakes",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Task(models.Model):
    """A step of a case that somebody has to do: a role at a unit owns it, a person may claim it.

    ``rank_at`` orders inboxes: ``due_at`` or the limit of the case, whichever is earlier, or a day far away where
    nothing is due. Waiting tasks keep the owner of a case that waits for its applicant, a payment or the system.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    step = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=160)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    assignee = models.ForeignKey("identity.Account", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    rank_at = models.DateTimeField()
    received_at = (
        models.DateTimeField()
    )  # this and the name are the case's, copied so that an inbox is read in their order
    service_name = models.CharField(max_length=200, db_collation="C")  # pages of several roles are merged by it
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True, default="")
    outcome = models.CharField(max_length=20, blank=True, default="")
    told_late_at = models.DateTimeField(null=True)
    handed_by = models.CharField(
        max_length=120, blank=True, default=""
    )  # the name of who gave it to the present holder
    handed_why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"], condition=~Q(state="closed"), name="cases_task_one_open_per_step"
            ),
            models.CheckConstraint(
                name="cases_task_closed_together",
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "role", "rank_at", "id"], name="cases_task_inbox", condition=Q(state="open")),
            *(
                models.Index(
                    fields=["unit", "role", column, "id"], name=f"cases_task_by_{name}", condition=Q(state="open")
                )
                for column, name in (
                    ("received_at", "arrival"),
                    ("service_name", "service"),
                )
            ),
            models.Index(fields=["assignee", "rank_at", "id"], name="cases_task_mine", condition=Q(state="open")),
            models.Index(fields=["due_at"], name="cases_task_late", condition=Q(state="open", told_late_at=None)),
            models.Index(fields=["unit", "role"], name="cases_task_waiting", condition=Q(state="waiting")),
            models.Index(fields=["closed_by", "closed_at"], name="cases_task_done", condition=Q(state="closed")),
        ]

    class Privacy:
        personal = dict.fromkeys(("assignee", "closed_by", "handed_by", "handed_why"), KEEP_5_YEARS)
        plain = {
            "id", "case", "step", "kind", "name", "unit", "role", "state", "opened_at", "due_at", "rank_at",
            "received_at", "service_name", "closed_at", "outcome", "told_late_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class Command(models.Model):
    """What was commanded, in order: idempotency (``key``) and replay log in one. Never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="commands")
    seq = models.PositiveIntegerField()
    key = models.UUIDField(unique=True)
    verb = models.CharField(max_length=20)
    step = models.CharField(max_length=60, blank=True, default="")
    payload = models.JSONField(default=dict)
    body_hash = models.CharField(max_length=64)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="cases_command_in_order")]

    class Privacy:
        personal = {"payload": KEEP_5_YEARS, "by": KEEP_5_YEARS, "by_name": KEEP_5_YEARS}
        plain = {"id", "case", "seq", "key", "verb", "step", "body_hash", "at"}

    def __str__(self) -> str:
        return f"{self.case_id} #{self.seq} {self.verb}"


class Paper(models.Model):
    """A paper handed in for a requirement; ``instead`` names the substitute that was chosen, if any.

    An uploaded paper that is replaced stays, no longer ``current``: what an officer has seen can be seen again.
    ``document`` is one that this system issued to the applicant; ``is_again`` marks a
    paper that an earlier application already had.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    key = models.CharField(max_length=60)
    instead = models.CharField(max_length=60, blank=True, default="")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)
    stamp_serial = models.CharField(max_length=40, blank=True, default="")  # of the *meterai* on it, where it needs one
    document = models.ForeignKey("documents.Document", on_delete=models.PROTECT, null=True, related_name="+")
    is_again = models.BooleanField(default=False)
    attached_at = models.DateTimeField()
    attached_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["case", "key"], name="cases_paper_of_case")]

    class Privacy:
        personal = {"file": KEEP_5_YEARS, "document": KEEP_5_YEARS, "attached_by": KEEP_5_YEARS}
        plain = {"id", "case", "key", "instead", "current", "stamp_serial", "is_again", "attached_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"


class Defect(models.Model):
    """One thing the applicant was asked to mend. ``about`` is ``paper:<key>``, ``field:<pointer>`` or ``other``.

    ``was_there`` marks a defect that an earlier return could have named: it counts against the agency
    (practice of the trade: a return lists all defects at once).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="defects")
    step = models.CharField(max_length=60)
    about = models.CharField(max_length=120)
    reason = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField()
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)
    was_there = models.BooleanField(default=False)
    mended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "found_at"], name="cases_defect_of_case")]

    class Privacy:
        personal = {"text": KEEP_5_YEARS, "found_by": KEEP_5_YEARS}
        plain = {"id", "case", "step", "about", "reason", "found_at", "was_there", "mended_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.about}"


class Pause(models.Model):
    """A rest of the promise clock, with its cause."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    cause = models.CharField(max_length=20)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(ends_at=None), name="cases_pause_one_at_a_time"),
            models.CheckConstraint(
                name="cases_pause_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("begins_at")),
            ),
        ]

    class Privacy:
        personal: dict[str, Any] = {}
        plain = {"id", "case", "cause", "begins_at", "ends_at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.cause}"


class DueChange(models.Model):
    """The promised moment was moved: old and new are kept, with the reason."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="due_changes")
    old = models.DateTimeField(null=True)
    new = models.DateTimeField(null=True)
    cause = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_duechange_of_case")]

    class Privacy:
        personal: dict[str, Any] = {}
        plain = {"id", "case", "old", "new", "cause", "at"}

    def __str__(self) -> str:
        return f"{self.case_id} {self.new}"
