"""Filling in a bundle: one page of questions at a time, its papers once, and the review before all is sent."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import BundleFilling, BundlePart
from satuatap.domain.regions import queries as regions
from satuatap.fronts.portal.cases.stages import LATER
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.forms import bind
from satuatap.fronts.shared.http import Request, render, whole
from satuatap.fronts.shared.proof import mine
from satuatap.kernel import forms
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .stages import before, called_from, of_bundle, of_service, page_of, papers_of, part_pages, sections, stages, where

STATEMENT = "benar"


@open_to("resident")
def bundle_page(request: Request, bundle_id: UUID, code: str, page: str) -> HttpResponse:
    """One page of the merged form. Whatever was typed is kept, right or wrong; only right answers lead on."""
    filling = of_bundle(request, bundle_id)
    if filling.is_sent:
        return redirect("portal:bundle", bundle_id=bundle_id)
    part = of_service(filling, code)
    if part is None or page not in {one.key for one in part.form.pages}:
        raise NotFound
    villages = regions.villages_grouped(regions.home().code)
    if request.method != "POST":
        return _show(request, filling, part, page, villages=villages)
    if inputs := forms.restructure(part.form, page, request.POST):
        version = whole(request.POST.get("versi", ""))
        return _show(request, filling, part, page, villages=villages, typed=inputs, version=version)
    return _save(request, filling, part, page, villages)


def _save(request: Request, filling: BundleFilling, part: BundlePart, page: str, villages: Any) -> HttpResponse:
    offers = {pointer: [value for value, _name in choices] for pointer, choices in part.offered.items()}
    offers |= {"area": [code for _district, group in villages for code, _name in group]}
    parsed = forms.fill(
        part.form,
        page,
        request.POST,
        part.answers,
        known=part.known | part.silent,
        offers=offers,
        today=timezone.localdate(request.now),
    )
    here = {one.pointer for field in part.form.page(page).fields for one in field.tree()}
    places = queries.misplaced(part.form, parsed.answers)
    found = {pointer: words for pointer, words in places.items() if forms.template(pointer) in here} | parsed.problems
    problems, version = {k: words for k, words in found.items() if k not in part.silent}, filling.version
    try:
        version = actions.save_bundle_page(
            bundle_id=filling.id,
            case_id=part.case_id,
            page=page,
            answers=parsed.answers,
            version=whole(request.POST.get("versi", "")),
            by=request.actor,
            at=request.now,
        ).version
    except Conflict as conflict:
        problems = {"": conflict.message}
    else:
        if LATER in request.POST:  # what is merely empty can wait; what cannot be read would be lost
            problems = forms.parse(part.form, page, request.POST, offers=offers).problems
    if problems:
        now = replace(part, answers=parsed.answers)
        return _show(
            request, filling, now, page, villages=villages, typed=parsed.typed, problems=problems, version=version
        )
    return redirect(_onward(request, filling.id, part, page))


def _onward(request: Request, bundle_id: UUID, part: BundlePart, page: str) -> str:
    """The next page, as the answers that were just saved make it; back to the review when only one thing was changed."""
    if LATER in request.POST:
        return reverse("portal:cases")
    filling = of_bundle(request, bundle_id)
    steps = [(filling.parts[number], key) for number, key in filling.pages]
    here = next((n for n, (one, key) in enumerate(steps) if (one.case_id, key) == (part.case_id, page)), -1)
    later = steps[here + 1 :]
    asked = [(one, key) for one, key in later if key not in one.pages_done]
    if (back := called_from(request, filling)) and not asked:
        return back
    return page_of(filling, *(asked if back else later)[0]) if later else papers_of(filling)


def _show(
    request: Request,
    filling: BundleFilling,
    part: BundlePart,
    page: str,
    *,
    villages: Any,
    typed: Any = None,
    problems: dict[str, str] | None = None,
    version: int | None = None,
) -> HttpResponse:
    rows = stages(filling, page_of(filling, part, page))
    bound = bind(
        part.form,
        page,
        part.answers,
        typed=typed,
        problems=problems,
        known=part.known,
        silent=part.silent,
        offers=part.offered,
        areas=villages,
        extent=regions.home().extent,
        labels=queries.bundle_labels(part),
        known_url=reverse("portal:account-data") if filling.is_own_data else "",
    )
    conflict = (problems or {}).get("", "")
    context = {
        "filling": filling,
        "bound": bound,
        "part": part if part_pages(filling, part)[:1] == [page] and len(filling.parts) > 1 else None,
        "stages": rows,
        "back": before(request, filling, rows),
        "conflict": conflict,
        "version": filling.version if version is None else version,
        "mine": mine(request),
    }
    return render(request, "portal/bundles/page.html", context, status=409 if conflict else 422 if problems else 200)


@open_to("resident")
def bundle_review(request: Request, bundle_id: UUID) -> HttpResponse:
    """Everything once more, and the one button that sends all of it."""
    refusal = None
    if request.method == "POST":
        try:
            if STATEMENT not in request.POST:
                raise Refused("statement", _("Centang pernyataan bahwa isian dan berkas ini benar."), field=STATEMENT)
            actions.hand_in_bundle(bundle_id=bundle_id, by=request.actor, at=request.now)
        except Refused as refused:
            refusal = refused
        else:
            return redirect(f"{reverse('portal:bundle', args=[bundle_id])}?terkirim=1")
    filling = of_bundle(request, bundle_id)
    if filling.is_sent:
        return redirect("portal:bundle", bundle_id=bundle_id)
    lines = queries.bundle_lines(filling, formats.lang())
    rows = stages(filling, request.path)
    open_problems = queries.bundle_problems(filling, lines, request.now) if refusal and refusal.code == "bundle" else ()
    context = {
        "filling": filling,
        "parts": [(part, [(s, page_of(filling, part, s.key)) for s in sections(part)]) for part in filling.parts],
        "lines": [row for row in lines if row.line.state not in ("optional", "not-needed")],
        "papers": papers_of(filling),
        "stages": rows,
        "back": before(request, filling, rows),
        "refusal": refusal,
        "problems": [(one.part.title, one.words, where(filling, one.part, one.about)) for one in open_problems],
    }
    return render(request, "portal/bundles/review.html", context, status=422 if refusal else 200)
