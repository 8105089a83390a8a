"""What of a life event one needs, for whom, and what has to be at hand, before the form begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from satuatap.domain.cases import actions
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import LifeEventRow, Member, Paper, applicant_words
from satuatap.domain.residents import queries as residents
from satuatap.fronts.portal.cards import asked, promised
from satuatap.fronts.portal.cases.start import Choice, roles
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.fronts.shared.onward import FIELD
from satuatap.kernel.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Offer:
    """A service of the event, ready to be printed: ``ask`` is the question whose yes chooses it, ``after`` the name of
    the service that comes first, ``who`` the kinds of people who may apply."""

    code: str
    name: str
    ask: str
    unit: str
    time: str
    fee: str
    after: str
    who: str
    is_chosen: bool


def for_portal(event: LifeEventRow) -> tuple[Member, ...]:
    """The services of an event that can be asked for on the web."""
    return tuple(member for member in event.members if "portal" in member.card.channels)


@open_to("resident")
def choose(request: Request, code: str) -> HttpResponse:
    """Which services, for whom; papers of all of them once. A new account says first who it is."""
    event = next((row for row in catalog.life_events(formats.lang()) if row.code == code), None)
    members = for_portal(event) if event else ()
    if event is None or not members:
        raise NotFound
    people = residents.grounds(request.actor, members[0].card.code, timezone.localdate(request.now))
    if not people:
        return redirect(f"{reverse('portal:account-match')}?{urlencode({FIELD: request.path})}")
    words = roles()
    choices = [Choice(f"{p.party_id}|{p.kind}", p.party_id, p.kind, p.name, words[p.kind]) for p in people]
    chosen = (
        request.POST.getlist("layanan") if request.method == "POST" else [m.card.code for m in members if not m.ask]
    )
    refusal = None
    if request.method == "POST":
        try:
            return redirect("portal:bundle", bundle_id=_begin(request, event, chosen, choices).pk)
        except Refused as problem:
            refusal = problem
    context = {
        "event": event,
        "offers": _offers(members, chosen),
        "papers": _papers(members),
        "choices": choices,
        "chosen": request.POST.get("untuk", ""),
        "key": uuid4(),
        "refusal": refusal,
    }
    return render(request, "portal/bundles/choose.html", context, status=status_of(refusal))


def _offers(members: Sequence[Member], chosen: Sequence[str]) -> list[Offer]:
    names = {member.card.code: member.card.name for member in members}
    return [
        Offer(
            code=member.card.code,
            name=member.card.name,
            ask=member.ask,
            unit=member.card.unit_name,
            time=promised(member.card.promise),
            fee=asked(member.card.fee, member.card.amount),
            after=names.get(member.after, ""),
            who=str(applicant_words(member.card.applicants)),
            is_chosen=member.card.code in chosen,
        )
        for member in members
    ]


def _papers(members: Sequence[Member]) -> list[tuple[str, str, str]]:
    """Every paper that is asked of most applicants, once: its name, its hint, and the services that want it."""
    found: dict[str, tuple[Paper, list[str]]] = {}
    for member in members:
        for paper in catalog.standard(member.card.code, lang=formats.lang()).papers:
            if not (paper.source or paper.is_for_some):
                _paper, names = found.setdefault(paper.same or f"{member.card.code}/{paper.key}", (paper, []))
                names.append(member.card.name)
    return [(paper.name, paper.hint, ", ".join(names)) for paper, names in found.values()]


def _begin(request: Request, event: LifeEventRow, services: Sequence[str], choices: Sequence[Choice]) -> Any:
    wanted = request.POST.get("untuk") or choices[0].value
    chosen = next((choice for choice in choices if choice.value == wanted), None)
    if chosen is None:
        raise NotFound
    return actions.start_bundle(
        event=event.code,
        services=services,
        party_id=chosen.party_id,
        applicant_kind=chosen.kind,
        key=uuid_of(request.POST.get("key", "")),
        language=formats.lang(),
        by=request.actor,
        at=request.now,
    )
