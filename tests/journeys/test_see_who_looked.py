"""A resident sees who looked at her data and why; who may not look gets nothing, and somebody reads that they tried."""

STRANGERS = ("hesti", "yudi", "bambang")  # another village, an agency without the purpose, the mall's manager


def test_a_resident_sees_who_looked_and_strangers_leave_a_trace(person):
    wayan = person("wayan")
    wayan.go("/meja/penduduk")
    wayan.choose("Untuk apa?", "Melayani warga yang datang")
    wayan.fill("NIK, nomor KK, atau nama", "Rani Wulandari")
    wayan.press("Cari penduduk")
    wayan.page.get_by_role("link", name="Buka Rani Wulandari").click()
    wayan.sees_heading("Rani Wulandari")

    for name in STRANGERS:
        stranger = person(name)
        stranger.go(wayan.path())
        assert "Rani Wulandari" not in stranger.page.inner_text("body")
        stranger.sees_heading("tidak ada di bawah atap kami")

    rani = person("rani", width=360)
    rani.go("/akun/data/akses")
    latest = rani.page.locator("ol.card.list > li").first
    for words in ("Wayan Astawa", "Desa Tamansari", "melayani warga yang datang"):
        assert words.lower() in latest.inner_text().lower()
    rani.looks("siapa-melihat")

    mega = person("mega")
    mega.go("/meja/akses-ditolak")
    for words in ("Hesti Wardani", "Yudi", "Bambang Hermawan", "Data penduduk"):
        mega.sees(words)
    assert "Rani" not in mega.page.locator("main").inner_text()
    mega.looks("akses-ditolak")
    mega.follow("Bambang Hermawan")
    mega.sees("Rani Wulandari")
    mega.looks("akses-ditolak-satu")

    rani.page.reload()
    rani.sees("Mega Lestari")
