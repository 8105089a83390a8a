"""The birth record, as far as several journeys walk the same way."""

from . import permits
from .papers import photo
from .person import Person

SERVICE = "akta-kelahiran"


def begin(who: Person) -> str:
    who.go(f"/layanan/{SERVICE}")
    who.follow("Ajukan daring")
    who.press("Mulai mengisi")
    return permits.number_of(who)


def answer(who: Person, child: str) -> None:
    """All questions, one page after the other; what the family card knows is not asked."""
    who.pick("Hubungan Anda dengan anak", "Ibu")
    permits.on(who)
    who.fill("Nama lengkap anak", child)
    who.pick("Jenis kelamin", "Laki-laki")
    permits.on(who)
    who.fill("Tanggal", "9")
    who.choose("Bulan", "November")
    who.fill("Tahun", "2026")
    who.fill("Jam lahir", "04.35")
    permits.on(who)
    who.pick("Jenis tempat", "Rumah sakit atau rumah bersalin")
    who.fill("Kabupaten atau kota tempat lahir", "Banyuwangi")
    who.fill("Nama tempat", "RSUD Blambangan")
    permits.on(who)
    who.fill("Anak ke berapa", "1")
    who.pick("Jenis kelahiran", "Tunggal")
    who.pick("Siapa yang menolong", "Bidan atau perawat")
    permits.on(who)
    who.pick("Perkawinan orang tua", "Menikah, ada buku nikah atau akta perkawinan")
    permits.on(who)
    for number, (name, nik) in enumerate(
        (("Agus Setiawan", "3510241503889003"), ("Lilik Suryani", "3510246205909004"))
    ):
        witness = who.page.get_by_role("group", name=f"Saksi {number + 1}")
        witness.get_by_label("Nama lengkap saksi").fill(name)
        witness.get_by_label("NIK saksi").fill(nik)
    permits.on(who)


def papers(who: Person) -> None:
    permits.hand_in(who, "Surat keterangan lahir", "surat-lahir.png", photo())
    permits.hand_in(who, "Buku nikah", "buku-nikah.png", photo(shade=150))
    permits.on(who)
