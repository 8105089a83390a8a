"""At a shared computer: nothing typed is lost when a session ends, and whoever comes next sees nothing of it."""

import re

from playwright.sync_api import expect

from . import permits

SESSION = re.compile(r"^satuatap(?!_form)(?!_bahasa)")
TYPED = "Warung Teluk Biru, buka sampai malam"


def test_a_session_that_ends_while_typing_loses_nothing(person):
    rani = person("rani", width=360, anew=True)
    rani.go(f"/ajukan/{permits.SERVICE}")
    rani.press("Mulai mengisi")
    permits.on(rani)  # who is responsible is known
    place = rani.path()
    rani.fill("Nama usaha", TYPED)

    rani.context.clear_cookies(name=SESSION)
    rani.press("Simpan dan lanjut")
    rani.sees_heading("Masuk")
    assert TYPED not in rani.page.content()
    rani.follow("sandi")
    rani.fill("Nomor HP atau surel", rani.copy.people["rani"])
    rani.fill("Kata sandi", rani.copy.password)
    rani.press("Masuk")
    rani.sees_heading("Lanjutkan")
    rani.looks("sesi-lanjutkan")
    rani.press("Lanjutkan")

    rani.go(place)
    expect(rani.field("Nama usaha")).to_have_value(TYPED)


def test_signing_out_leaves_nothing_behind(person, keys):
    rani = person("rani", width=360, anew=True)
    for page in ("/akun/data", "/akun/kuasa", "/berkas", "/akun/"):
        rani.go(page)
    rani.go("/akun/data")
    rani.sees("Rani Wulandari")
    rani.go("/akun/keluar")
    rani.press("Ya, keluar")
    keys.pop("rani", None)  # the journeys after this one sign in anew
    expect(rani.page).not_to_have_url(re.compile("/keluar"))

    for _page in range(5):
        rani.page.go_back()
        expect(rani.page.locator("body")).not_to_contain_text("Wulandari")
    rani.go("/akun/data")
    rani.sees_heading("Masuk")
    assert rani.page.evaluate("localStorage.length + sessionStorage.length") == 0
