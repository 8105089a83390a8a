"""Lanes of a hall, visits with their errands, officers at counters, and calls."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import token, uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR, KEEP_5_YEARS, KEEP_SHORT

from ..lifecycle import AT_COUNTER, HERE, ErrandState, SittingState, VisitState
from .naming import said


class Channel(models.TextChoices):
    """Where a number was asked for."""

    KIOSK = "kiosk"
    GUIDE = "guide"
    PHONE = "phone"
    BOOKING = "booking"
    PAPER = "paper"  # written on a slip while the system was down, entered later


class Length(models.TextChoices):
    """How long an errand usually takes, as halls with three kinds of lanes tell them apart."""

    QUICK = "quick"  # a question, a hand-over
    NORMAL = "normal"
    LONG = "long"


class Zone(models.Model):
    """A part of a hall with screens of its own: what is called at its counters appears on them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="zones")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    names = models.JSONField(default=dict, blank=True)  # in other languages, by their codes

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "code"], name="visits_zone_once_per_site")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "code", "name", "names"}

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> str:
        return said(self.name, self.names)


class Lane(models.Model):
    """The queue of one office at one site. ``letter`` begins its numbers; ``services`` are the codes it serves, all of
    the office's when none is named. ``minutes`` is the time planned for one errand, ``quota`` how many it takes a day
    (None: no limit), ``last_number_at`` the time of day after which it gives out no more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="lanes")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="lanes")
    code = models.SlugField(max_length=60)
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict, blank=True)
    is_quick = models.BooleanField(default=False)
    services = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField()
    quota = models.PositiveIntegerField(null=True, blank=True)
    last_number_at = models.TimeField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="visits_lane_once_per_site"),
            models.CheckConstraint(name="visits_lane_letter", condition=Q(letter__regex=r"^[A-Z]{1,2}$")),
            models.CheckConstraint(name="visits_lane_letter_not_of_paper", condition=~Q(letter="SK")),
            models.CheckConstraint(name="visits_lane_takes_time", condition=Q(minutes__gte=1)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "unit", "code", "letter", "name", "names", "is_quick", "services", "minutes", "quota",
                           "last_number_at", "active"}  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def said(self) -> str:
        return said(self.name, self.names)


class Post(models.Model):
    """Where a counter stands and which lane it serves. Of several lanes the one is taken whose first visitor has
    waited longest, counted ``weight`` times."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, related_name="posts")
    lane = models.ForeignKey(Lane, on_delete=models.PROTECT, related_name="posts")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="posts")
    weight = models.PositiveSmallIntegerField(default=1)
    place = models.CharField(max_length=80, blank=True, default="")
    is_accessible = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter", "lane"], name="visits_post_once_per_lane"),
            models.CheckConstraint(name="visits_post_weight", condition=Q(weight__gte=1)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "counter", "lane", "zone", "weight", "place", "is_accessible"}


class DeviceKind(models.TextChoices):
    DISPLAY = "display"  # a screen that shows and speaks calls
    KIOSK = "kiosk"  # a touch screen for visitors


class Device(models.Model):
    """A machine of a hall that needs no person signed in. Its address carries a secret, of which the hash is kept.

    ``zones`` are the codes of the parts of the hall whose calls a screen shows; none means all of them. ``seen_at`` is
    when it last asked for its page, to the minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="devices")
    kind = models.CharField(max_length=8, choices=DeviceKind.choices)
    name = models.CharField(max_length=80)
    zones = models.JSONField(default=list, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    active = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "name"], name="visits_device_once_per_site")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "kind", "name", "zones", "secret_hash", "active", "seen_at"}

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """The last number of a letter at a site on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=2)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "day", "letter"], name="visits_series_once_a_day"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "day", "letter", "last"}


