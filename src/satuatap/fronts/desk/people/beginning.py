"""Beginning an application for whoever stands at the counter, alone or for somebody else."""

from contextlib import suppress
from datetime import date
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import actions
from satuatap.domain.residents import queries as residents
from satuatap.domain.visits import actions as halls
from satuatap.fronts.desk.hall.errands import FROM_COUNTER
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.kernel.errors import NotFound, Refused

from . import word
from .views import FOR_APPLYING, require_counter

REPRESENTED = ("parent", "wali", "kuasa")
LASTING = ("parent", "wali")  # noted once, for every service
INPUTS = {
    "agent_id": "wakil-nik", "agent_name": "wakil-nama", "text": "wakil-nik", "principal_id": "sebagai",
    "reference": "surat", "to_on": "sampai", "stamp_serial": "meterai", "scope": "layanan", "untuk": "sebagai",
    **word.INPUTS,
}  # fmt: skip


def _kinds() -> dict[str, str]:
    return {
        "self": _("Pemohon sendiri"),
        "heir": _("Pemohon, sebagai ahli waris"),
        "reporter": _("Pemohon, sebagai pelapor"),
        "parent": _("Orang tua pemohon"),
        "wali": _("Wali, dengan penetapan pengadilan"),
        "kuasa": _("Penerima kuasa, dengan surat kuasa"),
    }


@open_to("staff")
def begin(request: Request, party_id: UUID) -> HttpResponse:
    """Which service, who came, and the mandate: recorded before anything is filled in for somebody else."""
    require_counter(request)
    person = residents.get_person(request.actor, party_id, FOR_APPLYING, at=request.now)
    problems: dict[str, str] = {}
    refused, is_sent = None, False
    if request.method == "POST":
        try:
            if answer := _start(request, person):
                return answer
            is_sent = True
        except Refused as refusal:
            field = refusal.field or ""
            problems, refused = {INPUTS.get(field, field): refusal.message}, refusal
    context = {
        "person": person,
        "options": [
            (c.code, f"{c.name} ({c.unit_name})") for c in catalog.cards(formats.lang()) if "desk" in c.channels
        ],
        "kinds": list(_kinds().items()) if person.is_person else [],
        "key": uuid4(),
        "matches": person.is_person and bool(residents.agreements(request.actor, timezone.localdate(request.now))),
        "problems": problems,
        **word.context(request, person, problems, is_sent=is_sent),
        "typed": request.POST or {"sebagai": "self", "layanan": request.GET.get("layanan", "")},
    }
    return render(request, "desk/people/begin.html", context, status=status_of(refused))


def _start(request: Request, person: residents.Profile) -> HttpResponse | None:
    """The first page of the form; None while a code is waited for that the person reads aloud."""
    post, code = request.POST, request.POST.get("layanan", "")
    if code not in catalog.services():
        raise Refused("service", _("Pilih layanan yang diajukan."), field="layanan")
    kind = post.get("sebagai", "self") if person.is_person else "organisation"
    if kind not in (*_kinds(), "organisation"):
        raise Refused("kind", _("Pilih siapa yang datang."), field="sebagai")
    how = word.require_how(request)
    queries.require_may_apply(code, person.party_id, kind, timezone.localdate(request.now))
    if how == word.CODE and (kind in REPRESENTED or not person.is_person):
        raise Refused("how", _("Kode hanya untuk pemohon sendiri. Wakil menunjukkan suratnya."), field="cara")
    represented = kind in REPRESENTED
    mandate_id = _represented(request, person.party_id, code) if represented else word.given(request, person, code)
    if mandate_id is None:
        return None
    case = cases.start_draft(
        service_code=code,
        party_id=person.party_id,
        channel="desk",
        key=uuid_of(post.get("key", "")),
        applicant_kind=kind,
        mandate_id=mandate_id,
        by=request.actor,
        at=request.now,
    )
    _tie(request, case.number)
    return redirect("portal:case_page", number=case.number, page=queries.first_page(case))


def _tie(request: Request, number: str) -> None:
    """Begun from a counter, it is what the visitor there came for; unless the visitor was passed on meanwhile."""
    if counter := request.GET.get(FROM_COUNTER, ""):
        with suppress(NotFound, Refused):
            halls.link_case(counter_id=uuid_of(counter), number=number, by=request.actor, at=request.now)


def _represented(request: Request, party_id: UUID, code: str) -> UUID:
    """A parent, a guardian or an attorney has come: what they show is written down, once."""
    post, kind, on = request.POST, request.POST["sebagai"], timezone.localdate(request.now)
    agent_id = _agent(request, post)
    if agent_id and (held := residents.mandate_for(agent_id, party_id, code, on)) and held.kind == kind:
        return held.pk
    return actions.record_mandate(
        principal_id=party_id, kind=kind, scope=["*"] if kind in LASTING else [code], agent_id=agent_id,
        agent_name=post.get("wakil-nama", ""), how=post["cara"], reference=post.get("surat", ""),
        stamp_serial=post.get("meterai", ""), to_on=_day(post.get("sampai", "")), witness1=post.get("saksi1", ""),
        witness2=post.get("saksi2", ""), paper=word.slip(request), by=request.actor, at=request.now,
    ).pk  # fmt: skip


def _agent(request: Request, post: QueryDict) -> UUID | None:
    """Who came, when the register knows the NIK on their card; None where none was typed."""
    if not (nik := post.get("wakil-nik", "").strip()):
        return None
    found = residents.find(request.actor, nik, purpose=FOR_APPLYING, at=request.now)
    if len(found) != 1:
        raise Refused("person", _("NIK itu belum ada di data kami. Tulis namanya saja."), field="wakil-nik")
    return found[0].party_id


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("day", _("Tulis tanggal seperti 31-12-2026."), field="sampai") from None
