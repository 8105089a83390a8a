"""An office as a tenant of a site: what was agreed, when it is away, and a site in an emergency."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

from ..rules import Attendance
from .places import Site, TenantLevel, Unit


class OutsideRule(models.TextChoices):
    """What a booking made in the tenant's own system is good for here."""

    UNKNOWN = ""
    IGNORED = "ignored"  # whoever has one takes a number like everybody
    TAKEN = "taken"  # whoever shows one gets a number, also after the last ticket and over the quota
    ONLY = "only"  # nobody gets a number without one


class Tenant(models.Model):
    """What was agreed about the presence of an office at a site. What is not known stays empty and is shown as a gap:
    no agreement number, no first or last day, no attendance days (then it counts as there whenever the site is open).

    ``quota`` is how many numbers its lanes give out together in a day, ``last_number_at`` the time after which they give
    none; ``outside_system`` is its own system of bookings.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="tenants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tenancies")
    level = models.CharField(max_length=10, choices=TenantLevel.choices)
    agreement = models.CharField(max_length=120, blank=True, default="")
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)  # the last day, itself included
    weekdays = models.JSONField(default=list, blank=True)  # Monday is 0; none: not known
    quota = models.PositiveIntegerField(null=True, blank=True)
    last_number_at = models.TimeField(null=True, blank=True)
    outside_rule = models.CharField(max_length=8, choices=OutsideRule.choices, blank=True, default="")
    outside_system = models.CharField(max_length=80, blank=True, default="")
    active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "unit"], name="agencies_tenant_once_per_site"),
            models.CheckConstraint(
                name="agencies_tenant_ends_after_it_begins",
                condition=Q(from_on=None) | Q(until_on=None) | Q(until_on__gte=F("from_on")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "site", "unit", "level", "agreement", "from_on", "until_on", "weekdays", "quota", "last_number_at",
            "outside_rule", "outside_system", "active",
        }  # fmt: skip

    @property
    def attendance(self) -> Attendance:
        return Attendance(self.from_on, self.until_on, frozenset(self.weekdays))

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is not known of the agreement."""
        known = {
            "agreement": self.agreement, "from": self.from_on, "until": self.until_on, "days": self.weekdays,
            "outside": self.outside_rule,
        }  # fmt: skip
        return tuple(name for name, value in known.items() if not value)


class Emergency(models.Model):
    """A site that works differently until it is lifted: fewer people inside, booked times only, documents handed over
    without contact. Offices that do not serve meanwhile stand as absences of this emergency."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="emergencies")
    reason = models.CharField(max_length=240)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    booking_only = models.BooleanField(default=False)
    contact_free = models.BooleanField(default=False)
    until_on = models.DateField()  # the last day that is expected; bookings of closed offices are called off until then
    begins_at = models.DateTimeField()
    begun_by = models.CharField(max_length=80)
    begun_by_name = models.CharField(max_length=120, blank=True, default="")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True, default="")
    lifted_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["site"], condition=Q(lifted_at=None), name="agencies_emergency_one_at_a_time"
            ),
            models.CheckConstraint(
                name="agencies_emergency_lifted", condition=Q(lifted_at=None) ^ ~Q(lifted_by="")
            ),
            models.CheckConstraint(
                name="agencies_emergency_capacity", condition=Q(capacity=None) | Q(capacity__gte=1)
            ),
        ]  # fmt: skip

    class Privacy:
        personal: ClassVar = {
            "begun_by": KEEP_5_YEARS, "begun_by_name": KEEP_5_YEARS, "lifted_by": KEEP_5_YEARS,
            "lifted_by_name": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "site", "reason", "capacity", "booking_only", "contact_free", "until_on", "begins_at", "lifted_at",
        }  # fmt: skip


class AbsenceKind(models.TextChoices):
    ABSENT = "absent"  # not here today
    LATE = "late"  # comes at ``ends_at``
    CLOSED = "closed"  # closed or moved by an emergency, until that is lifted


class Absence(models.Model):
    """A span in which an office does not serve at a site, with the reason; ``moved_to`` is where it serves meanwhile."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="absences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=8, choices=AbsenceKind.choices)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=240)
    moved_to = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    emergency = models.ForeignKey(Emergency, on_delete=models.PROTECT, null=True, blank=True, related_name="closures")
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=80)
    noted_by_name = models.CharField(max_length=120, blank=True, default="")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True, default="")
    lifted_by_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agencies_absence_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at"))
            ),
            models.CheckConstraint(name="agencies_absence_lifted", condition=Q(lifted_at=None) ^ ~Q(lifted_by="")),
            models.CheckConstraint(
                name="agencies_absence_closed_by_an_emergency", condition=Q(emergency=None) ^ Q(kind="closed")
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["site", "ends_at"], condition=Q(lifted_at=None), name="agencies_absence_standing"),
            models.Index(fields=["site", "begins_at"], name="agencies_absence_of_site"),
        ]

    class Privacy:
        personal: ClassVar = {
            "noted_by": KEEP_5_YEARS, "noted_by_name": KEEP_5_YEARS, "lifted_by": KEEP_5_YEARS,
            "lifted_by_name": KEEP_5_YEARS,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "site", "unit", "kind", "begins_at", "ends_at", "reason", "moved_to", "emergency", "noted_at",
            "lifted_at",
        }  # fmt: skip
