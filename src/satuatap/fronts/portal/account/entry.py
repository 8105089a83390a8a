"""From a shown proof to a session."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse


def enter(request: HttpRequest, account: Any, method: str, onward: str, *, kind: str = "") -> HttpResponse:
    """Begin the session of somebody who has shown who they are (``method``: code, password).

    ``kind`` of address a code went to: phone or email.

    Leads to the second step where the account has one, otherwise to ``onward`` or the account's first page. The
    session gets a new key, so that one planted before is worth nothing.
    """
    record_authentication(request, account, method=method, reauthenticated=True, kind=kind)
    return perform_login(request, Login(user=account, redirect_url=onward or None))


def prove(request: HttpRequest, method: str) -> None:
    """Note that whoever is signed in has just shown again who they are."""
    record_authentication(request, request.user, method=method, reauthenticated=True)
