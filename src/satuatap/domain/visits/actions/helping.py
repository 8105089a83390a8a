"""Somebody is called: a supervisor to a counter, an officer of the hall to a kiosk."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound

from .. import policies, rules
from ..lifecycle import AT_COUNTER
from ..models import Errand, HelpCall
from .asked import close_help, note_help, open_help
from .devices import kiosk_of
from .leading import require_led_here
from .sitting import own_sitting

LONGEST = 200


@transaction.atomic
def ask_help(*, counter_id: UUID, about: str, by: Actor, at: datetime) -> HelpCall:
    """Ask for a supervisor; whoever runs the hall or leads the office sees it at once. Asking again changes nothing."""
    sitting = own_sitting(counter_id, by)
    if present := HelpCall.objects.filter(counter_id=counter_id, over_at=None).first():
        return present
    guest = Errand.objects.filter(counter_id=counter_id, state__in=[str(s) for s in AT_COUNTER])
    asked = HelpCall.objects.create(
        counter=sitting.counter, visit_id=guest.values_list("visit_id", flat=True).first(), officer_name=by.name,
        about=" ".join(about.split())[:LONGEST], asked_at=at,
    )  # fmt: skip
    return note_help(asked, "asked", by=by, at=at)


@transaction.atomic
def ask_officer(*, device_id: UUID, by: Actor, at: datetime) -> HelpCall:
    """A visitor at a kiosk asks for an officer; whoever stands at the door or runs the hall sees it at once.

    Asking again changes nothing, unless the call is so old that whoever asked has long gone. Raises ``Refused`` where
    another installation leads the hall.
    """
    kiosk = kiosk_of(device_id, by)
    require_led_here(kiosk.site_id)
    present = _open_at(device_id)
    if present is not None and at - present.asked_at < rules.HELP_LASTS:
        return present
    if present is not None:
        close_help(present, by=by, at=at)
    return note_help(HelpCall.objects.create(device=kiosk, asked_at=at), "asked", by=by, at=at)


@transaction.atomic
def answer_help(*, help_id: UUID, by: Actor, at: datetime) -> HelpCall:
    """Say that one comes. Raises ``Conflict`` when somebody else is on the way already, or it is over."""
    asked = _asked(help_id, by)
    if asked.answered_by == by.id:
        return asked
    if asked.over_at is not None:
        raise Conflict("over", _("%(counter)s sudah tidak perlu bantuan.") % {"counter": asked.place.name})
    if asked.answered_by:
        raise Conflict("answered", _("%(name)s sudah menuju ke sana.") % {"name": asked.answered_name})
    asked.answered_at, asked.answered_by, asked.answered_name = at, by.id, by.name
    asked.save(update_fields=["answered_at", "answered_by", "answered_name"])
    return note_help(asked, "answered", by=by, at=at)


@transaction.atomic
def end_help(*, counter_id: UUID, by: Actor, at: datetime) -> None:
    """The officer was helped, or needs nobody any more."""
    own_sitting(counter_id, by)
    asked = open_help(counter_id)
    if asked is not None:
        close_help(asked, by=by, at=at)


@transaction.atomic
def finish_help(*, help_id: UUID, by: Actor, at: datetime) -> None:
    """Whoever came says that it is over; nothing changes when it is already."""
    asked = _asked(help_id, by)
    require_led_here(asked.place.site_id)
    if asked.over_at is None:
        close_help(asked, by=by, at=at)


@transaction.atomic
def let_officer_go(*, device_id: UUID, by: Actor, at: datetime) -> None:
    """Said at the kiosk: the visitor was helped, or needs nobody any more."""
    kiosk = kiosk_of(device_id, by)
    require_led_here(kiosk.site_id)
    asked = _open_at(device_id)
    if asked is not None:
        close_help(asked, by=by, at=at)


def _asked(help_id: UUID, by: Actor) -> HelpCall:
    rows = HelpCall.objects.select_for_update(of=("self",)).select_related("counter", "device")
    asked = rows.filter(pk=help_id).first()
    if asked is None or not policies.may_help(by, asked.counter):
        raise NotFound
    return asked


def _open_at(device_id: UUID) -> HelpCall | None:
    """The kiosk itself is locked already, so nobody asks twice at once."""
    return HelpCall.objects.select_related("device").filter(device_id=device_id, over_at=None).first()
