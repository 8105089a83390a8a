"""Applying and deciding with the keyboard alone: every stop can be seen, and the desk's keys lead, they do not decide."""

from playwright.sync_api import expect

from . import permits

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    what: element.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab(who, until, most=80):
    """Press Tab until what is focused fits; every stop on the way must be visible and outlined."""
    for _ in range(most):
        who.page.keyboard.press("Tab")
        stop = who.page.evaluate(FOCUS)
        if stop is None:
            continue
        assert stop["seen"], f"not on the screen: {stop['what']}"
        assert stop["outlined"], f"no focus ring: {stop['what']}"
        if who.page.evaluate("(s) => document.activeElement.matches(s)", until):
            return
    raise AssertionError(f"{until} was not reached at {who.page.url}")


def test_skip_link_comes_first(person):
    rani = person("rani")

    rani.go("/")
    rani.page.keyboard.press("Tab")
    expect(rani.page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    rani.page.keyboard.press("Enter")
    assert rani.page.url.endswith("#isi")


def test_a_form_is_filled_by_keyboard(person):
    rani = person("rani")
    keyboard = rani.page.keyboard

    number = permits.begin(rani)
    tab(rani, "button.lg")
    keyboard.press("Enter")
    rani.sees_heading("Usaha siapa")
    tab(rani, "#usaha-nama")
    keyboard.type("Warung Bu Rani")
    keyboard.press("Enter")
    rani.sees_heading("Reklame apa")
    keyboard_answers_radios(rani)
    rani.page.wait_for_url("**/isi/ukuran")
    rani.go(f"/berkas/{number}/isi/ukuran")
    permits_of_size(rani)


def keyboard_answers_radios(rani):
    tab(rani, "input[type=radio]")
    rani.page.keyboard.press("Space")
    expect(rani.page.get_by_label("Papan nama atau billboard")).to_be_checked()
    rani.page.keyboard.press("ArrowDown")
    expect(rani.page.get_by_label("Videotron atau megatron")).to_be_checked()
    tab(rani, "textarea")
    rani.page.keyboard.type("Warung Bu Rani")
    tab(rani, "button.lg")
    rani.page.keyboard.press("Enter")


def permits_of_size(rani):
    """An error moves the focus to the summary, whose link leads to the field."""
    tab(rani, "button.lg")
    rani.page.keyboard.press("Enter")
    rani.sees("isian yang perlu diperbaiki")
    expect(rani.page.get_by_role("alert")).to_be_focused()
    tab(rani, ".errors a")
    rani.page.keyboard.press("Enter")
    rani.page.keyboard.press("Tab") if rani.page.evaluate("document.activeElement === document.body") else None
    expect(rani.page.locator("#ukuran-panjang")).to_be_focused()


def test_an_officer_decides_by_keyboard(person):
    rani, budi = person("rani"), person("budi")
    number = permits.sent(rani)
    keyboard = budi.page.keyboard

    budi.go("/meja/?tampil=team")
    keyboard.press("j")
    assert budi.page.evaluate(FOCUS)["outlined"]
    keyboard.press("/")
    keyboard.type(number)
    keyboard.press("Enter")  # a whole number leads straight to its case
    budi.sees_heading("Izin penyelenggaraan reklame")

    keyboard.press("z")
    expect(budi.page.locator(".paper.big")).to_have_count(1)
    keyboard.press("z")
    expect(budi.page.locator(".paper.big")).to_have_count(0)
    keyboard.press("b")
    expect(budi.page.get_by_label("Catatan untuk pemohon")).to_be_focused()
    keyboard.type("a")  # a letter in a field is a letter
    expect(budi.page.get_by_label("Catatan untuk pemohon")).to_have_value("a")
    keyboard.press("Backspace")
    keyboard.press("Tab")
    keyboard.press("a")
    button = budi.page.get_by_role("button", name="Nyatakan lengkap dan benar")
    expect(button).to_be_focused()  # and nothing is decided yet
    assert budi.page.evaluate(FOCUS)["outlined"]
    keyboard.press("?")
    expect(budi.page.get_by_role("dialog")).to_be_visible()
    budi.looks("meja-pintasan")
    keyboard.press("Escape")
    keyboard.press("a")
    keyboard.press("Enter")
    budi.sees("Berkas dinyatakan lengkap dan benar.")
    keyboard.press("n")
    budi.page.wait_for_url("**/meja/**")
