"""The advertising permit, as far as several journeys walk the same way."""

from .papers import photo
from .person import Person

SERVICE = "izin-reklame"
SMALL = {"Panjang": "200", "Lebar": "100"}
LARGE = {"Panjang": "500", "Lebar": "400"}


def begin(who: Person) -> str:
    """From the service's page to the first question; the number of the draft."""
    who.go(f"/layanan/{SERVICE}")
    who.follow("Ajukan daring")
    who.press("Mulai mengisi")
    return number_of(who)


def number_of(who: Person) -> str:
    """The number of the case whose page is open."""
    return who.path().partition("/berkas/")[2].partition("/")[0].partition("?")[0]


def on(who: Person) -> None:
    who.press("Simpan dan lanjut")


def answer(who: Person, size: dict[str, str] = SMALL, *, begun: bool = False) -> None:
    """All questions, one page after the other, as far as the papers; ``begun`` from the second page."""
    if not begun:
        on(who)  # who is responsible is known
    who.fill("Nama usaha", "Warung Bu Rani")
    on(who)
    who.pick("Jenis reklame", "Papan nama atau billboard")
    who.fill("Tulisan atau isi reklame", "Warung Bu Rani, kopi dan nasi tempong")
    on(who)
    for label, text in size.items():
        who.fill(label, text)
    who.fill("Jumlah sisi", "1")
    who.fill("Tinggi dari tanah", "300")
    on(who)
    who.fill("Alamat lokasi", "Jalan Raya Ijen, depan balai desa")
    who.choose("Desa atau kelurahan", "Tamansari, Licin")
    on(who)
    who.pick("Tanah atau bangunan", "Milik sendiri")
    on(who)
    who.pick("Apakah reklame memakai tiang", "Tidak")
    who.pick("Apakah reklame memakai lampu?", "Tidak")
    on(who)
    who.fill("Tanggal", "1")
    who.choose("Bulan", "Desember")
    who.fill("Tahun", "2026")
    who.pick("Lama pemasangan", "12 bulan")
    on(who)


def hand_in(who: Person, paper: str, name: str, data: bytes, kind: str = "image/png") -> None:
    """One paper, chosen at its place."""
    place = who.page.get_by_role("region", name=paper).locator("input[type=file]")
    place.set_input_files([{"name": name, "mimeType": kind, "buffer": data}])


def papers(who: Person) -> None:
    hand_in(who, "Gambar reklame dan ukurannya", "gambar.png", photo())
    hand_in(who, "Foto atau denah lokasi", "lokasi.png", photo(shade=160))
    on(who)


def send(who: Person, button: str = "Kirim permohonan") -> None:
    who.page.get_by_label("menyatakan isian").check()
    who.press(button)


def sent(who: Person, size: dict[str, str] = SMALL) -> str:
    """A whole application, from the service's page to the button that sends it; its number."""
    number = begin(who)
    answer(who, size)
    papers(who)
    send(who)
    who.sees("Permohonan Anda sudah kami terima.")
    return number
