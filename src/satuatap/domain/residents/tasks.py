"""Telling people about the powers they have given, hold or lost. Messages name nobody; the page behind the link does."""

from uuid import UUID

from django.utils import timezone

from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import system

from . import events, queries
from .models import Mandate, OrganisationOfficer

REGISTER = system("residents")


def tell_offered(event: events.PowerOffered) -> None:
    """The person named, if the register knows one of that number and name. The giver never learns of it."""
    mandate = Mandate.objects.filter(pk=event.mandate_id, revoked_at=None).first()
    named = queries.named_by(mandate) if mandate else None
    if named is not None:
        _tell(named, "power-offered", event.mandate_id)


def tell_invited(event: events.OfficerInvited) -> None:
    """The person invited, if the register knows one of that number and name."""
    office = OrganisationOfficer.objects.filter(pk=event.office_id, person=None).first()
    named = queries.invited_by(office) if office else None
    if named is not None:
        _tell(named, "office-offered", event.office_id, path="/akun/organisasi")


def tell_taken(event: events.PowerTaken) -> None:
    _tell(Mandate.objects.get(pk=event.mandate_id).principal_id, "power-taken", event.mandate_id)


def tell_ended(event: events.PowerEnded) -> None:
    """Both sides: nobody goes on in the belief that it still holds."""
    mandate = Mandate.objects.get(pk=event.mandate_id)
    for party_id in (mandate.principal_id, mandate.agent_id):
        if party_id is not None and not event.was_offered:
            _tell(party_id, "power-ended", event.mandate_id)


def _tell(party_id: UUID, template: str, about: UUID, path: str = "") -> None:
    contact = queries.contact(party_id)
    notifications.notify(
        template=template, key=f"{template}:{about}:{party_id}", account_id=contact.account_id, party_id=party_id,
        path=path or f"/akun/kuasa/{about}", channels=contact.channels, language=contact.language or "id", by=REGISTER,
        at=timezone.now(),
    )  # fmt: skip
