"""The papers of a bundle: what several services want is handed in once."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import BundleFilling, SharedLine
from satuatap.fronts.portal.cases.papers import ASKED, FILE, INSTEAD, OURS, STAMP, LetterLine, letter_lines
from satuatap.fronts.portal.cases.stages import BACK_TO, LATER
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused

from .stages import before, called_from, of_bundle, papers_of, review_of, stages


@open_to("resident")
def bundle_papers(request: Request, bundle_id: UUID) -> HttpResponse:
    """A photo or a file for each paper of all services. Every good one is kept, whatever is wrong with another."""
    filling = of_bundle(request, bundle_id)
    if filling.is_sent:
        return redirect("portal:bundle", bundle_id=bundle_id)
    lines = _lines(filling)
    problems: dict[str, str] = {}
    if request.method == "POST":
        if gone := request.POST.get("hapus"):
            _remove(request, lines, uuid_of(gone))
            return redirect(_here(request, filling, dihapus="1"))
        if used := request.POST.get("pakai"):
            place = _use_again(request, lines, used)
            return redirect(f"{_here(request, filling, tersimpan='1')}#h-{place}")
        stored, problems = _take(request, lines)
        if not problems and (answer := _leave(request, filling, stored)) is not None:
            return answer
        filling = of_bundle(request, bundle_id)
        lines = _lines(filling)
        if not problems:
            text = _("Pilih foto atau berkas untuk “%(paper)s”.")
            missing = [row.line for row in lines if row.line.state == "missing"]
            problems = {line.key: text % {"paper": line.name} for line in missing}
        if not problems:
            return redirect(called_from(request, filling) or review_of(filling))
    return _show(request, filling, lines, problems)


def _lines(filling: BundleFilling) -> list[SharedLine]:
    """The papers, each under a key that no other service of the bundle uses; with the services that want it."""
    found = []
    for row in queries.bundle_lines(filling, formats.lang()):
        hint = row.line.hint
        if len(row.wanted_by) > 1:
            wanted = _("Cukup sekali, untuk %(services)s.") % {"services": ", ".join(row.wanted_by)}
            hint = f"{hint} {wanted}".strip()
        key = f"{row.part.service_code}.{row.line.key}"
        found.append(replace(row, line=replace(row.line, key=key, hint=hint)))
    return found


def _take(request: Request, lines: list[SharedLine]) -> tuple[int, dict[str, str]]:
    """Store what was chosen: how many files, and what is wrong with others, by paper."""
    stored, problems = 0, {}
    by_key = {row.line.key: row for row in lines}
    for name, uploads in request.FILES.lists():
        key = name.removeprefix(FILE)
        if key not in by_key:
            continue
        row = by_key[key]
        for upload in uploads:
            try:
                actions.attach_paper(
                    case_id=row.part.case_id,
                    paper=key.removeprefix(f"{row.part.service_code}."),
                    instead=request.POST.get(INSTEAD + key, ""),
                    stamp=request.POST.get(STAMP + key, ""),
                    data=upload.read(),
                    name=upload.name or "berkas",
                    by=request.actor,
                    at=request.now,
                )
                stored += 1
            except Refused as refusal:
                problems[key] = f"{upload.name}: {refusal.message}"
    return stored, problems


def _remove(request: Request, lines: list[SharedLine], paper_id: UUID) -> None:
    for row in lines:
        if any(sheet.id == paper_id for sheet in row.line.sheets):
            actions.remove_paper(case_id=row.part.case_id, paper_id=paper_id, by=request.actor, at=request.now)
            return
    raise NotFound


def _use_again(request: Request, lines: list[SharedLine], used: str) -> str:
    """Take a paper that the applicant has already; the key of the line it is for. Raises ``NotFound``."""
    place, _bar, source = used.partition("|")
    row = next((row for row in lines if row.line.key == place), None)
    if row is None:
        raise NotFound
    paper = place.removeprefix(f"{row.part.service_code}.")
    actions.reuse_paper(case_id=row.part.case_id, paper=paper, source=source, by=request.actor, at=request.now)
    return place


def _at_hand(
    request: Request, filling: BundleFilling, lines: list[SharedLine]
) -> tuple[dict[str, tuple[Any, ...]], dict[str, list[LetterLine]]]:
    """What may be handed in again, and the letters of ours that can still be made, under the keys of this page."""
    if not any(row.line.state == "missing" for row in lines):
        return {}, {}
    today = timezone.localdate(request.now)
    found = queries.bundle_papers_again(actor=request.actor, filling=filling, today=today)
    ways = queries.bundle_ways(filling, found, today, formats.lang())
    named = {row.line.key: (row.part, row.line.key.removeprefix(f"{row.part.service_code}.")) for row in lines}
    again = {key: found[part.case_id].get(paper, ()) for key, (part, paper) in named.items()}
    letters = {key: ways[part.case_id].get(paper, ()) for key, (part, paper) in named.items()}
    return again, letter_lines(letters, is_own=filling.is_own)


def _leave(request: Request, filling: BundleFilling, stored: int) -> HttpResponse | None:
    """The way on after files were taken; None for the button that leads on, which first looks whether all are there."""
    if LATER in request.POST:
        return redirect(reverse("portal:cases"))
    if (paper := request.POST.get("unggah")) and stored:
        return redirect(f"{_here(request, filling, tersimpan=str(stored))}#h-{paper}")
    return None


def _here(request: Request, filling: BundleFilling, **said: str) -> str:
    """This page again, with what there is to say, and the way back to where the person came from."""
    kept = {BACK_TO: request.GET[BACK_TO]} if BACK_TO in request.GET else {}
    query = urlencode(kept | said)
    return f"{papers_of(filling)}?{query}" if query else papers_of(filling)


def _show(request: Request, filling: BundleFilling, lines: list[SharedLine], problems: dict[str, str]) -> HttpResponse:
    rows = stages(filling, papers_of(filling))
    found = [row.line for row in lines]
    again, letters = _at_hand(request, filling, lines)
    context = {
        "filling": filling,
        "here": _here(request, filling),
        "asked": [line for line in found if line.state in ASKED],
        "ours": [line for line in found if line.state in OURS],
        "others": [line for line in found if line.state not in ASKED | OURS],
        "stages": rows,
        "back": before(request, filling, rows),
        "problems": problems,
        "chosen": {key.removeprefix(INSTEAD): value for key, value in request.POST.items() if key.startswith(INSTEAD)},
        "stamps": {key.removeprefix(STAMP): value for key, value in request.POST.items() if key.startswith(STAMP)},
        "again": again,
        "letters": letters,
        "today": timezone.localdate(request.now),
        "saved": request.GET.get("tersimpan", ""),
        "removed": "dihapus" in request.GET,
    }
    return render(request, "portal/cases/papers.html", context, status=422 if problems else 200)
