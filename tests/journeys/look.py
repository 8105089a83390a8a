"""What every page that a journey reaches is held to, and its pictures."""

import importlib.resources
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

WIDTHS = (320, 360, 768, 1440)
PICTURED = (360, 768, 1440)
HEIGHT = 900
FOLDER = Path(__file__).resolve().parents[2] / "shots"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}
TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const clipped = (e) => { for (let p = e.parentElement; p; p = p.parentElement) {
    if (getComputedStyle(p).overflowX !== 'visible') return true; } return false; };
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > most + 1 && !clipped(e))
    .map((e) => e.outerHTML.slice(0, 120)).slice(0, 5);
}"""


@lru_cache(maxsize=1)
def axe() -> str:
    """The accessibility checker, as its package brings it. ``AXE`` names another file, to try a newer one."""
    if path := os.environ.get("AXE"):
        return Path(path).read_text(encoding="utf-8")
    return (importlib.resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def look(page: Any, name: str) -> None:
    """Hold a page to the rules of the house at every width: one h1, a title, nothing wider than the screen, with
    doubled text neither, no rule of WCAG 2.2 AA broken. With ``SHOTS=1`` its pictures go to ``shots/``."""
    size = page.viewport_size
    page.wait_for_load_state("load")
    expect(page.locator("h1"), f"{name}: one h1").to_have_count(1)
    assert page.title().strip(" –"), f"{name}: no title"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        wide = page.evaluate(TOO_WIDE)
        assert wide == [], f"{name} at {width} px is wider than the screen: {wide}"
        if width in PICTURED and os.environ.get("SHOTS") == "1":
            FOLDER.mkdir(exist_ok=True)
            page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
        if width in (360, 1440):
            assert (found := violations(page)) == [], f"{name} at {width} px: " + "\n".join(found)
    page.set_viewport_size({"width": WIDTHS[1], "height": HEIGHT})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate(TOO_WIDE)
    assert wide == [], f"{name} with doubled text is wider than the screen: {wide}"
    page.evaluate("document.documentElement.style.fontSize = ''")
    if size:
        page.set_viewport_size(size)


def violations(page: Any) -> list[str]:
    """What the checker finds, in a line each. Evaluated from outside, so the page's own policy stays in force."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(axe())
    result = page.evaluate("(options) => axe.run(document, options)", RULES)
    return [
        f"{found['id']}: {found['help']}: {node['html'][:160]} ({node['target']})"
        for found in result["violations"]
        for node in found["nodes"]
    ]
