"""What a pack says about the halls where people wait: priorities, zones, lanes and posts."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.actions import put_tenant
from satuatap.domain.agencies.models import Counter, Site
from satuatap.domain.appointments import actions as appointments
from satuatap.domain.appointments import queries as booked
from satuatap.domain.appointments.queries import Terms
from satuatap.domain.visits import actions as visits
from satuatap.domain.visits import queries
from satuatap.kernel.actors import Actor

from ..queries import Pack
from ..rules.days import weekdays
from ..rules.halls import places_of
from ..rules.shapes import UNKNOWN


def put_halls(pack: Pack, *, by: Actor, at: datetime) -> int:
    """Enter or change everything; returns how many rows are new or different."""
    before = _rows()
    for told in pack.section("halls.yaml", "priorities") or ():
        facts = {key: value for key, value in told.items() if key != "source"}
        facts["law"] = "" if told["law"] == "unknown" else told["law"]
        visits.put_priority(**facts, by=by, at=at)
    for hall in pack.section("halls.yaml", "halls") or ():
        _hall(hall, agencies.site(hall["site"]), by, at)
    return len(_rows() - before)


def _rows() -> set[tuple[object, ...]]:
    return queries.rows() | booked.rows() | agencies.tenant_rows()


def _hall(hall: Mapping[str, Any], site: Site, by: Actor, at: datetime) -> None:
    zones = {zone["code"]: visits.put_zone(site_id=site.pk, **zone, by=by, at=at) for zone in hall["zones"]}
    lanes = {told["code"]: visits.put_lane(site_id=site.pk, **_lane(told), by=by, at=at) for told in hall["lanes"]}
    booked_lanes = [told for told in hall["lanes"] if told.get("booking")]
    for told in booked_lanes:
        _plan(hall, told, site, by, at)
    appointments.close_plans(site_id=site.pk, keep={told["code"] for told in booked_lanes}, by=by, at=at)
    visits.put_remote(site_id=site.pk, terms=_remote(hall.get("remote")), by=by, at=at)
    for told in hall.get("tenants") or ():
        unit_id = agencies.unit(told["unit"]).pk
        put_tenant(site_id=site.pk, unit_id=unit_id, terms=_terms(told), by=by, at=at)
    counters = {counter.name: counter for counter in agencies.counters_of(site.pk)}
    for counter, lane, facts in _posts(hall, counters):
        visits.put_post(
            counter_id=counter.pk, lane_id=lanes[lane].pk, zone_id=zones[facts.pop("zone")].pk, **facts, by=by, at=at
        )


def _lane(told: Mapping[str, Any]) -> dict[str, Any]:
    facts = {
        key: value for key, value in told.items() if key in ("code", "letter", "name", "names", "minutes", "services")
    }
    last = told.get("last_number")
    return facts | {
        "unit_id": agencies.unit(told["unit"]).pk,
        "is_quick": told.get("quick", False),
        "quota": told.get("quota"),
        "last_number_at": time.fromisoformat(last) if last else None,
        "active": told.get("active", True),
    }


def _remote(told: Mapping[str, Any] | None) -> queries.RemoteTerms | None:
    if told is None:
        return None
    hours = {key: time.fromisoformat(told[key]) for key in ("begins", "ends")}
    return queries.RemoteTerms(**{key: value for key, value in told.items() if key != "source"} | hours)


def _terms(told: Mapping[str, Any]) -> dict[str, Any]:
    known = {key: None if value == UNKNOWN else value for key, value in told.items()}
    outside, last = known["outside"] or {}, known.get("last_number")
    days = {day for text in known["days"] or () for day in weekdays(text)}
    return {
        "level": known["level"], "agreement": known["agreement"] or "", "from_on": known["from"],
        "until_on": known["until"], "weekdays": sorted(days), "quota": known.get("quota"),
        "last_number_at": time.fromisoformat(last) if last else None, "outside_rule": outside.get("rule", ""),
        "outside_system": outside.get("system", ""), "active": known.get("active", True),
    }  # fmt: skip


def _plan(hall: Mapping[str, Any], told: Mapping[str, Any], site: Site, by: Actor, at: datetime) -> None:
    booking = {
        **told["booking"], "places": places_of(hall, told), "release": time.fromisoformat(told["booking"]["release"]),
    }  # fmt: skip
    appointments.put_plan(
        site_id=site.pk, unit_id=agencies.unit(told["unit"]).pk, code=told["code"], name=told["name"],
        terms=Terms(**booking), active=told.get("active", True), by=by, at=at,
    )  # fmt: skip


def _posts(hall: Mapping[str, Any], counters: Mapping[str, Counter]) -> Iterator[tuple[Counter, str, dict[str, Any]]]:
    for told in hall.get("posts") or ():
        facts = {"zone": told["zone"], "place": told.get("place", ""), "is_accessible": told.get("accessible", False)}
        for lane, weight in told["lanes"].items():
            yield counters[told["counter"]], lane, {**facts, "weight": weight}
