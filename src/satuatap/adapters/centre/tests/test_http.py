"""What the centre answers is believed only when it is signed with the node's key."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest

from satuatap.adapters.centre.http import HttpCentre
from satuatap.domain.nodes.ports import NoLine


class Between(BaseHTTPRequestHandler):
    """Somebody who answers in the centre's place."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"received": 7, "stopped": false}')

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Between) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_answer_that_is_not_signed_is_not_believed(address: str) -> None:
    with pytest.raises(NoLine, match="status 200"):
        HttpCentre(address, uuid4(), "x" * 43).heard()


def test_nobody_there_is_no_line() -> None:
    with pytest.raises(NoLine):
        HttpCentre("http://127.0.0.1:9", uuid4(), "x" * 43).heard()
