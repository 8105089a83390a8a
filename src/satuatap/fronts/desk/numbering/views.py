"""How an office counts and writes the numbers of its letters, what was used on paper, and the agenda of every number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.documents import actions
from satuatap.domain.documents import policies as rights
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.lifecycle import CountMode, NumberState
from satuatap.fronts.desk.offices import asked_for
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, status_of, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused

KINDS = {"desa": ("desa", "village"), "kelurahan": ("kelurahan", "village")}
"""Whose services an office of a kind answers for, beside those in its own name."""
INPUTS = {
    "mode": "cara", "pattern": "pola", "start": "mulai", "number": "dari", "last": "sampai", "text": "nomor",
    "reason": "sebab", "used_on": "tanggal",
}  # fmt: skip
"""What the room calls an input, and its name on the page."""


COMES_IN = {"surat-masuk": "", "surat-masuk-bpd": "bpd"}
"""The series of letters that come in, and the body beside the office that each is for."""


@dataclass(frozen=True, slots=True)
class Office:
    id: UUID
    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page is about: an office, one series of its letters, a year, one counter of them."""

    office: Office
    series: str
    year: int
    counter: str
    counting: documents.CountingView
    kinds: Mapping[str, tuple[str, ...]]
    """The counters of the series, and the letters that each of them numbers."""
    all_series: tuple[tuple[str, str], ...]
    """Every series, and what people call it."""

    @property
    def comes_in(self) -> bool:
        """Whether it is the agenda of letters that come in, which are counted as the letters out are said to be."""
        return self.series in COMES_IN

    def address(self, **more: str) -> str:
        asked = {"kantor": self.office.code, "seri": self.series, "tahun": self.year, "hitungan": self.counter} | more
        return f"{reverse('desk:letter_numbers')}?{urlencode(asked)}"


@open_to("staff")
@require_http_methods(["GET", "POST"])
def letter_numbers(request: Request) -> HttpResponse:
    """One office, one series, one year; what was sent is done, and the page says so."""
    offices = _offices(request)
    chosen = _chosen(request, offices)
    problems: dict[str, str] = {}
    refused = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in ACTS:
            raise NotFound
        try:
            done = ACTS[act](request, chosen)
        except Refused as refusal:
            problems, refused = {INPUTS.get(refusal.field or "", refusal.field or ""): refusal.message}, refusal
        else:
            return redirect(chosen.address(selesai=act, banyak=str(done)))
    unit_id = chosen.office.id
    rows = {row.code: row for row in documents.counters(request.actor, unit_id, chosen.year)}
    codes = list(dict.fromkeys([*chosen.kinds, *(code for code in rows if _is_of(code, chosen.series))]))
    context = {
        "offices": offices,
        "chosen": chosen,
        "years": range(this_year(request) + 1, this_year(request) - 3, -1),
        "counters": [(code, rows.get(code), ", ".join(chosen.kinds.get(code, ())[:6])) for code in codes],
        "page": documents.agenda(
            actor=request.actor, code=chosen.counter, unit_id=unit_id, year=chosen.year,
            cursor=request.GET.get("cursor", ""),
        ),
        "leases": [row for row in documents.leases(request.actor, unit_id, chosen.year) if not row.returned_at],
        "modes": mode_words(),
        "states": state_words(),
        "typed": request.POST,
        "problems": problems,
        "done": done_words(request.GET.get("selesai", ""), whole(request.GET.get("banyak", "")) or 0),
    }  # fmt: skip
    return render(request, "desk/numbering/numbers.html", context, status=status_of(refused))


def _offices(request: Request) -> list[Office]:
    """The offices whose register the officer keeps, by name."""
    found = agencies.units(request.actor.unit_ids(*rights.REGISTRARS)).values()
    if not found:
        raise NotFound
    return sorted((Office(unit.pk, unit.code, unit.name, unit.kind) for unit in found), key=lambda row: row.name)


def this_year(request: Request) -> int:
    return timezone.localdate(request.now).year


