"""Tables of messages, their texts, and what became of them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR

from .lifecycle import Channel, State

PROOF_TO_READ_AS_PARTY = 2


class MessageTemplate(models.Model):
    """The words of one message in one language; ``channel`` is *any*, or *sms* for a shorter version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60)
    channel = models.CharField(max_length=10, default="any")
    lang = models.CharField(max_length=8)
    title = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "channel", "lang"], name="notifications_messagetemplate_once"),
            models.CheckConstraint(
                name="notifications_messagetemplate_channel", condition=Q(channel__in=["any", "sms"])
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "channel", "lang", "title", "text"}

    def __str__(self) -> str:
        return f"{self.code} ({self.lang})"


class MessageQuerySet(models.QuerySet["Message"]):
    def inbox_of(self, actor: Actor) -> "MessageQuerySet":
        """What stands in the actor's own list; what was written to the party only for an account proven to be it."""
        own = Q(account_id=actor.account_id) if actor.account_id else Q(pk=None)
        if actor.party_id and actor.proof >= PROOF_TO_READ_AS_PARTY:
            own |= Q(account_id=None, party_id=actor.party_id)
        return self.filter(own, channel=Channel.INAPP)


class Message(models.Model):
    """One message over one channel. Messages with the same ``key`` are one notice, told over several channels.

    ``sealed`` holds the real text of a message that carries a code, encrypted, until it was handed over; ``text``
    then shows dots in its place.
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
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    report_by = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "channel"], name="notifications_message_told_once"),
            models.CheckConstraint(name="notifications_message_known_state", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="notifications_message_goes_somewhere", condition=Q(channel="inapp") | ~Q(address="")
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
                fields=["report_by"], condition=Q(report_by__isnull=False), name="notifications_message_unheard"
            ),
        ]

    class Privacy:
        personal: ClassVar = {"address": KEEP_1_YEAR, "text": KEEP_1_YEAR, "title": KEEP_1_YEAR, "sealed": KEEP_1_YEAR}
        plain: ClassVar = {
            "id", "key", "channel", "rung", "account_id", "party_id", "template", "language", "path", "about_kind",
            "about_id", "state", "attempts", "gateway_ref", "created_at", "sent_at", "report_by", "read_at",
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
