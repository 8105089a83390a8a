"""A book to take along: asked for with its purpose, made in the background, fetched within a day."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.books import actions
from satuatap.domain.books import queries as books
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render, uuid_of, whole
from satuatap.kernel.errors import Refused
from satuatap.kernel.spreadsheets import TYPES

from .views import chosen, shown, year_of


@open_to("staff")
@require_POST
def ask(request: Request, book: str) -> HttpResponse:
    """Have the file made."""
    _all, office = chosen(request)
    post = request.POST
    try:
        copy = actions.ask_copy(
            code=book, unit_id=office.id, year=year_of(request), month=whole(post.get("bulan", "")) or 0,
            format=post.get("bentuk", ""), purpose=post.get("untuk", ""), reason=post.get("sebab", ""),
            key=uuid_of(post.get("key", "")), by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return shown(request, book, refusal)
    return redirect("desk:book_copy", copy_id=copy.pk)


@open_to("staff")
@require_safe
def progress(request: Request, copy_id: UUID) -> HttpResponse:
    """Whether it is ready; the page asks again by itself until then."""
    return render(request, "desk/books/copy.html", {"copy": books.copy(request.actor, copy_id, now=request.now)})


@open_to("staff")
@require_safe
def fetch(request: Request, copy_id: UUID) -> HttpResponse:
    """The file."""
    copy = books.copy(request.actor, copy_id, now=request.now)
    content = books.copy_content(request.actor, copy_id, now=request.now)
    month = f"-{copy.month:02}" if copy.month else ""
    return attachment(content, f"{copy.book}-{copy.year}{month}.{copy.format}", TYPES[copy.format])
