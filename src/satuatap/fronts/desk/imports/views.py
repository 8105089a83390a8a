"""A file of residents from its upload until it is entered, or undone."""

import csv
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from satuatap.domain.residents import actions, policies
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.lifecycle import ENTERED, IMPORTED, IMPORTED_ALWAYS, WORKING, Finding, ImportState
from satuatap.fronts.desk.register.views import villages
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, prefix, render, uuid_of
from satuatap.kernel.errors import Refused

from .forms import as_text, code_fields, number, read_codes, read_columns
from .words import column_words, finding_words, shown, state_words, tones
from .workbook import WORKBOOK, workbook

ROWS = 20
ORDER = (Finding.REFUSED, Finding.DOUBLE, Finding.CHANGED, Finding.MOVED, Finding.NEW, Finding.SAME)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def imports(request: Request) -> HttpResponse:
    """The files brought so far, and the form for another one."""
    policies.require(policies.keeps_register(request.actor))
    served = policies.areas_served(request.actor, policies.KEEPER_ROLES)
    is_regional = policies.WHOLE_REGION in served
    problems: dict[str, str] = {}
    if request.method == "POST":
        file = request.FILES.get("tabel")
        try:
            brought = actions.bring_import(
                data=file.read() if file else b"", name=(file.name or "") if file else "",
                area_code=request.POST.get("desa", "") if is_regional else min(served),
                key=uuid_of(request.POST.get("key", "")), language=formats.lang(), by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {"desa" if refusal.field == "area_code" else "tabel": refusal.message}
        else:
            return redirect("desk:import", import_id=brought.pk)
    context = {
        "rows": residents.imports(request.actor), "problems": problems, "key": request.POST.get("key", "") or uuid4(),
        "villages": villages() if is_regional else [], "area": request.POST.get("desa", ""),
        "states": state_words(), "tones": tones(), "base": prefix("desk:import", uuid=True),
    }  # fmt: skip
    return render(request, "desk/imports/list.html", context, status=422 if problems else 200)


@open_to("staff")
@require_http_methods(["GET", "POST"])
def batch(request: Request, import_id: UUID) -> HttpResponse:
    """One file: what it waits for, and the next act."""
    found = residents.import_batch(request.actor, import_id)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _act(request, import_id, found.unknown)
        except Refused as refusal:
            problems = {f"kolom-{refusal.field}" if refusal.field in IMPORTED else "": refusal.message}
        else:
            return redirect("desk:import", import_id=import_id)
    counts = [(name, words, found.counts.get(name, 0)) for name, words in _findings().items()]
    context = {
        "batch": found, "problems": problems, "states": state_words(), "counts": counts, "tones": tones(),
        "is_working": found.state in WORKING, "share": found.done * 100 // found.total if found.total else 0,
        "changing": sum(found.counts.get(finding, 0) for finding in ENTERED),
        "left_out": found.counts.get(Finding.REFUSED, 0) + found.counts.get(Finding.DOUBLE, 0),
        "codes": code_fields(found.unknown) if found.state == ImportState.CHECKED else [],
    }  # fmt: skip
    if found.state == ImportState.MAPPING:
        return render(
            request, "desk/imports/mapping.html", context | _mapping(request, found), 422 if problems else 200
        )
    if found.state == ImportState.CHECKED:
        context |= _preview(request, import_id, found.counts)
        return render(request, "desk/imports/preview.html", context, status=422 if problems else 200)
    return render(request, "desk/imports/batch.html", context, status=422 if problems else 200)


def _findings() -> dict[str, str]:
    words = finding_words()
    return {name: words[name] for name in ORDER}


def _act(request: Request, import_id: UUID, unknown: dict[str, dict[str, str]]) -> None:
    """What was pressed. Raises ``Refused``."""
    by, at, pressed = request.actor, request.now, request.POST.get("act")
    if pressed == "masukkan":
        actions.enter_import(batch_id=import_id, by=by, at=at)
    elif pressed == "batalkan":
        actions.undo_import(batch_id=import_id, by=by, at=at)
    elif pressed == "artikan":
        actions.explain_import(batch_id=import_id, chosen=read_codes(request.POST, unknown), by=by, at=at)
    else:
        actions.map_import(
            batch_id=import_id, header=number(request.POST.get("judul", "")) - 1, columns=read_columns(request.POST),
            day_order=request.POST.get("urutan", ""), by=by, at=at,
        )  # fmt: skip


def _mapping(request: Request, found: Any) -> dict[str, Any]:
    """The choice of columns: as typed, as the office read this layout before, or as the headings suggest."""
    asked = request.POST.get("judul") or request.GET.get("judul") or str(found.header + 1)
    layout = residents.import_layout(found, number(asked) - 1)
    chosen = read_columns(request.POST) if request.method == "POST" else layout.columns
    words = column_words()
    fields = [(f"kolom-{key}", words[key], chosen.get(key, ""), key in IMPORTED_ALWAYS) for key in IMPORTED]
    order = request.POST.get("urutan") or found.day_order
    return {
        "layout": layout, "fields": fields, "order": order, "head_rows": range(1, len(found.head) + 1),
        "needed_blank": _("Pilih kolom"), "blank": _("Tidak ada di berkas ini"),
    }  # fmt: skip


def _preview(request: Request, import_id: UUID, counts: dict[str, int]) -> dict[str, Any]:
    """Twenty rows of one finding, and where the next twenty are."""
    first = next((name for name in ORDER if counts.get(name)), Finding.REFUSED)
    asked = request.GET.get("lihat", "")
    finding = asked if asked in ORDER else first
    rows = residents.import_lines(
        request.actor, import_id, finding, number(request.GET.get("setelah") or "0"), at=request.now
    )
    return {
        "finding": finding, "rows": rows[:ROWS], "following": rows[ROWS - 1].number if len(rows) > ROWS else 0,
        "columns": column_words(), "shown": shown, "words_of": finding_words(), "row_words": _("Baris"),
        "blank": _("Belum tahu"),
    }  # fmt: skip


@open_to("staff")
@require_safe
def mend(request: Request, import_id: UUID) -> HttpResponse:
    """The rows that were left out, in the file's own columns with the reason behind them: put right, they are uploaded
    again as they are."""
    rows = residents.import_rows_to_mend(request.actor, import_id, at=request.now)
    if request.GET.get("bentuk") != "csv":
        return attachment(workbook(rows), "perbaiki.xlsx", WORKBOOK)
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([as_text(cell) for cell in row] for row in rows)
    return attachment(out.getvalue().encode("utf-8-sig"), "perbaiki.csv", "text/csv; charset=utf-8")
