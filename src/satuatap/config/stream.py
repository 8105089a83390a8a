"""The live stream: server-sent events from PostgreSQL's LISTEN/NOTIFY, for whoever brings a ticket.

One small process without the ORM. It passes on topics and ids only; a page that hears of a change asks for it over
the ordinary address, with its own rights. A page that connects, or may have missed something, gets ``snapshot`` and
reads its list anew.
"""

import asyncio
import contextlib
import os
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

import msgspec
import psycopg
import structlog

from satuatap.kernel import tickets
from satuatap.kernel.secrets import secret

from . import settings
from .postgres import cluster

HEARTBEAT_SECONDS = 20
RECONNECT_SECONDS = 1.0
MOST_REMEMBERED = 10_000  # topics, before those are forgotten that are older than any ticket
MOST_WAITING = 50  # events a slow listener may fall behind before it gets a snapshot instead

log = structlog.get_logger()
Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Inbox = asyncio.Queue[bytes]


def event(name: str, **words: str) -> bytes:
    return f"event: {name}\ndata: {msgspec.json.encode(words).decode()}\n\n".encode()


SNAPSHOT = event("snapshot")
HEARTBEAT = event("beat")  # a page that hears none for a while knows that its line is dead


class Hub:
    """Hears the database once and tells everybody who asked for the topic."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.connected = False
        self._inboxes: dict[str, set[Inbox]] = defaultdict(set)
        self._connected_at = 0.0
        self._last: dict[str, float] = {}  # topic: when something happened there

    async def listen(self) -> None:
        """Listen for ever; after each new connection everybody starts from a snapshot."""
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(self.address, autocommit=True)
                async with connection:
                    await connection.execute(f"LISTEN {tickets.CHANNEL}")
                    self.connected, self._connected_at = True, time.time()
                    self.tell(self._inboxes, SNAPSHOT)
                    async for notice in connection.notifies():
                        topic, thing = msgspec.json.decode(notice.payload, type=tuple[str, str])
                        self.changed(topic, thing)
            except (psycopg.Error, OSError) as problem:
                log.warning("the database cannot be heard", problem=str(problem).split("\n", 1)[0])
            except (msgspec.DecodeError, ValueError):
                log.exception("a notice that is not ours")
            self.connected = False
            await asyncio.sleep(RECONNECT_SECONDS)

    def changed(self, topic: str, thing: str) -> None:
        """Pass on that something happened, and remember when."""
        if len(self._last) > MOST_REMEMBERED:
            old = time.time() - tickets.LIFETIME.total_seconds()
            self._last = {known: moment for known, moment in self._last.items() if moment > old}
        self._last[topic] = time.time()
        self.tell([topic], event("changed", topic=topic, id=thing))

    def has_missed(self, ticket: tickets.Ticket) -> bool:
        """Whether something may have happened after the page was made that brings the ticket, and before it came here.

        Without a database nothing is heard, and everybody starts anew once it is there.
        """
        moment = ticket.written_at
        if not self.connected:
            return False
        return moment < self._connected_at or any(self._last.get(topic, 0) >= moment for topic in ticket.topics)

    def tell(self, topics: Iterable[str], what: bytes) -> None:
        for inbox in {inbox for topic in topics for inbox in self._inboxes.get(topic, ())}:
            if inbox.full():
                while not inbox.empty():
                    inbox.get_nowait()
                inbox.put_nowait(SNAPSHOT)
            else:
                inbox.put_nowait(what)

    @contextlib.contextmanager
    def inbox(self, topics: Iterable[str]):
        inbox: Inbox = asyncio.Queue(MOST_WAITING)
        for topic in topics:
            self._inboxes[topic].add(inbox)
        try:
            yield inbox
        finally:
            for topic in topics:
                self._inboxes[topic].discard(inbox)
                if not self._inboxes[topic]:
                    del self._inboxes[topic]


def database() -> str:
    """LISTEN needs a connection of its own, so a pooler in front of the database is gone around."""
    known = os.environ.get("SATUATAP_LISTEN_URL") or os.environ.get("DATABASE_URL")
    return known or cluster.url(settings.HOME)


class Stream:
    """The ASGI application."""

    def __init__(self, hub: Hub, key: bytes, origin: str) -> None:
        self.hub = hub
        self.key = key
        self.origin = origin
        self.closed = False

    def close(self) -> None:
        """Let everybody go who listens, so that the process ends at once; they come back to the next one."""
        self.closed = True
        self.hub.tell(list(self.hub._inboxes), HEARTBEAT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == "/healthz":
            await answer(send, 200 if self.hub.connected else 503, b"ok" if self.hub.connected else b"no database")
        elif scope["path"] == "/stream/" and scope["method"] == "GET":
            await self.stream(scope, receive, send)
        else:
            await answer(send, 404, b"not found")

    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("ticket", [""])[0]
        try:
            found = tickets.read(ticket, at=datetime.now(UTC), key=self.key)
        except tickets.Invalid:
            await answer(send, 403, b"ticket not valid", self.allowed())
            return
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            *self.allowed(),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with self.hub.inbox(found.topics) as inbox:
            await send(part(SNAPSHOT))
            if self.hub.has_missed(found):
                await send(part(SNAPSHOT))
            gone = asyncio.ensure_future(hung_up(receive))
            gone.add_done_callback(lambda _gone: inbox.full() or inbox.put_nowait(HEARTBEAT))  # whoever waits is woken
            try:
                while not gone.done() and not self.closed:
                    await send(part(await next_of(inbox)))
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            finally:
                gone.cancel()

    def allowed(self) -> list[tuple[bytes, bytes]]:
        return [(b"access-control-allow-origin", self.origin.encode())]


async def next_of(inbox: Inbox) -> bytes:
    """The next event, or a heartbeat when nothing happens for a while. No task of its own: hundreds hear of each event."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            return await inbox.get()
    except TimeoutError:
        return HEARTBEAT


async def hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def part(body: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}


async def answer(send: Send, status: int, body: bytes, headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain"), *headers]}
    )
    await send({"type": "http.response.body", "body": body})


def build() -> Stream:
    return Stream(Hub(database()), secret("stream", home=settings.HOME), settings.SITE_URL)
