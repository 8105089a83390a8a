"""A supervisor is called to a counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound

from .. import policies
from ..lifecycle import AT_COUNTER
from ..models import Errand, HelpCall
from .sitting import own_sitting
from .told import tell_help

LONGEST = 200


@transaction.atomic
def ask_help(*, counter_id: UUID, about: str, by: Actor, at: datetime) -> HelpCall:
    """Ask for a supervisor; whoever runs the hall or leads the office sees it at once. Asking again changes nothing."""
    sitting = own_sitting(counter_id, by)
    if present := HelpCall.objects.filter(counter_id=counter_id, over_at=None).first():
        return present
    guest = Errand.objects.filter(counter_id=counter_id, state__in=[str(s) for s in AT_COUNTER])
    asked = HelpCall.objects.create(
        counter_id=counter_id, visit_id=guest.values_list("visit_id", flat=True).first(), officer_name=by.name,
        about=" ".join(about.split())[:LONGEST], asked_at=at,
    )  # fmt: skip
    record("visits.help-asked", on=asked, by=by, at=at, unit_id=sitting.counter.unit_id)
    tell_help(sitting.counter)
    return asked


@transaction.atomic
def answer_help(*, help_id: UUID, by: Actor, at: datetime) -> HelpCall:
    """Say that one comes. Raises ``Conflict`` when somebody else is on the way already, or it is over."""
    asked = HelpCall.objects.select_for_update(of=("self",)).select_related("counter").filter(pk=help_id).first()
    if asked is None or not policies.may_help(by, asked.counter):
        raise NotFound
    if asked.answered_by == by.id:
        return asked
    if asked.over_at is not None:
        raise Conflict("over", _("%(counter)s sudah tidak perlu bantuan.") % {"counter": asked.counter.name})
    if asked.answered_by:
        raise Conflict("answered", _("%(name)s sudah menuju ke sana.") % {"name": asked.answered_name})
    asked.answered_at, asked.answered_by, asked.answered_name = at, by.id, by.name
    asked.save(update_fields=["answered_at", "answered_by", "answered_name"])
    record("visits.help-answered", on=asked, by=by, at=at, unit_id=asked.counter.unit_id)
    tell_help(asked.counter)
    return asked


@transaction.atomic
def end_help(*, counter_id: UUID, by: Actor, at: datetime) -> None:
    """The officer was helped, or needs nobody any more."""
    sitting = own_sitting(counter_id, by)
    asked = HelpCall.objects.select_for_update().filter(counter_id=counter_id, over_at=None).first()
    if asked is None:
        return
    asked.over_at = at
    asked.save(update_fields=["over_at"])
    record("visits.help-over", on=asked, by=by, at=at, unit_id=sitting.counter.unit_id)
    tell_help(sitting.counter)
