"""Where to go after a detour such as signing in."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "next"


def is_ours(target: str) -> bool:
    """Whether an address is a path on this site: no other host, no other scheme, nothing a browser could misread."""
    return target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


def onward(request: HttpRequest, default: str = "") -> str:
    """The page the person was on the way to, or ``default`` when there was none or it is not a page of ours."""
    target = request.POST.get(FIELD) or request.GET.get(FIELD) or ""
    return target if is_ours(target) else default
