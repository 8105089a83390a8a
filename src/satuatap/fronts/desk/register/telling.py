"""The forms by which officers tell of what happened, and the page of an event that was told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from satuatap.domain.residents import actions, codes, policies
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.actions import Card, Member, Source
from satuatap.domain.residents.lifecycle import EventState, Kind
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused

from .following import task_words
from .views import day, villages
from .words import ADDRESSES, TONES, event_words, field_words, origin_words, purposes, said, state_words

NAMES = (
    "tanggal", "dokumen", "tanggal-dokumen", "penerbit", "rujukan", "tanggal-rujukan", "nama", "kelamin", "tempat", "nik",
    "kepala", "pasangan", "tujuan", "desa", "alamat", "rt", "rw", "dusun", "kk", "hubungan", "ayah", "ibu", "pemimpin", "yakin",
)  # fmt: skip
INPUTS = {
    "on": "tanggal", "born_on": "tanggal", "document": "dokumen", "document_on": "tanggal-dokumen", "name": "nama", "sex": "kelamin",
    "head": "kepala", "partner": "pasangan", "destination": "tujuan", "area_code": "desa", "members": "siapa",
    "reference": "rujukan", "reference_on": "tanggal-rujukan", "reason": "alasan", "text": "pasangan",
    "relation": "hubungan", "leader": "pemimpin",
}  # fmt: skip
Typed = Mapping[str, str]
BORN_AS = (codes.CHILD, codes.GRANDCHILD, codes.KIN, codes.OTHER)
"""What a newborn can be to the head of a card; of who is no child of the couple no parents are guessed."""


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
    doubts: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            doubts = _doubts(request, kind, found, typed)
            if not doubts or typed["yakin"]:
                return redirect("desk:event", event_id=TELLS[kind](request, found, typed))
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}
    others = [(str(seat.party_id), seat.name) for seat in found.household if seat.party_id != party_id]
    context = {
        "found": found,
        "person": found.profile,
        "kind": str(kind),
        "title": event_words()[kind],
        "typed": typed,
        "chosen": request.POST.getlist("siapa") or _chosen_at_first(kind, found),
        "problems": problems,
        "doubts": doubts,
        "others": others,
        "everybody": [(str(seat.party_id), seat.name) for seat in found.household],
        "villages": villages() if kind in (Kind.MOVE_IN, Kind.MOVE_WITHIN) else [],
        "relations": list(codes.RELATION.items()),
        "born_as": [(code, codes.label("relation", code)) for code in BORN_AS],
    }
    return render(request, "desk/register/tell.html", context, status=422 if problems or doubts else 200)


def _chosen_at_first(kind: Kind, found: residents.Resident) -> list[str]:
    """Who is ticked before anybody has chosen: a household moves within the region together, away one by one."""
    seats = found.household if kind == Kind.MOVE_WITHIN else ()
    return [str(seat.party_id) for seat in seats] or [str(found.profile.party_id)]


def _doubts(request: Request, kind: Kind, found: residents.Resident, typed: Typed) -> tuple[str, ...]:
    """What has to be looked at twice before it is told; never a reason to refuse it."""
    if kind == Kind.MARRIAGE:
        couple = {found.profile.party_id, _partner(request, typed)} - {None}
        return residents.marriage_warnings(couple, _on(typed))
    if kind == Kind.BIRTH and typed["nik"]:
        return residents.nik_warnings(typed["nik"], born_on=_on(typed), sex=_sex(typed))
    return ()


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
        "tasks": task_words(),
        "base": prefix("desk:resident", uuid=True),
    }
    return render(request, "desk/register/event.html", context, status=422 if problems else 200)


def _settle(request: Request, event_id: int) -> None:
    given = {"event_id": event_id, "by": request.actor, "at": request.now}
    if request.POST.get("langkah") == "batal":
        actions.cancel_event(reason=request.POST.get("alasan", ""), **given)
    else:
        on = day(request.POST.get("tanggal-rujukan", "")) or date.max
        number = request.POST.get("rujukan", "")
        actions.confirm_event(reference=number, on=on, nik=request.POST.get("nik", ""), **given)


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
    rows = residents.find(request.actor, typed["pasangan"], purpose, at=request.now, keeps=True)
    people = [row for row in rows if row.born_on]
    if len(people) != 1:
        words = _(
            "NIK itu tidak ada di daftar penduduk Anda. Periksa angkanya; kosongkan bila ia tercatat di tempat lain."
        )
        raise Refused("partner", words, field="partner")
    return people[0].party_id


def _sex(typed: Typed) -> int:
    return int(typed["kelamin"]) if typed["kelamin"] in ("1", "2") else 0


def _relation(typed: Typed, otherwise: int) -> int:
    found = whole(typed["hubungan"])
    return otherwise if found is None else found


def _birth(request: Request, found: residents.Resident, typed: Typed) -> int:
    relation = _relation(typed, codes.CHILD)
    if relation not in BORN_AS:
        raise Refused("relation", _("Pilih hubungan dengan kepala keluarga dari daftar."), field="relation")
    return actions.report_birth(
        name=typed["nama"], sex=_sex(typed), born_on=_on(typed), family_id=_card_of(found), birth_place=typed["tempat"],
        nik=typed["nik"], relation=relation, father_name=typed["ayah"], mother_name=typed["ibu"],
        **_common(request, typed),
    ).pk  # fmt: skip


def _death(request: Request, found: residents.Resident, typed: Typed) -> int:
    given = {"party_id": found.profile.party_id, "on": _on(typed), "new_head": _head(typed)}
    return actions.report_death(**given, **_common(request, typed)).pk


def _marriage(request: Request, found: residents.Resident, typed: Typed) -> int:
    given = {"party_id": found.profile.party_id, "on": _on(typed), "partner_id": _partner(request, typed)}
    return actions.report_marriage(**given, **_common(request, typed)).pk


def _divorce(request: Request, found: residents.Resident, typed: Typed) -> int:
    given = {"party_id": found.profile.party_id, "on": _on(typed), "partner_id": _partner(request, typed)}
    return actions.report_divorce(**given, **_common(request, typed)).pk


def _going(request: Request, found: residents.Resident) -> list[UUID]:
    here = {str(seat.party_id): seat.party_id for seat in found.household}
    return [here[chosen] for chosen in request.POST.getlist("siapa") if chosen in here]


def _move_out(request: Request, found: residents.Resident, typed: Typed) -> int:
    return actions.report_move_out(
        party_ids=_going(request, found),
        on=_on(typed),
        destination=typed["tujuan"],
        new_head=_head(typed),
        **_common(request, typed),
    ).pk


def _move_in(request: Request, found: residents.Resident, typed: Typed) -> int:
    relation = _relation(typed, codes.HEAD)
    joined = residents.family_by_number(request.actor, typed["kk"])
    return actions.report_move_in(
        members=[Member(found.profile.party_id, relation)], on=_on(typed), family_id=joined,
        card=None if joined else _card(typed), **_common(request, typed),
    ).pk  # fmt: skip


def _move_within(request: Request, found: residents.Resident, typed: Typed) -> int:
    """The whole card to another address; or who was ticked to a card of their own, or to another one of this area."""
    going, common = _going(request, found), _common(request, typed)
    if not going:
        raise Refused("nobody", _("Pilih siapa yang pindah."), field="members")
    is_everybody = len(going) == len(found.household)
    if is_everybody and not typed["kk"]:
        return actions.report_move_within(
            family_id=_card_of(found), card=_card(typed, kk=""), on=_on(typed), **common
        ).pk
    if not typed["kk"]:
        words = _("Tulis nomor KK mereka yang pindah: kartu baru, atau kartu yang ditumpangi.")
        raise Refused("kk", words, field="kk")
    joined = residents.family_by_number(request.actor, typed["kk"])
    if joined is not None:
        relation = _relation(typed, codes.KIN)
        members = [Member(party_id, relation) for party_id in going]
    else:
        members = residents.led_by(going, _leader(typed, going))
    return actions.report_move_within(
        members=members, family_id=joined, card=None if joined else _card(typed), on=_on(typed), new_head=_head(typed),
        **common,
    ).pk  # fmt: skip


def _leader(typed: Typed, going: Sequence[UUID]) -> UUID:
    """Who leads the card of those who leave: the one named, or the only one."""
    chosen = uuid_of(typed["pemimpin"]) if typed["pemimpin"] else None
    if chosen in going:
        return chosen
    if len(going) == 1:
        return going[0]
    raise Refused("leader", _("Pilih siapa kepala keluarga di kartu yang baru, di antara yang pindah."), field="leader")


def _new_head(request: Request, found: residents.Resident, typed: Typed) -> int:
    """Another head, and with that what everybody is to them; or, under the same head, what some are."""
    head, common = _head(typed), _common(request, typed)
    if head is not None:
        return actions.name_head(family_id=_card_of(found), head=head, on=_on(typed), kk=typed["kk"], **common).pk
    given = {seat.party_id: whole(request.POST.get(f"hubungan-{seat.party_id}", "")) for seat in found.household}
    relations = {party_id: relation for party_id, relation in given.items() if relation is not None}
    return actions.put_relations(family_id=_card_of(found), relations=relations, on=_on(typed), **common).pk


def _missing(request: Request, found: residents.Resident, typed: Typed) -> int:
    return actions.report_missing(party_id=found.profile.party_id, on=_on(typed), **_common(request, typed)).pk


def _found(request: Request, found: residents.Resident, typed: Typed) -> int:
    return actions.report_found(party_id=found.profile.party_id, on=_on(typed), **_common(request, typed)).pk


def _card(typed: Typed, kk: str | None = None) -> Card:
    return Card(
        typed["desa"], typed["alamat"][:240], typed["kk"] if kk is None else kk, typed["rt"][:3], typed["rw"][:3],
        typed["dusun"][:80],
    )  # fmt: skip


TELLS: dict[Kind, Callable[[Request, residents.Resident, Typed], int]] = {
    Kind.BIRTH: _birth, Kind.DEATH: _death, Kind.MARRIAGE: _marriage, Kind.DIVORCE: _divorce, Kind.MOVE_OUT: _move_out,
    Kind.MOVE_IN: _move_in, Kind.MOVE_WITHIN: _move_within, Kind.FAMILY: _new_head, Kind.MISSING: _missing,
    Kind.FOUND: _found,
}  # fmt: skip
