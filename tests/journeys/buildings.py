"""The building approval, as far as journeys walk it."""

from . import permits
from .papers import pdf
from .person import Person

SERVICE = "pbg"
PLOT = {"latitude": -8.2191, "longitude": 114.3691}


def begin(who: Person) -> str:
    who.go(f"/layanan/{SERVICE}")
    who.follow("Ajukan daring")
    who.press("Mulai mengisi")
    return permits.number_of(who)


def answer(who: Person) -> None:
    """A house of two floors on own land; what the register knows is not asked."""
    who.pick("Pemilik", "Perorangan")
    permits.on(who)
    who.pick("Tanah ini", "Milik pemilik bangunan")
    who.pick("Bukti hak atas tanah", "Sertipikat")
    who.fill("Nomor bukti", "CONTOH-SHM-7")
    who.fill("Luas tanah", "200")
    permits.on(who)
    who.fill("Alamat bangunan", "Jalan Contoh 4, sebelah musala")
    who.choose("Desa atau kelurahan", "Tamansari, Licin")
    who.fill("Titik bangunan di peta", f"{PLOT['latitude']}, {PLOT['longitude']}")
    permits.on(who)
    who.pick("Kegiatan", "Membangun baru")
    who.pick("Fungsi bangunan", "Rumah tinggal")
    who.fill("Nama bangunan", "Rumah keluarga Rani")
    who.fill("Luas seluruh lantai", "120")
    who.fill("Jumlah lantai", "2")
    who.fill("Jumlah bangunan yang sama", "1")
    permits.on(who)


def papers(who: Person) -> None:
    for name in ("Bukti hak atas tanah", "Keterangan rencana kabupaten", "Gambar dan perhitungan"):
        permits.hand_in(who, name, "berkas.pdf", pdf(name), "application/pdf")
    permits.on(who)
