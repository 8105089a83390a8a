"""Everything that waits for the officer's signature: read it, pull out what should wait, sign the rest at once."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from satuatap.domain.cases import actions, queries
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.fronts.shared.proof import require_fresh
from satuatap.kernel.errors import NotFound, Refused

MOST_AT_ONCE = 50


@open_to("staff")
def sign(request: Request) -> HttpResponse:
    """The list, and the batch: one proof for all that is ticked, each signed on its own, so that one failing leaves
    the others signed."""
    failed: list[tuple[str, str]] = []
    signed = 0
    if request.method == "POST":
        if (answer := require_fresh(request)) is not None:
            return answer
        signed, failed = _sign_all(request)
        if signed and not failed:
            return redirect(f"{request.path}?selesai={signed}")
    context = {
        "page": queries.to_sign(
            request.actor, now=request.now, cursor=request.GET.get("cursor", ""), lang=formats.lang()
        ),
        "base": prefix("desk:case"),
        "failed": failed,
        "signed": signed,
        "done": request.GET.get("selesai", ""),
        "new_key": uuid4,
    }
    return render(request, "desk/signing/sign.html", context, status=422 if failed else 200)


def _sign_all(request: Request) -> tuple[int, list[tuple[str, str]]]:
    signed, failed = 0, []
    for choice in request.POST.getlist("berkas")[:MOST_AT_ONCE]:
        number, step, key = _parts(choice)
        try:
            actions.perform(
                case_id=queries.case_id_of(number), step=step, verb="sign", key=key, by=request.actor, at=request.now
            )
            signed += 1
        except Refused as refusal:
            failed.append((number, refusal.message))
    if not signed and not failed:
        failed.append(("", _("Pilih paling sedikit satu dokumen.")))
    return signed, failed


def _parts(choice: str) -> tuple[str, str, UUID]:
    try:
        number, step, key = choice.split("|")
        return number, step, UUID(key)
    except ValueError:
        raise NotFound from None
