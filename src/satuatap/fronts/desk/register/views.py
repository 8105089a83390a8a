"""Finding residents, and the page of one of them."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.cases import queries as cases
from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import policies
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.lifecycle import EventState, Kind
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused
from satuatap.kernel.privacy import mask_nik

from .following import task_words
from .words import ADDRESSES, TONES, event_words, field_words, origin_words, purposes, said, state_words

NAMES = ("orang", "lahir", "desa", "rt", "rw", "jalan", "untuk")
INPUTS = {"text": "orang", "purpose": "untuk"}


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def purpose_of(request: Request) -> str:
    """The purpose chosen, in the words that the resident reads in the record of looks; "" for none."""
    chosen = request.POST.get("untuk") or request.GET.get("untuk", "")
    return dict(purposes()).get(chosen, "")


@open_to("staff")
@require_http_methods(["GET", "POST"])
def search(request: Request) -> HttpResponse:
    """Find residents of the own area for a purpose. What is searched for is posted: it would stay in the history of a
    shared computer."""
    policies.require(policies.keeps_register(request.actor))
    typed = {name: " ".join(request.POST.get(name, "").split())[:100] for name in NAMES}
    found: tuple[residents.Found, ...] = ()
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            where = residents.Where(day(typed["lahir"]), typed["desa"], typed["rt"], typed["rw"], typed["jalan"])
            found = residents.find(
                request.actor, typed["orang"], purpose_of(request), at=request.now, where=where, keeps=True
            )
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "orang"): refusal.message}
    is_regional = policies.WHOLE_REGION in policies.areas_served(request.actor, policies.KEEPER_ROLES)
    context = {
        "typed": typed,
        "found": [row for row in found if row.born_on],
        "is_asked": request.method == "POST" and not problems,
        "problems": problems,
        "purposes": purposes(),
        "villages": villages() if is_regional else [],
        "base": prefix("desk:resident", uuid=True),
        "onward": f"?untuk={typed['untuk']}",
    }
    return render(request, "desk/register/search.html", context, status=422 if problems else 200)


def villages() -> list[tuple[str, str]]:
    return [row for _name, rows in regions.villages_grouped(regions.home().code) for row in rows]


@open_to("staff")
@require_safe
def resident(request: Request, party_id: UUID) -> HttpResponse:
    """One person: facts, household, what happened; or, with a day, as the register stands as of then."""
    policies.require(policies.keeps_register(request.actor))
    purpose, on = purpose_of(request), day(request.GET.get("pada", ""))
    context = {"party_id": party_id, "untuk": request.GET.get("untuk", ""), "purposes": purposes()}
    if not purpose:
        return render(request, "desk/register/purpose.html", context)
    if on is not None:
        then, household = residents.resident_then(request.actor, party_id, on, purpose, at=request.now)
        context |= {"on": on, "then": then, "household": household, "fields": field_words(), "said": said}
        return render(request, "desk/register/then.html", context)
    found = residents.resident(request.actor, party_id, purpose, at=request.now)
    context |= {
        "found": found,
        "person": found.profile,
        "beyond": bool(found.profile.phone) and residents.may_use_phone_beyond(party_id, request.now.date()),
        "restricted": ", ".join(field_words()[fact] for fact in found.profile.restricted_facts),
        "kinds": event_words(),
        "states": state_words(),
        "origins": origin_words(),
        "tones": TONES,
        "fields": field_words(),
        "said": said,
        "base": prefix("desk:resident", uuid=True),
        "event_base": prefix("desk:event"),
        "forms": forms_for(found),
        "masked_kk": mask_nik(found.profile.kk),
        "asked": residents.asked_by([row.event_id for row in found.events if row.kind != Kind.ENTER]),
        "tasks": task_words(),
        "cancelled": EventState.CANCELLED,
        "writes": policies.is_of_village(request.actor) and found.profile.status == "Hidup",
        "household_cases": cases.of_household(
            request.actor,
            {seat.party_id for seat in found.household} | {party_id},
            now=request.now,
            lang=formats.lang(),
        ),
        "case_base": prefix("desk:case"),
        "draft_base": prefix("portal:case"),
    }
    return render(request, "desk/register/resident.html", context)


def forms_for(found: residents.Resident) -> list[tuple[str, str]]:
    """The events that can be told of somebody who stands like this: address and words."""
    words, alive = event_words(), found.profile.status == "Hidup"
    on_card = found.family_id is not None
    fits = {
        Kind.BIRTH: on_card, Kind.DEATH: on_card, Kind.MARRIAGE: alive, Kind.DIVORCE: alive and found.profile.is_married,
        Kind.MOVE_OUT: on_card, Kind.MOVE_IN: not on_card and found.profile.status != "Mati",
        Kind.MOVE_WITHIN: on_card, Kind.FAMILY: len(found.household) > 1, Kind.MISSING: alive and on_card,
        Kind.FOUND: found.profile.status == "Hilang",
    }  # fmt: skip
    return [
        (reverse("desk:tell_event", args=[found.profile.party_id, address]), words[kind])
        for address, kind in ADDRESSES.items()
        if fits[kind]
    ]
