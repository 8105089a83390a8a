"""What screens of a hall show: the calls of their zones, newest first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .. import policies, rules
from ..lifecycle import ErrandState
from ..models import Call, Device, DeviceKind, Lane, Rest, Zone, said, ticket_no
from ..rules import Forecast
from .lanes import lanes_now

SEEN_EVERY = timedelta(minutes=1)  # a machine that asks all the time is noted once a minute
ON_FOR = timedelta(minutes=12)  # machines ask every five minutes, also when nothing happens
SHOWN = 7  # the newest large, six beside it
LOOKED_AT = 60  # calls read to find so many different visitors


@dataclass(frozen=True, slots=True)
class DeviceNow:
    """A machine with its site, as its own page needs it; ``rests`` is what visitors are told while it is out of service."""

    id: UUID
    kind: str
    name: str
    site_id: UUID
    site_name: str
    site_short_name: str
    site_code: str
    zone: ZoneInfo
    zone_ids: tuple[UUID, ...]
    rests: str = ""
    seen_at: datetime | None = None

    def is_news(self, at: datetime) -> bool:
        """Whether it is worth noting that the machine was seen now."""
        return self.seen_at is None or at - self.seen_at >= SEEN_EVERY


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A machine in the list of whoever runs the hall; ``is_on`` when it was seen a moment ago."""

    id: UUID
    site: str
    kind: str
    name: str
    zones: str
    site_id: UUID
    seen_at: datetime | None
    is_on: bool


@dataclass(frozen=True, slots=True)
class CallNow:
    """A call on a screen. ``letter`` and ``number`` are spoken one by one; ``is_here`` while the visitor is awaited,
    ``language`` that of the visitor."""

    id: UUID
    ticket: str
    letter: str
    number: int
    counter: str
    unit: str
    place: str
    times: int
    at: datetime
    is_here: bool
    language: str


def device(kind: str, secret: str) -> DeviceNow:
    """The machine whose address carries the secret. Raises ``NotFound``."""
    found = (
        Device.objects.select_related("site")
        .annotate(resting=Subquery(Rest.objects.filter(device=OuterRef("pk"), over_at=None).values("words")[:1]))
        .filter(secret_hash=rules.secret_hash(secret), kind=DeviceKind(kind), active=True)
        .first()
    )
    if found is None:
        raise NotFound
    zones = Zone.objects.filter(site=found.site)
    if found.zones:
        zones = zones.filter(code__in=found.zones)
    return DeviceNow(
        found.pk, found.kind, found.name, found.site_id, found.site.name, found.site.short_name, found.site.code,
        ZoneInfo(found.site.zone), tuple(zones.values_list("pk", flat=True)),
        found.resting or "", found.seen_at,
    )  # fmt: skip


def devices(actor: Actor, at: datetime) -> tuple[DeviceRow, ...]:
    """The machines that work, for whoever runs the hall. Raises ``NotFound`` for others."""
    policies.require(policies.runs_hall(actor))
    rows = Device.objects.filter(active=True).select_related("site").order_by("site__name", "name")
    return tuple(
        DeviceRow(
            row.pk, row.site.short_name, row.kind, row.name, ", ".join(row.zones), row.site_id, row.seen_at,
            row.seen_at is not None and at - row.seen_at < ON_FOR,
        )
        for row in rows
    )  # fmt: skip


def zones_of(site_id: UUID) -> tuple[tuple[str, str], ...]:
    """(code, name) of the parts of a hall."""
    return tuple(Zone.objects.filter(site_id=site_id).order_by("code").values_list("code", "name"))


def last_calls(screen: DeviceNow, at: datetime) -> tuple[CallNow, ...]:
    """The newest call of today for each of the last visitors called in the screen's zones, newest first."""
    midnight = at.astimezone(screen.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Call.objects.filter(zone_id__in=screen.zone_ids, at__gte=midnight)
        .exclude(errand__state=ErrandState.WAITING)  # taken back or put back: nobody is asked to come
        .order_by("-at", "-id")
        .values_list(
            "id", "errand__visit__letter", "errand__visit__number", "counter__name", "errand__lane__unit__short_name",
            "zone__name", "zone__names", "times", "at", "errand__state", "errand__visit__language", "errand_id",
        )[:LOOKED_AT]
    )  # fmt: skip
    found: dict[UUID, CallNow] = {}
    for call_id, letter, number, counter, unit, zone, names, times, moment, state, language, errand_id in rows:
        if errand_id not in found and len(found) < SHOWN:
            found[errand_id] = CallNow(
                call_id, ticket_no(letter, number), letter, number, counter, unit, said(zone, names), times, moment,
                state == ErrandState.CALLED, language,
            )  # fmt: skip
    return tuple(found.values())


def hall_wait(screen: DeviceNow, at: datetime) -> Forecast | None:
    """What a newcomer waits at the lanes that are called: the middle of them all, and the range that holds theirs. Without
    a range too few waits were measured to say; None when no lane is called."""
    lanes = list(Lane.objects.filter(site_id=screen.site_id, active=True).values_list("pk", flat=True))
    local = at.astimezone(screen.zone)
    told = [now.forecast(now.waiting) for now in lanes_now(lanes, local.date(), local.hour).values()]
    return rules.together([wait for wait in told if wait])
