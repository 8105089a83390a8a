"""How many people live where: an area, a day and a purpose, then the tables, to read, to print or to take along."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound
from satuatap.kernel.spreadsheets import TYPES, Cell, csv_file, safe, xlsx_file

LONGEST = 200
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be counted. ``purpose`` "" as long as none was written."""

    area_code: str
    area_name: str
    on: date
    purpose: str
    choices: Choices

    @property
    def query(self) -> str:
        return urlencode({"wilayah": self.area_code, "per": self.on.isoformat(), "keperluan": self.purpose})


@open_to("staff")
@require_safe
def statistics(request: Request) -> HttpResponse:
    """The form, and under it the tables, once it is said what they are for."""
    asked = _asked(request)
    told = _told(request, asked) if asked.purpose else None
    is_being_made = bool(asked.purpose) and told is None and residents.is_being_made(asked.area_code, asked.on)
    context = {
        "asked": asked,
        "told": told,
        "is_wide": residents.is_wide(asked.area_code),
        "is_being_made": is_being_made,
        "today": timezone.localdate(request.now),
        "needs_purpose": "keperluan" in request.GET and not asked.purpose,
        "titles": _titles(asked.area_code),
        "moves": _moves(),
        "file": reverse("desk:statistics_file"),
    }
    return render(request, "desk/statistics/tables.html", context)


@open_to("staff")
@require_POST
def make(request: Request) -> HttpResponse:
    """Have the tables of a wide area made; the page waits for them."""
    asked = _asked(request)
    if not asked.purpose:
        return redirect(f"{reverse('desk:statistics')}?{asked.query}")
    actions.ask_tally(area_code=asked.area_code, on=asked.on, purpose=asked.purpose, by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:statistics')}?{asked.query}")


@open_to("staff")
@require_safe
def take(request: Request) -> HttpResponse:
    """The tables as a file: a sheet for each as XLSX, one under the other as CSV."""
    asked, kind = _asked(request), request.GET.get("bentuk", "")
    told = _told(request, asked) if asked.purpose else None
    if told is None or kind not in ("xlsx", "csv"):
        raise NotFound
    sheets = {
        titles[1]: _rows(table, titles[0]) for table in told.tables for titles in [_titles(told.area_code)[table.code]]
    }
    sheets[_("Keterangan")] = [[line] for line in _about(asked, told)]
    if kind == "xlsx":
        content = xlsx_file(sheets)
    else:
        content = csv_file([title, *row] for title, rows in sheets.items() for row in rows)
    return attachment(content, f"penduduk-{told.area_code}-{told.on}.{kind}", TYPES[kind])


def _about(asked: Asked, told: residents.Tables) -> list[str]:
    """What a file of tables is of, and why numbers are left out: whoever opens it later was not on the page."""
    said = {"most": told.under - 1, "when": formats.short_moment(told.made_at), "purpose": safe(asked.purpose)}
    return [
        _("%(area)s per %(day)s") % {"area": asked.area_name, "day": formats.date_id(told.on)},
        _(
            "Angka 1 sampai %(most)s ditulis – (tidak ditampilkan), juga angka lain yang dapat membukanya. Dihitung %(when)s. Untuk: %(purpose)s."
        )
        % said,
    ]


def _told(request: Request, asked: Asked) -> residents.Tables | None:
    return residents.tables(request.actor, asked.area_code, asked.on, asked.purpose, at=request.now)


def _asked(request: Request) -> Asked:
    given = request.POST or request.GET
    choices = _choices(request)
    names = dict(choices)
    area_code = given.get("wilayah", "") or choices[0][0]
    if area_code not in names:
        raise NotFound
    today = timezone.localdate(request.now)
    try:
        on = min(date.fromisoformat(given.get("per", "")), today)
    except ValueError:
        on = today
    purpose = " ".join(given.get("keperluan", "").split())[:LONGEST]
    return Asked(area_code, names[area_code], on, purpose, choices)


def _choices(request: Request) -> Choices:
    """The areas to choose from, the own ones first. Raises ``NotFound`` for those who count nowhere."""
    served = residents.countable(request.actor)
    if not served:
        raise NotFound
    found: dict[str, str] = {}
    if policies.WHOLE_REGION in served:
        home = regions.home()
        found[home.code] = home.name
        found |= dict(regions.choices("district", home.code))
        found |= {code: name for _name, rows in regions.villages_grouped(home.code) for code, name in rows}
    found |= {code: name for code, name in served.items() if code}
    for code in filter(residents.is_wide, filter(None, served)):
        found |= dict(regions.choices("village", code))
    return tuple(found.items())


def _rows(table: residents.Counted, heading: str) -> list[list[Cell]]:
    """A table as rows of a spreadsheet; a number left out is a dash."""
    sexes = [_("Laki-laki"), _("Perempuan")] if table.last.cells else []
    moves, none, total = _moves(), _("Tidak tercatat"), _("Jumlah")
    rows: list[list[Cell]] = [[heading, *sexes, total]]
    rows += [[safe(moves.get(line.name, line.name) or none), *_numbers(line)] for line in table.lines]
    return [*rows, [total, *_numbers(table.last)]]


def _numbers(line: residents.Line) -> list[Cell]:
    return ["–" if number is None else number for number in (*line.cells, line.total)]


# -- words ----------------------------------------------------------------------------------------------------------


def _titles(area_code: str) -> dict[str, tuple[str, str]]:
    """What stands over the first column of each table, and over the table."""
    around = (_("RT dan RW"), _("Menurut RT dan RW"))
    if residents.is_wide(area_code):
        is_district = area_code.count(".") == 2
        around = (
            (_("Desa atau kelurahan"), _("Menurut desa")) if is_district else (_("Kecamatan"), _("Menurut kecamatan"))
        )
    return {
        "age": (_("Umur"), _("Menurut umur")),
        "where": around,
        "education": (_("Pendidikan"), _("Menurut pendidikan")),
        "occupation": (_("Pekerjaan"), _("Menurut pekerjaan")),
        "religion": (_("Agama"), _("Menurut agama")),
        "marital": (_("Status perkawinan"), _("Menurut status kawin")),
        "size": (_("Anggota"), _("Keluarga menurut anggota")),
        "moves": (_("Peristiwa"), _("Peristiwa bulan ini")),
    }


def _moves() -> dict[str, str]:
    return {
        "lahir": _("Lahir"), "datang": _("Datang"), "meninggal": _("Meninggal"), "pindah": _("Pindah"),
        "tercatat": _("Mulai tercatat"),
    }  # fmt: skip
