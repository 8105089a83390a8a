"""The outermost layer: more visitors than the machine can serve get a polite page at once, not an error later.

A few requests work at a time, some wait a moment, the rest are asked to come back. Turning somebody away costs a
fraction of a millisecond, so a spike neither piles up nor takes those down who are being served.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

Environment = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

AT_WORK = 4  # per process; Python computes on one core, the others wait for the database
WAITING = 32
WAIT_SECONDS = 2.0
SPARE_THREADS = 8  # free to turn people away while all others work or wait
THREADS = AT_WORK + WAITING + SPARE_THREADS
COME_BACK_SECONDS = 10
ALWAYS_SERVED = {"/healthz"}

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{seconds}"><title>{title}</title></head>
<body><main><h1>{title}</h1><p>{words}</p><p>{saved}</p></main></body></html>
"""
WORDS = {
    "id": (
        "Sedang ramai, mohon tunggu sebentar",
        "Halaman ini memuat ulang sendiri dalam 10 detik.",
        "Yang sudah Anda simpan tetap aman. Jika tadi menekan tombol kirim, kembali lalu kirim sekali lagi.",
    ),
    "en": (
        "Very busy, please wait a moment",
        "This page reloads by itself in 10 seconds.",
        "What you saved is safe. If you had just pressed a send button, go back and send once more.",
    ),
}


class Shed:
    """A WSGI application around another one."""

    def __init__(
        self, inner: Application, *, at_work: int = AT_WORK, waiting: int = WAITING, seconds: float = WAIT_SECONDS
    ) -> None:
        self.inner = inner
        self.seconds = seconds
        self._desks = threading.BoundedSemaphore(at_work)
        self._chairs = threading.BoundedSemaphore(waiting) if waiting else None

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        path = environment.get("PATH_INFO", "/")
        if path in ALWAYS_SERVED:
            return self.inner(environment, start_response)
        if not self._enter():
            return turn_away(path, start_response)
        try:
            return self.inner(environment, start_response)
        finally:
            self._desks.release()

    def _enter(self) -> bool:
        if self._desks.acquire(blocking=False):
            return True
        if self._chairs is None or not self._chairs.acquire(blocking=False):
            return False
        try:
            return self._desks.acquire(timeout=self.seconds)
        finally:
            self._chairs.release()


def turn_away(path: str, start_response: StartResponse) -> Iterable[bytes]:
    """The answer "a wait": 503, and when to come back."""
    body = page(path)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Retry-After", str(COME_BACK_SECONDS)),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'"),
    ]
    start_response("503 Service Unavailable", headers)
    return [body]


def page(path: str) -> bytes:
    lang = "en" if path.startswith("/en/") else "id"
    title, words, saved = WORDS[lang]
    return PAGE.format(lang=lang, seconds=COME_BACK_SECONDS, title=title, words=words, saved=saved).encode()