def _chosen(request: Request, offices: list[Office]) -> Chosen:
    given = request.POST if request.method == "POST" else request.GET
    office = asked_for(request, offices) or offices[0]
    wishes = catalog.number_wishes(office.code, KINDS.get(office.kind, (office.kind,)))
    known = tuple(dict.fromkeys([*(wish["series"] for wish, _title in wishes), *_coming_in(office)]))
    series = given.get("seri", "") if given.get("seri", "") in known else next(iter(known), "surat")
    year = whole(given.get("tahun", "")) or this_year(request)
    counting = documents.counting_of(office.id, series, min(year, this_year(request) + 1))
    kinds: dict[str, tuple[str, ...]] = {}
    for wish, title in wishes:
        if wish["series"] == series:
            code = documents.counter_code(wish, counting)
            kinds[code] = (*kinds.get(code, ()), title)
    if series in COMES_IN:
        kinds = {documents.incoming_counter(office.id, year, COMES_IN[series]): (series_words()[series],)}
    counter = given.get("hitungan", "")
    if counter not in kinds and not _is_of(counter, series):
        counter = next(iter(kinds), series)
    names = tuple((code, series_words().get(code, code)) for code in known)
    return Chosen(office, series, year, counter, counting, kinds, names)


def _is_of(counter: str, series: str) -> bool:
    return counter == series or counter.startswith(f"{series}--")


def _coming_in(office: Office) -> tuple[str, ...]:
    return tuple(code for code, body in COMES_IN.items() if not body or office.kind == "desa")


# -- what can be sent -----------------------------------------------------------------------------------------------


def _count(request: Request, chosen: Chosen) -> int:
    if chosen.comes_in:
        raise NotFound
    actions.put_counting(
        series=chosen.series, unit_id=chosen.office.id, year=chosen.year, mode=request.POST.get("cara", ""),
        pattern=request.POST.get("pola", ""), by=request.actor, at=request.now,
    )  # fmt: skip
    return 1


def _start(request: Request, chosen: Chosen) -> int:
    start = whole(request.POST.get("mulai", "")) or 0
    actions.put_series(
        code=chosen.counter, unit_id=chosen.office.id, year=chosen.year, start=start, by=request.actor, at=request.now
    )
    return start


def _paper(request: Request, chosen: Chosen) -> int:
    post = request.POST
    used = actions.OnPaper(
        first=whole(post.get("dari", "")) or 0,
        last=_number(post.get("sampai", "")),
        text=post.get("nomor", ""),
        subject=post.get("perihal", ""),
        reason=post.get("sebab", ""),
        used_on=_day(post.get("tanggal", "")),
    )
    return actions.record_paper(
        code=chosen.counter, unit_id=chosen.office.id, year=chosen.year, used=used, by=request.actor, at=request.now
    )


def _return(request: Request, _chosen: Chosen) -> int:
    lease = documents.lease(request.actor, uuid_of(request.POST.get("pinjaman", "")))
    actions.return_lease(
        lease_id=lease.id, reason=request.POST.get(f"sebab-{lease.id}", ""), by=request.actor, at=request.now
    )
    return len(lease.left)


ACTS: dict[str, Callable[[Request, Chosen], int]] = {
    "cara": _count, "awal": _start, "kertas": _paper, "kembali": _return,
}  # fmt: skip


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if (number := whole(text.strip())) is None:
        raise Refused("last", _("Tulis nomor akhirnya dengan angka."), field="last")
    return number


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("day", _("Tanggal ini tidak ada."), field="used_on") from None


# -- words ----------------------------------------------------------------------------------------------------------


def mode_words() -> list[tuple[str, str, str]]:
    return [
        (CountMode.LETTERS, _("Semua surat satu hitungan"), _("Surat apa pun melanjutkan nomor terakhir.")),
        (CountMode.TYPE, _("Tiap klasifikasi dihitung sendiri"), _("470 mulai dari 1, 510 juga mulai dari 1.")),
        (CountMode.COMMON, _("Satu hitungan bersama"), _("Surat keluar, surat masuk, dan surat dinas berbagi nomor.")),
    ]


def series_words() -> dict[str, str]:
    return {"surat-masuk": _("Surat masuk"), "surat-masuk-bpd": _("Surat masuk BPD")}


def state_words() -> dict[str, tuple[str, str]]:
    """Words and tone of what became of a number."""
    return {
        NumberState.USED: (_("Terbit"), "ok"), NumberState.RESERVED: (_("Sedang dipakai"), "wait"),
        NumberState.VOID: (_("Batal"), "stop"), NumberState.PAPER: (_("Di kertas"), "info"),
        NumberState.LEASED: (_("Dipinjam"), "wait"), NumberState.INCOMING: (_("Surat masuk"), "info"),
    }  # fmt: skip


def done_words(act: str, many: int) -> str:
    words = {
        "cara": _("Cara menghitung tersimpan."),
        "awal": _("Nomor berikutnya dimulai dari %(number)s.") % {"number": many},
        "kertas": _("%(number)s nomor dicatat dipakai di kertas.") % {"number": many},
        "kembali": _("%(number)s nomor kembali sebagai batal.") % {"number": many},
    }
    return words.get(act, "")
