"""The forms by which officers tell of what happened, and the page of an event that was told."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions, codes, policies
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.actions import Card, Member, Source
from satuatap.domain.residents.lifecycle import EventState, Kind
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

from .views import day, villages
from .words import ADDRESSES, TONES, event_words, field_words, origin_words, purposes, said, state_words

NAMES = (
    "tanggal", "dokumen", "tanggal-dokumen", "penerbit", "rujukan", "tanggal-rujukan", "nama", "kelamin", "tempat", "nik",
    "kepala", "pasangan", "tujuan", "desa", "alamat", "rt", "rw", "dusun", "kk", "hubungan",
)  # fmt: skip
INPUTS = {
    "on": "tanggal", "born_on": "tanggal", "document": "dokumen", "document_on": "tanggal-dokumen", "name": "nama", "sex": "kelamin",
    "head": "kepala", "partner": "pasangan", "destination": "tujuan", "area_code": "desa", "members": "siapa",
    "reference": "rujukan", "reference_on": "tanggal-rujukan", "reason": "alasan", "text": "pasangan",
}  # fmt: skip
Typed = Mapping[str, str]


@open_to("staff")
@require_http_methods(["GET", "POST"])
def tell(request: Request, party_id: UUID, happened: str) -> HttpResponse:
    """One form for each kind of event, with the document that shows it."""
    policies.require(policies.keeps_register(request.actor))
    if happened not in ADDRESSES:
        raise NotFound
    kind = ADDRESSES[happened]
    purpose = dict(purposes())["event"]
    found = residents.resident(request.actor, party_id, purpose, at=request.now)
    typed = {name: " ".join(request.POST.get(name, "").split()) for name in NAMES}
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            TELLS[kind](request, found, typed)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect(f"{reverse('desk:resident', args=[party_id])}?untuk=event")
    others = [(str(seat.party_id), seat.name) for seat in found.household if seat.party_id != party_id]
    context = {
        "found": found,
        "person": found.profile,
        "kind": str(kind),
        "title": event_words()[kind],
        "typed": typed,
        "chosen": request.POST.getlist("siapa") or [str(party_id)],
        "problems": problems,
        "others": others,
        "villages": villages() if kind in (Kind.MOVE_IN, Kind.MOVE_WITHIN) else [],
        "relations": list(codes.RELATION.items()),
    }
    return render(request, "desk/register/tell.html", context, status=422 if problems else 200)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def event(request: Request, event_id: int) -> HttpResponse:
    """What was told, by whom and with which document; here it gets its outside number, or is cancelled."""
    policies.require(policies.keeps_register(request.actor))
    purpose = dict(purposes())["event"]
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _settle(request, event_id)
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
        else:
            return redirect("desk:event", event_id=event_id)
    told = residents.told(request.actor, event_id, purpose, at=request.now)
    context = {
        "told": told,
        "event": told.event,
        "title": event_words()[told.event.kind],
        "states": state_words(),
        "origins": origin_words(),
        "tones": TONES,
        "fields": field_words(),
        "said": said,
        "is_open": told.event.state == EventState.REPORTED,
        "may_cancel": told.event.state != EventState.CANCELLED and told.event.kind != Kind.ENTER,
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/register/event.html", context, status=422 if problems else 200)


def _settle(request: Request, event_id: int) -> None:
    given = {"event_id": event_id, "by": request.actor, "at": request.now}
    if request.POST.get("langkah") == "batal":
        actions.cancel_event(reason=request.POST.get("alasan", ""), **given)
    else:
        on = day(request.POST.get("tanggal-rujukan", "")) or date.max
        actions.confirm_event(reference=request.POST.get("rujukan", ""), on=on, **given)


def _source(typed: Typed) -> Source:
    """The document that shows it. Raises ``Refused`` without one: an event nobody can look up is hearsay."""
    if not typed["dokumen"]:
        raise Refused("document", _("Sebutkan dokumen sumbernya: jenis dan nomornya."), field="document")
    return Source(
        document=typed["dokumen"][:200], document_on=_needed(typed["tanggal-dokumen"], "document_on"),
        issuer=typed["penerbit"][:160], reference=typed["rujukan"][:80], reference_on=day(typed["tanggal-rujukan"]),
    )  # fmt: skip


def _needed(text: str, field: str) -> date:
    found = day(text)
    if found is None:
        raise Refused("day", _("Isi tanggalnya."), field=field)
    return found


def _common(request: Request, typed: Typed) -> dict[str, object]:
    return {"source": _source(typed), "by": request.actor, "at": request.now}


def _on(typed: Typed) -> date:
    return _needed(typed["tanggal"], "on")


def _head(typed: Typed) -> UUID | None:
    return uuid_of(typed["kepala"]) if typed["kepala"] else None


def _card_of(found: residents.Resident) -> UUID:
    if found.family_id is None:
        raise Refused("card", _("Orang ini tidak berada di kartu keluarga."))
    return found.family_id


def _partner(request: Request, typed: Typed) -> UUID | None:
    """Husband or wife by NIK; none for somebody whom this register does not know."""
    if not typed["pasangan"]:
        return None
    purpose = dict(purposes())["event"]
    people = [row for row in residents.find(request.actor, typed["pasangan"], purpose, at=request.now) if row.born_on]
    if len(people) != 1:
        raise Refused(
            "partner", _("NIK itu belum ada di data kami. Periksa angkanya, atau kosongkan."), field="partner"
        )
    return people[0].party_id


def _birth(request: Request, found: residents.Resident, typed: Typed) -> None:
    sex = int(typed["kelamin"]) if typed["kelamin"] in ("1", "2") else 0
    actions.report_birth(
        name=typed["nama"], sex=sex, born_on=_on(typed), family_id=_card_of(found), birth_place=typed["tempat"],
        nik=typed["nik"], **_common(request, typed),
    )  # fmt: skip


def _death(request: Request, found: residents.Resident, typed: Typed) -> None:
    given = {"party_id": found.profile.party_id, "on": _on(typed), "new_head": _head(typed)}
    actions.report_death(**given, **_common(request, typed))


def _marriage(request: Request, found: residents.Resident, typed: Typed) -> None:
    given = {"party_id": found.profile.party_id, "on": _on(typed), "partner_id": _partner(request, typed)}
    actions.report_marriage(**given, **_common(request, typed))


def _divorce(request: Request, found: residents.Resident, typed: Typed) -> None:
    given = {"party_id": found.profile.party_id, "on": _on(typed), "partner_id": _partner(request, typed)}
    actions.report_divorce(**given, **_common(request, typed))


def _move_out(request: Request, found: residents.Resident, typed: Typed) -> None:
    here = {str(seat.party_id): seat.party_id for seat in found.household}
    going = [here[chosen] for chosen in request.POST.getlist("siapa") if chosen in here]
    actions.report_move_out(
        party_ids=going, on=_on(typed), destination=typed["tujuan"], new_head=_head(typed), **_common(request, typed)
    )


def _move_in(request: Request, found: residents.Resident, typed: Typed) -> None:
    relation = int(typed["hubungan"]) if typed["hubungan"].isdigit() else codes.HEAD
    joined = residents.family_by_number(request.actor, typed["kk"])
    actions.report_move_in(
        members=[Member(found.profile.party_id, relation)], on=_on(typed), family_id=joined,
        card=None if joined else _card(typed), **_common(request, typed),
    )  # fmt: skip


def _move_within(request: Request, found: residents.Resident, typed: Typed) -> None:
    actions.report_move_within(
        family_id=_card_of(found), card=_card(typed, kk=""), on=_on(typed), **_common(request, typed)
    )


def _new_head(request: Request, found: residents.Resident, typed: Typed) -> None:
    head = _head(typed)
    if head is None:
        raise Refused("head", _("Pilih kepala keluarga yang baru."), field="head")
    actions.name_head(family_id=_card_of(found), head=head, on=_on(typed), kk=typed["kk"], **_common(request, typed))


def _missing(request: Request, found: residents.Resident, typed: Typed) -> None:
    actions.report_missing(party_id=found.profile.party_id, on=_on(typed), **_common(request, typed))


def _found(request: Request, found: residents.Resident, typed: Typed) -> None:
    actions.report_found(party_id=found.profile.party_id, on=_on(typed), **_common(request, typed))


def _card(typed: Typed, kk: str | None = None) -> Card:
    return Card(
        typed["desa"], typed["alamat"][:240], typed["kk"] if kk is None else kk, typed["rt"][:3], typed["rw"][:3],
        typed["dusun"][:80],
    )  # fmt: skip


TELLS: dict[Kind, Callable[[Request, residents.Resident, Typed], None]] = {
    Kind.BIRTH: _birth, Kind.DEATH: _death, Kind.MARRIAGE: _marriage, Kind.DIVORCE: _divorce, Kind.MOVE_OUT: _move_out,
    Kind.MOVE_IN: _move_in, Kind.MOVE_WITHIN: _move_within, Kind.FAMILY: _new_head, Kind.MISSING: _missing,
    Kind.FOUND: _found,
}  # fmt: skip
