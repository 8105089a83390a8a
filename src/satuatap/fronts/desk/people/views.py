"""The counter's work with people: find them, and prove whose an account is."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from satuatap.domain.cases import queries
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import NotFound, Refused

FOR_APPLYING, FOR_PROVING = "mengajukan permohonan bagi warga di loket", "membuktikan akun warga di loket"
INPUTS = {"address": "alamat", "text": "nik"}  # what the rooms call an input, and its name on the page


def require_counter(request: Request) -> None:
    """Raises ``NotFound`` for staff who do not sit before people."""
    if not policies.serves_people(request.actor):
        raise NotFound


@open_to("staff")
def new(request: Request) -> HttpResponse:
    """Find the person at the counter, then choose the service and how they asked for it. What is searched for is
    posted: a NIK in an address would stay in the history of a shared computer."""
    require_counter(request)
    text, found, refusal = request.POST.get("orang", "").strip()[:60], (), None
    if request.method == "POST":
        try:
            found = residents.find(request.actor, text, purpose=FOR_APPLYING, at=request.now)
        except Refused as problem:
            refusal = problem
    drafts = () if request.method == "POST" else queries.drafts_of(request.actor, lang=formats.lang())
    context = {
        "text": text,
        "found": found,
        "refusal": refusal,
        "drafts": drafts,
        "base": prefix("portal:case"),
        "begin": prefix("desk:begin", uuid=True),
        "onward": f"?{request.GET.urlencode()}" if request.GET else "",
        "account_base": prefix("desk:account", uuid=True),
    }
    return render(request, "desk/people/new.html", context, status=422 if refusal else 200)


@open_to("staff")
def prove(request: Request) -> HttpResponse:
    """Link the account of somebody who stands here with an identity card to the person of the register."""
    require_counter(request)
    problems: dict[str, str] = {}
    done = ""
    if request.method == "POST":
        try:
            done = _prove(request)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
    context = {"problems": problems, "done": done, "typed": request.POST}
    return render(request, "desk/people/prove.html", context, status=422 if problems else 200)


def _prove(request: Request) -> str:
    account = identity.by_address(identity.address(request.POST.get("alamat", "")))
    found = residents.find(request.actor, request.POST.get("nik", ""), purpose=FOR_PROVING, at=request.now)
    if account is None:
        raise Refused(
            "account", _("Belum ada akun dengan nomor atau surel itu. Minta ia mendaftar dulu."), field="alamat"
        )
    if len(found) != 1:
        raise Refused("person", _("NIK itu belum ada di data kami. Daftarkan orangnya dulu."), field="nik")
    if "cocok" not in request.POST:
        raise Refused("seen", _("Centang bahwa wajah dan KTP sudah Anda cocokkan."), field="cocok")
    unit_id = next(iter(request.actor.unit_ids(*policies.COUNTER_ROLES)))
    actions.link_account(
        account_id=account.pk, party_id=found[0].party_id, unit_id=unit_id, by=request.actor, at=request.now
    )
    return str(found[0].name)
