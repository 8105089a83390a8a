"""Keys at the desk, in a real browser: letters in fields stay letters, and keys that decide never decide."""

import pytest

from satuatap.fronts.shared.statics import STATIC

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="id"><body>
<input id="cari" data-key="/" aria-label="Cari">
<textarea id="catatan" aria-label="Catatan"></textarea>
<table data-rows><tbody>
<tr><th><a id="satu" href="#satu">Satu</a></th></tr>
<tr><th><a id="dua" href="#dua">Dua</a></th></tr>
<tr><th><a id="tiga" href="#tiga">Tiga</a></th></tr></tbody></table>
<a id="berikut" href="#diambil" data-key="n">Ambil berikutnya</a>
<button id="setuju" type="button" data-key="a" data-focus>Setujui</button>
<dialog id="pintasan"><form method="dialog"><button>Tutup</button></form></dialog>
<p id="jejak"></p>
</body></html>"""
WATCH = """() => document.getElementById('setuju').addEventListener('click', () => {
  document.getElementById('jejak').textContent = 'diputus';
})"""


@pytest.fixture
def desk(browser):
    page = browser.new_page()
    page.set_content(PAGE)
    page.evaluate(WATCH)
    page.add_script_tag(path=str(STATIC / "js/desk.js"))
    yield page
    page.close()


def focused(page):
    return page.evaluate("document.activeElement.id")


def test_j_and_k_walk_through_the_list_and_stop_at_its_ends(desk):
    walked = []
    for key in "jjjjkk":
        desk.keyboard.press(key)
        walked.append(focused(desk))

    assert walked == ["satu", "dua", "tiga", "tiga", "dua", "satu"]


def test_j_and_k_walk_from_mark_to_mark(desk):
    desk.evaluate("document.querySelector('table').remove()")
    mark = '<div class="mark"><button id="cocok-{0}" data-row>Cocok</button><button id="beda-{0}">Beda</button></div>'
    desk.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", mark.format(1) + mark.format(2))
    desk.focus("#beda-1")

    desk.keyboard.press("j")
    assert focused(desk) == "cocok-2"
    desk.keyboard.press("k")
    assert focused(desk) == "cocok-1"


def test_enter_opens_where_one_stands(desk):
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")

    desk.wait_for_function("location.hash === '#satu'")


def test_slash_goes_to_search_and_types_nothing(desk):
    desk.keyboard.press("/")

    assert focused(desk) == "cari"
    assert desk.input_value("#cari") == ""


def test_inside_a_field_letters_are_letters(desk):
    desk.focus("#catatan")
    desk.keyboard.type("naik/a?")

    assert desk.input_value("#catatan") == "naik/a?"
    assert focused(desk) == "catatan"
    assert desk.url.count("#") == 0


def test_a_key_does_what_its_button_does(desk):
    desk.keyboard.press("n")

    assert desk.url.endswith("#diambil")


def test_a_key_that_decides_only_goes_to_the_decision(desk):
    desk.keyboard.press("a")
    assert focused(desk) == "setuju"
    assert desk.text_content("#jejak") == ""

    desk.keyboard.press("Enter")
    assert desk.text_content("#jejak") == "diputus"


def test_the_list_of_keys_opens(desk):
    desk.keyboard.press("?")

    assert desk.evaluate("document.getElementById('pintasan').open")


def test_with_control_a_key_is_the_browsers(desk):
    desk.keyboard.press("Control+a")

    assert focused(desk) == ""


def test_keys_that_are_switched_off_do_nothing(desk):
    desk.evaluate("document.documentElement.dataset.keys = 'off'")
    for key in ("j", "n", "a", "/", "?"):
        desk.keyboard.press(key)

    assert focused(desk) == ""
    assert not desk.evaluate("document.getElementById('pintasan').open")