class Visit(models.Model):
    """One stay of one person at a site. ``token`` opens its page on a phone; ``key`` is that of whoever asked for the
    number, so that asking twice gives one. ``came_at`` is the moment from which its turn counts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()
    letter = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=32, unique=True, default=token)
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=VisitState.choices, default=VisitState.PENDING)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="visits")
    priority = models.ForeignKey("visits.Priority", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    priority_by = models.CharField(max_length=80, blank=True, default="")
    contact = models.CharField(max_length=20, blank=True, default="")  # who wants to be told when the turn is near
    language = models.CharField(
        max_length=8, default="id"
    )  # in which they are told and, after Indonesian, called; maybe one of the region
    told_at = models.DateTimeField(null=True, blank=True)
    needs = models.JSONField(default=list, blank=True)  # blind, deaf, wheelchair: how to help, never why
    came_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "day", "letter", "number"], name="visits_visit_number_once"),
            models.CheckConstraint(
                name="visits_visit_no_contact_after_the_end",
                condition=Q(contact="") | Q(state__in=["pending", "open"]),
            ),
            models.CheckConstraint(
                name="visits_visit_handed_out",
                condition=Q(state__in=["pending", "void"], handed_at=None)
                | Q(state__in=["open", "done", "left"], handed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="visits_visit_ended",
                condition=Q(state__in=["pending", "open"], ended_at=None)
                | Q(state__in=["done", "left", "void"], ended_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=~Q(contact="") & Q(told_at=None), name="visits_visit_to_tell"),
            models.Index(fields=["day"], condition=Q(state__in=["pending", "open"]), name="visits_visit_unfinished"),
        ]

    class Privacy:
        personal: ClassVar = {"party": KEEP_1_YEAR, "needs": KEEP_1_YEAR, "priority": KEEP_1_YEAR,
                              "priority_by": KEEP_5_YEARS, "token": KEEP_1_YEAR,
                              "contact": KEEP_SHORT}  # fmt: skip
        plain: ClassVar = {
            "id", "site", "day", "letter", "number", "key", "state", "channel", "came_at", "handed_at", "ended_at",
            "told_at", "language",
        }  # fmt: skip

    def __str__(self) -> str:
        return ticket_no(self.letter, self.number)


def ticket_no(letter: str, number: int) -> str:
    """A number as people see it: ``A-024``."""
    return f"{letter}-{number:03d}"


class Errand(models.Model):
    """One thing to do at one lane. ``rank_at`` is its turn; ``after`` must be done first; ``about`` is the case.
    ``turn_at`` is from when it counts as waiting where that was booked; without it the arrival counts. ``papers`` are the
    keys of the papers that the guide saw (None: nobody looked)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="errands")
    lane = models.ForeignKey(Lane, on_delete=models.PROTECT, related_name="errands")
    day = models.DateField()
    position = models.PositiveSmallIntegerField()
    length = models.CharField(max_length=6, choices=Length.choices, default=Length.NORMAL)
    service = models.CharField(max_length=80, blank=True, default="")
    about = models.UUIDField(null=True, blank=True)
    papers = models.JSONField(null=True, blank=True)
    after = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=ErrandState.choices, default=ErrandState.PLANNED)
    rank_at = models.DateTimeField(null=True)
    turn_at = models.DateTimeField(null=True)
    waits_since = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    times_called = models.PositiveSmallIntegerField(default=0)
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # What was told when it began to wait, from what, and what happened: see rules/forecast.py.
    ahead = models.PositiveSmallIntegerField(null=True)
    open_counters = models.PositiveSmallIntegerField(null=True)
    expected = models.FloatField(null=True)  # minutes by the measured pace
    told_low = models.PositiveSmallIntegerField(null=True)
    told_median = models.PositiveSmallIntegerField(null=True)
    told_high = models.PositiveSmallIntegerField(null=True)
    waited = models.PositiveIntegerField(null=True)  # seconds until the first call
    measured = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visit", "position"], name="visits_errand_position_once"),
            models.UniqueConstraint(
                fields=["visit"],
                condition=Q(state__in=[str(s) for s in HERE]),
                name="visits_errand_one_place_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["counter"],
                condition=Q(state__in=[str(s) for s in AT_COUNTER]),
                name="visits_errand_one_at_a_counter",
            ),
            models.CheckConstraint(
                name="visits_errand_waits_with_rank",
                condition=~Q(state="waiting") | Q(rank_at__isnull=False, waits_since__isnull=False),
            ),
            models.CheckConstraint(
                name="visits_errand_counter_known",
                condition=~Q(state__in=["called", "serving", "parked", "done"]) | Q(counter__isnull=False),
            ),
            models.CheckConstraint(
                name="visits_errand_ended", condition=Q(ended_at=None) ^ Q(state__in=["done", "dropped"])
            ),
            models.CheckConstraint(
                name="visits_errand_range_told",
                condition=Q(told_low=None, told_high=None)
                | Q(told_low__isnull=False, told_low__lte=F("told_high"), expected__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["lane", "day", "rank_at", "id"], condition=Q(state="waiting"), name="visits_errand_next"
            ),
            models.Index(fields=["lane", "ended_at"], condition=Q(state="done"), name="visits_errand_served"),
            models.Index(fields=["lane", "day"], condition=Q(state="parked"), name="visits_errand_parked"),
            models.Index(
                fields=["lane", "day", "-called_at"], condition=Q(called_at__isnull=False), name="visits_errand_called"
            ),
            models.Index(fields=["counter", "day"], condition=Q(state="done"), name="visits_errand_at_counter"),
            models.Index(
                fields=["called_at"],
                condition=Q(waited__isnull=False, ahead__isnull=False, measured=False),
                name="visits_errand_unmeasured",
            ),
        ]

    class Privacy:
        personal: ClassVar = {"service": KEEP_1_YEAR, "about": KEEP_1_YEAR, "papers": KEEP_1_YEAR}
        plain: ClassVar = {
            "id", "visit", "lane", "day", "position", "length", "after", "state", "rank_at", "turn_at", "waits_since",
            "called_at", "times_called", "counter", "began_at", "ended_at", "ahead", "open_counters", "expected", "told_low",
            "told_median", "told_high", "waited", "measured",
        }  # fmt: skip


