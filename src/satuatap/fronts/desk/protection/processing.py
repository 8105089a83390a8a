"""The record of processing, for those who protect the region's data: to read, and as a spreadsheet."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from satuatap.domain.cases import queries as cases
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.consents import basis_words, kind_words
from satuatap.fronts.shared.downloads import attachment
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel import spreadsheets

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "kegiatan-pemrosesan"


@open_to("staff")
@require_safe
def record(request: Request) -> HttpResponse:
    """Every service, exchange and use, with its gaps; ``berkas=xlsx`` or ``csv`` gives the same as a file."""
    rows = cases.processing(request.actor, request.now.date(), formats.lang())
    file = request.GET.get("berkas", "")
    if file == "xlsx":
        return attachment(spreadsheets.xlsx_file({_("Pemrosesan"): _table(rows)}), f"{NAME}.xlsx", XLSX)
    if file == "csv":
        return attachment(spreadsheets.csv_file(_table(rows)), f"{NAME}.csv", "text/csv")
    context = {
        "groups": [(kind, words, [row for row in rows if row.kind == kind]) for kind, words in kind_words().items()],
        "gaps": sum(row.has_gap for row in rows),
        "bases": basis_words(),
    }
    return render(request, "desk/protection/processing.html", context)


def _table(rows: tuple[cases.Processing, ...]) -> Iterator[list[str | int]]:
    kinds, bases = kind_words(), basis_words()
    unknown = _("Belum diketahui")
    yield [
        _("Jenis"), _("Kegiatan"), _("Instansi"), _("Data"), _("Diisi dari data yang ada"), _("Dasar"), _("Aturan"),
        _("Dicocokkan dengan sumber"), _("Siapa yang menerima"),
    ]  # fmt: skip
    for row in rows:
        yield [
            kinds[row.kind], row.name, row.office, "; ".join(row.data) or unknown, row.known, bases[row.basis],
            "; ".join(row.laws) or unknown, _("Ya") if row.is_checked else _("Belum"), "; ".join(row.receives),
        ]  # fmt: skip
