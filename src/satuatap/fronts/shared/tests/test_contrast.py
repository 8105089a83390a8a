"""Every look stays readable: the ratios of WCAG, for each region's colours and for the dark theme."""

import re

import pytest

from satuatap.fronts.shared import statics
from satuatap.fronts.shared.place import looks

TEXT, SHAPE = 4.5, 3.0
LIGHT = [
    ("ink", "paper", TEXT), ("ink", "surface", TEXT), ("ink-2", "paper", TEXT), ("ink-2", "sunken", TEXT),
    ("link", "paper", TEXT), ("link", "brand-100", TEXT), ("link", "brand-50", TEXT), ("on-brand", "action", TEXT),
    ("on-brand", "brand-800", TEXT), ("on-brand-2", "brand-800", TEXT), ("on-brand-2", "brand-900", TEXT),
    ("ink", "sun", TEXT), ("sun", "brand-800", TEXT), ("roof", "paper", SHAPE), ("roof-ink", "surface", TEXT),
    ("roof-ink", "roof-100", TEXT), ("line-strong", "surface", SHAPE), ("line-strong", "paper", SHAPE),
    ("ok", "ok-bg", TEXT), ("wait", "wait-bg", TEXT), ("bad", "bad-bg", TEXT), ("bad", "surface", TEXT),
    ("info", "info-bg", TEXT), ("mute", "mute-bg", TEXT), ("c1", "surface", SHAPE), ("focus", "paper", SHAPE),
]  # fmt: skip
DARK = [
    ("ink", "paper", TEXT), ("ink-2", "surface", TEXT), ("link", "paper", TEXT), ("on-brand", "action", TEXT),
    ("line-strong", "surface", SHAPE), ("ok", "ok-bg", TEXT), ("wait", "wait-bg", TEXT), ("bad", "bad-bg", TEXT),
    ("info", "info-bg", TEXT), ("mute", "mute-bg", TEXT), ("sun", "paper", TEXT), ("focus", "paper", SHAPE),
    ("roof-ink", "roof-100", TEXT),
]  # fmt: skip
ALLOWED = re.compile(r"--(brand-\d+|roof(-ink|-100)?|sun)$")


def declared(css: str, selector: str) -> dict[str, str]:
    """The custom properties of every block with that selector, later ones winning."""
    blocks = re.findall(re.escape(selector) + r"\s*\{([^}]*)\}", css)
    return {name: value.strip() for block in blocks for name, value in re.findall(r"--([\w-]+):\s*([^;]+);?", block)}


def colours(look: str, theme: str = "light") -> dict[str, str]:
    sheet = statics.joined("desk", look)
    found = declared(sheet, ":root")
    if theme == "dark":
        found |= declared(sheet, '[data-theme="dark"]')
    return found


def luminance(colours: dict[str, str], name: str) -> float:
    value = colours[name]
    while value.startswith("var("):
        value = colours[value[6:-1]]
    digits = value.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(colours: dict[str, str], one: str, other: str) -> float:
    dark, light = sorted((luminance(colours, one), luminance(colours, other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(colours: dict[str, str], pairs: list[tuple[str, str, float]]) -> list[str]:
    return [
        f"{one} on {other}: {found:.2f}" for one, other, least in pairs if (found := ratio(colours, one, other)) < least
    ]


def test_the_measure_is_right():
    assert ratio({"a": "#000", "b": "#fff"}, "a", "b") == pytest.approx(21)
    assert ratio({"a": "#17292b", "b": "#fbf8f2"}, "a", "b") == pytest.approx(14.3, abs=0.05)


@pytest.mark.parametrize("look", looks())
def test_every_look_is_readable(look):
    assert too_faint(colours(look), LIGHT) == []


@pytest.mark.parametrize("look", looks())
def test_every_look_is_readable_in_the_dark(look):
    assert too_faint(colours(look, "dark"), DARK) == []


@pytest.mark.parametrize("look", looks()[1:])
def test_a_region_sets_colours_and_the_motif_and_nothing_else(look):
    sheet = re.sub(r"/\*.*?\*/", "", (statics.CSS / f"region-{look}.css").read_text(encoding="utf-8"))
    selectors = {part.strip() for part in re.findall(r"([^{}]+)\{[^{}]*\}", sheet.replace("@layer region {", ""))}

    assert selectors <= {":root", ".batik::before"}
    assert [name for name in re.findall(r"(--[\w-]+):", sheet) if not ALLOWED.match(name)] == []
