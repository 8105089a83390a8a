"""The halls in which a recorded day is played: a site and an office for each office of the file, lanes, counters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.utils.text import slugify

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.visits import actions
from satuatap.kernel.actors import Actor, Holding, account_actor, system

from .reading import Queue

PLANNED_MINUTES = 10  # what the plan says of every lane; the file says nothing of it
BY = system("replay")


@dataclass
class Desk:
    """A counter with the officer who sits there when it is open."""

    id: UUID
    officer: Actor
    is_open: bool = False
    guest_until: datetime | None = None
    called_at: datetime | None = None


@dataclass
class Lane:
    """A lane of the play, with what the player knows without asking: who waits, which desks there are."""

    id: UUID
    site_id: UUID
    queue: Queue
    desks: list[Desk]
    waiting: int = 0


def build(queues: Sequence[Queue], at: datetime) -> list[Lane]:
    """Put up everything that the day needs, each counter closed."""
    facts = {"by": BY, "at": at}
    places: dict[str, tuple[UUID, UUID, UUID]] = {}
    lanes = []
    for queue in queues:
        code = f"replay-{slugify(queue.office.replace('_', '-'))}"
        if code not in places:
            site = agencies.put_site(code=code, name=queue.office, kind="mall", **facts)
            unit = agencies.put_unit(code=code, name=queue.office, kind="agency", **facts)
            zone = actions.put_zone(site_id=site.pk, code="aula", name="Aula", **facts)
            places[code] = (site.pk, unit.pk, zone.pk)
        site_id, unit_id, zone_id = places[code]
        lane = actions.put_lane(
            site_id=site_id, unit_id=unit_id, code=slugify(queue.code), letter=queue.letter, name=queue.code,
            minutes=PLANNED_MINUTES, **facts,
        )  # fmt: skip
        desks = [
            _desk(code, unit_id, lane.pk, zone_id, f"{queue.code} {number}", at)
            for number in range(1, max(1, *(one.open for one in queue.snapshots)) + 1)
        ]
        lanes.append(Lane(lane.pk, site_id, queue, desks))
    return lanes


def _desk(code: str, unit_id: UUID, lane_id: UUID, zone_id: UUID, name: str, at: datetime) -> Desk:
    counter = agencies.put_counter(site_code=code, unit_code=code, name=name, by=BY, at=at)
    actions.put_post(counter_id=counter.pk, lane_id=lane_id, zone_id=zone_id, by=BY, at=at)
    return Desk(counter.pk, account_actor(uuid4(), name, holdings=[Holding("front-officer", unit_id, code)]))
