"""A client that costs little: one connection, cookies, no redirects followed, nothing of a page read but its length."""

import http.client
import time
from urllib.parse import urlencode

from satuatap.config.tour.browser import Browser

IDLE_SECONDS = 5.0  # after which the other side may have closed the connection: a new one is made
FORM_TOKEN = "b" * 32  # the form's token need only be the cookie's


class Surprise(Exception):
    """An answer that is not the expected one: what is measured must be what was meant."""


class Client:
    """One person's connection to the copy."""

    def __init__(
        self, port: int, *, cookies: dict[str, str] | None = None, source: str = "127.0.0.1",
        headers: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.port = port
        self.cookies = cookies
        self.headers = headers or {}
        self.location = ""  # where the last answer sent us
        self.asked_at = time.monotonic()
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60, source_address=(source, 0))

    def get(self, path: str, *, expect: int = 200) -> bytes:
        return self._ask("GET", path, None, expect)

    def post(self, path: str, fields: dict[str, str | list[str]], *, expect: int = 302) -> bytes:
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": FORM_TOKEN}, doseq=True), expect)

    def _ask(self, method: str, path: str, body: str | None, expect: int) -> bytes:
        headers = {"Accept-Encoding": "gzip", **self.headers}
        if self.cookies is not None or body is not None:
            cookies = {**(self.cookies or {}), f"satuatap_form_{self.port}": FORM_TOKEN}
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if time.monotonic() - self.asked_at > IDLE_SECONDS:
            self.connection.close()
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read()
        self.asked_at = time.monotonic()
        self.location = answer.getheader("Location", "")
        if answer.status != expect:
            raise Surprise(f"{method} {path}: {answer.status}, not {expect}\n{content[:2000]!r}")
        return content


def signed_in(port: int, login: str, password: str) -> Client:
    """Somebody who has just signed in by password."""
    browser = Browser(f"http://localhost:{port}", login)
    browser.go("/akun/masuk/sandi")
    browser.submit("Masuk", address=login, password=password)
    if "sandi" in browser.page.address:
        raise Surprise(f"{login} cannot sign in")
    return Client(port, cookies=dict(browser.client.cookies))
