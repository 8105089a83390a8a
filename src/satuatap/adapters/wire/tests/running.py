"""A real sandbox process on a port of its own, and somebody who receives its letters."""

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

SRC = Path(__file__).resolve().parents[4]
PATIENCE = 15.0


class Process:
    """``python -m <module>`` on a free port; ``url`` is where it answers."""

    def __init__(self, module: str, home: Path, notify: str) -> None:
        self.command = [sys.executable, "-m", module, "--port", "0", "--home", str(home), "--notify", notify]
        self.start()

    def start(self) -> None:
        env = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.url = "http://localhost:" + said.rsplit(":", 1)[1].strip()

    def end(self, *, hard: bool = False) -> None:
        (self.process.kill if hard else self.process.terminate)()
        self.process.communicate(timeout=PATIENCE)

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> tuple[int, bytes, Any]:
        """A request as a browser or an operator would send it, without any signature."""
        address = urlsplit(self.url)
        connection = HTTPConnection(address.hostname or "", address.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {"Content-Type": kind})
            response = connection.getresponse()
            return response.status, response.read(), response.headers
        finally:
            connection.close()

    def control(self, **faults: object) -> dict[str, Any]:
        status, body, _headers = self.ask("PUT" if faults else "GET", "/kendali", json.dumps(faults).encode())
        assert status == HTTPStatus.OK, body
        return json.loads(body)

    def press(self, path: str, **form: str) -> tuple[int, bytes, Any]:
        return self.ask("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")


@contextmanager
def running(module: str, home: Path, notify: str) -> Iterator[Process]:
    process = Process(module, home, notify)
    try:
        yield process
    finally:
        process.end()


class Postbox:
    """Receives letters; answers with the statuses it was given, then 204."""

    def __init__(self) -> None:
        self.letters: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()
        self.statuses: list[int] = []
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                box.letters.put((dict(self.headers), body))
                self.send_response(box.statuses.pop(0) if box.statuses else HTTPStatus.NO_CONTENT)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hooks"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def next(self) -> tuple[dict[str, str], bytes]:
        return self.letters.get(timeout=PATIENCE)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def postbox() -> Iterator[Postbox]:
    box = Postbox()
    try:
        yield box
    finally:
        box.close()
