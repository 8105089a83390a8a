"""Tables of messages, their texts, and what became of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR

from .lifecycle import Channel, ReplyState, State

PROOF_TO_READ_AS_PARTY = 2


class MessageTemplate(models.Model):
    """The words of one message in one language; ``channel`` is *any* (account, e-mail, WhatsApp, slip) or *sms*.

    ``approved`` is the name under which the operator's WhatsApp account has these words approved.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60)
    channel = models.CharField(max_length=10, default="any")
    lang = models.CharField(max_length=8)
    title = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()
    approved = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "channel", "lang"], name="notifications_messagetemplate_once"),
            models.CheckConstraint(
                name="notifications_messagetemplate_channel", condition=Q(channel__in=["any", "sms"])
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "channel", "lang", "title", "text", "approved"}

    def __str__(self) -> str:
        return f"{self.code} ({self.lang})"


class MessageQuerySet(models.QuerySet["Message"]):
    def inbox_of(self, actor: Actor) -> "MessageQuerySet":
        """What stands in the actor's own list; what was written to the party only for an account proven to be it."""
        own = Q(account_id=actor.account_id) if actor.account_id else Q(pk=None)
        if actor.party_id and actor.proof >= PROOF_TO_READ_AS_PARTY:
            own |= Q(account_id=None, party_id=actor.party_id)
        return self.filter(own, channel=Channel.INAPP).exclude(text="")  # words whose time was over are gone


class Message(models.Model):
    """One message over one channel. Messages with the same ``key`` are one notice, told over several channels.

    ``sealed`` holds the real text of a message that carries a code, encrypted, until it was handed over; ``text``
    then shows dots in its place. Before ``send_at`` nothing is sent; a notice that comes until then to the same person
    is told along (``joined_key`` is the notice that carries it). ``short`` is the end of the address in an SMS. Slips
    are handed out at ``unit_id`` or in the village of ``area_code``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=160)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    rung = models.PositiveSmallIntegerField(default=0)
    account_id = models.UUIDField(null=True, blank=True)
    party_id = models.UUIDField(null=True, blank=True)
    address = models.CharField(max_length=254, blank=True, default="")
    template = models.SlugField(max_length=60)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=160, blank=True, default="")
    text = models.TextField()
    sealed = models.BinaryField(null=True, blank=True)
    path = models.CharField(max_length=240, blank=True, default="")
    about_kind = models.CharField(max_length=40, blank=True, default="")
    about_id = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    gateway_ref = models.CharField(max_length=100, blank=True, default="")
    approved = models.CharField(max_length=80, blank=True, default="")
    short = models.CharField(max_length=12, blank=True, default="")
    joined_key = models.CharField(max_length=160, blank=True, default="")
    joins = models.PositiveSmallIntegerField(default=0)
    unit_id = models.UUIDField(null=True, blank=True)
    area_code = models.CharField(max_length=13, blank=True, default="")
    created_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    report_by = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "channel"], name="notifications_message_told_once"),
            models.CheckConstraint(name="notifications_message_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="notifications_message_goes_somewhere", condition=Q(channel__in=["inapp", "slip"]) | ~Q(address="")
            ),
            models.CheckConstraint(
                name="notifications_message_code_not_kept",
                condition=Q(sealed=None) | Q(state__in=["held", "queued"]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["account_id", "-created_at", "-id"],
                condition=Q(channel="inapp"),
                name="notifications_message_inbox",
            ),
            models.Index(
                fields=["party_id", "-created_at"],
                condition=Q(channel="inapp", account_id=None),
                name="notifications_message_of_party",
            ),
            models.Index(
                fields=["unit_id", "created_at"],
                condition=Q(channel="slip", state__in=["queued", "sent"]),
                name="notifications_message_slips",
            ),
            models.Index(fields=["about_id", "created_at"], name="notifications_message_about"),
            models.Index(fields=["address", "-created_at"], condition=~Q(address=""), name="notifications_message_to"),
            models.Index(fields=["short"], condition=~Q(short=""), name="notifications_message_short"),
            models.Index(
                fields=["report_by"], condition=Q(report_by__isnull=False), name="notifications_message_unheard"
            ),
        ]

    class Privacy:
        personal: ClassVar = {"address": KEEP_1_YEAR, "text": KEEP_1_YEAR, "title": KEEP_1_YEAR, "sealed": KEEP_1_YEAR}
        plain: ClassVar = {
            "id", "key", "channel", "rung", "account_id", "party_id", "template", "language", "path", "about_kind",
            "about_id", "state", "attempts", "gateway_ref", "created_at", "sent_at", "report_by", "read_at",
            "approved", "short", "joined_key", "joins", "unit_id", "area_code", "send_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.template} ({self.channel})"

    @property
    def is_code(self) -> bool:
        return self.template == "code"


class Delivery(models.Model):
    """One thing that happened to a message on its way."""

    class Outcome(models.TextChoices):
        SENT = "sent", "the gateway took it"
        DOWN = "down", "the gateway did not answer"
        REFUSED = "refused", "the gateway cannot deliver it"
        DELIVERED = "delivered", "reported as delivered"
        READ = "read", "reported as read"
        FAILED = "failed", "reported as failed"
        UNHEARD = "unheard", "no report in time"
        EXPIRED = "expired", "too old to be of use"
        ASKED = "asked", "told to the person"
        JOINED = "joined", "told along with another"
        LISTED = "listed", "on the list of slips"
        PRINTED = "printed", "printed"
        GIVEN = "given", "handed over on paper"

    id = models.BigAutoField(primary_key=True)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detail = models.CharField(max_length=200, blank=True, default="")

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "message", "at", "outcome", "detail"}

    def __str__(self) -> str:
        return self.outcome


class Preference(models.Model):
    """Whether somebody wants SMS at a number, since when, and how they said so. What rests on consent (WhatsApp, e-mail,
    browsers) stands in the register of consents, and nowhere else."""

    class How(models.TextChoices):
        PAGE = "page", "on the account page"
        WORD = "word", "by answering STOP or MULAI"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.CharField(max_length=254)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    wanted = models.BooleanField()
    how = models.CharField(max_length=5, choices=How.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "channel"], name="notifications_preference_once"),
            models.CheckConstraint(name="notifications_preference_of_sms", condition=Q(channel="sms")),
        ]

    class Privacy:
        personal: ClassVar = {"address": KEEP_1_YEAR}
        plain: ClassVar = {"id", "channel", "wanted", "how", "at"}

    def __str__(self) -> str:
        return f"{self.channel} {self.wanted}"


class Manner(models.Model):
    """When and how often we write, and the words that stop and start it: data of a pack, one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    whatsapp_minutes = models.PositiveIntegerField(default=15)
    sms_minutes = models.PositiveIntegerField(default=120)
    bundle_seconds = models.PositiveIntegerField(default=0)
    most_a_day = models.PositiveIntegerField(default=20)
    stop_words = models.JSONField(default=list)
    start_words = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="notifications_manner_one", condition=Q(id=1)),
            models.CheckConstraint(
                name="notifications_manner_quiet_together",
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "quiet_from", "quiet_to", "whatsapp_minutes", "sms_minutes", "bundle_seconds", "most_a_day",
            "stop_words", "start_words",
        }  # fmt: skip

    def __str__(self) -> str:
        return "manner"


