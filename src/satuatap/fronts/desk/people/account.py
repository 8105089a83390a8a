"""A person's account at the counter: given back after a lost phone, or parted from the wrong person."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from satuatap.domain.identity import actions as identity
from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound, Refused

from .views import require_counter

FOR_ACCOUNT = "memulihkan akun warga di loket"
INPUTS = {"phone": "hp"}


@open_to("staff")
def account(request: Request, party_id: UUID) -> HttpResponse:
    """Which account the person has, and what can be done for somebody who stands here with a card."""
    require_counter(request)
    person = residents.get_person(request.actor, party_id, FOR_ACCOUNT, at=request.now)
    problems: dict[str, str] = {}
    done = ""
    if request.method == "POST":
        try:
            done = _act(request, party_id)
        except Refused as refusal:
            field = refusal.field or ""
            problems = {INPUTS.get(field, field): refusal.message}
    context = {
        "person": person,
        "account": residents.account_of(request.actor, party_id),
        "problems": problems,
        "done": done,
        "typed": {} if done else request.POST,
    }
    return render(request, "desk/people/account.html", context, status=422 if problems else 200)


def _act(request: Request, party_id: UUID) -> str:
    held = residents.account_of(request.actor, party_id)
    if held is None:
        raise NotFound
    if "cocok" not in request.POST:
        raise Refused("seen", _("Centang bahwa wajah dan KTP sudah Anda cocokkan."), field="cocok")
    unit_id = next(iter(request.actor.unit_ids(*policies.COUNTER_ROLES)))
    who = {"account_id": held.account_id, "unit_id": unit_id, "by": request.actor, "at": request.now}
    if request.POST.get("act") == "part":
        actions.end_link(**who)
        return _("Akun dipisahkan dari orang ini. Buktinya dicabut dan semua perambannya dikeluarkan.")
    identity.recover(phone=request.POST.get("hp", ""), **who)
    return _("Akun dipulihkan. Minta ia masuk sekarang dengan kode ke nomor baru.")
