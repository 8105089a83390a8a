"""How lanes are booked, and the bookings."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import short_code, token, uuid7
from satuatap.kernel.privacy import KEEP_1_YEAR

from .lifecycle import LIVE, BookingState
from .rules import Terms


class Plan(models.Model):
    """How a lane of a site is booked; ``code`` is the lane's. What the numbers mean stands at ``rules.Terms``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey("agencies.Site", on_delete=models.PROTECT, related_name="booking_plans")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="booking_plans")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    every = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    share = models.PositiveSmallIntegerField()
    ahead = models.PositiveSmallIntegerField()
    release = models.TimeField()
    early = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField()
    head_start = models.PositiveSmallIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "code"], name="appointments_plan_once_per_lane"),
            models.CheckConstraint(name="appointments_plan_takes_time", condition=Q(every__gte=1, places__gte=1)),
            models.CheckConstraint(name="appointments_plan_share", condition=Q(share__gte=1, share__lte=100)),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "site", "unit", "code", "name", "every", "places", "share", "ahead", "release", "early", "late",
            "head_start", "active",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def terms(self) -> Terms:
        return Terms(
            self.every, self.places, self.share, self.ahead, self.release, self.early, self.late, self.head_start
        )


class Booking(models.Model):
    """One person's place in one slot. ``holder`` is who may not book twice for a day: a proven phone number, or an
    account without one. ``token`` opens its page, ``code`` is typed at a kiosk, ``key`` is that of whoever asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="bookings")
    day = models.DateField()
    starts_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.BOOKED)
    holder = models.CharField(max_length=80)
    account_id = models.UUIDField(null=True, blank=True)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=8, default="id")
    token = models.CharField(max_length=32, unique=True, default=token)
    code = models.CharField(max_length=12, unique=True, default=short_code)
    key = models.UUIDField(unique=True)
    booked_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "starts_at", "place"],
                condition=Q(state__in=[str(s) for s in LIVE]),
                name="appointments_booking_place_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "day", "holder"],
                condition=Q(state__in=[str(s) for s in LIVE]),
                name="appointments_booking_one_a_day",
            ),
            models.CheckConstraint(name="appointments_booking_place", condition=Q(place__gte=1)),
            models.CheckConstraint(
                name="appointments_booking_arrived", condition=Q(arrived_at=None) ^ Q(state="here")
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["starts_at"], condition=Q(state="booked"), name="appointments_booking_to_come"),
            models.Index(fields=["plan", "day"], name="appointments_booking_day"),
            models.Index(fields=["holder", "starts_at"], name="appointments_booking_holder"),
        ]

    class Privacy:
        personal: ClassVar = {
            "holder": KEEP_1_YEAR, "account_id": KEEP_1_YEAR, "party": KEEP_1_YEAR, "phone": KEEP_1_YEAR,
            "token": KEEP_1_YEAR, "code": KEEP_1_YEAR,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "plan", "day", "starts_at", "place", "state", "language", "key", "booked_at", "arrived_at",
            "ended_at", "reminded",
        }  # fmt: skip
