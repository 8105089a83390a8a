"""Statements about the site itself, and help for each role."""

from django.http import Http404, HttpResponse

from satuatap.domain.consents import queries as consents
from satuatap.fronts.portal.cache import kept
from satuatap.fronts.shared import formats
from satuatap.fronts.shared import manuals as help_pages
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.consents import basis_words
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, prefix, render


@open_to("public")
@kept
def privacy(request: Request) -> HttpResponse:
    """What we keep, what for and on what that rests; a new pack is seen here within five minutes."""
    context = {"rows": consents.activities(request.now.date(), formats.lang()), "bases": basis_words()}
    return render(request, "portal/about/privacy.html", context)


@open_to("public")
@kept
def accessibility(request: Request) -> HttpResponse:
    return render(request, "portal/about/accessibility.html")


@open_to("public")
@kept
def manuals(request: Request) -> HttpResponse:
    """The manuals of all roles."""
    context = {"manuals": help_pages.manuals().values(), "base": prefix("portal:manual")}
    return render(request, "portal/about/manuals.html", context)


@open_to("public")
@kept
def manual(request: Request, role: str) -> HttpResponse:
    """The manual of one role, to be read here or printed."""
    found = help_pages.manuals().get(role)
    if found is None:
        raise Http404
    return render(request, "portal/about/manual.html", {"manual": found})


@open_to("public")
def manual_pdf(request: Request, role: str) -> HttpResponse:  # noqa: ARG001 (an address is asked, nothing more)
    """The same as one A4 page, as ``satuatap manual`` has set it."""
    path = help_pages.folder() / f"{role}.pdf"
    if role not in help_pages.ROLES or not path.is_file():
        raise Http404
    return attachment(path.read_bytes(), f"panduan-{role}.pdf", "application/pdf")
