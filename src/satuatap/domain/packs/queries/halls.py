"""Whether what a pack says about its halls fits together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from satuatap.kernel.yamls import join

from ..rules.days import weekdays
from ..rules.findings import Problem, near
from ..rules.halls import places_of
from ..rules.services import Names
from .reading import Pack


def hall_problems(pack: Pack, names: Names) -> Iterator[Problem]:
    """Names that lead nowhere, and things that stand there twice."""
    counters = {(counter.get("site"), counter.get("name")) for counter in pack.section("sites.yaml", "counters") or ()}
    yield from _twice("/priorities", [one.get("code") for one in pack.section("halls.yaml", "priorities") or ()])
    halls = pack.section("halls.yaml", "halls") or ()
    yield from _twice("/halls", [hall.get("site") for hall in halls])
    for place, hall in enumerate(halls):
        at = join("/halls", place)
        yield from names.wrong("sites", hall.get("site"), join(at, "site"))
        lanes = {lane.get("code") for lane in hall.get("lanes") or ()}
        zones = {zone.get("code") for zone in hall.get("zones") or ()}
        yield from _remote(hall.get("remote"), join(at, "remote"), names)
        yield from _lanes(hall, join(at, "lanes"), names)
        yield from _tenants(hall, join(at, "tenants"), names, _open_days(pack, hall.get("site")))
        for number, post in enumerate(hall.get("posts") or ()):
            here = join(at, "posts", number)
            if (hall.get("site"), post.get("counter")) not in counters:
                known = {name for site, name in counters if site == hall.get("site")}
                yield _nowhere(join(here, "counter"), post.get("counter"), known, "a counter of this site")
            if post.get("zone") not in zones:
                yield _nowhere(join(here, "zone"), post.get("zone"), zones, "a zone of this hall")
            for lane in post.get("lanes") or {}:
                if lane not in lanes:
                    yield _nowhere(join(here, "lanes"), lane, lanes, "a lane of this hall")


def _remote(remote: dict[str, Any] | None, at: str, names: Names) -> Iterator[Problem]:
    if remote:
        yield from names.wrong("sources", remote.get("source"), join(at, "source"))
        if remote.get("begins", "") >= remote.get("ends", "~"):
            yield Problem(join(at, "ends"), "numbers by phone end before they begin", "correct one of the hours")


def _lanes(hall: Any, at: str, names: Names) -> Iterator[Problem]:
    lanes = hall.get("lanes") or ()
    yield from _twice(at, [lane.get("code") for lane in lanes])
    served = {lane for post in hall.get("posts") or () for lane in post.get("lanes") or {}}
    for place, lane in enumerate(lanes):
        here = join(at, place)
        yield from names.wrong("agencies", lane.get("unit"), join(here, "unit"))
        yield from names.wrong("sources", lane.get("source"), join(here, "source"))
        yield from _booking(hall, lane, join(here, "booking"))
        for service in lane.get("services") or ():
            yield from names.wrong("services", service, join(here, "services"))
        if lane.get("code") not in served and lane.get("active", True):
            yield Problem(here, f"no counter serves {lane.get('code')}", "add a post that lists it", "warning")


def _tenants(hall: Any, at: str, names: Names, opened: set[int]) -> Iterator[Problem]:
    """Agreements that cannot be: of an office without a lane, over before they begin, on days the site is closed."""
    tenants = hall.get("tenants") or ()
    yield from _twice(at, [tenant.get("unit") for tenant in tenants])
    lanes = {lane.get("unit") for lane in hall.get("lanes") or ()}
    for place, told in enumerate(tenants):
        here = join(at, place)
        strangers = list(names.wrong("agencies", told.get("unit"), join(here, "unit")))
        yield from (*strangers, *names.wrong("sources", told.get("source"), join(here, "source")))
        if not strangers and told.get("unit") not in lanes:
            yield Problem(join(here, "unit"), f"{told.get('unit')} has no lane here", "add a lane, or leave it out")
        first, last = told.get("from"), told.get("until")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            yield Problem(join(here, "until"), "the agreement is over before it begins", "correct one of the days")
        yield from _days(told.get("days"), join(here, "days"), opened)
    for place, lane in enumerate(hall.get("lanes") or ()):
        if tenants and lane.get("unit") not in {told.get("unit") for told in tenants}:
            where = join(at.removesuffix("tenants") + "lanes", place)
            yield Problem(where, f"no agreement of {lane.get('unit')} stands here", "add it to tenants", "warning")


def _days(told: Any, at: str, opened: set[int]) -> Iterator[Problem]:
    for place, text in enumerate(told if isinstance(told, list) else ()):
        days = set(weekdays(str(text)))
        if not days:
            yield Problem(join(at, place), f"{text} runs backwards", "write the earlier day first")
        elif opened and not days <= opened:
            yield Problem(join(at, place), f"the site is closed on some day of {text}", "name days on which it is open")


def _open_days(pack: Pack, code: Any) -> set[int]:
    """The weekdays on which a site opens by any of its hours; none where it says nothing."""
    sites = [site for site in pack.section("sites.yaml", "sites") or () if site.get("code") == code]
    hours = [table for site in sites for table in site.get("hours") or ()]
    return {day for table in hours for text in table.get("days") or () for day in weekdays(str(text))}


def _booking(hall: Any, lane: Any, at: str) -> Iterator[Problem]:
    booking = lane.get("booking") or {}
    numbers = [lane.get("minutes"), booking.get("every"), booking.get("share"), booking.get("places", "1")]
    if all(str(number).isdigit() for number in numbers) and int(lane["minutes"]):
        places = places_of(hall, lane)
        if places * int(booking["share"]) < 100:
            words = f"{booking['share']} % of {places} places is less than one"
            yield Problem(at, words, "add a counter, raise places or share")


def _twice(at: str, codes: list[Any]) -> Iterator[Problem]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            yield Problem(join(at, place), f"{code} stands here twice", "keep one of them")


def _nowhere(at: str, name: Any, known: Any, what: str) -> Problem:
    return Problem(at, f"“{name}” is not {what}", near(str(name), sorted(str(one) for one in known), "use one of"))
