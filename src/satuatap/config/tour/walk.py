"""The main job: a resident applies for an advertising permit, officers check, assess, decide and sign it."""

import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from struct import pack

from .browser import Browser, Lost

SERVICE = "izin-reklame"
PATIENCE = 40.0
TAX = "150000"


@dataclass
class Walk:
    """Who walks, what has happened so far, and where the document goes."""

    site: str
    password: str
    out: Path
    number: str = ""
    began: float = field(default_factory=time.monotonic)
    people: dict[str, Browser] = field(default_factory=dict)

    def say(self, words: str) -> None:
        print(words, flush=True)

    @contextmanager
    def step(self, words: str) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.say(f"  {time.monotonic() - begun:6.2f} d  {words}")

    def person(self, login: str) -> Browser:
        """Somebody signed in by password."""
        if login not in self.people:
            browser = Browser(self.site, login)
            browser.go("/akun/masuk/sandi")
            browser.submit("Masuk", address=login, password=self.password)
            if "sandi" in browser.page.address:
                raise Lost(f"{login}: tidak dapat masuk")
            self.people[login] = browser
        return self.people[login]

    def close(self) -> None:
        for browser in self.people.values():
            browser.client.close()


def walk(tour: Walk) -> Path:
    """Play it all; returns where the signed PDF lies. Raises ``Lost`` at the first page that is not as expected."""
    apply(tour)
    return_and_correct(tour)
    check_and_assess(tour)
    pay(tour)
    decide_and_sign(tour)
    return fetch_and_verify(tour)


def apply(tour: Walk) -> None:
    with tour.step("Rani masuk dan mencari “papan nama”"):
        rani = tour.person("rani@warga.example")
        rani.go("/cari?q=papan+nama")
        rani.follow("Izin penyelenggaraan reklame")
    with tour.step("Rani mengisi permohonan, satu hal per halaman"):
        rani.follow("Ajukan daring")
        rani.submit("Mulai mengisi")
        answers = {
            "usaha": {"usaha__nama": "Warung Bu Rani", "usaha__telepon": "081200004471"},
            "reklame": {"reklame__jenis": "papan", "reklame__teks": "Warung Bu Rani, kopi dan nasi tempong"},
            "ukuran": {"ukuran__panjang": "400", "ukuran__lebar": "250", "ukuran__sisi": "1", "ukuran__tinggi": "500"},
            "lokasi": {"lokasi__alamat": "Jalan Raya Ijen, depan balai desa", "lokasi__desa": "35.10.24.2008"},
            "lahan": {"lahan__status": "milik-sendiri"},
            "konstruksi": {"konstruksi__berdiri_sendiri": "false", "konstruksi__lampu": "false"},
            "masa": {"masa__mulai__d": "1", "masa__mulai__m": "12", "masa__mulai__y": "2026", "masa__bulan": "12"},
        }
        for _ in range(12):
            if "/isi/" not in rani.page.address:
                break
            page = rani.page.address.split("/isi/")[1].split("?")[0]
            rani.submit("Simpan dan lanjut", **_of_page(rani, answers, page))
        tour.number = rani.page.address.split("/berkas/")[1].split("/")[0]
    with tour.step("Rani melampirkan gambar dan foto"):
        upload(rani, {"berkas.gambar": "gambar.png", "berkas.foto-lokasi": "lokasi.png"})
    with tour.step("Rani memeriksa dan mengirim"):
        rani.submit("Simpan dan lanjut")
        rani.submit("Kirim permohonan", benar="1")
        tour.say(f"            nomor berkas {tour.number}")


def _of_page(browser: Browser, answers: dict[str, dict[str, str]], page: str) -> dict[str, str]:
    if page in answers:
        return answers[page]
    names = {name for form in browser.page.forms for name in form.fields}
    every = {name: text for given in answers.values() for name, text in given.items()}
    return {name: text for name, text in every.items() if name.replace("__", ".") in names}


def upload(browser: Browser, names: dict[str, str]) -> None:
    known = {name for form in browser.page.forms for name in form.files}
    given = {name: (file, picture(n), "image/png") for n, (name, file) in enumerate(names.items()) if name in known}
    browser.submit("Unggah", files=given)


