"""The word of whoever sits opposite, written down before an officer fills in anything for them: how it was given, with a
photo of what was signed or thumb-printed."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.http import Request
from satuatap.kernel.errors import Refused

from . import consent

CODE = "code"
HOWS = (CODE, "spoken", "signed-slip", "thumb-print")
INPUTS = {"witness1": "saksi1", "witness2": "saksi2", "paper": "slip"}


def require_how(request: Request) -> str:
    """How the word was given. Raises ``Refused`` where nothing was chosen."""
    how: str = request.POST.get("cara", "")
    if how not in HOWS:
        raise Refused("how", _("Pilih bagaimana pemohon memberi kuasa."), field="cara")
    return how


def given(request: Request, person: residents.Profile, service: str) -> UUID | None:
    """The mandate of today for one service; None while a code is waited for that the person reads aloud.

    Raises ``Refused`` for a wrong code, missing witnesses and a missing photo.
    """
    how, agreed = require_how(request), ""
    if how == CODE and not (agreed := consent.ask(request, person, service)):
        return None
    on = timezone.localdate(request.now)
    return actions.record_mandate(
        principal_id=person.party_id, kind="assisted", scope=[service], agent_name=request.actor.name, how=how,
        reference=agreed, witness1=request.POST.get("saksi1", ""), witness2=request.POST.get("saksi2", ""),
        paper=slip(request), from_on=on, to_on=on, by=request.actor, at=request.now,
    ).pk  # fmt: skip


def slip(request: Request) -> tuple[str, bytes] | None:
    """The photo of the slip, if one came along."""
    upload = request.FILES.get("slip")
    return (upload.name or "slip", upload.read()) if upload else None


def context(request: Request, person: residents.Profile, problems: dict[str, str], *, is_sent: bool) -> dict[str, Any]:
    """What the fields of the word need."""
    return {"telephone": consent.telephone(request, person), "is_sent": is_sent or "kode" in problems}
