"""Everything that waits for the officer's signature: read it, pull out what should wait, sign the rest at once."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from satuatap.domain.cases import actions, queries
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, is_part, prefix, render, status_of, uuid_of
from satuatap.fronts.shared.proof import require_fresh
from satuatap.kernel.errors import Refused

from .wording import reason_words

PULLED = "tunda."  # the name of an input: why a document is pulled out


@open_to("staff")
@require_http_methods(["GET", "POST"])
def sign(request: Request) -> HttpResponse:
    """The list, and the batch: one proof for all that is ticked, but for what is pulled out with a reason."""
    problem, refused = "", None
    if request.method == "POST":
        if (answer := require_fresh(request)) is not None:
            return answer
        try:
            return redirect("desk:batch", batch_id=_sign_all(request))
        except Refused as refusal:
            problem, refused = refusal.message, refusal
    page = queries.to_sign(request.actor, now=request.now, cursor=request.GET.get("cursor", ""), lang=formats.lang())
    drafts = [row.document_id for row in page.rows if row.document_id]
    before = documents.drafts_before(request.actor, drafts)
    modes = _modes(request)
    inked = {pk for pk, draft in before.items() if documents.is_inked(draft.mode, modes)}
    context = {
        "page": page,
        "base": prefix("desk:case"),
        "batch_base": prefix("desk:batch", uuid=True),
        "problem": problem,
        "seen": {pk for pk, draft in before.items() if draft.was_seen},
        "pulled": {pk: draft.pulled for pk, draft in before.items() if draft.pulled},
        "typed": {key.removeprefix(PULLED): text for key, text in request.POST.items() if key.startswith(PULLED)},
        "left": set(map(str, drafts)) - set(request.POST.getlist("dokumen")) if problem else set(),
        "unfinished": documents.unfinished_batches(request.actor),
        "key": uuid4(),
        "inked": inked,
        "may_sign": bool(set(drafts) - inked),
        "asks": bool(modes & documents.ASK_PASSPHRASE),
        "keeps_register": documents.keeps_register(request.actor),
    }
    return render(request, "desk/signing/sign.html", context, status=status_of(refused))


def _sign_all(request: Request) -> UUID:
    pulled = {
        uuid_of(name.removeprefix(PULLED)): text
        for name, text in request.POST.items()
        if name.startswith(PULLED) and text.strip()
    }
    return actions.sign_batch(
        document_ids=[uuid_of(text) for text in request.POST.getlist("dokumen")],
        pulled=pulled,
        key=uuid_of(request.POST.get("key", "")),
        passphrase=request.POST.get("frasa", ""),
        by=request.actor,
        at=request.now,
    )


def _modes(request: Request) -> frozenset[str]:
    """In which ways the officer signs today."""
    return identity.modes_of(request.actor, timezone.localdate(request.now))


@open_to("staff")
@require_http_methods(["GET", "POST"])
def batch(request: Request, batch_id: UUID) -> HttpResponse:
    """How a batch is getting on, document by document; what failed is signed once more with a new proof."""
    found = documents.batch(request.actor, batch_id, at=request.now)
    problem = ""
    if request.method == "POST":
        if (answer := require_fresh(request)) is not None:
            return answer
        try:
            actions.resume_batch(
                batch_id=batch_id, passphrase=request.POST.get("frasa", ""), by=request.actor, at=request.now
            )
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect("desk:batch", batch_id=batch_id)
    context = {
        "batch": found,
        "numbers": queries.numbers_of(row.about for row in found.rows),
        "reasons": {row.document_id: reason_words(row.reason) for row in found.rows if row.reason},
        "base": prefix("desk:case"),
        "problem": problem,
        "asks": found.may_resume and bool(_modes(request) & documents.ASK_PASSPHRASE),
    }
    template = "desk/signing/_batch.html" if is_part(request) else "desk/signing/batch.html"
    return render(request, template, context, status=422 if problem else 200)
