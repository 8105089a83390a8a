"""The live stream: tickets, topics, snapshots."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from satuatap.kernel import tickets

from .. import stream as streams
from ..stream import SNAPSHOT, Hub, Stream, event

KEY = b"k" * 32
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def test_a_ticket_names_its_topics_for_a_minute():
    ticket = tickets.write(["unit:1", "unit:2"], at=NOW, key=KEY)

    assert tickets.read(ticket, at=NOW + timedelta(seconds=59), key=KEY).topics == ("unit:1", "unit:2")
    with pytest.raises(tickets.Invalid):
        tickets.read(ticket, at=NOW + timedelta(seconds=61), key=KEY)


@pytest.mark.parametrize(
    "change", [lambda t: t[:-2], lambda t: "A" + t, lambda _: "", lambda _: "a.b", lambda t: t + ".x"]
)
def test_a_changed_ticket_is_not_valid(change):
    ticket = tickets.write(["unit:1"], at=NOW, key=KEY)

    with pytest.raises(tickets.Invalid):
        tickets.read(change(ticket), at=NOW, key=KEY)


def test_a_ticket_of_another_installation_is_not_valid():
    with pytest.raises(tickets.Invalid):
        tickets.read(tickets.write(["unit:1"], at=NOW, key=b"o" * 32), at=NOW, key=KEY)


class Listener:
    """A browser that listens, as the server sees it."""

    def __init__(self, stream: Stream, path: str = "/stream/", ticket: str = "") -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()
        self.status = 0
        self.headers: dict[bytes, bytes] = {}
        self.gone = asyncio.Event()
        scope = {"type": "http", "method": "GET", "path": path, "query_string": f"ticket={ticket}".encode()}
        self.task = asyncio.create_task(stream(scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.heard.put_nowait(message["body"])

    async def next(self) -> bytes:
        return await asyncio.wait_for(self.heard.get(), 5)


def ticket_for(*topics: str) -> str:
    return tickets.write(topics, at=datetime.now(UTC), key=KEY)


def with_stream(act: Callable[[Stream], Awaitable[None]], address: str = "") -> None:
    async def main() -> None:
        await act(Stream(Hub(address), KEY, "http://localhost:8000"))

    asyncio.run(main())


def test_a_listener_gets_a_snapshot_then_its_own_topics_only():
    async def act(stream: Stream) -> None:
        listener = Listener(stream, ticket=ticket_for("unit:1"))
        assert await listener.next() == SNAPSHOT
        stream.hub.tell(["unit:2"], event("changed", topic="unit:2", id="x"))
        stream.hub.tell(["unit:1"], event("changed", topic="unit:1", id="y"))

        assert await listener.next() == b'event: changed\ndata: {"topic":"unit:1","id":"y"}\n\n'
        assert listener.headers[b"content-type"] == b"text/event-stream"
        assert listener.headers[b"access-control-allow-origin"] == b"http://localhost:8000"
        listener.gone.set()
        await asyncio.wait_for(listener.task, 5)
        assert not stream.hub._inboxes

    with_stream(act)


@pytest.mark.parametrize(("topic", "is_told"), [("unit:1", True), ("unit:2", False)])
def test_what_happens_between_a_page_and_its_stream_is_not_missed(topic, is_told):
    async def act(stream: Stream) -> None:
        stream.hub.connected = True
        ticket = ticket_for("unit:1")
        stream.hub.changed(topic, "x")  # while the page was on its way
        listener = Listener(stream, ticket=ticket)
        assert await listener.next() == SNAPSHOT
        stream.hub.changed("unit:1", "y")

        heard = [await listener.next() for _event in range(1 + is_told)]
        assert heard == [SNAPSHOT] * is_told + [event("changed", topic="unit:1", id="y")]
        listener.gone.set()
        await asyncio.wait_for(listener.task, 5)

    with_stream(act)


def test_without_a_valid_ticket_nothing_is_heard():
    async def act(stream: Stream) -> None:
        for ticket in ("", "forged.ticket"):
            listener = Listener(stream, ticket=ticket)
            await asyncio.wait_for(listener.task, 5)
            assert listener.status == 403

    with_stream(act)


def test_at_the_end_everybody_is_let_go():
    async def act(stream: Stream) -> None:
        listener = Listener(stream, ticket=ticket_for("unit:1"))
        assert await listener.next() == SNAPSHOT
        stream.close()
        await asyncio.wait_for(listener.task, 5)
        assert not stream.hub._inboxes

    with_stream(act)


def test_silence_is_broken_by_heartbeats(monkeypatch):
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.01)

    async def act(stream: Stream) -> None:
        listener = Listener(stream, ticket=ticket_for("unit:1"))
        assert [await listener.next(), await listener.next()] == [SNAPSHOT, streams.HEARTBEAT]
        listener.gone.set()
        await asyncio.wait_for(listener.task, 5)

    with_stream(act)


def test_who_falls_behind_gets_a_snapshot_instead():
    async def act(stream: Stream) -> None:
        with stream.hub.inbox(["unit:1"]) as inbox:
            for number in range(streams.MOST_WAITING + 1):
                stream.hub.tell(["unit:1"], event("changed", topic="unit:1", id=str(number)))
            assert inbox.qsize() == 1
            assert inbox.get_nowait() == SNAPSHOT

    with_stream(act)


def test_who_keeps_up_hears_the_event_whoever_else_fell_behind():
    async def act(stream: Stream) -> None:
        with contextlib.ExitStack() as listeners:
            slow = [listeners.enter_context(stream.hub.inbox(["unit:1"])) for _number in range(10)]
            for _event in range(streams.MOST_WAITING):
                stream.hub.changed("unit:1", "b-7")
            quick = [listeners.enter_context(stream.hub.inbox(["unit:1"])) for _number in range(10)]

            stream.hub.changed("unit:1", "b-8")

            assert {inbox.get_nowait() for inbox in slow} == {SNAPSHOT}
            assert {inbox.get_nowait() for inbox in quick} == {event("changed", topic="unit:1", id="b-8")}

    with_stream(act)


def test_its_health_is_whether_the_database_is_heard():
    async def act(stream: Stream) -> None:
        for connected, status in ((False, 503), (True, 200)):
            stream.hub.connected = connected
            listener = Listener(stream, path="/healthz")
            await asyncio.wait_for(listener.task, 5)
            assert listener.status == status

    with_stream(act)


def test_it_imports_no_orm():
    code = "import sys; import satuatap.config.stream; sys.exit('django.db.models' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment()).returncode == 0


def environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_heard_and_what_is_rolled_back_is_not():
    from django.db import connection, transaction

    from satuatap.kernel.live import notify

    def say() -> None:
        with transaction.atomic():
            notify("unit:1", "never")
            transaction.set_rollback(True)
        with transaction.atomic():
            notify("unit:1", "done")
        connection.close()

    async def act(stream: Stream) -> None:
        listening = asyncio.create_task(stream.hub.listen())
        with stream.hub.inbox(["unit:1"]) as inbox:
            assert await asyncio.wait_for(inbox.get(), 5) == SNAPSHOT  # it listens now
            await asyncio.to_thread(say)
            assert await asyncio.wait_for(inbox.get(), 5) == event("changed", topic="unit:1", id="done")
        listening.cancel()

    settings = connection.settings_dict
    words = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"], "dbname": settings["NAME"]}
    secret = f" password={settings['PASSWORD']}" if settings["PASSWORD"] else ""
    with_stream(act, " ".join(f"{name}={value}" for name, value in words.items() if value) + secret)
