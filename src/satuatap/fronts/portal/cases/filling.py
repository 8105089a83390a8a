"""Filling an application: one page of questions at a time, then the review before it is sent."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import Filling
from satuatap.domain.nodes import actions as node_actions
from satuatap.domain.nodes import queries as nodes
from satuatap.domain.regions import queries as regions
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.filling import fill, offers_of
from satuatap.fronts.shared.forms import bind
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of, whole
from satuatap.fronts.shared.proof import mine
from satuatap.kernel import forms
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .stages import LATER, REVIEW, before, called_from, followed, home_of, is_on, of_number, papers_of, stages
from .wrong import PAGE


@open_to("resident")
def case_page(request: Request, number: str, page: str) -> HttpResponse:
    """One page of the form. Whatever was typed is kept, right or wrong; only right answers lead on."""
    filling = of_number(request, number)
    if not filling.is_open:
        return redirect(followed(filling))
    if page not in {p.key for p in filling.form.pages}:
        raise NotFound
    villages = regions.villages_grouped(regions.home().code)
    if request.method != "POST":
        return _show(request, filling, page, villages=villages)
    if inputs := forms.restructure(filling.form, page, request.POST):
        return _show(request, filling, page, villages=villages, typed=inputs, version=_version(request))
    return _save(request, filling, page, villages)


def _save(request: Request, filling: Filling, page: str, villages: Any) -> HttpResponse:
    offers = offers_of(filling, villages)
    parsed, problems = fill(request, filling, page, offers)
    version = filling.version
    try:
        saved = actions.save_answers(
            case_id=filling.case_id,
            page=page,
            answers=parsed.answers,
            by=request.actor,
            at=request.now,
            version=_version(request),
        )
        version = saved.version
    except Conflict as conflict:
        problems = {"": conflict.message}
    else:
        if LATER in request.POST:  # what is merely empty can wait; what cannot be read would be lost
            problems = forms.parse(filling.form, page, request.POST, offers=offers).problems
    if problems:
        return _show(request, filling, page, villages=villages, typed=parsed.typed, problems=problems, version=version)
    return redirect(_onward(request, filling, parsed.answers, page))


def _version(request: Request) -> int | None:
    return whole(request.POST.get("versi", ""))


def _onward(request: Request, filling: Filling, answers: dict[str, object], page: str) -> str:
    if LATER in request.POST:
        return home_of(filling)
    keys = [p.key for p in forms.visible_pages(filling.form, answers)]
    later = keys[keys.index(page) + 1 :] if page in keys else []
    asked = [key for key in later if key not in filling.pages_done]
    if (back := called_from(request, filling.number)) and not asked:
        return back
    if later:
        return reverse("portal:case_page", args=[filling.number, (asked if back else later)[0]])
    return papers_of(filling.number)


def _show(
    request: Request,
    filling: Filling,
    page: str,
    *,
    villages: Any,
    typed: Any = None,
    problems: dict[str, str] | None = None,
    version: int | None = None,
) -> HttpResponse:
    rows = stages(filling, page)
    bound = bind(
        filling.form,
        page,
        filling.answers,
        typed=typed,
        problems=problems,
        known=filling.known,
        offers=filling.offered,
        areas=villages,
        extent=regions.home().extent,
        labels=filling.labels,
        known_url=f"{reverse('portal:case_wrong', args=[filling.number])}?{PAGE}={page}",
    )
    conflict = (problems or {}).get("", "")
    context = {
        "filling": filling,
        "bound": bound,
        "stages": rows,
        "back": before(request, filling, rows),
        "conflict": conflict,
        "version": filling.version if version is None else version,
        "reported": "keliru" in request.GET,
        "mine": mine(request),
    }
    return render(request, "portal/cases/page.html", context, status=409 if conflict else 422 if problems else 200)


@open_to("resident")
def case_review(request: Request, number: str) -> HttpResponse:
    """Everything once more, and the button that sends it."""
    refusal = None
    if request.method == "POST":
        try:
            return _send(request, number)
        except Refused as refused:
            refusal = refused
    filling = of_number(request, number)
    if not filling.is_open:
        return redirect(followed(filling))
    case = queries.get_case(actor=request.actor, case_id=filling.case_id, now=request.now, lang=formats.lang())
    rows = stages(filling, REVIEW)
    context = {
        "filling": filling,
        "case": case,
        "sections": forms.present(filling.form, filling.answers, labels=filling.labels),
        "stages": rows,
        "back": before(request, filling, rows),
        "home": home_of(filling),
        "refusal": refusal,
        "mend": _where(filling, refusal),
        "key": uuid4(),
    }
    return render(request, "portal/cases/review.html", context, status=status_of(refusal))


def _send(request: Request, number: str) -> HttpResponse:
    """Send it as it stands; what was sent already leads to where it is followed."""
    head = queries.head(actor=request.actor, number=number)
    if not head.may_fill:
        raise NotFound
    if not head.is_open:
        return redirect(followed(head))
    if "benar" not in request.POST:
        raise Refused("statement", _("Centang pernyataan bahwa isian dan berkas ini benar."), field="benar")
    key = uuid_of(request.POST.get("key", ""))
    if nodes.line_now(request.now) is not None:  # this is the computer of a site: the centre gives the number
        node_actions.keep(case_id=head.id, by=request.actor, at=request.now)
        return redirect(f"{reverse('desk:kept')}?selesai=tersimpan")
    send = actions.hand_in if head.state == "draft" else actions.correct
    send(case_id=head.id, key=key, by=request.actor, at=request.now)
    return redirect(f"{followed(head)}?terkirim=1")


def _where(filling: Filling, refusal: Refused | None) -> str:
    """The page on which a refused answer or missing paper can be mended."""
    if refusal is None or refusal.code == "statement":
        return ""
    if refusal.field == "papers":
        return papers_of(filling.number)
    for page in filling.form.pages:
        if is_on(page, refusal.field or ""):
            return reverse("portal:case_page", args=[filling.number, page.key])
    return ""
