"""Somebody in front of a browser: signs in once, opens pages, presses and fills as people do."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from .copy import Copy
from .look import look

PHONE, TABLET, SCREEN = 360, 768, 1440
# What a browser writes about a page that answers a refusal; everything else it complains of fails the journey.
EXPECTED = re.compile(r"status of (404|422|429|409|403)")


class Person:
    """One person with a window of their own. ``page`` is the window."""

    def __init__(self, browser: Browser, copy: Copy, context: BrowserContext, name: str) -> None:
        self.browser, self.copy, self.context, self.name = browser, copy, context, name
        self.complaints: list[str] = []
        self.page = self.window()

    def window(self) -> Page:
        """A new window (a tab) of the same person."""
        page = self.context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._note(page, message))
        return page

    def _note(self, page: Page, message: Any) -> None:
        if message.type == "error" and not EXPECTED.search(message.text):
            self.complaints.append(f"{page.url}: {message.text}")

    def go(self, path: str) -> None:
        self.page.goto(self.copy.url + path)

    def path(self) -> str:
        return self.page.url.removeprefix(self.copy.url)

    def sign_in(self, login: str) -> None:
        """With the password; leads to where people of this kind begin."""
        self.go("/akun/masuk/sandi")
        self.fill("Nomor HP atau surel", login)
        self.fill("Kata sandi", self.copy.password)
        self.press("Masuk")
        expect(self.page).not_to_have_url(re.compile("/masuk"))

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """The input with this label; words after the label, such as "(boleh dikosongkan)", do not matter."""
        return self.page.get_by_label(re.compile("^" + re.escape(label))).first

    def choose(self, label: str, option: str) -> None:
        """An option of a list."""
        self.field(label).select_option(label=option)

    def pick(self, question: str, answer: str) -> None:
        """One answer of a group of radios."""
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()

    def press(self, words: str) -> None:
        """The button with these words."""
        self.page.get_by_role("button", name=words).first.click()

    def follow(self, words: str) -> None:
        """The link with these words."""
        self.page.get_by_role("link", name=words).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(words)

    def sees_heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)

    def waits_for(self, words: str, seconds: float = 30.0) -> None:
        """Reload until the words are there: what the worker does takes a moment."""
        for _ in range(int(seconds / 0.5)):
            if words in self.page.inner_text("body"):
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{self.name} waited in vain for “{words}” at {self.page.url}")

    def waits_until_gone(self, words: str, seconds: float = 30.0) -> None:
        """Reload until the words are no longer there."""
        for _ in range(int(seconds / 0.5)):
            if words not in self.page.inner_text("body"):
                return
            self.page.wait_for_timeout(500)
            self.page.reload()
        raise AssertionError(f"{self.name} still reads “{words}” at {self.page.url}")

    def looks(self, name: str) -> None:
        """Hold the present page to the rules of the house."""
        look(self.page, name)
