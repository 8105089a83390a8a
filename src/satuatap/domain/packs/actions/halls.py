"""What a pack says about the halls where people wait: priorities, zones, lanes and posts."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.models import Counter, Site
from satuatap.domain.appointments import actions as appointments
from satuatap.domain.appointments import queries as booked
from satuatap.domain.appointments.queries import Terms
from satuatap.domain.visits import actions as visits
from satuatap.domain.visits import queries
from satuatap.kernel.actors import Actor

from ..queries import Pack


def put_halls(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Enter or change everything; returns how many rows are new or different."""
    before = queries.rows() | booked.rows()
    for told in pack.section("halls.yaml", "priorities") or ():
        facts = {key: value for key, value in told.items() if key != "source"}
        facts["law"] = "" if told["law"] == "unknown" else told["law"]
        visits.put_priority(**facts, by=by, at=at)
    for hall in pack.section("halls.yaml", "halls") or ():
        _hall(hall, agencies.site(hall["site"]), by, at)
    return len((queries.rows() | booked.rows()) - before)


def _hall(hall: Mapping[str, Any], site: Site, by: Actor, at: datetime) -> None:
    zones = {zone["code"]: visits.put_zone(site_id=site.pk, **zone, by=by, at=at) for zone in hall["zones"]}
    lanes = {told["code"]: visits.put_lane(site_id=site.pk, **_lane(told), by=by, at=at) for told in hall["lanes"]}
    for told in hall["lanes"]:
        if told.get("booking"):
            _plan(told, site, by, at)
    counters = {counter.name: counter for counter in agencies.counters_of(site.pk)}
    for counter, lane, facts in _posts(hall, counters):
        visits.put_post(
            counter_id=counter.pk, lane_id=lanes[lane].pk, zone_id=zones[facts.pop("zone")].pk, **facts, by=by, at=at
        )


def _lane(told: Mapping[str, Any]) -> dict[str, Any]:
    facts = {key: value for key, value in told.items() if key in ("code", "letter", "name", "minutes", "services")}
    last = told.get("last_number")
    return facts | {
        "unit_id": agencies.unit(told["unit"]).pk,
        "is_quick": told.get("quick", False),
        "quota": told.get("quota"),
        "last_number_at": time.fromisoformat(last) if last else None,
        "active": told.get("active", True),
    }


def _plan(told: Mapping[str, Any], site: Site, by: Actor, at: datetime) -> None:
    booking = {**told["booking"], "release": time.fromisoformat(told["booking"]["release"])}
    appointments.put_plan(
        site_id=site.pk, unit_id=agencies.unit(told["unit"]).pk, code=told["code"], name=told["name"],
        terms=Terms(**booking), active=told.get("active", True), by=by, at=at,
    )  # fmt: skip


def _posts(hall: Mapping[str, Any], counters: Mapping[str, Counter]) -> Iterator[tuple[Counter, str, dict[str, Any]]]:
    for told in hall.get("posts") or ():
        facts = {"zone": told["zone"], "place": told.get("place", ""), "is_accessible": told.get("accessible", False)}
        for lane, weight in told["lanes"].items():
            yield counters[told["counter"]], lane, {**facts, "weight": weight}
