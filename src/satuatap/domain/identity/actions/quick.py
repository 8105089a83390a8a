"""Changing officers at a shared computer: a PIN, where it holds, and what becomes of wrong tries."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import rules
from ..models import Account, Pin, QuickDesk
from .accounts import own

MOST_FAILURES = 5

Verdict = Literal["right", "wrong", "locked", "closed"]


@transaction.atomic
def set_pin(*, pin: str, by: Actor, at: datetime) -> None:
    """Choose the own PIN; the caller has asked for fresh proof. It also unlocks. Raises ``Refused`` for an easy one."""
    account = own(_own_id(by), by)
    rules.require_pin(pin)
    values = {"digest": make_password(pin), "failures": 0, "set_at": at, "locked_at": None}
    Pin.objects.update_or_create(account=account, defaults=values)
    record("account.pin-set", on=account, by=by, at=at, fields=["pin"])


@transaction.atomic
def open_desk(*, computer: str, until: datetime, by: Actor, at: datetime) -> None:
    """Let the actor come back to this computer by PIN until a moment; the caller has asked for fresh proof."""
    account = own(_own_id(by), by)
    if not Pin.objects.filter(account=account, locked_at=None).exists():
        raise Refused("no-pin", _("Buat PIN dulu."), field="pin_baru")
    QuickDesk.objects.update_or_create(account=account, computer=computer, defaults={"opened_at": at, "until": until})
    record("account.desk-opened", on=account, by=by, at=at)


@transaction.atomic
def close_desk(*, computer: str, by: Actor, at: datetime) -> None:
    """The actor does not come back to this computer by PIN."""
    account = own(_own_id(by), by)
    QuickDesk.objects.filter(account=account, computer=computer).delete()
    record("account.desk-closed", on=account, by=by, at=at)


@transaction.atomic
def try_pin(*, account_id: UUID, computer: str, pin: str, by: Actor, at: datetime) -> tuple[Verdict, datetime | None]:
    """Whether somebody may come back to this computer, and until when. Wrong tries are counted: the fifth locks the PIN and
    closes every computer to it until the officer has signed in fully and chosen a new one.

    It refuses nothing by an error, so that what was counted stays counted.
    """
    desk = QuickDesk.objects.filter(account=account_id, computer=computer, until__gt=at).first()
    return _try(account_id, desk, pin, "account.switched", by, at)


@transaction.atomic
def show_pin(*, account_id: UUID, pin: str, by: Actor, at: datetime) -> Verdict:
    """Whether a PIN is that of an officer who stands at a machine of the hall. It holds, counts and locks as at a computer,
    and only while the officer has it open at some computer: whoever did not sign in fully today does nothing here."""
    desk = QuickDesk.objects.filter(account=account_id, until__gt=at).order_by("-until").first()
    return _try(account_id, desk, pin, "account.pin-shown", by, at)[0]


def _try(
    account_id: UUID, desk: QuickDesk | None, pin: str, verb: str, by: Actor, at: datetime
) -> tuple[Verdict, datetime | None]:
    found = Pin.objects.select_for_update().filter(account=account_id, account__is_active=True).first()
    if desk is None or found is None:
        return "closed", None
    if found.locked_at is not None:
        return "locked", None
    account = Account(pk=account_id)
    if check_password(pin, found.digest):
        found.failures = 0
        found.save(update_fields=["failures"])
        record(verb, on=account, by=by, at=at)
        return "right", desk.until
    found.failures += 1
    found.locked_at = at if found.failures >= MOST_FAILURES else None
    found.save(update_fields=["failures", "locked_at"])
    record("account.pin-wrong", on=account, by=by, at=at)
    if found.locked_at is None:
        return "wrong", None
    QuickDesk.objects.filter(account=account_id).delete()
    return "locked", None


def _own_id(by: Actor) -> UUID:
    if by.account_id is None or not by.is_staff:
        raise NotFound
    return by.account_id
