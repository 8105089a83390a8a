"""More visitors than we can serve."""

import io
import threading
from collections.abc import Iterable
from typing import Any

import pytest

from ..overload import Shed

HELD_SECONDS = 10.0


class Slow:
    """An application that answers when the test lets it."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    def __call__(self, _environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.begun.release()
        self.go_on.wait(HELD_SECONDS)
        start_response("200 OK", [])
        return [b"served"]


class Visitor(threading.Thread):
    def __init__(self, application: Any, path: str = "/", **sent: Any) -> None:
        super().__init__(daemon=True)
        self.application, self.path, self.sent = application, path, sent
        self.status, self.headers, self.body = "", {}, b""

    def run(self) -> None:
        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status, dict(headers)

        environment = {"PATH_INFO": self.path, **self.sent}
        self.body = b"".join(self.application(environment, start_response))


@pytest.fixture
def slow() -> Iterable[Slow]:
    found = Slow()
    yield found
    found.go_on.set()


class Trickle:
    """What a very slow sender sends: it arrives when the test lets it."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.arrives = threading.Event()

    def read(self, _length: int) -> bytes:
        self.begun.release()
        self.arrives.wait(HELD_SECONDS)
        return b"a=b"


@pytest.fixture
def trickle() -> Iterable[Trickle]:
    found = Trickle()
    yield found
    found.arrives.set()


def sent(source: Any, length: int) -> dict[str, Any]:
    return {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(length), "wsgi.input": source}


def come(application: Any, path: str = "/", **sent: Any) -> Visitor:
    visitor = Visitor(application, path, **sent)
    visitor.start()
    return visitor


def test_who_finds_a_desk_is_served(slow):
    slow.go_on.set()
    visitor = come(Shed(slow))
    visitor.join(HELD_SECONDS)

    assert (visitor.status, visitor.body) == ("200 OK", b"served")


def test_when_all_chairs_are_taken_the_next_is_turned_away_at_once(slow):
    shed = Shed(slow, at_work=1, waiting=0)
    first = come(shed)
    slow.begun.acquire()

    second = come(shed)
    second.join(HELD_SECONDS)

    assert second.status == "503 Service Unavailable"
    assert second.headers["Retry-After"] == "10"
    assert "mohon tunggu" in second.body.decode()
    slow.go_on.set()
    first.join(HELD_SECONDS)
    assert first.status == "200 OK"


def test_who_waits_too_long_is_asked_to_come_back(slow):
    shed = Shed(slow, at_work=1, waiting=1, seconds=0.01)
    come(shed)
    slow.begun.acquire()

    second = come(shed, "/en/layanan")
    second.join(HELD_SECONDS)

    assert second.status.startswith("503")
    assert "please wait" in second.body.decode()


def test_who_waits_gets_the_desk_that_becomes_free(slow):
    shed = Shed(slow, at_work=1, waiting=1, seconds=HELD_SECONDS)
    first = come(shed)
    slow.begun.acquire()
    second = come(shed)

    slow.go_on.set()
    for visitor in (first, second):
        visitor.join(HELD_SECONDS)

    assert [first.status, second.status] == ["200 OK", "200 OK"]


def test_a_fault_gives_the_desk_back():
    def broken(_environment: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        raise RuntimeError

    shed = Shed(broken, at_work=1, waiting=0)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            shed({"PATH_INFO": "/"}, lambda *_: None)


def test_the_watchers_question_is_always_answered(slow):
    shed = Shed(slow, at_work=1, waiting=0)
    come(shed)
    slow.begun.acquire()

    watcher = come(shed, "/healthz")
    slow.begun.acquire()  # it got through to the application
    slow.go_on.set()
    watcher.join(HELD_SECONDS)

    assert watcher.status == "200 OK"


@pytest.mark.parametrize("path", ["/akun/masuk", "/healthz"])
def test_who_sends_slowly_holds_up_nobody_who_reads(slow, trickle, path):
    slow.go_on.set()
    shed = Shed(slow, at_work=1, waiting=0, reading=1)
    sender = come(shed, path, **sent(trickle, 3))
    trickle.begun.acquire()

    reader, second = come(shed), come(shed, path, **sent(trickle, 3))
    for visitor in (reader, second):
        visitor.join(HELD_SECONDS)

    assert (reader.status, second.status) == ("200 OK", "503 Service Unavailable")
    trickle.arrives.set()
    sender.join(HELD_SECONDS)
    assert sender.status == "200 OK"


class Dripping:
    """A sender whose every piece takes a second, by the clock of the test."""

    def __init__(self, body: bytes, piece: int) -> None:
        self.body, self.piece, self.now = io.BytesIO(body), piece, 0.0

    def read(self, length: int) -> bytes:
        self.now += 1.0
        return self.body.read(min(length, self.piece))


@pytest.mark.parametrize(
    ("length", "a_second", "status"),
    [(3000, 20, "408"), (200_000, 5000, "200"), (200_000, 500, "408"), (900, 40, "200"), (2_000_000, 3000, "408")],
)
def test_a_form_that_takes_far_too_long_on_the_way_is_cut_off(slow, length, a_second, status):
    slow.go_on.set()
    source = Dripping(b"x" * length, a_second)

    visitor = come(Shed(slow, reading=1, clock=lambda: source.now), **sent(source, length))
    visitor.join(HELD_SECONDS)

    assert visitor.status[:3] == status
    assert ("sedang lambat" in visitor.body.decode()) == (status == "408")


def test_a_large_file_arrives_whole_in_pieces():
    kept = {}

    def keep(environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        kept["body"] = environment["wsgi.input"].read()
        start_response("200 OK", [])
        return []

    body = bytes(range(256)) * 20_000
    come(Shed(keep), **sent(io.BytesIO(body), len(body))).join(HELD_SECONDS)

    assert kept["body"] == body


def test_what_was_sent_reaches_the_application_whole():
    def echo(environment: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])
        return [environment["wsgi.input"].read()]

    visitor = come(Shed(echo), **sent(io.BytesIO(b"nama=Rani"), 9))
    visitor.join(HELD_SECONDS)

    assert visitor.body == b"nama=Rani"


@pytest.mark.parametrize(("length", "status", "words"), [(10, "400", "tidak lengkap"), (10**9, "413", "25 MB")])
def test_half_a_form_and_one_without_end_are_not_taken(slow, length, status, words):
    visitor = come(Shed(slow), **sent(io.BytesIO(b"a=b"), length))
    visitor.join(HELD_SECONDS)

    assert visitor.status.startswith(status)
    assert words in visitor.body.decode()
    assert "refresh" not in visitor.body.decode()
