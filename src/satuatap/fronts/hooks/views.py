"""Notifications of gateways. Nothing is believed before its signature was checked, and nothing is told back."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from satuatap.domain.notifications import actions as notifications
from satuatap.domain.notifications import ports as notification_ports
from satuatap.domain.payments import actions as payments
from satuatap.domain.payments import ports as payment_ports
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, whole
from satuatap.kernel.actors import system

LARGEST = 64 * 1024
GATEWAY = system("gateway")

View = Callable[..., HttpResponse]


def small_enough(largest: int) -> Callable[[View], View]:
    """Turn away what is too large before it is read."""

    def limit(view: View) -> View:
        @wraps(view)
        def measured(request: Request, *args: str, **kwargs: str) -> HttpResponse:
            length = whole(request.META.get("CONTENT_LENGTH") or "0")
            if length is None or length > largest:
                return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return view(request, *args, **kwargs)

        return measured

    return limit


small = small_enough(LARGEST)


def _heard(
    request: Request, gateway: str, confirm: Callable[..., object], not_authentic: type[Exception]
) -> HttpResponse:
    """Hand on what a gateway says: 204 once it is noted, 401 for what is not the gateway's own word."""
    try:
        confirm(gateway=gateway, headers=request.headers, body=request.body, by=GATEWAY, at=request.now)
    except not_authentic:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@csrf_exempt
@open_to("machine")
@require_POST
@small
def payment(request: Request, gateway: str) -> HttpResponse:
    """A gateway tells of a payment. 204 means: noted, need not be repeated."""
    return _heard(request, gateway, payments.confirm_notification, payment_ports.NotAuthentic)


@csrf_exempt
@open_to("machine")
@require_POST
@small
def message(request: Request, channel: str) -> HttpResponse:
    """A carrier tells what became of a message. 204 means: noted, need not be repeated."""
    return _heard(request, channel, notifications.confirm_report, notification_ports.NotAuthentic)


@csrf_exempt
@open_to("machine")
@require_POST
@small
def reply(request: Request, channel: str) -> HttpResponse:
    """A carrier brings what a person answered. 204 means: kept, need not be repeated."""
    return _heard(request, channel, notifications.confirm_reply, notification_ports.NotAuthentic)
