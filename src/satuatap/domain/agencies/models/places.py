"""Offices, the sites they serve at, and when they work."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS


class UnitKind(models.TextChoices):
    AGENCY = "agency"
    DISTRICT = "district"
    KELURAHAN = "kelurahan"
    DESA = "desa"
    VERTICAL = "vertical"
    COMPANY = "company"
    MALL = "mall"


VILLAGE_KINDS = (UnitKind.DESA, UnitKind.KELURAHAN)


class TenantLevel(models.TextChoices):
    """How far a tenant of the mall works in this system."""

    QUEUE = "queue"
    REFERENCE = "reference"  # the queue, and the number of an outside system
    FULL = "full"


class Week(models.TextChoices):
    """The pattern of working days an office follows."""

    FIVE = "five"
    SIX = "six"


class SiteKind(models.TextChoices):
    MALL = "mall"
    MARKET = "market"
    VILLAGE = "village"
    OFFICE = "office"
    VAN = "van"  # comes to the people (jemput bola)


class Unit(models.Model):
    """An office that decides: a regional agency, a district, a village, a vertical agency, a company, the mall itself.

    ``office_code`` is the office's own code that stands in letter numbers (*429.113*), ``head_title`` how its head is
    addressed (*Kepala Dinas*, *Camat*, *Lurah*, *Kepala Desa*).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=UnitKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    area = models.ForeignKey("regions.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office_code = models.CharField(max_length=20, blank=True, default="")
    head_title = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=240, blank=True, default="")
    contact = models.CharField(max_length=160, blank=True, default="")
    active = models.BooleanField(default=True)
    tenant_level = models.CharField(max_length=10, choices=TenantLevel.choices, default=TenantLevel.FULL)
    week = models.CharField(max_length=4, choices=Week.choices, default=Week.FIVE)
    zone = models.CharField(max_length=40, default="Asia/Jakarta")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agencies_unit_village_has_area",
                condition=~Q(kind__in=["desa", "kelurahan", "district"]) | Q(area__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(kind__in=["desa", "kelurahan"], active=True),
                name="agencies_unit_one_village_per_area",
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "code", "name", "short_name", "kind", "parent", "area", "office_code", "head_title", "address",
            "contact", "active", "tenant_level", "week", "zone",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def is_village(self) -> bool:
        return self.kind in VILLAGE_KINDS


class Site(models.Model):
    """A place where people are served: the mall, a market unit, a village hall, an office.

    ``led_elsewhere``: its hall is led by another installation than this one, from which we hear what happens there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=60)
    address = models.CharField(max_length=240, blank=True, default="")
    area = models.ForeignKey("regions.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    zone = models.CharField(max_length=40, default="Asia/Jakarta")
    kind = models.CharField(max_length=10, choices=SiteKind.choices)
    active = models.BooleanField(default=True)
    led_elsewhere = models.BooleanField(default=False)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "code", "name", "short_name", "address", "area", "zone", "kind", "active", "led_elsewhere",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """A desk of one unit at one site."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="counters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="counters")
    name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "name"], name="agencies_counter_name_once_per_site"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "site", "unit", "name"}

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """One stretch of working time on one weekday (Monday is 0); a break is the gap between two rows.

    The rows with the same owner, label and first day make one timetable, which holds as a whole: a weekday without a
    row is closed. The owner is a unit, a site, or every unit that works five or six days a week.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="hours")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, blank=True, related_name="hours")
    week = models.CharField(max_length=4, choices=Week.choices, blank=True, default="")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # the last day, itself included
    label = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agencies_openinghours_one_owner",
                condition=Q(unit__isnull=False, site=None, week="")
                | Q(unit=None, site__isnull=False, week="")
                | Q(unit=None, site=None, week__in=["five", "six"]),
            ),
            models.CheckConstraint(name="agencies_openinghours_weekday", condition=Q(weekday__lte=6)),
            models.CheckConstraint(
                name="agencies_openinghours_closes_after_opening", condition=Q(closes__gt=F("opens"))
            ),
            models.CheckConstraint(
                name="agencies_openinghours_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["week", "valid_from"], condition=~Q(week=""), name="agencies_openinghours_of_week"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "unit", "site", "week", "weekday", "opens", "closes", "valid_from", "valid_to", "label",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H.%M}-{self.closes:%H.%M}"


class HolidayKind(models.TextChoices):
    NATIONAL = "national"
    JOINT_LEAVE = "joint-leave"  # cuti bersama
    LOCAL = "local"


class Holiday(models.Model):
    """A day on which offices are closed: everywhere, or in one area and what lies in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    on = models.DateField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=HolidayKind.choices)
    area = models.ForeignKey("regions.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["on", "area"], nulls_distinct=False, name="agencies_holiday_once_per_day_and_area"
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "on", "name", "kind", "area"}

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class ClosedSpan(models.Model):
    """A stretch in which a unit could not work although its hours say so: no power, the national system down."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="closed_spans")
    start = models.DateTimeField()
    end = models.DateTimeField()
    cause = models.CharField(max_length=160)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="agencies_closedspan_ends_after_it_begins", condition=Q(end__gt=F("start"))),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "end"], name="agencies_closedspan_of_unit")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "unit", "start", "end", "cause"}

    def __str__(self) -> str:
        return self.cause


class OutageKind(models.TextChoices):
    SYSTEM = "system"  # of somebody else, such as SIAK
    POWER = "power"
    NETWORK = "network"


class Outage(models.Model):
    """Something that offices need and that does not work, from a moment until somebody lifts it.

    ``system`` names the outside system as services name it; ``unit`` is the office that is hit, None for all of them.
    With a ``site`` it is the power or the line of that hall only: no office stands still, and no promise rests.
    ``evidence`` is where the reason can be looked up: a letter, a notice, a ticket number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10, choices=OutageKind.choices)
    system = models.CharField(max_length=40, blank=True, default="")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="outages")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, blank=True, related_name="outages")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=240)
    evidence = models.CharField(max_length=240, blank=True, default="")
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=80)
    declared_by_name = models.CharField(max_length=120, blank=True, default="")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True, default="")
    lifted_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agencies_outage_ends_after_it_begins", condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(
                name="agencies_outage_lifted_together",
                condition=Q(ends_at=None, lifted_at=None, lifted_by="")
                | Q(ends_at__isnull=False, lifted_at__isnull=False) & ~Q(lifted_by=""),
            ),
            models.CheckConstraint(
                name="agencies_outage_system_is_named", condition=Q(kind="system") ^ Q(system="")
            ),
            models.CheckConstraint(
                name="agencies_outage_of_a_hall", condition=Q(site=None) | Q(unit=None) & ~Q(kind="system")
            ),
            models.UniqueConstraint(
                fields=["kind", "system", "unit", "site"], condition=Q(ends_at=None), nulls_distinct=False,
                name="agencies_outage_declared_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["unit", "begins_at"], name="agencies_outage_of_unit"),
            models.Index(fields=["-begins_at", "-id"], name="agencies_outage_newest"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("declared_by", "declared_by_name", "lifted_by", "lifted_by_name"), KEEP_5_YEARS
        )
        plain: ClassVar = {
            "id", "kind", "system", "unit", "site", "begins_at", "ends_at", "reason", "evidence", "declared_at", "lifted_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.system or self.kind} {self.begins_at:%Y-%m-%d %H.%M}"
