"""At the centre: a number of a hall that a node leads is asked for by phone, and given there or not."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.domain.visits import actions as hall
from satuatap.domain.visits import queries as halls
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound
from satuatap.kernel.lifecycle import move

from .. import policies, queries, rules
from ..lifecycle import WISH_MOVES, WishState
from ..models import Node, Wish

AT_ONCE = 500


@transaction.atomic
def wish(*, site_id: UUID, lane_ids: Sequence[UUID], phone: str, key: UUID, by: Actor, at: datetime) -> Wish:
    """Ask the node of a hall for a number, for a phone number that was proven by a code.

    The same ``key`` again answers the same wish. Raises ``Refused`` while the node is not heard, where the hall gives
    no numbers by phone now, and for a phone number that has one out or waits for one; ``NotFound`` for a hall that no
    node leads or that gives none.
    """
    policies.require(by.is_system)
    holder = halls.holder_of(phone)
    if present := Wish.objects.filter(key=key, holder=holder).first():
        return present
    node = Node.objects.select_for_update().filter(site_id=site_id, ended_at=None).select_related("site").first()
    terms = halls.remote_terms(site_id)
    if node is None or terms is None:
        raise NotFound
    give_up(node, by, at)
    rules.require_heard(node.heard_at, node.stopped_at, at, node.site.short_name)
    place = rules.require_place(halls.places_out(holder), terms.each)
    asked = Wish(node=node, key=key, lanes=[str(lane) for lane in lane_ids], phone=phone, holder=holder, place=place,
                 asked_at=at)  # fmt: skip
    Wish.objects.bulk_create([asked], ignore_conflicts=True)
    if not Wish.objects.filter(pk=asked.pk).exists():  # this phone number waits for another one
        rules.require_place((), 0)
    record("nodes.number-asked", on=asked, by=by, at=at)
    return asked


@transaction.atomic
def note_refusal(*, node_id: UUID, key: UUID, problem: str, by: Actor, at: datetime) -> None:
    """The node gives no number, and says why. Said again, or after the number came, it changes nothing."""
    policies.require(by.is_system)
    found = Wish.objects.select_for_update().filter(node=node_id, key=key).first()
    if found is None:
        raise NotFound
    if found.state in (WishState.ASKED, WishState.LATE):
        _answer(found, "refuse", problem, by, at)


def note_given(node: Node, by: Actor, at: datetime) -> None:
    """Among the facts that came are numbers that were asked for: whoever asked is told, once."""
    for found in queries.wishes_given(node):
        _answer(found, "give", "", by, at)
        visit_id = halls.visit_of_key(found.key)
        if found.phone and visit_id and not halls.has_lapsed_unseen(visit_id):
            hall.tell_held(visit_id=visit_id, phone=found.phone, by=by, at=at)


def note_lapsed(node: Node, by: Actor, at: datetime) -> None:
    """Among the facts that came are numbers with which nobody reported in time: whoever held one is told, once, and the
    phone number is not needed any more."""
    for found, visit_id in queries.wishes_lapsed(node):
        hall.tell_lapsed(visit_id=visit_id, phone=found.phone, by=by, at=at)
        _forget_phone(found, by, at)


def give_up(node: Node, by: Actor, at: datetime) -> None:
    """Nobody waits longer for what the node did not answer."""
    late = Wish.objects.select_for_update().filter(
        node=node, state=WishState.ASKED, asked_at__lt=at - rules.ANSWERS_WITHIN
    )
    for found in late:
        _answer(found, "give up", "", by, at)


@transaction.atomic
def forget_phones(*, by: Actor, at: datetime) -> int:
    """Of wishes of past days nothing is kept that stands for a phone number; returns of how many."""
    policies.require(by.is_system)
    past = Wish.objects.exclude(phone="").filter(asked_at__lt=at - rules.WISH_KEPT)
    found = list(past.select_for_update()[:AT_ONCE])
    for old in found:
        if old.state == WishState.ASKED:
            _answer(old, "give up", "", by, at)
        _forget_phone(old, by, at)
    return len(found)


def _forget_phone(old: Wish, by: Actor, at: datetime) -> None:
    old.phone = old.holder = ""
    old.save(update_fields=["phone", "holder"])
    record("nodes.phone-forgotten", on=old, by=by, at=at)


def _answer(found: Wish, verb: str, problem: str, by: Actor, at: datetime) -> None:
    found.state = move(WISH_MOVES, verb, WishState(found.state))
    found.problem, found.answered_at = problem[:300], at
    found.save(update_fields=["state", "problem", "answered_at"])
    record("nodes.number-answered", on=found, by=by, at=at)
