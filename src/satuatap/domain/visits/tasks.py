"""What the hall does by itself, minute by minute."""

from datetime import datetime

from django.utils import timezone

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.events import OutageChanged, PresenceChanged
from satuatap.kernel.actors import system

from . import actions, queries
from .actions.told import tell_screens
from .events import CounterOpens, CounterRests

HALL = system("hall")


def measure(now: datetime) -> None:
    """Compare the waits that are over with what was told."""
    actions.measure(by=system("forecast"), at=now)


def mind_the_hall(now: datetime) -> None:
    """Count what may have been printed, void numbers nobody saw or reported with, tell whose turn is near."""
    actions.lapse(by=HALL, at=now)
    settle_numbers(now)
    actions.tell_near(by=HALL, at=now)


def ask_printers(now: datetime) -> None:
    """How are the printers? Slow where many do not answer, so it is nobody else's work."""
    actions.ask_printers(by=HALL, at=now)


def ask_readers(now: datetime) -> None:
    """How are the readers of cards and QR codes? Slow for the same reason."""
    actions.ask_readers(by=HALL, at=now)


def settle_numbers(now: datetime) -> None:
    """Count what may have been printed, void numbers nobody saw: also where nobody can be told from."""
    actions.settle_prints(by=HALL, at=now)
    actions.forget_unseen(by=HALL, at=now)


def plan_again(now: datetime) -> None:
    """Send those on whose lane stalls."""
    actions.plan_again(by=HALL, at=now)


def plan_after_rest(event: CounterRests) -> None:
    """The lanes of a counter that rests, at once."""
    lanes = [post.lane_id for post in queries.posts_of(event.counter_id)]
    if lanes:
        actions.plan_again(by=HALL, at=timezone.now(), lane_ids=lanes)


def plan_after_opening(event: CounterOpens) -> None:
    """Whoever waits elsewhere where nobody calls, and has something to do at the counter that opened, at once."""
    if lanes := queries.lanes_before(event.counter_id):
        actions.plan_again(by=HALL, at=timezone.now(), lane_ids=lanes)


def end_days(now: datetime) -> None:
    """Close what the day before left open."""
    actions.end_days(by=HALL, at=now)
    actions.forget_holders(by=HALL, at=now)


def show_outage(event: OutageChanged) -> None:
    """The power or the line of a hall is down, or back: its screens say so."""
    site_id = agencies.outage_span(event.outage_id).site_id
    if site_id is not None:
        tell_screens(site_id, event.outage_id)


def tell_away(event: PresenceChanged) -> None:
    """An office is away, or back: whoever waits for it is told, and open pages are shown anew."""
    actions.tell_away(site_id=event.site_id, by=HALL, at=event.at)
