"""More visitors than we can serve."""

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
    def __init__(self, application: Any, path: str = "/") -> None:
        super().__init__(daemon=True)
        self.application, self.path = application, path
        self.status, self.headers, self.body = "", {}, b""

    def run(self) -> None:
        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status, dict(headers)

        self.body = b"".join(self.application({"PATH_INFO": self.path}, start_response))


@pytest.fixture
def slow() -> Iterable[Slow]:
    found = Slow()
    yield found
    found.go_on.set()


def come(application: Any, path: str = "/") -> Visitor:
    visitor = Visitor(application, path)
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
