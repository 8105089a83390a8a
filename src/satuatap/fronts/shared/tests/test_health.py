"""``/healthz`` names every process of this version, and the one that fails."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client

from satuatap.fronts.shared import health


class Quiet(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name that the library calls
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stream(settings) -> Iterator[None]:
    """A stream process that is well."""
    with http.server.HTTPServer(("127.0.0.1", 0), Quiet) as server:
        settings.STREAM_HEALTH_URL = f"http://127.0.0.1:{server.server_port}/healthz"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield
        server.shutdown()
        thread.join()


def worker_was_heard(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second')",
            [seconds_ago],
        )


@pytest.mark.django_db
def test_when_all_are_at_work(client: Client, stream):
    worker_was_heard(5)

    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "processes": dict.fromkeys(("web", "postgres", "worker", "stream"), "ok")}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("heard", [None, 60])
def test_a_silent_worker_is_named(client: Client, stream, heard):
    if heard:
        worker_was_heard(heard)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["failed"]) == (503, ["worker"])


@pytest.mark.django_db
def test_a_silent_stream_is_named(client: Client, settings):
    settings.STREAM_HEALTH_URL = "http://127.0.0.1:9/healthz"
    worker_was_heard(5)

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()["failed"]) == (503, ["stream"])


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_named(client: Client, stream, monkeypatch):
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(health.connection, "cursor", away)

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["failed"] == ["postgres", "worker"]


@pytest.mark.django_db
def test_it_only_answers_questions(client: Client):
    assert client.post("/healthz").status_code == 405
