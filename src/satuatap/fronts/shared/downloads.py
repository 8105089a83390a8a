"""Files as answers: always a download, never shown inside a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def attachment(data: bytes, name: str, media_type: str) -> HttpResponse:
    """The bytes as a download under a name; no browser is to guess another type."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def shown(data: bytes, name: str, media_type: str) -> HttpResponse:
    """The bytes to be looked at in the browser: pictures and our own drafts only, never what could run."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
