"""A village brings its list: a row with a mistake is mended in the file and brought again, and all of it is undone."""

from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import expect

HEADS = "Nomor KK;NIK;Nama;Jenis Kelamin;Tanggal Lahir;Hubungan;Alamat"
ROWS = (
    "3510240101269771;3510240203859771;Saenah Imporwati;P;42-03-1985;Kepala Keluarga;Jalan Contoh 7",
    "3510240101269772;3510240203859772;Sahlan Imporwan;L;02-03-1985;Kepala Keluarga;Jalan Contoh 8",
)


def test_errors_are_mended_in_the_file_and_an_import_is_undone(person):
    wayan = person("wayan")
    first = bring(wayan, "warga.csv", "\n".join([HEADS, *ROWS]).encode())
    wayan.sees("Tanggal “42-03-1985” tidak terbaca")
    wayan.looks("impor-periksa")
    with wayan.page.expect_download() as download:
        wayan.follow("Unduh baris yang perlu diperbaiki")
    enter(wayan)
    assert find(wayan, "Sahlan Imporwan") == 1

    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    assert "42-03-1985" in book.active["H2"].value
    book.active["E2"] = "02-03-1985"
    book.active["B2"] = "3510244203859771"
    out = BytesIO()
    book.save(out)
    bring(wayan, "perbaiki.xlsx", out.getvalue())
    enter(wayan)
    wayan.looks("impor-selesai")
    assert find(wayan, "Saenah Imporwati") == 1

    wayan.go(first)
    wayan.press("Batalkan impor ini")
    expect(wayan.page.get_by_role("heading", level=1)).to_have_text("Dibatalkan", timeout=30_000)
    assert find(wayan, "Sahlan Imporwan") == 0
    assert find(wayan, "Saenah Imporwati") == 1


def bring(who, name, data):
    """Upload, accept the columns as they were guessed, and wait for the result; the address of the import."""
    who.go("/meja/impor")
    who.page.set_input_files("input[name=tabel]", {"name": name, "mimeType": "", "buffer": data})
    who.press("Unggah dan baca")
    expect(who.page.get_by_role("heading", level=1)).to_have_text("Kolom mana berisi apa?", timeout=30_000)
    who.looks("impor-kolom")
    who.press("Periksa semua baris")
    expect(who.page.get_by_role("heading", level=1)).to_have_text("Hasil pemeriksaan", timeout=30_000)
    return who.path()


def enter(who):
    who.press("Masukkan ke daftar penduduk")
    expect(who.page.get_by_role("heading", level=1)).to_have_text("Sudah dimasukkan", timeout=30_000)


def find(who, name):
    who.go("/meja/penduduk")
    who.choose("Untuk apa?", "Melayani warga yang datang")
    who.fill("NIK, nomor KK, atau nama", name)
    who.press("Cari penduduk")
    return who.page.locator("[data-rows] li").filter(has_text=name).count()
