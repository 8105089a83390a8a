"""The outermost layer: more visitors than the machine can serve get a polite page at once, not an error later.

A few requests work at a time, some wait a moment, the rest are asked to come back. Turning somebody away costs a
fraction of a millisecond, so a spike neither piles up nor takes those down who are being served.

What is sent to us is read before a desk is taken: whoever sends slowly, or never ends, holds up nobody who only reads.
It is read piece by piece, and whoever takes far longer than the slowest line needs is told so. Somebody who sends
nothing at all, and does not hang up, is not seen from here: a proxy that takes the whole body in first sees to that.
"""

import io
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

Environment = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]

AT_WORK = 4  # per process; Python computes on one core, the others wait for the database
WAITING = 32
WAIT_SECONDS = 2.0
READING = 32  # whose form or file is still on its way to us
READ_SECONDS = 30.0  # for what is sent, and more for large things:
SLOWEST_LINE = 4 * 1024  # bytes a second
PIECE, LARGEST_PIECE = 1024, 64 * 1024  # small at first, so that the clock is looked at in time
LARGEST_BODY = 26 * 1024 * 1024  # a little more than the largest form (settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
SPARE_THREADS = 8  # free to turn people away while all others work or wait
THREADS = AT_WORK + WAITING + READING + SPARE_THREADS
COME_BACK_SECONDS = 10
ALWAYS_SERVED = {"/healthz"}

PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
{again}<title>{title}</title></head>
<body><main><h1>{title}</h1>{words}</main></body></html>
"""
AGAIN = f'<meta http-equiv="refresh" content="{COME_BACK_SECONDS}">'
BUSY, TOO_LARGE, CUT_OFF = "503 Service Unavailable", "413 Content Too Large", "400 Bad Request"
TOO_SLOW = "408 Request Timeout"
WORDS = {
    BUSY: {
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
    },
    TOO_LARGE: {
        "id": (
            "Kiriman terlalu besar",
            "Sekali kirim paling besar 25 MB. Kembali, kecilkan fotonya atau kirim satu per satu.",
        ),
        "en": (
            "Too large",
            "At most 25 MB can be sent at once. Go back and make the photos smaller or send them singly.",
        ),
    },
    TOO_SLOW: {
        "id": (
            "Kiriman terlalu lama di jalan",
            "Sambungan Anda sedang lambat, jadi tidak ada yang diproses. Kembali, kecilkan fotonya, lalu kirim lagi.",
        ),
        "en": (
            "Too long on the way",
            "Your connection is slow just now, so nothing was done. Go back, make the photos smaller and send once more.",
        ),
    },
    CUT_OFF: {
        "id": ("Kiriman terputus", "Yang sampai tidak lengkap, jadi tidak ada yang diproses. Kembali lalu kirim lagi."),
        "en": ("Cut off", "What arrived was not complete, so nothing was done with it. Go back and send once more."),
    },
}


class Shed:
    """A WSGI application around another one."""

    def __init__(
        self,
        inner: Application,
        *,
        at_work: int = AT_WORK,
        waiting: int = WAITING,
        reading: int = READING,
        seconds: float = WAIT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.inner = inner
        self.clock = clock
        self.seconds = seconds
        self._desks = threading.BoundedSemaphore(at_work)
        self._chairs = threading.BoundedSemaphore(waiting) if waiting else None
        self._mailboxes = threading.BoundedSemaphore(reading)

    def __call__(self, environment: Environment, start_response: StartResponse) -> Iterable[bytes]:
        path = environment.get("PATH_INFO", "/")
        if status := self._take_in(environment):
            return turn_away(path, start_response, status)
        if path in ALWAYS_SERVED:
            return self.inner(environment, start_response)
        if not self._enter():
            return turn_away(path, start_response)
        try:
            return self.inner(environment, start_response)
        finally:
            self._desks.release()

    def _take_in(self, environment: Environment) -> str:
        """Read what is sent along, so that the view need not wait for it; "" or why that cannot be.

        Half a form is none: somebody whose line broke has pressed no button.
        """
        length = int(environment.get("CONTENT_LENGTH") or 0)
        if length <= 0:
            return ""
        if length > LARGEST_BODY:
            return TOO_LARGE
        if not self._mailboxes.acquire(blocking=False):
            return BUSY
        try:
            body = self._read(environment["wsgi.input"], length)
        finally:
            self._mailboxes.release()
        if body is None:
            return TOO_SLOW
        environment["wsgi.input"] = io.BytesIO(body)
        return "" if len(body) == length else CUT_OFF

    def _read(self, sent: Any, length: int) -> bytes | None:
        """What was sent, or None when it is too long on the way."""
        began, parts, have = self.clock(), [], 0
        while have < length:
            if self.clock() - began > READ_SECONDS + have / SLOWEST_LINE:
                return None
            part = sent.read(min(length - have, max(PIECE, min(have, LARGEST_PIECE))))
            if not part:
                break
            parts.append(part)
            have += len(part)
        return b"".join(parts)

    def _enter(self) -> bool:
        if self._desks.acquire(blocking=False):
            return True
        if self._chairs is None or not self._chairs.acquire(blocking=False):
            return False
        try:
            return self._desks.acquire(timeout=self.seconds)
        finally:
            self._chairs.release()


def turn_away(path: str, start_response: StartResponse, status: str = BUSY) -> Iterable[bytes]:
    """The answer "a wait": 503, and when to come back. Or why what was sent cannot be taken."""
    body = page(path, status)
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("X-Content-Type-Options", "nosniff"),
    ]
    start_response(status, headers + ([("Retry-After", str(COME_BACK_SECONDS))] if status == BUSY else []))
    return [body]


def page(path: str, status: str) -> bytes:
    lang = "en" if path.startswith("/en/") else "id"
    title, *words = WORDS[status][lang]
    again = AGAIN if status == BUSY else ""
    return PAGE.format(lang=lang, again=again, title=title, words="".join(f"<p>{w}</p>" for w in words)).encode()
