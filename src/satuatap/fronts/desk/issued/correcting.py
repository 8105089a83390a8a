"""Correcting an issued document: what is wrong and who noticed, then what it should say; an official signs the new one."""

import re
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.audit.actions import record_look
from satuatap.domain.cases import queries as cases
from satuatap.domain.documents import actions
from satuatap.domain.documents import queries as documents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render, uuid_of
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms import Field

VALUE = "isi."
"""How an input for one value of the document is named: ``isi.nama``."""
INPUTS = {"words": "keterangan", "answer": "jawaban"}
KNOWN = {"nama": _("Nama"), "alamat": _("Alamat")}
"""Values that no question of the form gave, and what they are called; others go by their own name in the standard."""
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DONE = {"minta": "tulis", "tulis": "kirim", "tetap": "tetap"}
"""What was sent, and what the page says of it then."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value of the document: ``kind`` is text, whole, lines or date; ``options`` are codes and words to choose from."""

    name: str
    label: str
    kind: str
    text: str
    options: tuple[tuple[str, str], ...] = ()


@open_to("staff")
@require_http_methods(["GET", "POST"])
def correct(request: Request, document_id: UUID) -> HttpResponse:
    """First what is wrong, then the values as they should be; or why the document stays as it is."""
    found = documents.issued(request.actor, document_id, at=request.now)
    problems: dict[str, str] = {}
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            _act(request, document_id, act)
        except Refused as refusal:
            problems = {_input(refusal.field or ""): refusal.message}
        else:
            return redirect(f"{reverse('desk:correct_document', args=[document_id])}?selesai={DONE[act]}")
    elif not found.may_correct and found.standing not in ("replaced", "revoked"):
        raise NotFound
    document = found.document
    lines = _lines(found)
    number = cases.numbers_of([document.about]).get(document.about, "")
    context = {
        "found": found,
        "document": document,
        "correction": documents.correction(document),
        "lines": lines,
        "labels": {line.name: line.label for line in lines},
        "options": {line.name: dict(line.options) for line in lines},
        "draft_page": reverse("desk:case", args=[number]) + "/draf/" if number else "",
        "typed": request.POST,
        "problems": problems,
        "key": request.POST.get("key") or uuid4(),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/issued/correct.html", context, status=422 if problems else 200)


def _act(request: Request, document_id: UUID, act: str) -> None:
    post = request.POST
    if act not in DONE:
        raise NotFound
    if act == "tulis":
        typed = {name.removeprefix(VALUE): text for name, text in post.items() if name.startswith(VALUE)}
        actions.write_correction(document_id=document_id, typed=typed, by=request.actor, at=request.now)
    elif act == "tetap":
        actions.decline_correction(
            document_id=document_id, answer=post.get("jawaban", ""), by=request.actor, at=request.now
        )
    else:
        file = request.FILES.get("bukti")
        actions.open_correction(
            document_id=document_id,
            key=uuid_of(post.get("key", "")),
            words=post.get("keterangan", ""),
            by_holder=post.get("siapa") == "pemegang",
            upload=(file.read(), file.name or "bukti") if file else None,
            by=request.actor,
            at=request.now,
        )


def _input(field: str) -> str:
    known = INPUTS.get(field)
    return known or (f"{VALUE}{field}" if field else "")


def _lines(found: documents.IssuedView) -> list[Line]:
    """The values that can be typed anew, in the order of the service's standard."""
    document = found.document
    asked = cases.printed_questions(document.about, document.type, formats.lang())
    order = {name: place for place, name in enumerate(asked)}
    lines = sorted(documents.printed_lines(document.content), key=lambda line: order.get(line.name, len(order)))
    return [_line(line, asked.get(line.name)) for line in lines]


def _line(line: documents.PrintedLine, question: Field | None) -> Line:
    if question is None:
        label = str(KNOWN.get(line.name, "")) or line.name.replace("_", " ").capitalize()
        return Line(line.name, label, line.kind, line.text)
    options = question.options if line.text in dict(question.options) else ()
    kind = "date" if question.kind == "date" and ISO_DAY.fullmatch(line.text) else line.kind
    return Line(line.name, question.title, kind, line.text, options)


@open_to("staff")
@require_safe
def proof(request: Request, document_id: UUID) -> HttpResponse:
    """The proof that came with a report."""
    file, data = documents.evidence(request.actor, document_id)
    found = documents.issued(request.actor, document_id, at=request.now)
    record_look(
        by=request.actor, at=request.now, purpose="memeriksa bukti perbaikan dokumen",
        party_id=found.document.party_id, unit_id=found.document.unit_id, fields=["sheet"],
    )  # fmt: skip
    return attachment(data, file.name, file.media_type)
