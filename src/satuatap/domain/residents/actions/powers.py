"""Powers of attorney: offered from an account, one's own or those of one's organisation, taken by the person named."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7
from satuatap.kernel.jobs import publish

from .. import events, policies, queries, rules
from ..models import How, Mandate, MandateKind, Party, Person
from .mandates import stamped


@transaction.atomic
def offer_power(
    *,
    nik: str,
    name: str,
    scope: Sequence[str],
    to_on: date | None,
    by: Actor,
    at: datetime,
    abouts: Sequence[UUID] = (),
    organisation_id: UUID | None = None,
    stamp_serial: str = "",
    key: UUID | None = None,
) -> Mandate:
    """Offer a power of attorney to the person of a NIK and a name, for services and affairs until a day: the actor's own,
    or that of an organisation for which the actor may give powers. The same ``key`` gives the same power again.

    Nothing is looked up: known and unknown numbers take the same path, and the power holds once the person named has
    taken it (``take_power``). The room that knows the affairs has seen to it that they are the giver's. A power of an
    organisation is the organisation's: it outlasts the office of whoever gave it. Raises ``Refused`` for what is
    missing, ``NotFound`` to those never seen in person and to officers without the right.
    """
    giver_id, mandate_id = _locked_giver(by, organisation_id, at), key or uuid7()
    if known := Mandate.objects.filter(pk=mandate_id).first():
        if known.principal_id != giver_id or known.recorded_by != by.id:
            raise NotFound
        return known
    digits = rules.nik_number(nik, provisional=False)
    if digits is None:
        raise Refused("nik", _("Tulis 16 angka NIK seperti di KTP."), field="nik")
    rules.require_power(scope=scope, abouts=abouts, to_on=to_on, today=at.date())
    if Person.objects.filter(pk=by.party_id, nik=digits).exists():
        raise Refused("oneself", _oneself(organisation_id), field="nik")
    mandate = Mandate.objects.create(
        pk=mandate_id, principal_id=giver_id, agent_name=rules.person_name(name), agent_nik=digits,
        kind=MandateKind.KUASA, given_by_id=by.party_id if organisation_id else None, scope=sorted(set(scope)),
        abouts=list(abouts), from_on=at.date(), to_on=to_on, how=How.CODE, reference=f"akun {at.date().isoformat()}",
        stamp_serial=stamped(mandate_id, stamp_serial, by=by, at=at), recorded_by=by.id, recorded_at=at,
    )  # fmt: skip
    record("residents.power-offered", on=mandate, by=by, at=at, party_id=giver_id)
    publish(events.PowerOffered(mandate_id=mandate.pk))
    return mandate


def _locked_giver(by: Actor, organisation_id: UUID | None, at: datetime) -> UUID:
    """The party whose power the actor may give, locked: a second press of the button, and whoever takes the right away at
    this moment, wait."""
    if by.party_id is None or by.account_id is None or not policies.is_own(by, by.party_id):
        raise NotFound
    giver = Party.objects.select_for_update(no_key=True).filter(pk=organisation_id or by.party_id).first()
    if giver is None or (organisation_id and not queries.may_give_powers(by, organisation_id, at.date())):
        raise NotFound
    identity.require_settled(by.account_id, at)
    return giver.pk


def _oneself(organisation_id: UUID | None) -> str:
    if organisation_id:
        return _("Kuasa organisasi diberikan kepada orang lain. Hak Anda sendiri diatur sebagai pengurus.")
    return _("Untuk diri sendiri tidak perlu kuasa.")


@transaction.atomic
def take_power(*, mandate_id: UUID, by: Actor, at: datetime) -> Mandate:
    """Take a power that was offered to the actor. Raises ``NotFound`` to everybody else, and once it has ended."""
    mandate = Mandate.objects.select_for_update().filter(pk=mandate_id, revoked_at=None).first()
    is_named = mandate is not None and by.party_id is not None and queries.is_named(by, mandate)
    if mandate is None or not is_named or (mandate.to_on and mandate.to_on < at.date()):
        raise NotFound
    mandate.agent_id, mandate.agent_name, mandate.agent_nik = by.party_id, "", ""
    mandate.save(update_fields=["agent", "agent_name", "agent_nik"])
    record("residents.power-taken", on=mandate, by=by, at=at, party_id=mandate.principal_id)
    publish(events.PowerTaken(mandate_id=mandate.pk))
    return mandate
