"""Telling open pages of a hall that something changed: screens, counters, phones."""

from collections.abc import Iterable
from uuid import UUID

from satuatap.kernel.live import notify, notify_all

from ..models import Call, Errand, HelpCall, Zone
from ..queries import COUNTER, HELP, LANE, VISIT, ZONE, topic


def tell_call(call: Call, errand: Errand) -> None:
    """A number was called: the screens hear which call, the others that something changed."""
    changed = (topic(LANE, errand.lane_id), topic(COUNTER, call.counter_id), topic(VISIT, errand.visit_id))
    notify_all([(topic(ZONE, call.zone_id), call.pk), *((one, "") for one in changed)])


def tell_way(errand: Errand) -> None:
    """An errand began or ceased to wait: its lane and its visitor hear of it."""
    notify_all([(topic(LANE, errand.lane_id), ""), (topic(VISIT, errand.visit_id), "")])


def tell_screens(site_id: UUID, thing: UUID) -> None:
    """Something changed that every screen of the site shows."""
    zones = Zone.objects.filter(site_id=site_id).values_list("pk", flat=True)
    notify_all([(topic(ZONE, zone_id), thing) for zone_id in zones])


def tell_undone(errand: Errand, left_lane_id: UUID, zone_id: UUID | None) -> None:
    """A press was taken back: both lanes, the visitor, and the screens, which call nobody for it."""
    told = [topic(LANE, errand.lane_id), topic(LANE, left_lane_id), topic(VISIT, errand.visit_id)]
    notify_all([(one, "") for one in (*told, *([topic(ZONE, zone_id)] if zone_id else ()))])


def tell_help(asked: HelpCall) -> None:
    """A counter asks for a supervisor or a kiosk for an officer, somebody comes, or it is over."""
    told = [topic(HELP, asked.place.site_id)]
    if asked.counter_id is not None:
        told.append(topic(COUNTER, asked.counter_id))
    notify_all([(one, "") for one in told])


def tell_lane(lane_id: UUID) -> None:
    notify(topic(LANE, lane_id))


def tell_lanes(lane_ids: Iterable[UUID]) -> None:
    """A counter began or ceased to call these lanes: whoever waits sees another range."""
    notify_all([(topic(LANE, lane_id), "") for lane_id in lane_ids])


def tell_counter(counter_id: UUID) -> None:
    notify(topic(COUNTER, counter_id))


def tell_visit(visit_id: UUID) -> None:
    notify(topic(VISIT, visit_id))