def picture(shade: int) -> bytes:
    """A small PNG, made on the spot: eight by eight points of grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + bytes([60 + 40 * shade] * 8) for _ in range(8))
    head = pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def return_and_correct(tour: Walk) -> None:
    with tour.step("Budi di loket meminta perbaikan foto lokasi"):
        budi = open_case(tour, "budi@dpmptsp.example")
        budi.submit(
            "Minta perbaikan",
            **{"catatan.paper:foto-lokasi": "Foto lokasi gelap. Ambil ulang saat siang, dari seberang jalan."},
        )
    with tour.step("Rani mengunggah foto baru dan mengirim lagi"):
        rani = tour.person("rani@warga.example")
        rani.go(f"/berkas/{tour.number}/lampiran")
        upload(rani, {"berkas.foto-lokasi": "lokasi-siang.png"})
        rani.go(f"/berkas/{tour.number}/periksa")
        rani.submit("Kirim perbaikan", benar="1")


def open_case(tour: Walk, login: str) -> Browser:
    officer = tour.person(login)
    officer.go(f"/meja/berkas/{tour.number}")
    return officer


def check_and_assess(tour: Walk) -> None:
    with tour.step("Budi menyatakan berkas lengkap; hitungan waktu mulai"):
        open_case(tour, "budi@dpmptsp.example").submit("Nyatakan lengkap dan benar")
    with tour.step("Hendra meninjau lokasi, Lestari menetapkan pajak"):
        hendra = open_case(tour, "hendra@dpmptsp.example")
        hendra.submit("Kirim hasil", sesuai="true", aman="true", pandangan="true", catatan="Sesuai permohonan.")
        lestari = open_case(tour, "lestari@bapenda.example")
        lestari.submit("Kirim hasil", nomor_skpd="973/0417/CONTOH", jumlah=TAX)


def pay(tour: Walk) -> None:
    rani = tour.person("rani@warga.example")
    with tour.step("Rani membayar pajak reklame di bank peraga"):
        rani.go(f"/berkas/{tour.number}")
        rani.follow("Lihat dan bayar")
        rani.submit("Bayar")
        rani.submit("Bayar")
    with tour.step("Kabar dari bank sampai di berkas"):
        wait_for(tour, "sari@dpmptsp.example", "Setujui dan teruskan")


def wait_for(tour: Walk, login: str, button: str) -> Browser:
    """Look again until the officer's page offers the button."""
    deadline = time.monotonic() + PATIENCE
    while True:
        officer = open_case(tour, login)
        if any(words.startswith(button) for form in officer.page.forms for _n, _v, words in form.buttons):
            return officer
        if time.monotonic() > deadline:
            raise Lost(f"{login}: tombol “{button}” tidak muncul dalam {PATIENCE:.0f} detik di berkas {tour.number}")
        time.sleep(0.3)


def decide_and_sign(tour: Walk) -> None:
    with tour.step("Sari menyetujui"):
        open_case(tour, "sari@dpmptsp.example").submit("Setujui dan teruskan")
    with tour.step("Draf izin disiapkan, Gatot membacanya"):
        deadline = time.monotonic() + PATIENCE
        gatot = open_case(tour, "gatot@dpmptsp.example")
        while not any(text.startswith("Baca draf") for text, _href in gatot.page.links):
            if time.monotonic() > deadline:
                raise Lost("Draf izin tidak selesai disiapkan")
            time.sleep(0.3)
            gatot = open_case(tour, "gatot@dpmptsp.example")
        gatot.follow("Baca draf")
    with tour.step("Gatot membuktikan diri dan menandatangani"):
        open_case(tour, "gatot@dpmptsp.example").submit("Tanda tangani")
        if "bukti" in gatot.page.address:
            gatot.submit("Lanjut", password=tour.password)
            if any(words.startswith("Lanjutkan") for form in gatot.page.forms for _n, _v, words in form.buttons):
                gatot.submit("Lanjutkan")


def fetch_and_verify(tour: Walk) -> Path:
    rani = tour.person("rani@warga.example")
    with tour.step("Izin terbit dan Rani mengunduhnya"):
        deadline = time.monotonic() + PATIENCE
        while True:
            rani.go(f"/berkas/{tour.number}")
            if any(text.startswith("Unduh") for text, _href in rani.page.links):
                break
            if time.monotonic() > deadline:
                raise Lost(f"Dokumen berkas {tour.number} tidak terbit dalam {PATIENCE:.0f} detik")
            time.sleep(0.3)
        rani.follow("Unduh")
        if not rani.body.startswith(b"%PDF"):
            raise Lost("Yang terunduh bukan PDF")
        tour.out.mkdir(parents=True, exist_ok=True)
        path = tour.out / f"{tour.number}.pdf"
        path.write_bytes(rani.body)
    with tour.step("Siapa pun memeriksanya: asli, lalu satu bita diubah"):
        verify(tour, path.read_bytes(), "valid")
        spoiled = bytearray(path.read_bytes())
        spoiled[len(spoiled) // 2] ^= 1
        verify(tour, bytes(spoiled), "changed")
    return path


VERDICTS = {"valid": "asli", "changed": "diubah"}


def verify(tour: Walk, pdf: bytes, expected: str) -> None:
    anybody = Browser(tour.site, "siapa pun")
    anybody.go("/v")
    name = next(name for form in anybody.page.forms for name in form.files)
    button = next(words for form in anybody.page.forms if form.files for _n, _v, words in form.buttons)
    anybody.submit(button, files={name: ("dokumen.pdf", pdf, "application/pdf")})
    anybody.client.close()
    if VERDICTS[expected] not in anybody.page.heading.lower() + anybody.page.words.lower():
        raise Lost(f"Pemeriksaan menjawab “{anybody.page.heading}”, seharusnya {VERDICTS[expected]}")
    tour.say(f"            {anybody.page.heading}")
