"""A QR that leads to a page of ours."""

import io

import segno
from django.http import HttpResponse


def code_of(address: str) -> HttpResponse:
    """The QR of an address, as a picture that only its viewer's browser keeps."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=2, xmldecl=False, svgns=True)
    return HttpResponse(
        picture.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=3600"}
    )