class Reply(models.Model):
    """What somebody answered by telephone. ``gateway_key`` is the gateway's: told twice, it is here once.

    ``about_id`` is the case that the last message to this number spoke of, ``unit_id`` the unit that handed out that
    notice. A lost reply was answered or dropped by an officer, who wrote down what was done.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    gateway_key = models.CharField(max_length=100)
    address = models.CharField(max_length=254)
    text = models.TextField()
    state = models.CharField(max_length=6, choices=ReplyState.choices)
    about_id = models.UUIDField(null=True, blank=True)
    unit_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True, default="")
    remark = models.CharField(max_length=240, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "gateway_key"], name="notifications_reply_once"),
            models.CheckConstraint(
                name="notifications_reply_done_together",
                condition=Q(state="done", done_at__isnull=False) & ~Q(done_by="")
                | (~Q(state="done") & Q(done_at=None, done_by="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], condition=Q(state="lost"), name="notifications_reply_lost"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("address", "text", "done_by", "remark"), KEEP_1_YEAR)
        plain: ClassVar = {"id", "channel", "gateway_key", "state", "about_id", "unit_id", "at", "done_at"}

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Browser(models.Model):
    """A browser that wants to be told of one thing, until a moment: where its push service takes notices, and its keys."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about_kind", "about_id"], name="notifications_browser_once")
        ]
        indexes: ClassVar = [models.Index(fields=["until"], name="notifications_browser_until")]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("endpoint", "p256dh", "auth"), KEEP_1_YEAR)
        plain: ClassVar = {"id", "about_kind", "about_id", "until"}

    def __str__(self) -> str:
        return f"{self.about_kind} {self.about_id}"
