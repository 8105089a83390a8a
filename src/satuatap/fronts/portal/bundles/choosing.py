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
from django.utils.translation import gettext as _

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
    choices = _choices(request, members)
    if not choices:
        return redirect(f"{reverse('portal:account-match')}?{urlencode({FIELD: request.path})}")
    chosen = (
        request.POST.getlist("layanan") if request.method == "POST" else [m.card.code for m in members if not m.ask]
    )
    refusal = None
    if request.method == "POST":
        try:
            return redirect("portal:bundle", bundle_id=_begin(request, event, members, chosen, choices).pk)
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


@dataclass(frozen=True, slots=True)
class Reach(Choice):
    """For whom, and as what; ``beyond`` are the services of the event that a power of attorney does not name."""

    beyond: tuple[str, ...] = ()


def _choices(request: Request, members: Sequence[Member]) -> list[Reach]:
    """Everybody for whom the actor may apply for at least one of the services."""
    names = {member.card.code: member.card.name for member in members}
    found = residents.grounds_by_service(request.actor, list(names), timezone.localdate(request.now))
    words, reached = roles(), {code: {row.party_id for row in rows} for code, rows in found.items()}
    people = {row.party_id: row for rows in found.values() for row in rows}
    choices = []
    for person in people.values():
        beyond = tuple(code for code in names if person.party_id not in reached[code])
        told = words[person.kind]
        if beyond:
            only = ", ".join(name for code, name in names.items() if code not in beyond)
            told = _("%(role)s, hanya untuk: %(services)s.") % {"role": told, "services": only}
        value = f"{person.party_id}|{person.kind}"
        choices.append(Reach(value, person.party_id, person.kind, person.name, told, beyond))
    return choices


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


def _begin(
    request: Request, event: LifeEventRow, members: Sequence[Member], services: Sequence[str], choices: Sequence[Reach]
) -> Any:
    wanted = request.POST.get("untuk") or choices[0].value
    chosen = next((choice for choice in choices if choice.value == wanted), None)
    if chosen is None:
        raise NotFound
    if beyond := [m.card.name for m in members if m.card.code in services and m.card.code in chosen.beyond]:
        words = _(
            "Surat kuasa dari %(name)s tidak mencakup %(services)s. Hapus centangnya, atau minta kuasa untuk itu."
        )
        told = words % {"name": chosen.name, "services": ", ".join(beyond)}
        raise Refused("mandate", told, field="layanan")
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
