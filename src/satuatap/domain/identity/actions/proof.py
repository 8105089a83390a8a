"""How well we know who an account is, and getting an account back at a counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies.models import Unit
from satuatap.domain.audit.actions import record
from satuatap.domain.notifications.actions import notify, unsubscribe
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from .. import policies, ports, queries, rules
from ..models import Account, Pin, ProofRecord, QuickDesk, Session
from .accounts import locked, release_unproven, save_once


@transaction.atomic
def raise_proof(
    *,
    account_id: UUID,
    how: str,
    unit_id: UUID | None = None,
    party_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Account:
    """Raise an account's proof level: ``nik`` to 1, ``seen`` (by an officer of ``unit_id``) or ``digital-id`` to 2.

    ``party_id`` is who the register says it is. Raises ``NotFound`` to whoever may not prove it, and
    ``Refused("proof")`` when the account is proven that far already.
    """
    if how == "seen":
        policies.require(unit_id is not None and policies.may_prove(by, unit_id) and by.account_id != account_id)
    else:
        policies.require(policies.is_own(by, account_id))
    account = locked(account_id)
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    account.proof_level = rules.next_level(account.proof_level, how)
    account.proof_by, account.proof_at, account.proof_where = by.id, at, unit.code if unit else ""
    account.save(update_fields=["proof_level", "proof_by", "proof_at", "proof_where"])
    _note(account, how, unit_id=unit_id, party_id=party_id, by=by, at=at)
    record("account.proof-raised", on=account, by=by, at=at, party_id=party_id, unit_id=unit_id, purpose=how)
    return account


@transaction.atomic
def withdraw_proof(*, account_id: UUID, unit_id: UUID | None, by: Actor, at: datetime) -> Account:
    """Take an account back to level 0, e.g. because the wrong person was linked, and end the sessions that relied on
    it. For who may prove at the unit; the system needs none."""
    policies.require(policies.may_prove(by, unit_id))
    account = locked(account_id)
    account.proof_level, account.proof_by, account.proof_at, account.proof_where = 0, "", None, ""
    account.save(update_fields=["proof_level", "proof_by", "proof_at", "proof_where"])
    Session.objects.filter(account=account).delete()
    _note(account, ProofRecord.How.WITHDRAWN, unit_id=unit_id, by=by, at=at)
    record("account.proof-withdrawn", on=account, by=by, at=at, unit_id=unit_id)
    return account


def _note(
    account: Account, how: str, *, unit_id: UUID | None, party_id: UUID | None = None, by: Actor, at: datetime
) -> None:
    ProofRecord.objects.create(
        account=account, level=account.proof_level, how=how, unit_id=unit_id, party_id=party_id, by=by.id, at=at
    )


@transaction.atomic
def recover(*, account_id: UUID, phone: str, unit_id: UUID, by: Actor, at: datetime) -> Account:
    """Give somebody who stands at a counter with a new number their account back: new phone, old sessions ended.

    The new number counts as proven at the next sign-in with a code. The password, the old number and every passkey and
    authenticator are gone; the old and the new address are told, and for a day nothing that lasts can be done. Raises
    ``Refused("staff")`` for somebody who holds a role: that opens more than the own affairs.
    """
    policies.require(policies.may_prove(by, unit_id) and by.account_id != account_id)
    account = locked(account_id)
    if queries.actor_facts(account_id, at.date()):
        raise Refused("staff", _("Akun petugas dipulihkan oleh pengelola instansinya, bukan di loket."), field="hp")
    old = account.phone or ""
    address = rules.Address("phone", rules.phone_number(phone))
    release_unproven(address, account_id)
    account.phone, account.phone_proven_at, account.recovered_at = address.value, None, at
    account.set_unusable_password()
    save_once(account, ["phone", "phone_proven_at", "password", "recovered_at"])
    for what in (Session, QuickDesk, Pin):
        what._default_manager.filter(account=account).delete()
    for forget in ports.forget_second_steps:
        forget(account_id)
    unsubscribe(account_id=account_id, by=by, at=at)
    record("account.recovered", on=account, by=by, at=at, unit_id=unit_id, fields=["phone"])
    _tell_recovered(account, old, unit_id, by=by, at=at)
    return account


def _tell_recovered(account: Account, old: str, unit_id: UUID, *, by: Actor, at: datetime) -> None:
    """At the old address too: whoever has the old phone may be the owner, and has not asked for this."""
    place = Unit.objects.get(pk=unit_id).short_name
    for name, to in {"old": {"sms": old}, "new": {"sms": account.phone or "", "email": account.email or ""}}.items():
        notify(
            template="account-recovered", key=f"account-recovered:{account.pk}:{at.isoformat()}:{name}",
            account_id=account.pk if name == "new" else None, context={"place": place},
            path="/akun/keamanan", channels=to, language=account.language, by=by, at=at,
        )  # fmt: skip
