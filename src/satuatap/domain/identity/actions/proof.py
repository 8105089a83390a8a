"""How well we know who an account is, and getting an account back at a counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.agencies.models import Unit
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor

from .. import policies, rules
from ..models import Account, ProofRecord, Session
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

    The new number counts as proven at the next sign-in with a code. The password and the old number are gone.
    """
    policies.require(policies.may_prove(by, unit_id) and by.account_id != account_id)
    account = locked(account_id)
    address = rules.Address("phone", rules.phone_number(phone))
    release_unproven(address, account_id)
    account.phone, account.phone_proven_at = address.value, None
    account.set_unusable_password()
    save_once(account, ["phone", "phone_proven_at", "password"])
    Session.objects.filter(account=account).delete()
    record("account.recovered", on=account, by=by, at=at, unit_id=unit_id, fields=["phone"])
    return account
