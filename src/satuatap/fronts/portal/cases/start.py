"""Beginning an application: for whom, and off to the first question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from satuatap.domain.cases import actions, queries
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Standard, applicant_words
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.queries import Ground
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of
from satuatap.fronts.shared.onward import FIELD
from satuatap.kernel import forms
from satuatap.kernel.errors import NotFound, Refused

from .stages import followed, of_number

FROM = "dari"  # parameter: the number of the application that was copied
LONGEST_SOURCE = 24


@open_to("resident")
def apply(request: Request, code: str) -> HttpResponse:
    """Whom the application is for; who is the only one is not asked but told. A new account says first who it is."""
    standard = catalog.standard(code, lang=formats.lang())
    people = residents.grounds(request.actor, code, timezone.localdate(request.now))
    choices = _choices(standard, people)
    if not people:
        return redirect(f"{reverse('portal:account-match')}?{urlencode({FIELD: request.path})}")
    earlier = queries.last_applications(request.actor, code, {choice.party_id for choice in choices})
    context = {
        "standard": standard,
        "outages": queries.running_for(standard),
        "choices": choices,
        "chosen": request.POST.get("untuk", ""),
        "earlier": [(choice.name, earlier[choice.party_id]) for choice in _once(choices) if choice.party_id in earlier],
        "copies": "salin" in request.POST,
        "papers": [paper for paper in standard.papers if not (paper.source or paper.is_for_some)],
        "may_need_more": any(paper.is_for_some for paper in standard.papers),
        "key": uuid4(),
        "refusal": None,
        "kinds": applicant_words(standard.applicants),
    }
    if request.method != "POST":
        return render(request, "portal/cases/start.html", context)
    try:
        case = _begin(request, code, choices)
        if (source := earlier.get(case.party_id)) and "salin" in request.POST:
            actions.copy_answers(case_id=case.pk, source_id=source.case_id, by=request.actor, at=request.now)
            return redirect(f"{reverse('portal:case_copied', args=[case.number])}?{urlencode({FROM: source.number})}")
    except Refused as refusal:
        context["refusal"] = refusal
        return render(request, "portal/cases/start.html", context, status=status_of(refusal))
    return redirect("portal:case_page", number=case.number, page=queries.first_page(case))


@open_to("resident")
@require_safe
def copied(request: Request, number: str) -> HttpResponse:
    """What was taken over from the last application, each answer with the way to change it."""
    filling = of_number(request, number)
    if not filling.is_open:
        return redirect(followed(filling))
    known = filling.known
    sections = forms.present(filling.form, filling.answers, labels=filling.labels)
    context = {
        "filling": filling,
        "sections": [
            (section, rows)
            for section in sections
            if (rows := [r for r in section.rows if r.pointer not in known and forms.get(filling.answers, r.pointer)])
        ],
        "source": request.GET.get(FROM, "")[:LONGEST_SOURCE],
        "onward": reverse("portal:case_page", args=[filling.number, filling.form.pages[0].key]),
    }
    return render(request, "portal/cases/copied.html", context)


def _once(choices: Sequence["Choice"]) -> Sequence["Choice"]:
    """Each party once, whatever one may be to it."""
    return tuple({choice.party_id: choice for choice in reversed(choices)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to "for whom": ``value`` is the party and what one is to it."""

    value: str
    party_id: UUID
    kind: str
    name: str
    words: str


def roles() -> dict[str, str]:
    """What one is to the party one applies for, in words."""
    return {
        "self": _("Saya sendiri"),
        "heir": _("Saya sendiri, sebagai ahli waris"),
        "reporter": _("Saya sendiri, sebagai pelapor"),
        "parent": _("Saya orang tuanya"),
        "wali": _("Saya walinya, dengan penetapan pengadilan"),
        "kuasa": _("Saya pemegang surat kuasanya"),
        "organisation": _("Saya pengurusnya"),
    }


def _choices(standard: Standard, people: Sequence[Ground]) -> tuple[Choice, ...]:
    """For whom, and as what, the actor may apply for this service; empty when the service is for other kinds only."""
    words = roles()
    return tuple(
        Choice(f"{person.party_id}|{kind}", person.party_id, kind, person.name, words[kind])
        for person in people
        for kind in (residents.OWN_KINDS if person.is_self else (person.kind,))
        if kind in standard.applicants
    )


def _begin(request: Request, code: str, choices: Sequence[Choice]) -> Any:
    key = uuid_of(request.POST.get("key", ""))
    wanted = request.POST.get("untuk") or next((choice.value for choice in choices), "")
    chosen = next((choice for choice in choices if choice.value == wanted), None)
    if chosen is None:
        raise NotFound
    return actions.start_draft(
        service_code=code,
        party_id=chosen.party_id,
        applicant_kind=chosen.kind,
        channel="portal",
        key=key,
        language=formats.lang(),
        by=request.actor,
        at=request.now,
    )
