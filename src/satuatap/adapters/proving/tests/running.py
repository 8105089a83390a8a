"""The sandbox of a card reader and of the digital identity in a process of its own, and who stands before it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from satuatap.adapters.proving.http import HttpCardReader, HttpDigitalIdentity
from satuatap.adapters.proving.sandbox import SECRET, Prover
from satuatap.adapters.wire.tests.running import Process
from satuatap.kernel.secrets import secret


class Booth:
    """A reader at ``address``, and an office at its ``url``, with the clients that speak with them."""

    def __init__(self, process: Process, home: Path) -> None:
        self.process, key = process, secret(SECRET, home=home)
        self.address = urlsplit(process.url).netloc
        self.reader, self.identity = HttpCardReader(key), HttpDigitalIdentity(process.url, key)

    def lays(self, nik: str, finger: str = "own") -> None:
        """Somebody lays a card on the reader, and a finger."""
        status = self.process.press("/letakkan", nik=nik, jari="" if finger == "own" else "lain")[0]
        assert status == HTTPStatus.SEE_OTHER

    def shows(self, nik: str) -> str:
        """What stands in the QR on somebody's telephone."""
        answer = self.process.press("/telepon", nik=nik)[2]
        return parse_qs(urlsplit(answer["Location"]).query)["qr"][0]

    def is_told(self, **faults: object) -> None:
        self.process.control(**faults)

    def mend(self) -> None:
        self.process.control(**Prover.faults)


@contextmanager
def booth(home: Path) -> Iterator[Booth]:
    process = Process("satuatap.adapters.proving.sandbox", home, "")
    try:
        yield Booth(process, home)
    finally:
        process.end()
