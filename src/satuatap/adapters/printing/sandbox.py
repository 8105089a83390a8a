"""A printer of slips that is none: it speaks ESC/POS on one port, and shows on another what it printed.

    python -m satuatap.adapters.printing.sandbox --port 8006

The page at the next port (8007) is its roll of paper. What it may be told there by ``PUT /kendali`` (JSON): down
(switched off), empty (no paper), low, open (cover), jam, delay (seconds a slip takes), lines (left on the roll; -1 for
any number), drop ("before" or "after" printing: the line breaks).

As a real one it stops where the paper ends, answers at once what is the matter, and goes on when it was mended, unless
it was told to forget.
"""

import argparse
import os
import re
import select
import socket
import threading
import time
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve

from . import language

PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Printer kotak pasir</title></head>
<body><main><h1>Printer kotak pasir</h1>{slips}</main></body></html>"""
KEPT = 50  # slips that can be looked at
GLANCE = 0.02  # seconds between two looks at what it was told
AT_ONCE = re.compile(rb"\x10\x04([\x01-\x04])|" + re.escape(language.FORGET), re.DOTALL)
COMMANDS = re.compile(
    rb"\x1b@|\x1bt.|\x1ba.|\x1bE.|\x1d!.|\x1da.|(?P<cut>\x1dVB.)|(?P<done>\x1dr\x01)|\x1d\(k(?P<length>..)"
    rb"|(?P<words>[^\n\x1b\x1d]*)\n",
    re.DOTALL,
)
QR_CONTENT = b"1P0"


class Paper(Sandbox):
    """The roll, and what it was told."""

    faults = {
        "down": False, "half_answer": False, "empty": False, "low": False, "open": False, "jam": False,
        "delay": 0, "lines": -1, "drop": "",
    }  # fmt: skip

    def __init__(self, *, port: int, **given: Any) -> None:
        super().__init__(**given)
        self.port = port
        self.buffer = b""
        self.written: list[str] = []  # of the slip that is being printed
        self.ready_at = 0.0

    @property
    def slips(self) -> list[str]:
        found: list[str] = self.state.content.setdefault("slips", [])
        return found

    def answer(self, asked: Asked) -> Answer:
        if asked.method == "GET" and asked.path == "/kertas":
            return as_json({"port": self.port, "slips": self.slips})
        if asked.method == "GET" and asked.path == "/":
            return as_page(PAGE.format(slips="".join(f"<pre>{escape(slip)}</pre><hr>" for slip in self.slips[::-1])))
        raise Wrong(HTTPStatus.NOT_FOUND, "no such page")

    def can_print(self) -> bool:
        return not any(self.fault(name) for name in ("empty", "open", "jam"))

    def status(self, question: int) -> int:
        """The answer to ``DLE EOT``."""
        empty, opened, jam = (bool(self.fault(name)) for name in ("empty", "open", "jam"))
        bits = {
            1: 0 if self.can_print() else language.OFFLINE,
            2: opened * language.COVER | empty * language.PAPER_STOP | jam * language.FAULT,
            3: jam * language.CUTTER,
            4: empty * language.END | (empty or bool(self.fault("low"))) * language.NEAR_END,
        }
        return language.AT_ONCE | bits[question]

    def hear(self, received: bytes) -> bytes:
        """Take what was sent; returns what is answered at once."""
        said = bytearray()
        for found in AT_ONCE.finditer(received):
            if found[1]:
                said.append(self.status(found[1][0]))
            else:
                self.buffer, self.written, self.ready_at = b"", [], 0.0
        self.buffer += AT_ONCE.sub(b"", received)
        return bytes(said)

    def go_on(self) -> tuple[bytes, bool]:
        """Print as far as it goes; returns what is answered then, and whether the line breaks now."""
        said = b""
        while self.buffer and self.can_print():
            if (found := COMMANDS.match(self.buffer)) is None:
                break
            used = found.end() + int.from_bytes(found["length"] or b"", "little")
            if len(self.buffer) < used:
                break
            if found["cut"]:
                if not self._cut():
                    break
            elif found["words"] is not None:
                self._line(found["words"].decode("cp437"))
            elif found["done"]:
                if self.fault("drop") == "after":
                    self.buffer = b""
                    return b"", True
                said += b"\x00"
            content = self.buffer[found.end() : used]
            if content.startswith(QR_CONTENT):
                self._line(f"[QR {content[len(QR_CONTENT) :].decode('ascii')}]")
            self.buffer = self.buffer[used:]
        return said, False

    def _line(self, words: str) -> None:
        self.written.append(words)
        left = int(self.fault("lines"))
        if left > 0:
            self.state.table("faults").update(lines=left - 1, empty=left == 1)

    def _cut(self) -> bool:
        """The slip falls, once it has taken its time."""
        now = time.monotonic()
        self.ready_at = self.ready_at or now + float(self.fault("delay"))
        if now < self.ready_at:
            return False
        self.ready_at = 0.0
        self.slips.append("\n".join(self.written))
        del self.slips[:-KEPT]
        self.written = []
        self.state.keep()
        return True


def attend(paper: Paper, line: socket.socket) -> None:
    """One connection, until either side ends it."""
    while True:
        with paper.state.lock:
            if paper.fault("down"):
                return
            said, breaks = paper.go_on()
        if said:
            line.sendall(said)
        if breaks:
            return
        if not select.select([line], [], [], GLANCE)[0]:
            continue
        received = line.recv(4096)
        if not received:
            return
        with paper.state.lock:
            if paper.fault("drop") == "before" and received.startswith(language.BEGIN):
                return
            said = paper.hear(received)
        line.sendall(said)


def listen(paper: Paper, door: socket.socket) -> None:
    """One connection after the other, as printers do."""
    while True:
        line, _address = door.accept()
        with line:
            try:
                attend(paper, line)
            except OSError:
                continue


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    parser = argparse.ArgumentParser(description="Sandbox of a printer of slips")
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT") or 8006))
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("SATUATAP_HOME") or "var").absolute())
    parser.add_argument("--notify", default="")
    given = parser.parse_args()
    door = socket.create_server(("127.0.0.1", given.port))
    port = door.getsockname()[1]

    def make(_own: str) -> Paper:
        state = given.home / "sandbox" / "printing.json"
        paper = Paper(port=port, secret=b"", notify=given.notify, state=state)
        threading.Thread(target=listen, args=(paper, door), daemon=True).start()
        return paper

    def say(bound: int) -> None:
        print(f"Printer {port}, kertasnya: http://localhost:{bound}", flush=True)

    serve(make, given.host, given.port and port + 1, say)


if __name__ == "__main__":
    main()
