"""Nodes as the centre knows them, and at a node what is still to be sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import token, uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR, KEEP_5_YEARS, KEEP_SHORT

from .lifecycle import KeptState, WishState


class Node(models.Model):
    """The computer that leads the hall of a site. ``key`` is sealed, and empty when the computer is lost; ``received`` the
    number of the last fact we have, ``waiting`` how many more the node had when it was last heard. ``stopped_at``: its
    permission is over, and once it has said that it sent everything, or nobody waits for it, we lead (``ended_at``)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="nodes")
    key = models.BinaryField()
    received = models.PositiveBigIntegerField(default=0)
    waiting = models.PositiveBigIntegerField(default=0)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.CharField(max_length=80)
    heard_at = models.DateTimeField(null=True, blank=True)
    copied_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site"], condition=Q(ended_at=None), name="nodes_node_one_leads_a_site"),
            models.CheckConstraint(
                name="nodes_node_stopped_before_ended", condition=Q(ended_at=None) | Q(stopped_at__isnull=False)
            ),
        ]

    class Privacy:
        personal: ClassVar = {"enrolled_by": KEEP_5_YEARS}
        plain: ClassVar = {
            "id", "site", "key", "received", "waiting", "enrolled_at", "heard_at", "copied_at", "stopped_at", "ended_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class Late(models.Model):
    """A row that a node told us of after we led its hall again: what the node says of it later counts too."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=63)
    thing = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["node", "table", "thing"], name="nodes_late_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "node", "table", "thing"}


class Aside(models.Model):
    """A fact of a node that could not be entered, until a newer one of the same row could, or a person looked at it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="asides")
    seq = models.PositiveBigIntegerField()
    table = models.CharField(max_length=63)
    thing = models.CharField(max_length=80)
    content = models.JSONField()
    problem = models.CharField(max_length=300)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["node", "seq"], name="nodes_aside_once")]
        indexes: ClassVar = [
            models.Index(fields=["node", "seq"], condition=Q(settled_at=None), name="nodes_aside_open")
        ]

    class Privacy:
        personal: ClassVar = {"content": KEEP_1_YEAR, "settled_by": KEEP_5_YEARS}
        plain: ClassVar = {"id", "node", "seq", "table", "thing", "problem", "at", "settled_at"}


class Fact(models.Model):
    """At a node: one row of the hall as it became. A trigger writes it in the transaction of the change; ``seq`` is given
    once that is committed, so that no fact with a lower number can still come."""

    id = models.BigAutoField(primary_key=True)
    seq = models.PositiveBigIntegerField(null=True, unique=True)
    table = models.CharField(max_length=63)
    thing = models.CharField(max_length=80)
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(seq=None), name="nodes_fact_unnumbered"),
            models.Index(fields=["table", "thing", "-id"], name="nodes_fact_of_thing"),
        ]

    class Privacy:
        personal: ClassVar = {"content": KEEP_SHORT}
        plain: ClassVar = {"id", "seq", "table", "thing", "at"}


class Line(models.Model):
    """At a node: the one line to the centre, and how far the two are. ``stopped_at``: since then we know that we may not
    lead any more."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    site_code = models.CharField(max_length=60, blank=True, default="")
    last = models.PositiveBigIntegerField(default=0)  # the last number given to a fact
    received = models.PositiveBigIntegerField(default=0)  # the last number the centre has
    contact_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True, default="")
    copied_at = models.DateTimeField(null=True, blank=True)
    copy = models.CharField(max_length=64, blank=True, default="")
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="nodes_line_only_one", condition=Q(id=1))]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "site_code", "last", "received", "contact_at", "tried_at", "problem", "copied_at", "copy", "stopped_at",
        }  # fmt: skip


class Kept(models.Model):
    """At a node: an application that waits for the line. ``id`` is that of the draft and the key under which it is sent;
    ``slip`` is what the applicant was given, never a legal number; ``number`` is the centre's. ``is_sure``: a person has
    looked at what was in the way and sends it all the same."""

    id = models.UUIDField(primary_key=True, editable=False)
    slip = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=120)
    taken_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=KeptState.choices, default=KeptState.WAITING)
    number = models.CharField(max_length=30, blank=True, default="")
    problem = models.CharField(max_length=300, blank=True, default="")
    is_sure = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nodes_kept_sent_with_its_number", condition=Q(number="") ^ Q(state="sent")
            ),
            models.CheckConstraint(
                name="nodes_kept_dropped_with_a_reason", condition=~Q(state="dropped") | ~Q(reason="")
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["slip"], condition=Q(state="waiting"), name="nodes_kept_to_send")]

    class Privacy:
        personal: ClassVar = {"by": KEEP_5_YEARS, "by_name": KEEP_5_YEARS, "ended_by": KEEP_5_YEARS}
        plain: ClassVar = {
            "id", "slip", "title", "taken_at", "state", "number", "problem", "is_sure", "reason", "ended_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return slip_no(self.slip)


class Wish(models.Model):
    """At the centre: a number of a hall that a node leads, asked for by phone. The node hears of it with its next letter;
    the number itself comes back as a fact, under the ``key``. ``token`` opens the page on which one waits for it;
    ``holder`` and ``place`` as at ``RemoteTicket``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    node = models.ForeignKey(Node, on_delete=models.PROTECT, related_name="wishes")
    key = models.UUIDField(unique=True)
    token = models.CharField(max_length=32, unique=True, default=token)
    lanes = models.JSONField()
    phone = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=64, blank=True)
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=WishState.choices, default=WishState.ASKED)
    problem = models.CharField(max_length=300, blank=True, default="")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["holder"], condition=Q(state="asked"), name="nodes_wish_one_at_a_time"),
            models.CheckConstraint(
                name="nodes_wish_answered_with_its_time", condition=Q(state="asked") ^ Q(answered_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["asked_at"], condition=~Q(phone=""), name="nodes_wish_of_phone")]

    class Privacy:
        personal: ClassVar = {"phone": KEEP_SHORT, "holder": KEEP_SHORT, "token": KEEP_SHORT}
        plain: ClassVar = {"id", "node", "key", "lanes", "place", "state", "problem", "asked_at", "answered_at"}


def slip_no(slip: int) -> str:
    """A provisional number as people see it: nobody takes it for that of a case."""
    return f"SEMENTARA-{slip:04d}"
