"""Treasuries, and what a person decides about money that settles nothing."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.policies import may_keep_money
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..lifecycle import UnmatchedState
from ..models import Treasury, Unmatched


@transaction.atomic
def put_treasury(
    *,
    code: str,
    name: str,
    keeper_id: UUID,
    gateway: str = "",
    merchant: str = "",
    takes_cash: bool = True,
    by: Actor,
    at: datetime,
) -> Treasury:
    """Make or change a treasury account. ``merchant`` is its own account at the gateway; each treasury has another.

    Raises ``Refused("no-money")`` for the account of a *kelurahan* or a district: they have no money of their own.
    """
    policies.require_system(by)
    keeper = agencies.unit_by_id(keeper_id)
    if not may_keep_money(keeper.kind):
        words = _("%(office)s tidak mengelola uang sendiri; pakai kas daerah.")
        raise Refused("no-money", words % {"office": keeper.short_name}, field="keeper")
    treasury, _made = Treasury.objects.update_or_create(
        code=code,
        defaults={
            "name": name,
            "keeper_id": keeper_id,
            "gateway": gateway,
            "merchant": merchant,
            "takes_cash": takes_cash,
        },
    )
    record("treasury.put", on=treasury, by=by, at=at, unit_id=keeper_id)
    return treasury


@transaction.atomic
def resolve_unmatched(*, unmatched_id: UUID, resolution: str, by: Actor, at: datetime) -> Unmatched:
    """Write down what a person did with money that settled nothing, e.g. the number of the refund's decree."""
    unmatched = Unmatched.objects.select_for_update().filter(pk=unmatched_id).first()
    if unmatched is None or not Unmatched.objects.visible_to(by).filter(pk=unmatched_id).exists():
        raise NotFound
    if unmatched.state == UnmatchedState.RESOLVED:
        raise Refused("resolved", _("Uang ini sudah ditangani petugas lain."))
    if not resolution.strip():
        words = _("Tulis apa yang dilakukan, misalnya nomor surat pengembalian.")
        raise Refused("no-resolution", words, field="resolution")
    unmatched.state = UnmatchedState.RESOLVED
    unmatched.resolved_at, unmatched.resolved_by, unmatched.resolution = at, by.id, resolution.strip()[:240]
    unmatched.save(update_fields=["state", "resolved_at", "resolved_by", "resolution"])
    record("payment.unmatched.resolved", on=unmatched, by=by, at=at)
    return unmatched
