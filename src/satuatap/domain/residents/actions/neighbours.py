"""The list of those who head the RT and RW of a village."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..models import NeighbourhoodHead
from ..queries.neighbours import three_digits


@transaction.atomic
def name_neighbour(
    *, area_code: str, rw: str, rt: str, name: str, phone: str, by: Actor, at: datetime
) -> NeighbourhoodHead:
    """Write down who heads an RT, or without ``rt`` an RW, from today on; whoever headed it before ends today.

    For the office of that village alone. Raises ``Refused`` in words for what is missing, ``NotFound`` to others.
    """
    policies.require(policies.is_of_village(by) and policies.tells_of(by, area_code))
    if not (number := three_digits(rw)):
        raise Refused("rw", _("Tulis nomor RW dengan angka, misalnya 02."), field="rw")
    if rt.strip() and not three_digits(rt):
        raise Refused("rt", _("Tulis nomor RT dengan angka, misalnya 01."), field="rt")
    full_name, on = identity.person_name(name), timezone.localdate(at)
    to = identity.address(phone)
    if to.kind != "phone":
        raise Refused("phone", _("Tulis nomor HP, misalnya 0812 3456 7890."), field="phone")
    place = {"area_code": area_code, "rw": number, "rt": three_digits(rt)}
    NeighbourhoodHead.objects.filter(**place, to_on=None).update(to_on=on)
    head = NeighbourhoodHead.objects.create(
        **place, name=full_name, phone=to.value, from_on=on, recorded_by=by.id, recorded_at=at
    )
    record("residents.neighbour-named", on=head, by=by, at=at)
    return head


@transaction.atomic
def end_neighbour(*, head_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody heads the neighbourhood no longer. Ended twice, it stays ended. Raises ``NotFound`` to other offices."""
    head = NeighbourhoodHead.objects.select_for_update().filter(pk=head_id).first()
    if head is None:
        raise NotFound
    policies.require(policies.is_of_village(by) and policies.tells_of(by, head.area_code))
    if head.to_on is None:
        head.to_on = timezone.localdate(at)
        head.save(update_fields=["to_on"])
        record("residents.neighbour-ended", on=head, by=by, at=at)
