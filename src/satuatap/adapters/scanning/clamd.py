"""ClamAV's daemon, spoken to over its own socket (INSTREAM)."""

import socket
from collections.abc import Iterator

from satuatap.domain.files.ports import Finding, ScannerAway

CHUNK = 64 * 1024
SECONDS = 20.0


class Clamd:
    """``address`` is a path of a unix socket or ``host:port``."""

    def __init__(self, address: str, seconds: float = SECONDS) -> None:
        self.address = address
        self.seconds = seconds

    def scan(self, data: bytes) -> Finding:
        try:
            with self._connect() as line:
                line.sendall(b"zINSTREAM\0")
                for piece in _pieces(data):
                    line.sendall(piece)
                answer = _answer(line)
        except OSError as problem:
            raise ScannerAway(str(problem)) from problem
        return _read(answer)

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(self.seconds)
            line.connect(self.address)
            return line
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=self.seconds)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Each piece is preceded by its length; a length of nothing ends the stream."""
    for start in range(0, len(data), CHUNK):
        piece = data[start : start + CHUNK]
        yield len(piece).to_bytes(4, "big") + piece
    yield bytes(4)


def _answer(line: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and (piece := line.recv(4096)):
        received += piece
    return received.rstrip(b"\0").decode(errors="replace")


def _read(answer: str) -> Finding:
    """``stream: OK`` or ``stream: Win.Test.EICAR_HDB-1 FOUND``; anything else is the daemon's trouble."""
    words = answer.removeprefix("stream: ")
    if words == "OK":
        return Finding()
    if words.endswith(" FOUND"):
        return Finding(harmful=words.removesuffix(" FOUND"))
    raise ScannerAway(answer or "no answer")
