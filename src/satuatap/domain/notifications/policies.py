"""Who may see slips and replies that found no place. Deny by default."""

from satuatap.kernel.actors import Actor

from .models import Message, Reply

HANDS_OUT = ("front-officer", "village-officer", "district-officer", "registration-operator")
"""Roles that meet people and hand them paper."""


def hands_out(actor: Actor) -> bool:
    """Whether the actor meets people anywhere."""
    return bool(actor.unit_ids(*HANDS_OUT))


def may_hand_out(actor: Actor, message: Message, areas: frozenset[str] = frozenset()) -> bool:
    """At the unit of the notice, or in the village of whom it is for (``areas`` are those of the actor's villages)."""
    at_unit = message.unit_id in actor.unit_ids(*HANDS_OUT)
    return at_unit or bool(message.area_code and message.area_code in areas and actor.unit_ids(*HANDS_OUT))


def may_read_reply(actor: Actor, reply: Reply) -> bool:
    """Who meets people at the unit of the last message; a stranger's words are for whoever does anywhere."""
    units = actor.unit_ids(*HANDS_OUT)
    return reply.unit_id in units if reply.unit_id else bool(units)
