"""A reader of identity cards and an office that vouches for QR codes, both of them none.

    python -m satuatap.adapters.proving.sandbox --port 8009

Its page lays a card on the reader (with the finger of its holder, or another's) and shows a QR as a telephone would.
What it may be told by ``PUT /kendali`` (JSON): down, half_answer, away (not ready), unreadable (no chip answers), swapped
(answers are sealed for another question), no_finger (a card without a comparison), expired, unknown, stranger (a NIK that
nobody has), delay (seconds between card and answer).

The person stands at the machine only as long as the reading lasts: card and answer are forgotten once they were told.
"""

import argparse
import os
import secrets
import time
from datetime import UTC, datetime, timedelta
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve, to
from satuatap.kernel.secrets import secret

from .sealing import seal

SECRET = "proving"  # noqa: S105 (the name of a secret, not one)
LIFE = timedelta(seconds=90)  # of a QR
STRANGER = "3510010101700009"
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Bukti diri kotak pasir</title></head>
<body><main><h1>Bukti diri kotak pasir</h1><p>Bukan pembaca KTP-el dan bukan Identitas Kependudukan Digital sungguhan.</p>
<form method="post" action="/letakkan"><h2>Pembaca KTP-el</h2><p><label>NIK pada cip <input name="nik" inputmode="numeric"></label>
<label><input type="checkbox" name="jari" value="lain"> jari orang lain</label> <button>Letakkan KTP-el</button></p></form>
<form method="post" action="/telepon"><h2>Telepon dengan identitas digital</h2><p><label>NIK pemilik <input name="nik" inputmode="numeric"></label>
<button>Tampilkan QR</button></p></form>{shown}</main></body></html>"""
QR = "<p>Isi QR (pemindai mengetiknya): <output>{code}</output></p>"


class Prover(Sandbox):
    faults = {
        "down": False, "half_answer": False, "away": False, "unreadable": False, "swapped": False, "no_finger": False,
        "expired": False, "unknown": False, "stranger": False, "delay": 0, "repeat": 1, "mute": False,
    }  # fmt: skip

    def answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", [""]:
                return as_page(
                    PAGE.format(shown=QR.format(code=escape(asked.query["qr"])) if "qr" in asked.query else "")
                )
            case "POST", ["letakkan"]:
                self.state.content["card"] = {
                    "nik": asked.form.get("nik", ""), "fits": asked.form.get("jari") != "lain", "at": time.time(),
                }  # fmt: skip
                return to("/")
            case "POST", ["telepon"]:
                return to(f"/?qr={self.show(asked.form.get('nik', ''))}")
        self.require_signed(asked)
        return self._machine(asked)

    def _machine(self, asked: Asked) -> Answer:
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", ["keadaan"]:
                return as_json({"ready": not self.fault("away")})
            case "PUT", ["kartu", key]:
                self.state.content["reading"] = {"key": key, "until": time.time() + float(asked.json()["seconds"])}
                return as_json({})
            case "GET", ["kartu", key]:
                return self._sealed(key, self._read(key))
            case "POST", ["tunjuk", key]:
                return self._sealed(key, self._checked(str(asked.json()["code"])))
        raise Wrong(HTTPStatus.NOT_FOUND, "no such question")

    def show(self, nik: str) -> str:
        """A QR on somebody's telephone."""
        code = f"IKD.{secrets.token_urlsafe(24)}"
        until = datetime.now(UTC) + LIFE
        self.state.table("shown")[code] = {"nik": nik, "shown": secrets.token_hex(8), "until": until.isoformat()}
        return code

    def _sealed(self, key: str, said: dict[str, Any]) -> Answer:
        return as_json({"sealed": seal(self.secret, "another" if self.fault("swapped") else key, said)})

    def _read(self, key: str) -> dict[str, Any]:
        reading, card = self.state.table("reading"), self.state.content.get("card")
        if reading.get("key") != key or time.time() > reading["until"]:
            return {"state": "none"}
        if self.fault("unreadable"):
            return {"state": "unreadable"}
        if not card or card["at"] + float(self.fault("delay")) > time.time():
            return {"state": "waiting"}
        self.state.content["card"], self.state.content["reading"] = None, {}
        if not card["fits"]:
            return {"state": "mismatch"}
        nik = STRANGER if self.fault("stranger") else card["nik"]
        return {"state": "read", "nik": nik, "holder": "none" if self.fault("no_finger") else "finger"}

    def _checked(self, code: str) -> dict[str, Any]:
        known = self.state.table("shown").get(code)
        if known is None or self.fault("unknown"):
            return {"state": "unknown"}
        if self.fault("expired") or datetime.fromisoformat(known["until"]) < datetime.now(UTC):
            return {"state": "expired"}
        return {"state": "valid", **known, **({"nik": STRANGER} if self.fault("stranger") else {})}


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    parser = argparse.ArgumentParser(description="Sandbox of a card reader and of the digital identity")
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT") or 8009))
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("SATUATAP_HOME") or "var").absolute())
    parser.add_argument("--notify", default="")
    given = parser.parse_args()

    def make(_own: str) -> Prover:
        key = secret(SECRET, home=given.home)
        return Prover(secret=key, notify=given.notify, state=given.home / "sandbox" / "proving.json")

    serve(make, given.host, given.port, lambda bound: print(f"Bukti diri: http://localhost:{bound}", flush=True))


if __name__ == "__main__":
    main()
