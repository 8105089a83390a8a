"""Every village, *kelurahan* and district by district, and what one of them may do and offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.agencies.policies import LOCAL_KINDS
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.identity import queries as identity
from satuatap.domain.regions import queries as regions
from satuatap.fronts.portal.cards import service_cards
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import NotFound

LONGEST_QUESTION = 100
POWERS = {
    "desa": (
        _("Menulis surat untuk warganya, ditandatangani kepala desa"),
        _("Mengelola keuangan desa sendiri (APB Desa) bersama Badan Permusyawaratan Desa"),
        _("Dapat mendirikan badan usaha milik desa (BUM Desa)"),
    ),
    "kelurahan": (
        _("Menulis surat untuk warganya, ditandatangani lurah"),
        _("Lurah adalah pegawai negeri di bawah camat"),
        _("Tidak mempunyai keuangan sendiri seperti desa, dan tidak mempunyai BUM Desa"),
    ),
    "district": (
        _("Mengetahui surat desa dan kelurahan yang memerlukannya, ditandatangani camat"),
        _("Membawahi kelurahan, dan mengevaluasi anggaran desa"),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One office in the list; ``is_here``: somebody works with the system there."""

    code: str
    name: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class District:
    name: str
    code: str
    rows: tuple[Row, ...]


@open_to("public")
@require_GET
def offices(request: Request) -> HttpResponse:
    """All of them under their districts; only those whose name, or whose district's, holds what was typed."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    units = agencies.local_offices()
    here = identity.at_work([unit.id for unit in units], timezone.localdate(request.now))
    groups = groupby(units, lambda unit: unit.district_code)
    districts = [one for _code, found in groups if (one := _district(tuple(found), here, text.casefold()))]
    context = {
        "text": text, "districts": districts, "base": prefix("portal:office"),
        "found": sum(len(district.rows) for district in districts), "all": len(units),
    }  # fmt: skip
    return render(request, "portal/offices/offices.html", context)


def _district(
    units: Sequence[agencies.LocalOffice], here: frozenset[UUID], text: str
) -> District | None:  # fmt: skip
    """The offices of a district that fit, all of them where the district itself does; None where none does."""
    name = units[0].district
    is_wanted = text in name.casefold()
    fitting = [one for one in units if not one.is_district and (is_wanted or text in one.name.casefold())]
    if not (fitting or is_wanted):
        return None
    rows = tuple(Row(one.code, one.name, one.id in here) for one in fitting)
    return District(name, units[0].code if units[0].is_district else "", rows)


@open_to("public")
@require_GET
def office(request: Request, office: str) -> HttpResponse:
    """One office: where it lies, who heads it, what it may do, and the services people of its area get there."""
    unit = agencies.unit(office)
    if unit.kind not in POWERS or not unit.active or unit.area is None:
        raise NotFound
    own = [kind for kind, kinds in LOCAL_KINDS.items() if unit.kind in kinds]
    cards = [card for card in catalog.cards(formats.lang()) if card.unit_kind in own or card.unit_code == unit.code]
    is_village = unit.kind != "district"
    context = {
        "unit": unit,
        "lies_in": regions.village_label(unit.area.code) if is_village else unit.area.name,
        "powers": POWERS[unit.kind],
        "is_here": bool(identity.at_work([unit.pk], timezone.localdate(request.now))),
        "services": service_cards(cards, catalog.icons()),
    }
    return render(request, "portal/offices/office.html", context)
