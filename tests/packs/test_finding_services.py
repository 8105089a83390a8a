"""What people type, against the services that are shipped: the right one first, or plainly none."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from satuatap.domain.catalog import queries
from satuatap.domain.packs import actions
from satuatap.kernel.actors import system

PACK = settings.ROOT / "packs" / "banyuwangi"
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
HERE = {
    "bayi baru lahir": "akta-kelahiran",
    "bikin akte anak": "akta-kelahiran",
    "akta kelahirn": "akta-kelahiran",
    "bapak meninggal": "akta-kematian",
    "akte kematian": "akta-kematian",
    "masukkan anak ke kk": "kk-kelahiran",
    "tambah anggota kk": "kk-kelahiran",
    "surat miskin": "sktm",
    "ngurus surat tidak mampu buat sekolah": "sktm",
    "keringanan biaya rumah sakit": "sktm",
    "kartu kuning": "kartu-ak1",
    "cari kerja": "kartu-ak1",
    "pasang baliho": "izin-reklame",
    "ijin reklame toko": "izin-reklame",
    "bangun rumah": "pbg",
    "imb": "pbg",
    "bikin paspor umroh": "paspor",
    "perpanjang pasport": "paspor",
    "bayar pdam": "rekening-air",
    "tagihan air": "rekening-air",
    "nomor induk berusaha": "nib",
    "pindah rumah dari kabupaten lain": "pindah-datang",
    "izin praktik bidan": "sip-bidan",
    "skck": "pengantar-skck",
    "nikah": "pengantar-nikah",
    "surat keterangan usaha": "keterangan-usaha",
    "domisili": "keterangan-domisili",
    "akta lahir": "akta-kelahiran",
    "akta hilang": "duplikat-akta-kelahiran",
    "ktp hilang": "perekaman-ktp",
    "beda nama di ijazah": "beda-identitas",
}
NOT_HERE = ("sim hilang", "bpjs", "sertifikat tanah", "pajak motor", "kucing hilang")


@pytest.fixture
def pack(db):
    actions.install(path=PACK, by=system("test"), at=NOON)


def test_people_find_what_they_mean_or_read_that_it_is_not_here(pack, client, time_machine):
    time_machine.move_to(NOON, tick=False)
    found = {text: next((card.code for card in queries.search(text)), "") for text in (*HERE, *NOT_HERE)}

    assert found == HERE | dict.fromkeys(NOT_HERE, "")
    page = client.get("/cari", {"q": "sim hilang"}).text
    assert "Layanan itu belum ada di sini" in page
    assert "petugas di loket atau balai desa" in page
    assert '<li class="card' not in page.split("<main")[1].split("Paling sering diurus")[0]
