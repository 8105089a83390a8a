"""The plainest hall: one site, one lane at licensing, one counter, and Budi who sits there."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies.models import Counter, Site, Unit
from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Lane, Visit
from satuatap.kernel.actors import Actor, Holding, account_actor, system

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday, 12.00 WIB
PACK = system("pack")
KIOSK = system("kiosk")


def make_site(code: str = "mpp") -> Site:
    return agencies.put_site(
        code=code, kind="mall", name=f"Balai {code}", short_name=code, zone="Asia/Jakarta", by=PACK, at=NOON
    )


def make_lane(
    code: str = "izin", letter: str = "A", *, site: Site | None = None, unit: Unit | None = None, **given
) -> Lane:
    site = site or make_site()
    unit = unit or make_unit("dpmptsp", name="DPMPTSP")
    facts = {"name": f"Antrean {code}", "minutes": 5} | given
    return actions.put_lane(
        site_id=site.pk,
        unit_id=unit.pk,
        code=code,
        letter=letter,
        by=PACK,
        at=NOON,
        **facts,  # type: ignore[arg-type]
    )


def make_counter(
    lane: Lane, name: str = "Loket 1", *, more: Sequence[tuple[Lane, int]] = (), zone: str = "aula"
) -> Counter:
    counter = agencies.put_counter(site_code=lane.site.code, unit_code=lane.unit.code, name=name, by=PACK, at=NOON)
    part = actions.put_zone(site_id=lane.site_id, code=zone, name=zone.title(), by=PACK, at=NOON)
    for served, weight in [(lane, 1), *more]:
        actions.put_post(counter_id=counter.pk, lane_id=served.pk, zone_id=part.pk, weight=weight, by=PACK, at=NOON)
    return counter


def make_officer(unit: Unit, name: str = "Budi", role: str = "front-officer") -> Actor:
    return account_actor(uuid4(), name, holdings=[Holding(role, unit.pk, unit.code)])


def sit(lane: Lane, name: str = "Loket 1", **given: object) -> tuple[Counter, Actor]:
    """A counter with an officer of its own."""
    counter = make_counter(lane, name, **given)  # type: ignore[arg-type]
    officer = make_officer(lane.unit, name)
    actions.sit_down(counter_id=counter.pk, by=officer, at=NOON)
    return counter, officer


def come(
    *lanes: Lane, at: datetime = NOON, key: UUID | None = None, after: Sequence[int | None] = (), language: str = "id"
) -> Visit:
    """A visitor with an errand at each of the lanes, number in hand."""
    follow = [*after, *[None] * (len(lanes) - len(after))]
    asks = [actions.Ask(lane.pk, after=before) for lane, before in zip(lanes, follow, strict=True)]
    visit = actions.begin(
        site_id=lanes[0].site_id, asks=asks, channel="kiosk", key=key or uuid4(), language=language, by=KIOSK, at=at
    )
    return actions.hand_out(visit_id=visit.pk, by=KIOSK, at=at)


def call(counter: Counter, officer: Actor, at: datetime = NOON, key: UUID | None = None) -> str:
    """Call the next visitor; returns the number."""
    return str(actions.call_next(counter_id=counter.pk, key=key or uuid4(), by=officer, at=at).errand.visit)
