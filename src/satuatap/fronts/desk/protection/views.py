"""What people say about their data: looks that they find suspicious, and facts that are wrong; the answer to each."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.facts import fact_said, fact_words
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused

from .answering import answered
from .looking import record_opening

FACT_PURPOSE = "memeriksa data yang dilaporkan keliru"
WRONG, RIGHT = "keliru", "benar"
INPUTS = {"outcome": "hasil", "document": "dokumen", "document_on": "tanggal", "decision": "putusan"}
"""What the room calls an input, and its name on the page; every other is the value."""


@open_to("staff")
@require_safe
def reports(request: Request) -> HttpResponse:
    """What waits for an answer, the oldest first; it says who looked, and names nobody who was looked at."""
    policies.require(policies.protects_data(request.actor))
    context = {
        "page": residents.open_look_reports(request.actor, request.GET.get("cursor", "")),
        "roles": catalog.role_names(formats.lang()),
        "base": prefix("desk:look_report", uuid=True),
    }
    return render(request, "desk/protection/reports.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def report(request: Request, report_id: UUID) -> HttpResponse:
    """One report: the look, what the person says, and the answer. Opening it is a look of its own."""
    found, look = residents.look_report(request.actor, report_id)
    done, problems = answered(request, lambda: _answer(request, report_id), "desk:look_reports", {}, "jawaban")
    if done is not None:
        return done
    record_opening(request, found.party_id, "menjawab laporan tentang akses data")
    context = {
        "report": found,
        "look": look,
        "name": residents.names([found.party_id]).get(found.party_id, ""),
        "roles": catalog.role_names(formats.lang()),
        "problems": problems,
        "typed": request.POST.get("jawaban", ""),
    }
    return render(request, "desk/protection/report.html", context, status=422 if problems else 200)


def _answer(request: Request, report_id: UUID) -> None:
    actions.answer_look_report(
        report_id=report_id, answer=request.POST.get("jawaban", ""), by=request.actor, at=request.now
    )


@open_to("staff")
@require_safe
def facts(request: Request) -> HttpResponse:
    """Facts that people say are wrong, the oldest first; what they are and whose stands on the page of each."""
    policies.require(policies.keeps_register(request.actor))
    context = {
        "page": residents.open_reports(request.actor, request.GET.get("cursor", "")),
        "words": fact_words(),
        "base": prefix("desk:fact_report", uuid=True),
    }
    return render(request, "desk/protection/facts.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def fact(request: Request, fact_id: UUID) -> HttpResponse:
    """One report beside what the register says. Where the register is wrong it is put right here, by a document; the
    outcome is told to whoever reported."""
    problems: dict[str, str] = {}
    found = residents.fact_report(request.actor, fact_id)
    if request.method == "POST":
        try:
            actions.settle_report(
                report_id=fact_id, outcome=request.POST.get("hasil", ""), correction=_correction(request, found.field),
                by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {INPUTS.get(refusal.field or "", "nilai"): refusal.message}
        else:
            return redirect("desk:fact_reports")
    person = residents.get_person(request.actor, found.party_id, FACT_PURPOSE, at=request.now)
    context = {
        "report": found,
        "person": person,
        "words": fact_words(),
        "now_is": _now_is(found.field, person),
        "said": fact_said,
        "is_correctable": residents.is_correctable(found.field),
        "choices": residents.choices(found.field),
        "problems": problems,
        "typed": request.POST,
    }
    return render(request, "desk/protection/fact.html", context, status=422 if problems else 200)


def _correction(request: Request, field: str) -> actions.Correction | None:
    """What the officer puts right, if the register is wrong in something that is put right here."""
    if not residents.is_correctable(field):
        return None
    decision = request.POST.get("putusan", "")
    if decision not in (WRONG, RIGHT):
        raise Refused("decision", _("Pilih dulu: data kami keliru, atau sudah benar."), field="decision")
    if decision == RIGHT:
        return None
    try:
        day = date.fromisoformat(request.POST.get("tanggal", "").strip())
    except ValueError:
        day = None
    return actions.Correction(
        value=request.POST.get("nilai", ""), document=request.POST.get("dokumen", ""), document_on=day
    )


def _now_is(field: str, person: residents.Profile) -> str:
    """What the register says now, as far as one line can say it."""
    if field == "born_on":
        return formats.date_id(person.born_on) if person.born_on else ""
    return str(getattr(person, "address_line" if field == "address" else field, ""))


@open_to("staff")
@require_safe
def proof(request: Request, fact_id: UUID) -> HttpResponse:
    """The proof that came with a report."""
    file, data = residents.proof_of_report(request.actor, fact_id)
    found = residents.fact_report(request.actor, fact_id)
    record_look(
        by=request.actor, at=request.now, purpose=FACT_PURPOSE, party_id=found.party_id,
        unit_id=min(request.actor.unit_ids(*policies.KEEPER_ROLES)), fields=["sheet"],
    )  # fmt: skip
    return attachment(data, file.name, file.media_type)
