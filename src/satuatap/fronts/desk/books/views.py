"""The books of a village office: the shelf, one book in a year, a new line, a line struck, a year closed."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.books import actions, policies
from satuatap.domain.books import queries as books
from satuatap.domain.books.lifecycle import PERSONAL, WRITTEN, Filled, Kind
from satuatap.fronts.desk.offices import asked_for
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.paging import Page

VILLAGES = ("desa", "kelurahan")
FIELD = "k."
"""How an input for one column is named: ``k.tentang``."""
YEARS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Office:
    id: UUID
    code: str
    name: str
    kind: str
    area_code: str


@open_to("staff")
@require_safe
def shelf(request: Request) -> HttpResponse:
    """All books of the office, by group; those that wait for something are named, with what they wait for."""
    offices, office = chosen(request)
    year = timezone.localdate(request.now).year
    context = {
        "offices": offices,
        "office": office,
        "year": year,
        "groups": groupby(books.books_of(request.actor, office.id, office.kind), lambda row: group_words()[row.group]),
        "volumes": books.volumes(request.actor, office.id, year),
        "ways": way_words(),
        "base": reverse("desk:books"),
    }
    return render(request, "desk/books/shelf.html", context)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def book(request: Request, book: str) -> HttpResponse:
    """One book in a year. A new line is written here, and the year is closed here."""
    if request.method == "GET":
        return shown(request, book, None)
    _all, office = chosen(request)
    year = year_of(request)
    try:
        done = _write(request, book, office, year)
    except Refused as refusal:
        return shown(request, book, refusal)
    return redirect(f"{reverse('desk:book', args=[book])}?kantor={office.code}&tahun={year}&selesai={done}")


def shown(request: Request, book: str, refused: Refused | None) -> HttpResponse:
    """The page of a book, with what was refused beside its field."""
    offices, office = chosen(request)
    year = year_of(request)
    view = books.book(request.actor, book, office.id, office.kind, year)
    is_written = view.book.filled in WRITTEN
    cursor = request.GET.get("cursor", "")
    context = of_book(request, view, offices, office, year) | {
        "page": books.lines(request.actor, view, office.id, year, cursor, at=request.now) if is_written else Page(()),
        "filled": books.filled(
            request.actor, view, office.id, office.area_code, year, at=request.now,
            cursor=request.GET.get("isi", "" if is_written else cursor),
        ),
        "is_written": is_written,
        "may_close": policies.may_close(request.actor, office.id),
        "typed": request.POST,
        "problems": {_input(refused.field or ""): refused.message} if refused else {},
        "key": request.POST.get("key") or uuid4(),
        "done": done_words().get(request.GET.get("selesai", ""), ""),
    }  # fmt: skip
    return render(request, "desk/books/book.html", context, status=status_of(refused))


def _write(request: Request, book: str, office: Office, year: int) -> str:
    post = request.POST
    if post.get("act") == "tutup":
        actions.close_volume(
            code=book, unit_id=office.id, year=year, head=post.get("kepala", ""),
            secretary=post.get("sekretaris", ""), by=request.actor, at=request.now,
        )  # fmt: skip
        return "tutup"
    actions.enter_line(
        code=book, unit_id=office.id, year=year, values=_values(request), key=uuid_of(post.get("key", "")),
        by=request.actor, at=request.now,
    )  # fmt: skip
    return "baris"


@open_to("staff")
@require_POST
def strike(request: Request, book: str, line_id: int) -> HttpResponse:
    """Strike a wrong line; the right one may be written in its place."""
    _all, office = chosen(request)
    year = year_of(request)
    values = _values(request)
    try:
        actions.strike_line(
            line_id=line_id, reason=request.POST.get("alasan", ""), values=values if any(values.values()) else None,
            key=uuid_of(request.POST.get("key", "")), by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return _striking(request, book, line_id, refusal)
    return redirect(f"{reverse('desk:book', args=[book])}?kantor={office.code}&tahun={year}&selesai=coret")


@open_to("staff")
@require_safe
def wrong(request: Request, book: str, line_id: int) -> HttpResponse:
    """What is wrong with a line, and what should stand there instead."""
    return _striking(request, book, line_id, None)


def _striking(request: Request, book: str, line_id: int, refusal: Refused | None) -> HttpResponse:
    offices, office = chosen(request)
    year = year_of(request)
    view = books.book(request.actor, book, office.id, office.kind, year)
    line = books.line(request.actor, view, office.id, year, line_id, at=request.now)
    context = of_book(request, view, offices, office, year) | {
        "line": line,
        "typed": request.POST or {f"{FIELD}{c.key}": text for c, text in zip(view.columns, line.cells, strict=True)},
        "problems": {_input(refusal.field or ""): refusal.message} if refusal else {},
        "key": request.POST.get("key") or uuid4(),
    }
    return render(request, "desk/books/wrong.html", context, status=status_of(refusal))


def of_book(
    request: Request, view: books.BookView, offices: list[Office], office: Office, year: int
) -> dict[str, object]:
    this_year = timezone.localdate(request.now).year
    return {
        "view": view,
        "book": view.book,
        "columns": view.columns,
        "inputs": [column for column in view.columns if column.written],
        "offices": offices,
        "office": office,
        "year": year,
        "this_year": this_year,
        "years": range(this_year, this_year - YEARS_SHOWN, -1),
        "ways": way_words(),
        "days": [column.key for column in view.columns if column.kind == Kind.DAY],
        "amounts": [column.key for column in view.columns if column.kind in (Kind.WHOLE, Kind.MONEY)],
        "base": reverse("desk:book", args=[view.book.code]),
        "copy_key": uuid4(),
        "months": month_words()[: timezone.localdate(request.now).month + 1 if year == this_year else 13],
        "tells_of_people": view.book.filled in PERSONAL,
        "shelf": f"{reverse('desk:books')}?kantor={office.code}",
    }


def chosen(request: Request) -> tuple[list[Office], Office]:
    """The village offices whose books the officer keeps, and the one that is asked for."""
    found = agencies.units(request.actor.unit_ids(*policies.KEEPERS)).values()
    offices = [
        Office(unit.pk, unit.code, unit.name, unit.kind, unit.area.code)
        for unit in found
        if unit.kind in VILLAGES and unit.area is not None
    ]
    if not offices:
        raise NotFound
    offices.sort(key=lambda office: office.name)
    return offices, asked_for(request, offices) or offices[0]


def year_of(request: Request) -> int:
    asked = whole(request.POST.get("tahun") or request.GET.get("tahun", ""))
    this_year = timezone.localdate(request.now).year
    return asked if asked is not None and this_year - YEARS_SHOWN < asked <= this_year else this_year


def _values(request: Request) -> dict[str, str]:
    return {name.removeprefix(FIELD): text for name, text in request.POST.items() if name.startswith(FIELD)}


def _input(field: str) -> str:
    return (
        field
        if field in ("", "alasan", "kepala", "sekretaris", "tahun", "untuk", "bentuk", "bulan", "sebab")
        else f"{FIELD}{field}"
    )


# -- words ----------------------------------------------------------------------------------------------------------


def group_words() -> dict[str, str]:
    return {
        "umum": _("Administrasi umum"), "penduduk": _("Administrasi penduduk"), "keuangan": _("Administrasi keuangan"),
        "pembangunan": _("Administrasi pembangunan"), "lainnya": _("Administrasi lainnya"),
    }  # fmt: skip


def way_words() -> dict[str, str]:
    return {
        Filled.ENTRIES: _("Ditulis di sini"), Filled.LETTERS: _("Terisi sendiri dari nomor surat"),
        Filled.COUNCIL: _("Terisi sendiri dari surat masuk"), Filled.SENT: _("Jawaban surat masuk terisi sendiri"),
        Filled.COUNCIL_SENT: _("Jawaban surat masuk terisi sendiri"),
        Filled.RESIDENTS: _("Terisi sendiri dari daftar penduduk"), Filled.CHANGES: _("Terisi sendiri dari peristiwa"),
        Filled.NUMBERS: _("Terhitung sendiri dari daftar penduduk"), Filled.EXPORT: _("Berkas untuk sistem lain"),
        Filled.LATER: _("Belum ada"),
    }  # fmt: skip


def month_words() -> list[tuple[str, str]]:
    """What part of a year is printed."""
    names = formats.MONTHS[formats.lang()]
    return [("", _("Setahun penuh")), *((str(number), name) for number, name in enumerate(names, start=1))]


def done_words() -> dict[str, str]:
    return {
        "baris": _("Baris tertulis di buku."), "coret": _("Baris dicoret. Isinya yang lama tetap terbaca."),
        "tutup": _("Buku ditutup untuk tahun itu."),
    }  # fmt: skip
