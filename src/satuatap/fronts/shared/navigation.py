"""The links every page carries, by front. A page that this version does not have is not linked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from satuatap.domain.agencies import policies as offices
from satuatap.domain.books import policies as books
from satuatap.domain.cases import policies as cases
from satuatap.domain.correspondence import policies as letters
from satuatap.domain.documents import queries as documents
from satuatap.domain.notifications import policies as papers
from satuatap.domain.outboxes import policies as outboxes
from satuatap.domain.payments import queries as payments
from satuatap.domain.residents import policies as register
from satuatap.domain.retention import policies as retention
from satuatap.domain.visits import policies as halls
from satuatap.kernel.actors import Actor

from . import line


@dataclass(frozen=True, slots=True)
class Link:
    """``key`` is what a page says of itself in ``current``."""

    key: str
    href: str
    icon: str
    words: str


Entry = tuple[str, str, str, str | Promise]  # key, name of the address, icon, words

PORTAL: tuple[Entry, ...] = (
    ("home", "portal:home", "house", _("Beranda")),
    ("services", "portal:services", "layout-dashboard", _("Layanan")),
    ("queue", "portal:queue", "ticket", _("Antrean")),
    ("track", "portal:track", "file-text", _("Lacak")),
    ("account", "portal:account", "user", _("Akun")),
)
ABOUT: tuple[Entry, ...] = (
    ("services", "portal:services", "", _("Standar pelayanan")),
    ("verify", "portal:verify", "", _("Periksa keaslian dokumen")),
    ("manuals", "portal:manuals", "", _("Bantuan")),
)
RIGHTS: tuple[Entry, ...] = (
    ("privacy", "portal:privacy", "", _("Pelindungan data pribadi")),
    ("accessibility", "portal:accessibility", "", _("Pernyataan aksesibilitas")),
)
DESK: tuple[Entry, ...] = (
    ("village", "desk:village", "house", _("Meja desa")),
    ("inbox", "desk:inbox", "inbox", _("Kotak masuk")),
    ("counter", "desk:counters", "ticket", _("Loket")),
    ("help", "desk:help_calls", "megaphone", _("Panggilan")),
    ("guide", "desk:guide", "users", _("Meja pemandu")),
    ("bookings", "desk:bookings", "calendar-days", _("Janji temu")),
    ("files", "desk:files", "files", _("Semua berkas")),
    ("visits", "desk:visits", "map-pin", _("Peninjauan")),
    ("questions", "desk:questions", "message-circle", _("Perlu dijawab")),
    ("slips", "desk:slips", "printer", _("Slip kabar")),
    ("sign", "desk:sign", "signature", _("Tanda tangan")),
    ("new", "desk:new", "plus", _("Buat permohonan")),
    ("originals", "desk:originals", "file-check", _("Berkas asli")),
    ("issued", "desk:issued", "shield-check", _("Dokumen terbit")),
    ("letters_in", "desk:letters_in", "inbox", _("Surat masuk")),
    ("assignments", "desk:assignments", "flag", _("Disposisi")),
    ("books", "desk:books", "book-user", _("Buku administrasi")),
    ("letter_numbers", "desk:letter_numbers", "stamp", _("Nomor surat")),
    ("outages", "desk:outages", "zap", _("Gangguan")),
    ("opening", "desk:opening", "store", _("Pembukaan")),
    ("hall_paper", "desk:hall_paper", "printer", _("Slip kertas")),
    ("emergency", "desk:emergency", "triangle-alert", _("Keadaan darurat")),
    ("devices", "desk:devices", "monitor", _("Layar dan anjungan")),
    ("nodes", "desk:nodes", "store", _("Simpul unit")),
    ("hall_report", "desk:hall_report", "scale", _("Laporan hari")),
    ("ratings", "desk:ratings", "star", _("Kata pengunjung")),
    ("figures", "desk:figures", "chart-column", _("Antrean dalam angka")),
    ("costs", "desk:priority_costs", "accessibility", _("Yang didahulukan")),
    ("asking", "desk:asking", "message-circle", _("Ditanya dua kali")),
    ("till", "desk:till", "hand-coins", _("Kasir")),
    ("register", "desk:residents", "users", _("Penduduk")),
    ("statistics", "desk:statistics", "chart-column", _("Statistik penduduk")),
    ("imports", "desk:imports", "upload", _("Impor penduduk")),
    ("outbox", "desk:outbox", "wifi-off", _("Tanpa jaringan")),
    ("outbox_asides", "desk:outbox_asides", "flag", _("Kiriman perlu dilihat")),
    ("outbox_devices", "desk:outbox_devices", "monitor", _("Perangkat desa")),
    ("follow_ups", "desk:follow_ups", "flag", _("Tindak lanjut")),
    ("facts", "desk:fact_reports", "id-card", _("Data keliru")),
    ("usage", "desk:usage", "chart-column", _("Data nasional")),
    ("protection", "desk:look_reports", "eye", _("Laporan akses data")),
    ("emergency_data", "desk:emergency_data", "lock", _("Buka data darurat")),
    ("emergencies", "desk:emergencies", "heart-pulse", _("Tinjau akses darurat")),
    ("attempts", "desk:attempts", "shield-check", _("Akses ditolak")),
    ("data_requests", "desk:data_requests", "id-card", _("Permintaan data")),
    ("copies", "desk:copy_wishes", "download", _("Salinan data")),
    ("schedule", "desk:schedule", "clock", _("Jadwal retensi")),
    ("lists", "desk:destruction_lists", "files", _("Daftar musnah")),
    ("consents", "desk:consent_register", "circle-check", _("Daftar persetujuan")),
    ("processing", "desk:processing", "scale", _("Kegiatan pemrosesan")),
    ("breaches", "desk:breaches", "triangle-alert", _("Kebocoran data")),
)
MENUS = {"portal": PORTAL, "about": ABOUT, "rights": RIGHTS, "desk": DESK}


# Pages of the desk that are there for some officers only.
FOR_SOME: dict[str, Callable[[Actor], bool]] = {
    "slips": papers.hands_out, "new": register.serves_people, "originals": documents.keeps_originals, "till": payments.keeps_money,
    "issued": documents.keeps_issued,
    "letters_in": letters.keeps_agenda,
    "assignments": letters.works_on_letters,
    "books": books.keeps_books,
    "letter_numbers": documents.keeps_register,
    "facts": register.keeps_register,
    "register": register.keeps_register,
    "village": register.is_of_village,
    "statistics": register.may_count,
    "imports": register.keeps_register,
    "outbox": outboxes.carries,
    "outbox_asides": outboxes.carries,
    "outbox_devices": outboxes.minds_devices,
    "follow_ups": register.follows_up,
    "usage": register.reads_usage,
    "protection": register.protects_data,
    "emergency_data": register.opens_in_emergency,
    "emergencies": register.oversees_looks,
    "attempts": register.oversees_looks,
    "data_requests": register.protects_data,
    "copies": books.allows_copies,
    "schedule": retention.keeps_schedule,
    "lists": retention.reads_lists,
    "consents": register.protects_data,
    "processing": register.protects_data,
    "outages": offices.declares_outages,
    "visits": cases.goes_out,
    "inbox": cases.works_on_cases,
    "files": cases.works_on_cases,
    "questions": cases.works_on_cases,
    "sign": cases.works_on_cases,
    "counter": halls.serves,
    "help": halls.is_called,
    "guide": halls.guides,
    "bookings": halls.guides,
    "opening": halls.runs_hall,
    "hall_paper": halls.guides,
    "emergency": halls.runs_hall,
    "devices": halls.runs_hall,
    "nodes": halls.runs_hall,
    "ratings": halls.supervises,
    "figures": halls.runs_hall,
    "costs": halls.runs_hall,
    "hall_report": halls.runs_hall,
    "asking": cases.owns_standards,
}  # fmt: skip


AT_A_NODE: dict[str, Callable[[Actor], bool]] = {
    "counter": halls.serves, "help": halls.is_called, "guide": halls.guides, "bookings": halls.guides,
    "new": register.serves_people, "outages": offices.declares_outages, "opening": halls.runs_hall,
    "hall_paper": halls.guides, "emergency": halls.runs_hall, "devices": halls.runs_hall,
    "nodes": lambda actor: halls.serves(actor) or halls.guides(actor), "ratings": halls.supervises,
    "figures": halls.runs_hall, "costs": halls.runs_hall, "hall_report": halls.runs_hall,
}  # fmt: skip
"""What an officer can do at the computer of a hall; the other pages have nothing to show there."""


def menu(name: str, actor: Actor | None = None) -> tuple[Link, ...]:
    """The links of one menu, in the language of the page; for an actor without those that lead to a closed door."""
    links = _menu(name, get_language() or "id")
    if actor is None:
        return links
    if name == "desk" and line.is_node():
        return tuple(link for link in links if link.key in AT_A_NODE and AT_A_NODE[link.key](actor))
    return tuple(link for link in links if link.key not in FOR_SOME or FOR_SOME[link.key](actor))


@lru_cache(maxsize=32)
def _menu(name: str, language: str) -> tuple[Link, ...]:  # noqa: ARG001 (the language is part of what is remembered)
    links = ((key, _address(address), icon, str(words)) for key, address, icon, words in MENUS[name])
    return tuple(Link(key, href, icon, words) for key, href, icon, words in links if href)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
