"""The back button, a double click and a second tab: nothing is sent twice, nothing typed is lost."""

from playwright.sync_api import expect

from . import officers, permits


def test_the_back_button_loses_nothing(person):
    rani = person("rani")

    number = permits.begin(rani)
    permits.on(rani)
    rani.fill("Nama usaha", "Warung Bu Rani")
    permits.on(rani)
    rani.sees_heading("Reklame apa")
    rani.page.go_back()
    expect(rani.field("Nama usaha")).to_have_value("Warung Bu Rani")
    rani.fill("Nama usaha", "Warung Kopi Bu Rani")
    permits.on(rani)
    rani.sees_heading("Reklame apa")
    rani.go(f"/berkas/{number}/isi/usaha")
    expect(rani.field("Nama usaha")).to_have_value("Warung Kopi Bu Rani")


def test_going_back_after_sending_does_not_send_again(person):
    rani = person("rani")

    number = permits.sent(rani)
    rani.page.go_back()
    for page in ("periksa", "lampiran", "isi/usaha"):  # sent already: these lead to where it is followed
        rani.go(f"/berkas/{number}/{page}")
        assert rani.path() == f"/berkas/{number}"
    rani.sees("Petugas memeriksa kelengkapan")


def test_a_double_click_sends_once(person):
    rani = person("rani", script=False)  # without the script that holds the second press back

    number = permits.begin(rani)
    permits.answer(rani)
    permits.papers(rani)
    rani.page.get_by_label("menyatakan isian").check()
    rani.page.get_by_role("button", name="Kirim permohonan").dblclick()
    rani.page.wait_for_url(f"**/berkas/{number}*")
    rani.sees("Petugas memeriksa kelengkapan")
    budi = person("budi")
    officers.opens(budi, number)
    assert budi.page.inner_text("#riwayat").count("mengirim permohonan") == 1


def test_two_tabs_do_not_overwrite_each_other(person):
    rani = person("rani")

    number = permits.begin(rani)
    address = f"{rani.copy.url}/berkas/{number}/isi/usaha"
    first, second = rani.page, rani.window()
    first.goto(address)
    second.goto(address)
    first.get_by_label("Nama usaha").fill("Dari tab pertama")
    first.get_by_role("button", name="Simpan dan lanjut").click()
    expect(first.get_by_role("heading", level=1)).to_contain_text("Reklame apa")
    second.get_by_label("Nama usaha").fill("Dari tab kedua")
    second.get_by_role("button", name="Simpan dan lanjut").click()
    expect(second.locator("main")).to_contain_text("baru saja diubah di jendela lain")
    expect(second.get_by_label("Nama usaha")).to_have_value("Dari tab kedua")
    second.get_by_role("button", name="Simpan dan lanjut").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Reklame apa")


def test_two_officers_cannot_decide_twice(person):
    rani, budi = person("rani"), person("budi")

    number = permits.sent(rani)
    officers.opens(budi, number)
    other = budi.window()
    other.goto(budi.page.url)
    budi.press("Nyatakan lengkap dan benar")
    budi.sees("Berkas dinyatakan lengkap dan benar.")
    other.get_by_role("button", name="Nyatakan lengkap dan benar").click()
    expect(other.locator("main")).to_contain_text("Langkah ini sudah diselesaikan")