TOLD = ("ahead", "open_counters", "expected", "told_low", "told_median", "told_high")
"""The columns that hold what a visitor was told."""


class Sitting(models.Model):
    """An officer at a counter, until another sits down or the counter closes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, related_name="sittings")
    officer = models.CharField(max_length=80)
    officer_name = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=6, choices=SittingState.choices, default=SittingState.OPEN)
    opened_at = models.DateTimeField()
    break_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["counter"], condition=~Q(state="closed"), name="visits_sitting_one_at_a_counter"
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=~Q(state="closed"), name="visits_sitting_one_for_an_officer"
            ),
            models.CheckConstraint(
                name="visits_sitting_closed", condition=Q(closed_at=None) ^ Q(state="closed")
            ),
            models.CheckConstraint(
                name="visits_sitting_closed_after_opening", condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at"))
            ),
        ]  # fmt: skip

    class Privacy:
        personal: ClassVar = {"officer": KEEP_5_YEARS, "officer_name": KEEP_5_YEARS}
        plain: ClassVar = {"id", "counter", "state", "opened_at", "break_until", "closed_at"}


class Call(models.Model):
    """A number asked to a counter, as the screens of the zone show and speak it. ``times`` counts from one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    errand = models.ForeignKey(Errand, on_delete=models.PROTECT, related_name="calls")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="calls")
    counter = models.ForeignKey("agencies.Counter", on_delete=models.PROTECT, related_name="+")
    times = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    key = models.UUIDField(unique=True)  # of the press that called: pressed twice, called once

    class Meta:
        indexes: ClassVar = [models.Index(fields=["zone", "-at", "-id"], name="visits_call_last_in_zone")]

    class Privacy:
        personal: ClassVar = {"by": KEEP_5_YEARS}
        plain: ClassVar = {"id", "errand", "zone", "counter", "times", "at", "key"}
