"""A national signing service that is none: it signs with a test authority of its own.

    python -m satuatap.adapters.signing.sandbox --port 8005

The passphrase of every official is ``frasa contoh``. What it may be told by ``PUT /kendali`` (JSON): down, delay
(seconds it keeps the answer after having signed), passphrase, expired, revoked, unknown (refuse with that), other (send
back another file). Asked twice under one key, it signs once.
"""

import argparse
import os
import time
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from http import HTTPStatus
from pathlib import Path

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve
from satuatap.domain.documents.ports import Signing

from .bsre import SHAPE
from .local import LocalSigner

PASSPHRASE = "frasa contoh"  # noqa: S105 (of the sandbox, told to everybody)
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Tanda tangan kotak pasir</title></head>
<body><main><h1>Tanda tangan kotak pasir</h1><p>Bukan BSrE. Frasa sandi: {phrase}. Ditandatangani: {count}.</p></main>
</body></html>"""
REFUSALS = ("passphrase", "expired", "revoked", "unknown")


class Notary(Sandbox):
    faults = {"down": False, "delay": 0, "half_answer": False, "other": False, **dict.fromkeys(REFUSALS, False)}
    largest_body = 24 * 1024 * 1024

    def __init__(self, *, home: Path) -> None:
        super().__init__(secret=b"", notify="", state=home / "sandbox" / "signing.json")
        self.signer = LocalSigner(home / "sandbox" / "signing")
        self.signed: dict[str, bytes] = {}

    def respond(self, asked: Asked) -> Answer:
        answer = super().respond(asked)
        if asked.path == SHAPE.path and answer.status == HTTPStatus.OK:
            time.sleep(float(self.fault("delay")))
        return answer

    def answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path:
            case "GET", "/":
                return as_page(PAGE.format(phrase=PASSPHRASE, count=sum(self.state.table("signed").values())))
            case "POST", SHAPE.path:
                return self.sign(asked)
        raise Wrong(HTTPStatus.NOT_FOUND, "no such page")

    def sign(self, asked: Asked) -> Answer:
        form = read(asked)
        refused = [name for name in REFUSALS if self.fault(name)]
        if form.get(SHAPE.passphrase) != PASSPHRASE.encode():
            refused.insert(0, "passphrase")
        if not form.get(SHAPE.nik):
            refused.append("unknown")
        if refused:
            return as_json({"error": refused[0]}, HTTPStatus.BAD_REQUEST)
        once = asked.headers.get(SHAPE.once, "")
        if once not in self.signed:
            counts = self.state.table("signed")
            counts[once] = counts.get(once, 0) + 1
            self.signed[once] = self.signer.sign(form[SHAPE.file], self._signing(form[SHAPE.nik].decode()))
        pdf = b"%PDF-1.7 another\n" if self.fault("other") else self.signed[once]
        return Answer(pdf, kind="application/pdf")

    def _signing(self, nik: str) -> Signing:
        name = f"Pejabat {nik[-4:]}"
        now = datetime.now(UTC)
        return Signing(key=nik, name=name, title="", unit="Kotak pasir", reason="", address="", at=now)


def read(asked: Asked) -> dict[str, bytes]:
    """The fields of a multipart form, by name."""
    kind = asked.headers.get("Content-Type", "")
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + asked.body)
    found = {}
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        found[str(name)] = content if isinstance(content, bytes) else b""
    return found


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    parser = argparse.ArgumentParser(description="Sandbox of the national signing service")
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT") or 8005))
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("SATUATAP_HOME") or "var").absolute())
    parser.add_argument("--notify", default="")
    given = parser.parse_args()
    serve(
        lambda _own: Notary(home=given.home), given.host, given.port,
        lambda bound: print(f"Tanda tangan: http://localhost:{bound}", flush=True),
    )  # fmt: skip


if __name__ == "__main__":
    main()
