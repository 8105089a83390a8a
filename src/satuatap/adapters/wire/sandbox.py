"""What a sandbox is made of: a small server, a state that survives a restart, a courier that writes to us.

A sandbox stands in for an outside system in a process of its own. It speaks the real protocol and can be told to be
late, to repeat itself, to mix things up, to answer half, or to be down (``PUT /kendali``). Standard library only.
"""

import contextlib
import http.client
import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .signatures import BadSignature, signed, verify

log = logging.getLogger("sandbox")
LARGEST_BODY = 64 * 1024
FIRST_PAUSE, LONGEST_PAUSE, ATTEMPTS = 0.25, 60.0, 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: ``query`` and ``form`` hold the first value of each name."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode("utf-8", "replace")).items()}

    def json(self) -> Any:
        """The body as JSON. Raises ``Wrong``."""
        try:
            return json.loads(self.body)
        except ValueError:
            raise Wrong(HTTPStatus.BAD_REQUEST, "not JSON") from None


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes = b""
    status: int = HTTPStatus.OK
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


class Wrong(Exception):
    """A request that is answered with an error."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason


def as_json(content: Any, status: int = HTTPStatus.OK) -> Answer:
    return Answer(json.dumps(content, ensure_ascii=False).encode(), status)


def as_page(text: str, status: int = HTTPStatus.OK) -> Answer:
    return Answer(text.encode(), status, "text/html; charset=utf-8")


def to(address: str) -> Answer:
    return Answer(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


class State:
    """A dictionary in memory and in a file, written whole after every change."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lock = threading.RLock()
        self.content: dict[str, Any] = {}
        if path and path.exists():
            with contextlib.suppress(ValueError):  # half a file from a power cut: begin anew
                self.content = json.loads(path.read_text(encoding="utf-8"))

    def table(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.content.setdefault(name, {})
        return found

    def keep(self) -> None:
        if self.path:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = self.path.with_suffix(f".{os.getpid()}.new")
            new.touch(mode=0o600)
            new.write_text(json.dumps(self.content, ensure_ascii=False), encoding="utf-8")
            new.replace(self.path)


class Sandbox:
    """Base of a sandbox: the answers are its own, faults and letters to us are common."""

    largest_body = LARGEST_BODY
    faults: dict[str, Any] = {}  # name: what it is when nothing is wrong

    def __init__(self, *, secret: bytes, notify: str, state: Path | None = None) -> None:
        self.secret, self.notify = secret, notify
        self.state = State(state)
        with self.state.lock:
            self.state.content["faults"] = dict(self.faults) | self.state.table("faults")
        self._wake = threading.Event()
        self._stopped = False

    def answer(self, asked: Asked) -> Answer:
        raise Wrong(HTTPStatus.NOT_FOUND, asked.path)

    def fault(self, name: str) -> Any:
        return self.state.table("faults")[name]

    def respond(self, asked: Asked) -> Answer:
        """The answer to a request, under the faults that are switched on."""
        with self.state.lock:
            if asked.path == "/kendali":
                return self._control(asked)
            if self.fault("down"):
                raise Wrong(HTTPStatus.SERVICE_UNAVAILABLE, "down for the day")
            answer = self.answer(asked)
            self.state.keep()
        if self.fault("half_answer") and answer.kind == "application/json":
            return Answer(answer.body[: len(answer.body) // 2], answer.status, answer.kind)
        return answer

    def require_signed(self, asked: Asked) -> None:
        try:
            verify(self.secret, f"{asked.method} {asked.path}", asked.headers, asked.body, datetime.now(UTC))
        except BadSignature as problem:
            raise Wrong(HTTPStatus.UNAUTHORIZED, str(problem)) from None

    def write(
        self, content: Mapping[str, Any], *, to: str = "", purpose: str = "notification", later: float = 0
    ) -> None:
        """Put a letter to us into the outbox, late and as often as the faults say; ``to`` is another door of ours."""
        if self.fault("mute"):
            return
        outbox, due = self.state.table("outbox"), time.time() + float(self.fault("delay")) + later
        for _copy in range(int(self.fault("repeat"))):
            name = f"{time.time_ns()}-{len(outbox)}"
            outbox[name] = {"due": due, "tried": 0, "content": dict(content), "to": to, "purpose": purpose}
        self._wake.set()

    def carry(self) -> None:
        """The courier's work: deliver what is due, again and again until it is taken."""
        while not self._stopped:
            self._wake.clear()
            with self.state.lock:
                outbox = self.state.table("outbox")
                due = [] if self.fault("down") else [n for n, item in outbox.items() if item["due"] <= time.time()]
                nearest = min((item["due"] for item in outbox.values()), default=time.time() + 1)
            for name in due:
                self._deliver(name)
            if not due:
                self._wake.wait(min(1.0, max(0.02, nearest - time.time())))

    def stop(self) -> None:
        self._stopped = True
        self._wake.set()

    def _deliver(self, name: str) -> None:
        with self.state.lock:
            item = self.state.table("outbox")[name]
            body = json.dumps(item["content"], ensure_ascii=False).encode()
            if self.fault("half_letter"):
                body = body[: len(body) // 2]
            key, purpose = b"forged" if self.fault("forge") else self.secret, item.get("purpose", "notification")
            headers = signed(key, purpose, body, datetime.now(UTC))
        taken = post(item.get("to") or self.notify, body, headers)
        with self.state.lock:
            outbox = self.state.table("outbox")
            item["tried"] += 1
            if taken or item["tried"] >= ATTEMPTS:
                outbox.pop(name, None)
            else:
                item["due"] = time.time() + min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** item["tried"])
            self.state.table("letters")["delivered" if taken else "failed"] = (
                self.state.table("letters").get("delivered" if taken else "failed", 0) + 1
            )
            self.state.keep()

    def _control(self, asked: Asked) -> Answer:
        faults = self.state.table("faults")
        if asked.method == "PUT":
            if asked.headers.get("Content-Type") != "application/json":  # so that no page can do it from a browser
                raise Wrong(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json")
            wished = asked.json()
            if not isinstance(wished, dict) or not wished.keys() <= self.faults.keys():
                raise Wrong(HTTPStatus.BAD_REQUEST, f"known: {', '.join(self.faults)}")
            faults.update(wished)
            self.state.keep()
            self._wake.set()
        return as_json({"faults": faults, "outbox": len(self.state.table("outbox")), **self.state.table("letters")})


def post(address: str, body: bytes, headers: Mapping[str, str]) -> bool:
    """Send a letter; whether it was taken (any answer of the 2xx kind)."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("POST", parts.path, body, {"Content-Type": "application/json", **headers})
        return HTTPStatus.OK <= connection.getresponse().status < HTTPStatus.MULTIPLE_CHOICES
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def handler(sandbox: Sandbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do(self) -> None:
            answer = self._answer()
            self.send_response(answer.status)
            for name, value in {
                "Content-Type": answer.kind,
                "Content-Length": str(len(answer.body)),
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
                **answer.headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do

        def _answer(self) -> Answer:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            try:
                length = int(self.headers.get("Content-Length") or 0)
                if length > sandbox.largest_body:
                    self.close_connection = True
                    raise Wrong(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large")
                body = self.rfile.read(length)
                return sandbox.respond(Asked(self.command, parts.path, query, dict(self.headers), body))
            except Wrong as wrong:
                return as_json({"error": wrong.reason}, wrong.status)

        def log_message(self, form: str, *args: Any) -> None:
            log.info(form, *args)

    return Handler


def serve(make: Callable[[str], Sandbox], host: str, port: int, say: Callable[[int], None]) -> None:
    """Run until SIGTERM or SIGINT. ``make`` gets the server's own address; ``say`` is told the port (0 picks one)."""
    server = ThreadingHTTPServer((host, port), BaseHTTPRequestHandler)
    server.daemon_threads = True
    sandbox = make(f"http://localhost:{server.server_port}")
    server.RequestHandlerClass = handler(sandbox)
    courier = threading.Thread(target=sandbox.carry, daemon=True)
    courier.start()

    def stop(*_: object) -> None:
        sandbox.stop()
        threading.Thread(target=server.shutdown, daemon=True).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    say(server.server_port)
    server.serve_forever(poll_interval=0.2)
    server.server_close()
