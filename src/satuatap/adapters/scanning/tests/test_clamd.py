"""The scanner's protocol, against recorded answers of a real daemon."""

import socket
import threading

import pytest

from satuatap.adapters.scanning.clamd import Clamd
from satuatap.domain.files.ports import Finding, ScannerAway


class Daemon(threading.Thread):
    """Answers one stream with a recorded reply and remembers what it was sent."""

    def __init__(self, path, reply: bytes) -> None:
        super().__init__(daemon=True)
        self.reply, self.received = reply, b""
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(str(path))
        self.door.listen(1)

    def run(self) -> None:
        line, _ = self.door.accept()
        with line, self.door:
            stream = line.makefile("rb")
            assert stream.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(stream.read(4), "big"):
                self.received += stream.read(size)
            line.sendall(self.reply)


def ask(tmp_path, reply: bytes, data: bytes = b"content") -> tuple[Finding, bytes]:
    daemon = Daemon(tmp_path / "clamd.sock", reply)
    daemon.start()
    found = Clamd(str(tmp_path / "clamd.sock"), seconds=5).scan(data)
    daemon.join(5)
    return found, daemon.received


def test_clean_content_in_many_pieces(tmp_path):
    data = bytes(range(256)) * 1000
    assert ask(tmp_path, b"stream: OK\0", data) == (Finding(), data)


def test_harmful_content_is_named(tmp_path):
    found, _ = ask(tmp_path, b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
    assert found.harmful == "Win.Test.EICAR_HDB-1"


@pytest.mark.parametrize(
    "reply", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: Can't allocate memory ERROR\0", b""]
)
def test_trouble_of_the_daemon_is_not_a_verdict(tmp_path, reply):
    with pytest.raises(ScannerAway):
        ask(tmp_path, reply)


def test_a_daemon_that_is_not_there(tmp_path):
    with pytest.raises(ScannerAway):
        Clamd(str(tmp_path / "nowhere.sock")).scan(b"x")
    with pytest.raises(ScannerAway):
        Clamd("127.0.0.1:9").scan(b"x")
