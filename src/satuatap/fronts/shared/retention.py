"""Words for the retention schedule: what each class is, from when its time counts, how long that is, and what happens."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class ClassWords(NamedTuple):
    name: str
    since: str


def class_words() -> dict[str, ClassWords]:
    return {code: ClassWords(*words) for code, words in {**_passing(), **_lasting()}.items()}


def _passing() -> dict[str, tuple[str, str]]:
    return {
        "draft": (_("Draf permohonan"), _("terakhir disentuh; pemiliknya diberi tahu seminggu sebelumnya")),
        "case-export": (_("Unduhan kotak masuk"), _("berkas jadi")),
        "book-copy": (_("Salinan buku desa"), _("berkas jadi")),
        "tally": (_("Tabel statistik wilayah"), _("tabel jadi")),
        "data-copy": (_("Salinan data pribadi untuk pemiliknya"), _("salinan jadi")),
        "import": (_("Berkas impor penduduk dan isinya"), _("langkah terakhir diminta")),
        "offline-photo": (
            _("Foto berkas dari perangkat tanpa jaringan"),
            _("foto diterima tanpa surat atau permohonannya"),
        ),
        "session": (_("Sesi masuk, termasuk di anjungan"), _("masuk")),
        "shown-code": (_("Kode QR yang sudah ditunjukkan"), _("ditunjukkan")),
        "browser": (_("Peramban yang minta diberi kabar"), _("diminta")),
        "visit-phone": (_("Nomor telepon pengambil nomor antrean"), _("hari kunjungan")),
        "message-body": (_("Isi pesan dan alamatnya"), _("pesan dibuat")),
        "reply": (_("Balasan pesan"), _("balasan diterima")),
        "booking": (_("Nama dan telepon pada janji temu"), _("hari janji")),
        "visit": (_("Nama, kebutuhan khusus, dan permohonan pada kunjungan"), _("kunjungan selesai")),
        "rating": (_("Komentar pengunjung"), _("ditulis")),
        "outside-booking": (_("Nomor janji dari sistem instansi"), _("hari janji")),
        "loose-paper": (_("Berkas permohonan yang ditarik atau gugur"), _("permohonan berakhir")),
    }


def _lasting() -> dict[str, tuple[str, str]]:
    return {
        "case": (_("Permohonan, keputusan, percakapan, dan keberatan"), _("permohonan selesai")),
        "inspection-photo": (_("Foto peninjauan"), _("peninjauan")),
        "document": (_("Dokumen terbit, nomor surat, dan berkasnya"), _("dokumen terbit")),
        "payment": (_("Tagihan dan pembayaran"), _("pembayaran")),
        "mandate": (_("Kuasa, perwakilan, dan buktinya"), _("kuasa berakhir")),
        "data-request": (_("Permintaan data, laporan, dan akses darurat"), _("dijawab")),
        "account": (_("Akun dan kewenangan pejabat"), _("akun ditutup")),
        "offline-sending": (_("Kiriman dan perangkat desa tanpa jaringan"), _("diterima")),
        "correspondence": (_("Surat masuk dan disposisi"), _("hari penerimaan")),
        "hall-work": (_("Catatan kerja loket dan keadaan kantor"), _("hari kerja")),
        "node": (_("Yang dikirim simpul unit di tempat layanan"), _("diterima")),
        "register": (_("Daftar penduduk, peristiwa, dan buku desa"), _("dicatat")),
        "audit": (_("Jejak siapa membuka dan mengubah data"), _("dicatat")),
    }


def span_words(span: str) -> str:
    """``30 days`` as people say it."""
    fixed = {
        "permanent": _("Selamanya"), "unknown": _("Belum diketahui; disimpan dulu"), "own-end": _("Sampai masa berlakunya habis"),
    }  # fmt: skip
    if span in fixed:
        return fixed[span]
    match = re.match(r"(\d+) (day|month|year)", span)
    if match is None:
        return span
    number = int(match[1])
    if match[2] == "day":
        return ngettext("%(number)s hari", "%(number)s hari", number) % {"number": number}
    if match[2] == "month":
        return ngettext("%(number)s bulan", "%(number)s bulan", number) % {"number": number}
    return ngettext("%(number)s tahun", "%(number)s tahun", number) % {"number": number}


def fate_words() -> dict[str, str]:
    return {"erase": _("Dihapus"), "anonymise": _("Dibuat tanpa nama"), "keep": _("Tetap disimpan")}


def basis_words() -> dict[str, str]:
    return {
        "own": _("Pilihan sistem"), "general": _("Pengetahuan umum, belum diperiksa"), "law": _("Peraturan"),
        "unknown": _("Belum diketahui"),
    }  # fmt: skip


def state_words() -> dict[str, str]:
    return {
        "made": _("Belum diajukan"), "submitted": _("Menunggu kepala kantor"), "approved": _("Disetujui, sedang dimusnahkan"),
        "refused": _("Tetap disimpan"), "done": _("Sudah dimusnahkan"),
    }  # fmt: skip


def cause_words() -> dict[str, str]:
    return {
        "dispute": _("Sengketa atau perkara"), "breach": _("Kebocoran data sedang diperiksa"),
        "inspection": _("Pemeriksaan atau audit"), "request": _("Permintaan tentang datanya"), "other": _("Sebab lain"),
    }  # fmt: skip


def subject_words() -> dict[str, str]:
    return {"case": _("Permohonan, dengan nomornya"), "party": _("Orang, dengan NIK")}
