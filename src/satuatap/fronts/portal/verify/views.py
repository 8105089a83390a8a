"""The check page: a code, the address in a QR, or the file itself. And the download of one's own document."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.queries import Verdict
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render
from satuatap.fronts.shared.throttle import Rate, client, require
from satuatap.fronts.shared.verdicts import words_for
from satuatap.kernel.errors import Refused

CODES = Rate(tries=30, seconds=600)
ADDRESSES = Rate(tries=120, seconds=600)
UPLOADS = Rate(tries=12, seconds=600)
LONGEST_CODE = 40


@open_to("public")
def verify(request: Request) -> HttpResponse:
    """Two ways in: the code under the QR, or the PDF."""
    if request.method == "POST":
        return _upload(request, token="")
    code = " ".join(request.GET.get("kode", "").split())[:LONGEST_CODE]
    if "kode" not in request.GET:
        return _page(request)
    try:
        require("verify-code", client(request), CODES, field="kode")
        verdict = documents.verify_code(code, at=request.now)
        if verdict.reason == "code-mistyped":
            raise Refused("code-mistyped", _mistyped(code), field="kode")
    except Refused as refusal:
        return _page(request, code=code, refusal=refusal)
    if verdict.facts is not None:
        return redirect("portal:verify_document", token=verdict.facts.token)
    return _page(request, verdict, code=code)


@open_to("public")
def verify_document(request: Request, token: str) -> HttpResponse:
    """What became of the document behind a QR; a file can be compared with it."""
    if request.method == "POST":
        return _upload(request, token=token)
    try:
        require("verify-address", client(request), ADDRESSES)
        verdict = documents.verify_token(token, at=request.now)
    except Refused as refusal:
        return _page(request, refusal=refusal)
    answer = _page(request, verdict, token=token if verdict.facts else "")
    answer["X-Robots-Tag"] = "noindex"
    return answer


@open_to("resident")
def download(request: Request, document_id: UUID) -> HttpResponse:
    """The signed PDF, for whoever it was issued to and for the office that issued it."""
    row = documents.get(request.actor, document_id)
    data = documents.pdf(request.actor, document_id, at=request.now)
    return attachment(data, documents.file_name(row), "application/pdf")


def _upload(request: Request, *, token: str) -> HttpResponse:
    file = request.FILES.get("berkas")
    try:
        require("verify-upload", client(request), UPLOADS, field="berkas")
        if file is None:
            raise Refused("empty", _("Pilih berkas PDF yang ingin diperiksa."), field="berkas")
        if file.size > documents.GREATEST_FILE:
            raise Refused("too-large", _("Berkas ini terlalu besar. Paling besar 10 MB."), field="berkas")
        verdict = documents.verify_upload(file.read(), at=request.now, token=token)
    except Refused as problem:
        return _page(request, token=token, refusal=Refused(problem.code, problem.message, field="berkas"))
    return _page(request, verdict, token=token, is_file=True)


def _page(
    request: Request,
    verdict: Verdict | None = None,
    *,
    code: str = "",
    token: str = "",
    is_file: bool = False,
    refusal: Refused | None = None,
) -> HttpResponse:
    context = {
        "verdict": verdict,
        "words": words_for(verdict) if verdict else None,
        "facts": verdict.facts if verdict else None,
        "code": code,
        "token": token,
        "is_file": is_file,
        "problems": {refusal.field or "": refusal.message} if refusal else {},
    }
    return render(request, "portal/verify/verify.html", context, status=_status(refusal))


def _status(refusal: Refused | None) -> int:
    if refusal is None:
        return 200
    return 429 if refusal.code == "too-many" else 422


def _mistyped(code: str) -> str:
    if not code:
        return _("Isi kode yang tertulis di bawah QR.")
    return _("Kode ini salah ketik: ada huruf atau angka yang tidak cocok. Periksa lagi di bawah QR.")
