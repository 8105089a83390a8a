"""Who may change offices and their calendars, and what offices of each kind may do."""

from collections.abc import Mapping
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from .models import Unit, UnitKind

HEADS = ("head-of-agency", "village-head", "district-head")
LEADS = (*HEADS, "unit-admin")
"""Who may say that something does not work: the head of an office, and who runs it from day to day."""
RUNS_MALL = "mall-manager"

LOCAL_KINDS: Mapping[str, tuple[str, ...]] = {
    "village": (UnitKind.DESA, UnitKind.KELURAHAN),
    "desa": (UnitKind.DESA,),
    "kelurahan": (UnitKind.KELURAHAN,),
    "district": (UnitKind.DISTRICT,),
}
"""Offices that stand in for a kind in packs: *village* is the village or *kelurahan* in which somebody lives."""
WITHOUT_MONEY = (UnitKind.KELURAHAN, UnitKind.DISTRICT)
"""They spend what the budget of the region gives them; a village (*desa*) has a budget and an account of its own."""


def may_keep_money(kind: str) -> bool:
    """Whether an office of the kind can keep a treasury account."""
    return kind not in WITHOUT_MONEY


def require_configurer(by: Actor) -> None:
    """Offices, sites and hours come from packs and commands. Raises ``NotFound`` for people."""
    if not by.is_system:
        raise NotFound


def require_may_give_lead(by: Actor) -> None:
    """Whoever runs the mall says where a hall is led. Raises ``NotFound`` for others."""
    if not (by.is_system or by.unit_ids(RUNS_MALL)):
        raise NotFound


def require_may_close(by: Actor, unit_id: UUID) -> None:
    """The head of a unit may say that it could not work. Raises ``NotFound`` for others."""
    if not (by.is_system or any(by.holds(role, unit_id) for role in HEADS)):
        raise NotFound


def declares_outages(actor: Actor) -> bool:
    """Whether the actor leads an office, or runs the mall."""
    return bool(actor.unit_ids(*LEADS, RUNS_MALL))


def declares_for_all(actor: Actor) -> bool:
    """Whoever leads or runs the mall speaks for every office."""
    led = actor.unit_ids(*LEADS, RUNS_MALL)
    return actor.is_system or (bool(led) and Unit.objects.filter(pk__in=led, kind=UnitKind.MALL).exists())


def require_may_declare(actor: Actor, unit_id: UUID | None) -> None:
    """Whether the actor may declare, correct and lift an outage of an office; None is all, or that of a hall. Raises
    ``NotFound``."""
    if not (unit_id in actor.unit_ids(*LEADS) or declares_for_all(actor)):
        raise NotFound


def runs_sites(actor: Actor) -> bool:
    """Whether the actor runs a mall: says which tenants are away, and when the hall works differently."""
    return actor.is_system or bool(actor.unit_ids(RUNS_MALL))


def require_runs_sites(actor: Actor) -> None:
    """Raises ``NotFound`` for others."""
    if not runs_sites(actor):
        raise NotFound
