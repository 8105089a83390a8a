"""How the numbers of a lease read on a letter that is written without the line."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from satuatap.domain.agencies import queries as agencies
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Lease
from ..rules import numbers
from .letters import office_of
from .numbers import lease, plan_for


def leased_texts(actor: Actor, lease_id: UUID, wish: Mapping[str, Any], on: date) -> dict[int, str]:
    """What each number that is left reads on a letter of that day. ``wish`` is what the letter's standard says of its
    number. Raises ``NotFound`` for those who do not work at the unit of the lease."""
    view = lease(actor, lease_id)
    unit_id = Lease.objects.values_list("series__unit", flat=True).filter(pk=lease_id).first()
    if unit_id is None:
        raise NotFound
    office, plan = office_of(agencies.unit_by_id(unit_id)), plan_for(wish, unit_id, on.year)
    return {
        serial: numbers.write_number(plan, serial=serial, on=on, unit=office.code, area=office.area_code)
        for serial in view.left
    }
