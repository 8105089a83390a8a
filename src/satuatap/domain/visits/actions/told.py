"""Telling open pages of a hall that something changed: screens, counters, phones."""

from uuid import UUID

from satuatap.kernel.live import notify

from ..queries import COUNTER, LANE, VISIT, ZONE, topic


def tell_zone(zone_id: UUID, call_id: UUID) -> None:
    notify(topic(ZONE, zone_id), call_id)


def tell_lane(lane_id: UUID) -> None:
    notify(topic(LANE, lane_id))


def tell_counter(counter_id: UUID) -> None:
    notify(topic(COUNTER, counter_id))


def tell_visit(visit_id: UUID) -> None:
    notify(topic(VISIT, visit_id))
