"""A code by message as the applicant's yes: read aloud to the officer, it lets one application be filled in today.

The message says what the code is for. One code at a time stands in the officer's session, bound to the person, the
service and the telephone. A number that the person's account has proven is used as it is; without one the person says it.
"""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications.actions import send_code
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import codes, throttle
from satuatap.fronts.shared.http import Request
from satuatap.fronts.shared.throttle import Rate
from satuatap.kernel.errors import Refused
from satuatap.kernel.privacy import mask_phone

SLOT = "consent"
MESSAGE = "code-mandate"
PER_PHONE = (Rate(3, 10 * 60), Rate(10, 24 * 3600))
PER_OFFICER = (Rate(20, 10 * 60), Rate(200, 24 * 3600))


@dataclass(frozen=True, slots=True)
class Telephone:
    """Where the code goes: a number that the person's account ``is_proven`` to read, or the one they said."""

    number: str
    is_proven: bool

    @property
    def masked(self) -> str:
        return mask_phone(self.number) if self.number else ""

    @property
    def words(self) -> str:
        """What the mandate remembers of it."""
        kind = _("nomor terbukti") if self.is_proven else _("nomor yang disebutkan")
        return _("Kode ke %(phone)s, %(kind)s") % {"phone": self.masked, "kind": kind}


def telephone(request: Request, person: residents.Profile) -> Telephone:
    """The proven number of the person, or what was typed, or what the register has."""
    if number := residents.proven_phone(request.actor, person.party_id, at=request.now):
        return Telephone(number, is_proven=True)
    return Telephone(request.POST.get("telepon", "").strip() or person.phone, is_proven=False)


def ask(request: Request, person: residents.Profile, service: str) -> str:
    """Send a code, or judge the one that was typed: how the person agreed, "" while the code is still waited for.

    Raises ``Refused`` for a number that cannot be one, too many codes, and a wrong code.
    """
    to = telephone(request, person)
    if not to.is_proven:
        to = Telephone(_readable(to.number), is_proven=False)
    about = f"mandate:{person.party_id}:{service}:{to.number}"
    slot = request.session.get(SLOT)
    is_waiting = bool(slot) and slot["about"] == about and request.now.timestamp() - slot["at"] <= codes.LIFE_SECONDS
    if not is_waiting or "kirim-ulang" in request.POST:
        _send(request, to, about)
        return ""
    try:
        codes.require_right(slot["hash"], request.POST.get("kode", ""), lambda digits: codes.keyed(about, digits))
    except Refused as refusal:
        if refusal.code == "code-spent":
            del request.session[SLOT]
        raise Refused(refusal.code, refusal.message, field="kode") from None
    del request.session[SLOT]
    return to.words


def _readable(typed: str) -> str:
    try:
        found = identity.address(typed)
    except Refused:
        found = None
    if found is None or found.kind != "phone":
        raise Refused("phone", _("Tulis nomor HP pemohon, misalnya 0812 3456 7890."), field="telepon")
    return found.value


def _send(request: Request, to: Telephone, about: str) -> None:
    throttle.require("consent-officer", str(request.actor.account_id), *PER_OFFICER, field="telepon")
    throttle.require("consent-phone", to.number, *PER_PHONE, field="telepon")
    code = codes.fresh()
    request.session[SLOT] = {"about": about, "hash": codes.keyed(about, code), "at": request.now.timestamp()}
    send_code(
        address=to.number, code=code, words_of=MESSAGE, by=request.actor, at=request.now,
        language=get_language() or "id",
    )  # fmt: skip
