"""Entering somebody whom the register does not know yet, from the card they show."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import actions, codes
from satuatap.domain.residents import queries as residents
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, prefix, render
from satuatap.kernel.errors import Refused

from .views import require_counter

FOR_ENTERING = "mendaftarkan warga yang belum tercatat di loket"
INPUTS = {
    "nik": "nik", "name": "nama", "sex": "kelamin", "born_on": "lahir", "birth_place": "tempat", "marital": "kawin",
    "citizenship": "warga", "passport": "paspor", "phone": "hp", "address": "alamat", "area_code": "desa",
    "elsewhere": "asal",
}  # fmt: skip
HERE, ELSEWHERE = "sini", "lain"


@open_to("staff")
def register(request: Request) -> HttpResponse:
    """The form; asked a second time where a number looks odd or somebody of that name and birth date is known."""
    require_counter(request)
    problems: dict[str, str] = {}
    doubts: tuple[str, ...] = ()
    alike: tuple[residents.Found, ...] = ()
    typed = _typed(request)
    if request.method == "POST" and "cari" not in request.POST:
        try:
            facts = _facts(typed)
            doubts = _doubts(facts)
            alike = residents.namesakes(request.actor, facts["name"], facts["born_on"], FOR_ENTERING, at=request.now)
            if not (doubts or alike) or typed["yakin"]:
                party = actions.register_person(**facts, by=request.actor, at=request.now)
                address = reverse("desk:begin", args=[party.pk])
                return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
        except Refused as refusal:
            field = refusal.field or ""
            problems = {INPUTS.get(field, field): refusal.message}
    context = {
        "typed": typed,
        "problems": problems,
        "doubts": doubts,
        "alike": alike,
        "begin_base": prefix("desk:begin", uuid=True),
        "villages": [row for _name, rows in regions.villages_grouped(regions.home().code) for row in rows],
        "marital": list(codes.MARITAL.items()),
    }
    return render(request, "desk/people/register.html", context, status=422 if problems or doubts or alike else 200)


def _typed(request: Request) -> dict[str, str]:
    """What stands in the fields; a search that found nobody fills in the number or the name it was for."""
    searched = request.POST.get("cari", "").strip()
    names = (*INPUTS.values(), "tinggal", "yakin", "tanpa-nik")
    typed = {name: " ".join(request.POST.get(name, "").split()) for name in names}
    typed["tinggal"] = typed["tinggal"] or HERE
    typed["warga"] = typed["warga"] or "1"
    if searched:
        typed["nik" if searched.replace(" ", "").isdigit() else "nama"] = searched
    return typed


def _facts(typed: Mapping[str, str]) -> dict[str, object]:
    """The typed words as the register takes them. Raises ``Refused`` under the register's name of the field."""
    if not typed["kelamin"]:
        raise Refused("sex", _("Pilih laki-laki atau perempuan."), field="sex")
    is_foreigner = typed["warga"] == str(codes.FOREIGNER)
    if is_foreigner and not (typed["paspor"] or typed["nik"]):
        raise Refused("passport", _("Tulis nomor paspor, atau NIK pada KTP orang asing."), field="passport")
    if not is_foreigner and not typed["nik"] and not typed["tanpa-nik"]:
        raise Refused(
            "nik", _("Tulis NIK pada KTP atau kartu keluarga, atau centang bahwa ia belum punya."), field="nik"
        )
    lives_here = typed["tinggal"] == HERE
    if lives_here and not typed["desa"]:
        raise Refused("area", _("Pilih desa atau kelurahan tempat tinggalnya."), field="area_code")
    if not lives_here and not typed["asal"]:
        raise Refused("elsewhere", _("Tulis kabupaten atau kota pada KTP-nya."), field="elsewhere")
    return {
        "nik": typed["nik"],
        "name": typed["nama"],
        "sex": _number(typed["kelamin"]),
        "born_on": _day(typed["lahir"]),
        "birth_place": typed["tempat"],
        "marital": _number(typed["kawin"]) or None,
        "citizenship": _number(typed["warga"]),
        "passport": typed["paspor"] if is_foreigner else "",
        "phone": typed["hp"],
        "address": typed["alamat"],
        "area_code": typed["desa"] if lives_here else "",
        "elsewhere": "" if lives_here else typed["asal"],
        "origin": "resident-stated",
    }


def _doubts(facts: Mapping[str, object]) -> tuple[str, ...]:
    return residents.nik_warnings(str(facts["nik"]), born_on=facts["born_on"], sex=facts["sex"])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("born-on", _("Tulis tanggal lahir seperti di KTP atau akta."), field="born_on") from None
