"""A child is born at home: the village's letter, the certificate at the mall, the family card; nothing is told twice."""

from playwright.sync_api import expect

from . import officers, permits
from .papers import pdf, photo
from .person import PHONE

MOTHER, CHILD = "Rani Wulandari", "Arkana Bayu Prasetya"
WITNESSES = (("Agus Setiawan", "3510241503889003"), ("Lilik Suryani", "3510246205909004"))


class Told:
    """What has been said so far about the birth. Whoever is asked again fails."""

    def __init__(self):
        self.questions = set()

    def once(self, question):
        assert question not in self.questions, f"“{question}” is asked twice"
        self.questions.add(question)
        return question


def test_a_birth_goes_from_the_village_to_the_family_card_and_is_told_once(person):
    wayan, kusnadi, told = person("wayan"), person("kusnadi", width=PHONE), Told()

    village_opens(wayan)
    wayan.press("Surat keterangan kelahiran")
    letter = permits.number_of(wayan)
    tell_the_birth(wayan, told)
    permits.send(wayan)
    officers.accepts(wayan, letter)
    assert officers.reads_draft(kusnadi, letter).startswith(b"%PDF")
    kusnadi.copy.let_proof_grow_old(kusnadi.copy.people["kusnadi"])
    kusnadi.press("Tanda tangani")
    officers.proves_and_goes_on(kusnadi)
    officers.opens(wayan, letter)
    wayan.waits_for("Siap diterima")

    village_opens(wayan)
    wayan.page.get_by_role("link", name="Akta kelahiran", exact=True).click()
    wayan.page.locator("input[name=cara][value=spoken]").check()
    wayan.press("Catat kuasa dan mulai mengisi")
    number = permits.number_of(wayan)
    tell_what_is_new(wayan, told)
    permits.send(wayan)
    wayan.go("/meja/desa")
    wayan.sees(number)
    wayan.looks("desa-akta-berjalan")
    wayan.go(f"/meja/desa/diajukan/{number}")
    wayan.sees("Dikirim dari desa")

    tono, nita = person("tono"), person("nita")
    officers.opens(tono, number)
    tono.sees("Surat Keterangan Kelahiran")
    officers.accepts(tono, number)
    officers.opens(nita, number)
    nita.sees(CHILD)
    nita.page.locator("input[type=file]").set_input_files(
        [{"name": "kutipan.pdf", "mimeType": "application/pdf", "buffer": pdf("Kutipan akta kelahiran")}]
    )
    nita.fill("Nomor akta kelahiran", f"3510-LU-22112026-{abs(hash(number)) % 10_000:04}")
    nita.press("Catat nomor")
    nita.sees("Nomor tercatat.")

    the_village_hands_it_over(wayan, number)
    village_opens(wayan, "Mencatat peristiwa kependudukan")
    wayan.waits_for(CHILD)  # on the card of the family
    wayan.looks("penduduk-lahir")
    rani = person("rani", width=PHONE)
    rani.go(f"/berkas/{number}")
    rani.sees("Tercatat di SIAK")


def the_village_hands_it_over(wayan, number):
    """Nobody travels: the village follows the certificate, prints it as civil registration made it, and gives it out."""
    wayan.go(f"/meja/desa/diajukan/{number}")
    for told in ("Diterima: lengkap dan benar", "Tercatat di sistem asalnya", "Siap diambil"):
        wayan.sees(told)
    wayan.looks("desa-akta-siap")
    href = wayan.page.get_by_role("link", name="Buka dan cetak dokumen").get_attribute("href")
    assert wayan.context.request.get(wayan.copy.url + str(href)).body().startswith(b"%PDF")
    wayan.choose("Sebagai", "Pemohon")
    wayan.press("Serahkan dokumen")
    wayan.sees("Penyerahan tercatat.")
    wayan.looks("desa-akta-diserahkan")


def village_opens(wayan, purpose="Membuat surat"):
    wayan.go("/meja/penduduk")
    wayan.choose("Untuk apa?", purpose)
    wayan.fill("NIK, nomor KK, atau nama", MOTHER)
    wayan.press("Cari penduduk")
    wayan.page.get_by_role("link", name=f"Buka {MOTHER}").click()
    wayan.sees_heading(MOTHER)
    if purpose == "Membuat surat":
        wayan.follow("Buat surat")


def tell_the_birth(wayan, told):
    permits.on(wayan)  # the register says who the mother is
    wayan.fill(told.once("Nama anak"), CHILD)
    wayan.pick(told.once("Jenis kelamin anak"), "Laki-laki")
    wayan.fill(told.once("Tanggal"), "9")
    wayan.choose("Bulan", "November")
    wayan.fill("Tahun", "2026")
    wayan.fill(told.once("Jam lahir"), "04.35")
    wayan.pick(told.once("Jenis tempat"), "Rumah")
    wayan.fill(told.once("Nama tempat"), "Dusun Krajan")
    wayan.fill(told.once("Kabupaten atau kota tempat lahir"), "Banyuwangi")
    wayan.pick(told.once("Siapa yang menolong"), "Dukun")
    wayan.looks("surat-lahir-anak")
    permits.on(wayan)
    wayan.pick(told.once("Hubungan Anda dengan anak"), "Ibu")
    permits.on(wayan)
    wayan.page.get_by_label("Saya menyatakan keterangan ini benar").check()
    permits.on(wayan)
    permits.on(wayan)  # no paper is asked for


def tell_what_is_new(wayan, told):
    """The letter, handed in by itself, answers page after page; the rest is asked for the first time."""
    for _page in ("pelapor", "anak", "waktu lahir", "tempat lahir"):
        expect(wayan.page.locator("main input:not([type=hidden])")).to_have_count(0)
        permits.on(wayan)
    wayan.looks("akta-dari-surat")
    wayan.fill(told.once("Anak ke berapa"), "1")
    wayan.pick(told.once("Jenis kelahiran"), "Tunggal")
    permits.on(wayan)
    wayan.pick(told.once("Perkawinan orang tua"), "Menikah, ada buku nikah atau akta perkawinan")
    permits.on(wayan)
    for number, (name, nik) in enumerate(WITNESSES):
        witness = wayan.page.get_by_role("group", name=f"Saksi {number + 1}")
        witness.get_by_label("Nama lengkap saksi").fill(name)
        witness.get_by_label("NIK saksi").fill(nik)
    permits.on(wayan)
    wayan.sees("Yang tertulis di sana sudah kami isikan.")
    permits.hand_in(wayan, "Buku nikah", "buku-nikah.png", photo(shade=150))
    permits.on(wayan)
