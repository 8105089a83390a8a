"""The papers of an application: what has to be handed in, and the place to do so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.queries import CaseView, Filling, LetterWay
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import Refused

from .stages import BACK_TO, LATER, PAPERS, before, called_from, followed, home_of, of_number, papers_of, stages

OURS = frozenset({"register", "form", "agency"})  # nothing to hand in
ASKED = frozenset({"missing", "given"})
FILE, INSTEAD, STAMP = "berkas.", "pengganti.", "meterai."


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter that would be the paper: where it is made or seen, and the number of one that is on the way."""

    name: str
    href: str
    running: str
    is_draft: bool


@open_to("resident")
def case_papers(request: Request, number: str) -> HttpResponse:
    """A photo or a file for each paper. Every good one is kept, whatever is wrong with another."""
    filling = of_number(request, number)
    if not filling.is_open:
        return redirect(followed(filling))
    problems: dict[str, str] = {}
    if request.method == "POST":
        if gone := request.POST.get("hapus"):
            actions.remove_paper(case_id=filling.case_id, paper_id=uuid_of(gone), by=request.actor, at=request.now)
            return redirect(_here(request, number, dihapus="1"))
        if used := request.POST.get("pakai"):
            paper, _bar, source = used.partition("|")
            actions.reuse_paper(case_id=filling.case_id, paper=paper, source=source, by=request.actor, at=request.now)
            return redirect(f"{_here(request, number, tersimpan='1')}#h-{paper}")
        stored, problems = _take(request, filling)
        if not problems and (answer := _leave(request, filling, stored)) is not None:
            return answer
    case = queries.get_case(actor=request.actor, case_id=filling.case_id, now=request.now, lang=formats.lang())
    if request.method == "POST" and not problems:
        problems = {line.key: _missing(line.name) for line in case.requirements if line.state == "missing"}
        if not problems:
            return redirect(called_from(request, number) or reverse("portal:case_review", args=[number]))
    return _show(request, filling, case, problems)


def _take(request: Request, filling: Filling) -> tuple[int, dict[str, str]]:
    """Store what was chosen: how many files, and what is wrong with others, by paper."""
    stored, problems = 0, {}
    for name, files in request.FILES.lists():
        paper = name.removeprefix(FILE)
        for file in files:
            try:
                actions.attach_paper(
                    case_id=filling.case_id,
                    paper=paper,
                    instead=request.POST.get(INSTEAD + paper, ""),
                    stamp=request.POST.get(STAMP + paper, ""),
                    data=file.read(),
                    name=file.name or "berkas",
                    by=request.actor,
                    at=request.now,
                )
                stored += 1
            except Refused as refusal:
                problems[refusal.field or paper] = f"{file.name}: {refusal.message}"
    return stored, problems


def _leave(request: Request, filling: Filling, stored: int) -> HttpResponse | None:
    """The way on after files were taken; None for the button that leads on, which first looks whether all are there."""
    if LATER in request.POST:
        return redirect(home_of(filling))
    if paper := request.POST.get("unggah"):
        if not stored:
            return None
        return redirect(f"{_here(request, filling.number, tersimpan=str(stored))}#h-{paper}")
    return None


def _here(request: Request, number: str, **said: str) -> str:
    """This page again, with what there is to say, and the way back to where the person came from."""
    kept = {BACK_TO: request.GET[BACK_TO]} if BACK_TO in request.GET else {}
    query = urlencode(kept | said)
    return f"{papers_of(number)}?{query}" if query else papers_of(number)


def _missing(name: str) -> str:
    return _("Pilih foto atau berkas untuk “%(paper)s”.") % {"paper": name}


def letter_lines(ways: Mapping[str, Sequence[LetterWay]], *, is_own: bool) -> dict[str, list[LetterLine]]:
    """By paper, how the applicant comes by a letter of ours that is not there yet."""
    return {
        key: [LetterLine(way.name, _place(way, is_own=is_own), way.running, way.is_draft) for way in found]
        for key, found in ways.items()
    }


def _place(way: LetterWay, *, is_own: bool) -> str:
    """The letter that is on the way, or where it begins; "" for one that only an office writes."""
    if way.running:
        at_desk = not (is_own or way.is_draft)
        return reverse("desk:case" if at_desk else "portal:case", args=[way.running])
    if not is_own:
        query = urlencode({"layanan": way.service_code})
        return f"{reverse('desk:begin', args=[way.party_id])}?{query}"
    return reverse("portal:apply", args=[way.service_code]) if "portal" in way.channels else ""


def _show(request: Request, filling: Filling, case: CaseView, problems: dict[str, str]) -> HttpResponse:
    rows, today = stages(filling, PAPERS), timezone.localdate(request.now)
    at_hand = queries.papers_at_hand(actor=request.actor, case_id=filling.case_id, today=today, lang=formats.lang())
    lines = case.requirements
    context = {
        "filling": filling,
        "here": _here(request, filling.number),
        "asked": [line for line in lines if line.state in ASKED],
        "ours": [line for line in lines if line.state in OURS],
        "others": [line for line in lines if line.state not in ASKED | OURS],
        "again": at_hand.again,
        "letters": letter_lines(at_hand.ways, is_own=filling.is_own),
        "today": today,
        "stages": rows,
        "back": before(request, filling, rows),
        "problems": problems,
        "chosen": {key.removeprefix(INSTEAD): value for key, value in request.POST.items() if key.startswith(INSTEAD)},
        "stamps": {key.removeprefix(STAMP): value for key, value in request.POST.items() if key.startswith(STAMP)},
        "saved": request.GET.get("tersimpan", ""),
        "removed": "dihapus" in request.GET,
    }
    return render(request, "portal/cases/papers.html", context, status=422 if problems else 200)
