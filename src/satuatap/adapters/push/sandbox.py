"""A push service together with the browsers it serves: it takes what we push, unseals it as a browser would, and shows it.

    python -m satuatap.adapters.push.sandbox --port 8008

``POST /langganan`` makes a browser subscribe (JSON: the name of the sender); its answer is what ``PushSubscription.toJSON``
gives. What it may be told by ``PUT /kendali`` (JSON): down; status, the answer to every push (410 for a subscription that
is gone, 429 for too many).
"""

import argparse
import json
import os
import secrets
from datetime import UTC, datetime
from html import escape
from http import HTTPStatus
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve

from .naming import is_named, packed
from .sealing import CURVE, Unreadable, point_of, unseal

KEPT = 200
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Kabar ke peramban – Kotak Pasir</title></head>
<body><h1>Kabar ke peramban</h1><p><strong>Kotak pasir.</strong> Tidak ada kabar yang sampai ke ponsel siapa pun; semuanya
tampil di sini, yang terbaru di atas.</p><ol>{rows}</ol></body></html>"""


class PushService(Sandbox):
    faults = {"down": False, "status": 0, "half_answer": False}

    def __init__(self, own: str, state: Path | None) -> None:
        super().__init__(secret=b"", notify="", state=state)
        self.own = own

    def answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path.split("/"):
            case "GET", ["", ""]:
                return self.page()
            case "GET", ["", "kabar"]:
                return as_json(self.shown())
            case "POST", ["", "langganan"]:
                return self.subscribe(asked)
            case "POST", ["", "push", name]:
                return self.take(asked, name)
        raise Wrong(HTTPStatus.NOT_FOUND, "no such page")

    def subscribe(self, asked: Asked) -> Answer:
        sender = asked.json().get("sender", "")
        key, auth, name = ec.generate_private_key(CURVE), secrets.token_bytes(16), secrets.token_urlsafe(24)
        number = key.private_numbers().private_value
        self.state.table("browsers")[name] = {"key": f"{number:x}", "auth": auth.hex(), "sender": sender}
        keys = {"p256dh": packed(point_of(key.public_key())), "auth": packed(auth)}
        answer = as_json({"endpoint": f"{self.own}/push/{name}", "keys": keys}, HTTPStatus.CREATED)
        answer.headers["Access-Control-Allow-Origin"] = "*"  # a page in a demonstration asks, in place of its browser
        return answer

    def take(self, asked: Asked, name: str) -> Answer:
        browser = self.state.table("browsers").get(name)
        if wished := int(self.fault("status")):
            raise Wrong(HTTPStatus(wished), "as told")
        if browser is None:
            raise Wrong(HTTPStatus.GONE, "this browser has unsubscribed")
        headers = {key.lower(): value for key, value in asked.headers.items()}
        if not is_named(headers.get("authorization", ""), self.own, browser["sender"], datetime.now(UTC)):
            raise Wrong(HTTPStatus.FORBIDDEN, "not by whom this browser listens to")
        if headers.get("content-encoding") != "aes128gcm" or not headers.get("ttl", "").isdecimal():
            raise Wrong(HTTPStatus.BAD_REQUEST, "needs aes128gcm and a TTL")
        try:
            said = unseal(
                asked.body, ec.derive_private_key(int(browser["key"], 16), CURVE), bytes.fromhex(browser["auth"])
            )
        except Unreadable as problem:
            raise Wrong(HTTPStatus.BAD_REQUEST, str(problem)) from None
        told = self.state.table("told")
        place = f"{self.own}/kabar/{secrets.token_hex(8)}"
        told[place] = {"to": name, "at": datetime.now(UTC).isoformat(), **json.loads(said)}
        for oldest in list(told)[:-KEPT]:
            del told[oldest]
        return Answer(b"", HTTPStatus.CREATED, headers={"Location": place})

    def shown(self) -> list[dict[str, str]]:
        return list(self.state.table("told").values())[::-1]

    def page(self) -> Answer:
        rows = "".join(
            f"<li><strong>{escape(one['title'])}</strong><p>{escape(one['text'])}</p><p>{escape(one['link'])}</p></li>"
            for one in self.shown()
        )
        return as_page(PAGE.format(rows=rows))


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    parser = argparse.ArgumentParser(description="Sandbox of a push service")
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT") or 8008))
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("SATUATAP_HOME") or "var").absolute())
    parser.add_argument("--notify", default="", help="it writes to nobody; taken as the other sandboxes take it")
    given = parser.parse_args()
    serve(
        lambda own: PushService(own, given.home / "sandbox" / "push.json"), given.host, given.port,
        lambda bound: print(f"Kabar ke peramban: http://localhost:{bound}", flush=True),
    )  # fmt: skip


if __name__ == "__main__":
    main()
