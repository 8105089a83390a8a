"""A browser without a screen: it follows links and fills in forms as they stand in the page, and nothing else."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx


class Lost(Exception):
    """The page is not the one the walk expects: what was looked for, and what stands there instead."""


@dataclass
class Form:
    """One form of a page: where it goes, what stands in it, and its buttons with their names and values."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What a person sees of a page: its title, its text, links and forms."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.title, self.heading = address, "", ""
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.errors: list[str] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._text: dict[str, str] = {}
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                Form(urljoin(self.address, given.get("action") or self.address), given.get("method", "get"))
            )
        elif tag in ("input", "textarea", "select", "button", "option") and self.forms:
            self._control(tag, given)
        if tag not in ("input", "br", "img", "meta", "link", "use", "hr", "rect", "path"):
            self._open.append((tag, given))
            self._text[tag] = ""

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], given.get("name", ""), given.get("type", "")
        if tag == "button":
            form.buttons.append((name, given.get("value", ""), ""))
        elif tag == "option":
            owner = next((a.get("name", "") for t, a in reversed(self._open) if t == "select"), "")
            if owner and ("selected" in given or owner not in form.fields):
                form.fields[owner] = [given.get("value", "")]
        elif kind == "file":
            form.files.add(name)
        elif kind in ("checkbox", "radio"):
            if "checked" in given and "disabled" not in given:
                form.fields.setdefault(name, []).append(given.get("value", "on"))
        elif name and tag != "select" and kind != "submit":
            form.fields[name] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        self.words += data
        for tag, _given in self._open:
            self._text[tag] = self._text.get(tag, "") + data
        if self._open and self._open[-1][0] == "textarea" and self.forms:
            self.forms[-1].fields[self._open[-1][1].get("name", "")] = [data]

    def handle_endtag(self, tag: str) -> None:
        if tag not in {opened for opened, _given in self._open}:
            return
        while self._open:
            opened, given = self._open.pop()
            text = " ".join(self._text.get(opened, "").split())
            if opened == "a" and given.get("href"):
                self.links.append((text, urljoin(self.address, given["href"])))
            elif opened == "button" and self.forms and self.forms[-1].buttons:
                name, value, _old = self.forms[-1].buttons[-1]
                self.forms[-1].buttons[-1] = (name, value, text)
            elif opened == "h1":
                self.heading = text
            elif opened == "title":
                self.title = text
            elif opened == "p" and "error" in given.get("class", ""):
                self.errors.append(text)
            if opened == tag:
                break


class Browser:
    """One person's browser: cookies of its own, and the page it shows."""

    def __init__(self, site: str, name: str) -> None:
        self.name = name
        self.client = httpx.Client(base_url=site, follow_redirects=True, timeout=30, headers={"User-Agent": "tour"})
        self.page = Page(site, "")
        self.body = b""

    def go(self, address: str) -> Page:
        return self._show(self._ask("GET", address))

    def follow(self, words: str) -> Page:
        """Press the first link whose words begin so. Raises ``Lost``."""
        for text, address in self.page.links:
            if text.startswith(words):
                return self.go(address)
        raise Lost(f"{self.name}: tidak ada tautan “{words}” di {self.page.address} ({self.page.heading})")

    def submit(self, button: str, *, files: dict[str, tuple[str, bytes, str]] | None = None, **fields: str) -> Page:
        """Fill in the form that has this button, and press it. Dots in names are written as ``__``. Raises ``Lost``."""
        for form in self.page.forms:
            for name, value, words in form.buttons:
                if words.startswith(button):
                    return self._send(form, (name, value), files or {}, fields)
        raise Lost(f"{self.name}: tidak ada tombol “{button}” di {self.page.address} ({self.page.heading})")

    def _send(
        self, form: Form, button: tuple[str, str], files: dict[str, tuple[str, bytes, str]], fields: dict[str, str]
    ) -> Page:
        values = {name: list(given) for name, given in form.fields.items()}
        values |= {name.replace("__", "."): [text] for name, text in fields.items()}
        if button[0]:
            values[button[0]] = [button[1]]
        if form.method.lower() != "post":
            return self._show(self._ask("GET", form.action, params=values))
        headers = {"Referer": self.page.address}
        given = files or dict.fromkeys(form.files, ("", b"", "application/octet-stream")) or None
        return self._show(self._ask("POST", form.action, data=values, files=given, headers=headers))

    def _ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        try:
            return self.client.request(method, address, **more)
        except httpx.TransportError as problem:
            raise Lost(f"{self.name}: {address} tidak menjawab ({problem})") from None

    def _show(self, answer: httpx.Response) -> Page:
        self.body = answer.content
        is_page = "text/html" in answer.headers.get("content-type", "")
        self.page = Page(str(answer.url), answer.text if is_page else "")
        if answer.status_code >= 400:
            why = "; ".join(self.page.errors) or self.page.heading
            raise Lost(f"{self.name}: {answer.status_code} di {answer.url}: {why}")
        return self.page
