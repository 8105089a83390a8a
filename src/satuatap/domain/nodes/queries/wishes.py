"""Numbers that were asked for by phone in a hall that a node leads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from satuatap.domain.visits import queries as halls
from satuatap.kernel.errors import NotFound, Refused

from .. import rules
from ..lifecycle import WishState
from ..models import Node, Wish


@dataclass(frozen=True, slots=True)
class WishNow:
    """What became of a wish; ``ticket`` is the token of the number once it is there."""

    place: str
    hall: str
    state: str
    problem: str
    ticket: str


def wish_now(token: str, at: datetime) -> WishNow:
    """Whoever has the address asked for it. Raises ``NotFound``."""
    found = Wish.objects.select_related("node__site").filter(token=token).first()
    if found is None:
        raise NotFound
    state = found.state
    if state == WishState.ASKED and at - found.asked_at > rules.ANSWERS_WITHIN:
        state = WishState.LATE
    site = found.node.site
    return WishNow(site.short_name, site.code, state, found.problem, halls.token_of_key(found.key))


def unheard(site_id: UUID, at: datetime) -> str:
    """Why a node cannot be asked for numbers just now, in words; "" while it can, or where none leads."""
    node = Node.objects.filter(site_id=site_id, ended_at=None).select_related("site").first()
    if node is None:
        return ""
    try:
        rules.require_heard(node.heard_at, node.stopped_at, at, node.site.short_name)
    except Refused as refusal:
        return str(refusal.message)
    return ""


def is_waiting(phone: str) -> bool:
    """Whether a phone number waits for the answer of a node."""
    return Wish.objects.filter(holder=halls.holder_of(phone), state=WishState.ASKED).exists()


def wishes_for(node: Node) -> list[dict[str, Any]]:
    """What a node is asked with each letter until it is answered."""
    asked = Wish.objects.filter(node=node, state=WishState.ASKED).order_by("id")[:50]
    return [{"key": str(row.key), "lanes": row.lanes, "holder": row.holder, "place": row.place} for row in asked]


def wishes_lapsed(node: Node) -> list[tuple[Wish, UUID]]:
    """Those whose number lapsed in the node's hall, with its visit, while we still know whom to tell."""
    given = Wish.objects.select_for_update().filter(node=node, state=WishState.GIVEN).exclude(phone="")
    found = [(row, halls.visit_of_key(row.key)) for row in given.order_by("id")]
    return [(row, visit_id) for row, visit_id in found if visit_id and halls.has_lapsed_unseen(visit_id)]


def wishes_given(node: Node) -> list[Wish]:
    """Those whose number has come."""
    open_or_late = Wish.objects.select_for_update().filter(node=node).exclude(state=WishState.GIVEN).exclude(phone="")
    return [row for row in open_or_late.order_by("id") if halls.visit_of_key(row.key)]
