"""An old woman dies and a family moves to another village: told once, each follows where it has to be known."""

DOCUMENT_DAY = "2026-11-20"


def test_a_death_asks_the_offices_it_concerns_and_a_move_takes_the_family_along(person):
    wayan, nita = person("wayan"), person("nita")

    opens(wayan, "Sutiyah", "Mencatat peristiwa kependudukan")
    wayan.follow("Kematian")
    wayan.looks("peristiwa-kematian")
    tells(wayan, "Surat kematian RSUD 12")
    wayan.sees("Mati")
    wayan.sees("Dilaporkan, belum ada nomor SIAK")
    told = wayan.path()
    asked = wayan.page.locator("section").filter(has_text="Tindak lanjut kantor lain").locator("li")
    assert asked.filter(has_text="Menunggu").count() == 3  # family card, aid, health insurance; she was no child
    wayan.looks("peristiwa-dicatat")
    wayan.follow("Sutiyah")
    wayan.sees("Tidak berada di kartu keluarga")
    wayan.looks("penduduk-meninggal")

    nita.go("/meja/tindak-lanjut")
    task = nita.page.locator("li.card").filter(has_text="Sutiyah").filter(has_text="Perbarui kartu keluarga")
    nita.looks("tindak-lanjut")
    task.get_by_label("Alasan").fill("Kartu baru diambil keluarganya")
    task.get_by_role("button", name="Sudah selesai").click()
    nita.sees_heading("Tindak lanjut")
    assert task.count() == 0
    wayan.go(told)
    card = asked.filter(has_text="Perbarui kartu keluarga")
    assert "Selesai" in card.inner_text()
    assert "Kartu baru diambil keluarganya" in card.inner_text()
    assert asked.filter(has_text="Menunggu").count() == 2
    opens(wayan, "Agus Setiawan", "Mencatat peristiwa kependudukan")
    assert "Sutiyah" not in wayan.page.locator("[aria-labelledby=h-kk]").inner_text()

    opens(nita, "Sutiyah", "Mencatat peristiwa kependudukan")
    nita.page.get_by_role("link", name="Buka Kematian").click()
    nita.fill("Nomor di SIAK", "3510-KM-20112026-0001")
    nita.fill("Tanggal dicatat di SIAK", DOCUMENT_DAY)
    nita.press("Tandai tercatat")
    nita.sees("Tercatat di SIAK")

    hesti = person("hesti")
    opens(hesti, "I Ketut Wirya", "Mencatat peristiwa kependudukan")
    hesti.follow("Pindah di dalam daerah")
    hesti.page.locator("select[name=desa]").select_option("35.10.24.2008")
    hesti.fill("Alamat", "Jalan Contoh 77")
    hesti.fill("RT", "1")
    hesti.fill("RW", "2")
    tells(hesti, "SKPWNI 14")
    hesti.sees("Perbarui kartu keluarga")
    hesti.looks("peristiwa-pindah")
    assert find(hesti, "I Ketut Wirya") == 0  # another village's now
    assert find(wayan, "I Ketut Wirya") == 1
    assert find(wayan, "Dewi Anggraini") == 1
    opens(wayan, "Dewi Anggraini", "Melayani warga yang datang")
    wayan.sees("Jalan Contoh 77")


def find(who, name):
    who.go("/meja/penduduk")
    who.choose("Untuk apa?", "Melayani warga yang datang")
    who.fill("NIK, nomor KK, atau nama", name)
    who.press("Cari penduduk")
    return who.page.locator("[data-rows] li").count()


def opens(who, name, purpose):
    who.go("/meja/penduduk")
    who.choose("Untuk apa?", purpose)
    who.fill("NIK, nomor KK, atau nama", name)
    who.press("Cari penduduk")
    who.page.get_by_role("link", name=f"Buka {name}").click()
    who.sees_heading(name)


def tells(who, document):
    who.fill("Tanggal peristiwa", DOCUMENT_DAY)
    who.fill("Dokumen sumber", document)
    who.fill("Tanggal dokumen", DOCUMENT_DAY)
    who.press("Catat peristiwa")
