"""The list of messages in one's account, over which channels one is told, and what became of the messages."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.cases import queries as cases
from satuatap.domain.consents import queries as consents
from satuatap.domain.notifications import actions, queries
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents import queries as register
from satuatap.fronts.portal.account.views.security import SAVED
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound, Refused


@open_to("resident")
@require_safe
def messages(request: Request) -> HttpResponse:
    """Everything we wrote, newest first, the unread marked; and over which channels."""
    return _show(request)


def _show(request: Request, problem: str = "") -> HttpResponse:
    page = queries.for_account(request.actor, request.GET.get("cursor", ""))
    phone, email = _addresses(request)
    context = {
        "page": page,
        "has_unread": any(not row.is_read for row in page.rows),
        "prefix": "" if formats.lang() == "id" else f"/{formats.lang()}",  # paths are kept without a language
        "phone": queries.masked(phone),
        "email": queries.masked(email),
        "wishes": queries.wishes(phone, email, request.now.date()),
        "asked": consents.offered(request.now.date(), formats.lang()),
        "push": queries.push_name(),
        "push_sandbox": settings.PUSH_SANDBOX,
        "is_pushed": bool(queries.push_name() and queries.browser_of(request.user.pk, request.now)),
        "problem": problem,
        "saved": request.session.pop(SAVED, ""),
    }
    return render(request, "portal/payments/messages.html", context, status=422 if problem else 200)


def _addresses(request: Request) -> tuple[str, str]:
    """The proven telephone and e-mail address of the account."""
    account = request.user
    return (account.phone or "") if account.phone_proven_at else "", (
        (account.email or "") if account.email_proven_at else ""
    )


@open_to("resident")
@require_POST
def channels(request: Request) -> HttpResponse:
    """Over which channels the person wants to be told: SMS is a wish, the others are consents."""
    phone, email = _addresses(request)
    try:
        for purpose, address in ((consents.WHATSAPP, phone), (consents.MAIL, email)):
            if address:
                _agree(request, purpose)
    except Refused as refusal:
        return _show(request, refusal.message)
    if phone:
        actions.prefer_sms(phone=phone, wanted="sms" in request.POST, by=request.actor, at=request.now)
    request.session[SAVED] = _("Pilihan Anda tersimpan.")
    return redirect("portal:messages")


def _agree(request: Request, purpose: str) -> None:
    """Agree to what was ticked in the words that were shown; an empty box takes it back."""
    said = {"purpose": purpose, "by": request.actor, "at": request.now, "language": formats.lang()}
    version = request.POST.get(f"versi-{purpose}", "")
    if purpose not in request.POST:
        residents.withdraw_consent(**said)
    elif version.isascii() and version.isdigit() and len(version) < 4:
        residents.agree(version=int(version), **said)


@open_to("resident")
@require_POST
def browser(request: Request) -> HttpResponse:
    """This browser is told what the account is told, or no browser any more."""
    given = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    try:
        if "matikan" in request.POST:
            actions.unsubscribe(account_id=request.user.pk, by=request.actor, at=request.now)
        else:
            register.require_grown_up(request.actor, consents.PUSH, request.now.date())
            actions.subscribe_own(**given, by=request.actor, at=request.now, language=formats.lang())
    except Refused as refusal:
        return _show(request, refusal.message)
    request.session[SAVED] = _("Pilihan Anda tersimpan.")
    return redirect("portal:messages")


@open_to("resident")
@require_POST
def read(request: Request) -> HttpResponse:
    """The person has seen the list."""
    actions.mark_read(by=request.actor, at=request.now)
    return redirect("portal:messages")


@open_to("resident")
@require_safe
def log(request: Request, number: str) -> HttpResponse:
    """What became of the messages about one's application."""
    head = cases.head(actor=request.actor, number=number)
    if not head.is_own:
        raise NotFound
    rows = queries.log_about(head.id, account_id=request.actor.account_id)
    return render(request, "portal/payments/log.html", {"rows": rows, "number": head.number})


@open_to("public")
@require_safe
def short(request: Request, name: str) -> HttpResponse:  # noqa: ARG001 (views are called alike)
    """The address in an SMS: on to the page it stands for, which asks for proof itself."""
    return redirect(queries.page_of_short(name))
