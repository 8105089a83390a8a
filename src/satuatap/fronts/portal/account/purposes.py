"""Why somebody looked at a person's data, in the language of the page.

The record keeps the Indonesian words of that moment and is never changed; the sentences that our own pages write are
known here, anything else is shown as it was written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from satuatap.domain.catalog.queries import role_names
from satuatap.domain.residents.queries import Look
from satuatap.fronts.shared import formats
from satuatap.kernel.paging import Page

SENTENCES = (
    N_("memeriksa berkas %(what)s"),
    N_("membuka lampiran berkas %(what)s"),
    N_("melihat tagihan %(what)s"),
    N_("membuka dokumen %(what)s"),
    N_("mengurus berkas asli %(what)s"),
    N_("mengajukan permohonan bagi warga di loket"),
    N_("membuktikan akun warga di loket"),
    N_("memulihkan akun warga di loket"),
    N_("menyiapkan orang peraga"),
    N_("menyerahkan kabar di kertas"),
    N_("memeriksa kabar berkas %(what)s"),
    N_("membaca pesan berkas %(what)s"),
    N_("meminta pendapat tentang berkas %(what)s"),
    N_("menjawab laporan tentang akses data"),
    N_("menjawab permintaan tentang data pribadi"),
    N_("mencatat permintaan hak atas data di loket"),
    N_("menyerahkan salinan data di loket"),
    N_("menyelamatkan jiwa dalam keadaan darurat"),
    N_("mencari orang hilang dalam keadaan darurat"),
    N_("menolong korban bencana dalam keadaan darurat"),
    N_("meninjau akses darurat"),
    N_("memeriksa percobaan membuka data"),
    N_("memeriksa data yang dilaporkan keliru"),
    N_("meninjau lokasi berkas %(what)s"),
    N_("melihat foto peninjauan berkas %(what)s"),
    N_("membaca berita acara berkas %(what)s"),
)
PATTERNS = {words: re.compile(re.escape(words).replace(re.escape("%(what)s"), "(?P<what>.+)")) for words in SENTENCES}


CASE_NUMBER = re.compile(r"[A-Z]{3}-\d{2}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", re.ASCII)


def case_number(text: str) -> str:
    """The number of the application that a purpose names; "" where it names none."""
    found = CASE_NUMBER.search(text)
    return found[0] if found else ""


def in_words(looks: Page[Look]) -> Page[Look]:
    """The same looks, each in words that the reader of the page understands."""
    return Page(tuple(worded(looks.rows)), looks.next, looks.previous)


def worded(looks: Iterable[Look]) -> Iterator[Look]:
    """Purposes, fields and roles in the reader's language."""
    fields, roles = field_words(), role_names(formats.lang())
    for look in looks:
        yield replace(
            look,
            purpose=purpose(look.purpose),
            fields=tuple(dict.fromkeys(fields.get(field, fields["sheet"]) for field in look.fields)),
            roles=tuple(roles.get(role, role) for role in look.roles),
        )


def field_words() -> dict[str, str]:
    """What was seen, by the names under which the record keeps it; any other name is that of a paper."""
    return {
        "name": _("nama"), "nik": "NIK", "kk": _("nomor KK"), "sex": _("jenis kelamin"), "born_on": _("tanggal lahir"),
        "birth_place": _("tempat lahir"), "father_name": _("nama ayah"), "mother_name": _("nama ibu"),
        "religion": _("agama"), "marital": _("status perkawinan"),
        "occupation": _("pekerjaan"), "phone": _("nomor HP"), "email": _("surel"), "address": _("alamat"),
        "area": _("desa atau kelurahan"), "case": _("permohonan"), "answers": _("isian permohonan"),
        "posts": _("percakapan"), "post": _("berkas dalam percakapan"), "messages": _("pemberitahuan"),
        "bill": _("tagihan"), "document": _("dokumen"), "originals": _("berkas asli"),
        "outside-document": _("dokumen dari instansi lain"), "report": _("laporan Anda"),
        "inspection": _("hasil peninjauan"), "photo": _("foto peninjauan"), "copy": _("salinan data Anda"), "sheet": _("lampiran"),
    }  # fmt: skip


def purpose(text: str) -> str:
    for words, pattern in PATTERNS.items():
        if found := pattern.fullmatch(text):
            return _(words) % found.groupdict()
    return text
