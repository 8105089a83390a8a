"""The village letter, as far as several journeys walk the same way."""

from . import permits
from .person import Person

SERVICE = "sktm"
DECREE = "CONTOH/141/002/2026"


def sent(who: Person, to: str = "SMP Negeri 1 Licin") -> str:
    """A whole application for a letter; its number."""
    who.go(f"/layanan/{SERVICE}")
    who.follow("Ajukan daring")
    who.press("Mulai mengisi")
    number = permits.number_of(who)
    answer(who, to)
    permits.on(who)  # no paper is asked for
    permits.send(who)
    who.sees("Permohonan Anda sudah kami terima.")
    return number


def answer(who: Person, to: str) -> None:
    permits.on(who)  # who applies is known
    who.pick("Keperluan", "Sekolah atau beasiswa")
    who.fill("Diserahkan kepada siapa?", to)
    permits.on(who)
    who.page.get_by_label("Saya sendiri").check()
    permits.on(who)
    who.fill("Penghasilan keluarga sebulan", "900.000")
    who.fill("Jumlah tanggungan", "4")
    permits.on(who)
    who.page.get_by_label("Saya menyatakan keterangan ini benar").check()
    permits.on(who)


def signs_with(head: Person, mode: str) -> None:
    """Of the village head: the decree entered once more under its number, with another way of signing."""
    head.go("/meja/kewenangan/baru")
    head.choose("Pejabat", "Kusnadi Raharjo, Desa Tamansari")
    head.fill("Jabatan", "Kepala Desa Tamansari")
    head.fill("Nomor SK", DECREE)
    for label in ("Tanggal SK", "Berlaku mulai"):
        head.fill(label, "2026-01-02")
    only = head.page.get_by_role("group", name="Hanya jenis dokumen ini")
    only.get_by_label("Surat Keterangan Tidak Mampu").check()
    head.pick("Cara tanda tangan", mode)
    head.press("Simpan SK")
    head.sees_heading("Kewenangan tanda tangan")
