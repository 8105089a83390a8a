"""A carrier of messages that carries nothing: it shows what was sent, so that a newcomer finds the login code.

    python -m satuatap.adapters.messaging.sandbox --port 8003

What it may be told by ``PUT /kendali`` (JSON): down, delay and repeat of reports, mute, forge, half_letter,
half_answer, refuse and fail (lists of channels it turns away at once, or reports as failed), silent (channels of which
it never says anything), read (channels that report *read* too, ``read_after`` seconds later). Its page has a field
beside each message in which one answers it, as a person with that telephone would.
"""

import argparse
import os
import secrets
from datetime import UTC, datetime
from html import escape
from http import HTTPStatus
from pathlib import Path
from zoneinfo import ZoneInfo

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve, to
from satuatap.kernel.secrets import secret

SECRET = "messages-gateway"  # noqa: S105 (the name of a secret, not one)
CHANNELS = {"whatsapp": "WhatsApp", "sms": "SMS", "email": "Surel"}
KEPT = 200
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Pesan terkirim – Kotak Pasir</title>
<link rel="stylesheet" href="/gaya.css"></head><body><main><h1>Pesan terkirim</h1>
<p class="note"><strong>Kotak pasir.</strong> Tidak ada pesan yang sampai ke telepon siapa pun; semuanya tampil di sini,
yang terbaru di atas. Muat ulang halaman ini untuk melihat pesan baru.</p>{content}</main></body></html>"""
STYLE = """:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;font:400 1.0625rem/1.6 system-ui,sans-serif;
background:#fbf8f2;color:#17292b}main{max-width:42rem;margin:0 auto;padding:1.5rem 1rem}
.note{background:#fff1cc;border-left:5px solid #7a4d00;padding:.75rem 1rem;border-radius:6px}
ol{list-style:none;padding:0}li{background:#fff;border:1px solid #e3dacb;border-radius:16px;padding:1rem 1.25rem;margin:1rem 0}
.who{color:#4c5b5b;font-size:.9rem;margin:0}.text{white-space:pre-line;overflow-wrap:anywhere;margin:.35rem 0 0}
form{margin:.75rem 0 0}input,button{font:inherit;padding:.25rem .5rem}"""


class Carrier(Sandbox):
    faults = {
        "down": False, "delay": 0, "repeat": 1, "mute": False, "forge": False, "half_letter": False,
        "half_answer": False, "refuse": [], "fail": [], "silent": [], "read": [], "read_after": 5,
    }  # fmt: skip

    def answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path:
            case "GET", "/":
                return self.page()
            case "GET", "/gaya.css":
                return Answer(STYLE.encode(), kind="text/css")
            case "GET", "/messages":
                return as_json(self.sent_to(asked.query.get("address", "")))
            case "POST", "/messages":
                self.require_signed(asked)
                return self.take(asked)
            case "POST", "/balas":
                return self.reply(asked)
        raise Wrong(HTTPStatus.NOT_FOUND, "no such page")

    def take(self, asked: Asked) -> Answer:
        message = asked.json()
        if not isinstance(message, dict) or {"key", "channel", "address", "text"} - message.keys():
            raise Wrong(HTTPStatus.BAD_REQUEST, "needs key, channel, address and text")
        message = {name: str(value) for name, value in message.items()}
        if message["channel"] in self.fault("refuse"):
            raise Wrong(HTTPStatus.UNPROCESSABLE_ENTITY, f"no {message['channel']} at this number")
        kept = self.state.table("messages")
        if known := kept.get(message["key"]):
            return as_json({"ref": known["ref"]})
        ref = f"MS{secrets.token_hex(8)}"
        kept[message["key"]] = {**message, "ref": ref, "at": datetime.now(UTC).isoformat()}
        for oldest in list(kept)[:-KEPT]:
            del kept[oldest]
        self.report(message["channel"], message["key"], ref)
        return as_json({"ref": ref}, HTTPStatus.ACCEPTED)

    def report(self, channel: str, key: str, ref: str) -> None:
        """Say what became of a message: nothing, a failure, its arrival, and later that it was read."""
        if channel in self.fault("silent"):
            return
        failed = channel in self.fault("fail")
        reason = "the phone did not answer" if failed else ""
        self.write({"key": key, "ref": ref, "state": "failed" if failed else "delivered", "reason": reason})
        if not failed and channel in self.fault("read"):
            letter = {"key": key, "ref": ref, "state": "read", "reason": ""}
            self.write(letter, later=float(self.fault("read_after")))

    def reply(self, asked: Asked) -> Answer:
        """Somebody answers a message, on the page: a signed letter to us, from the number it went to."""
        if asked.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise Wrong(HTTPStatus.FORBIDDEN, "only from our own page")
        message = self.state.table("messages").get(asked.form.get("key", ""))
        text = asked.form.get("text", "").strip()
        if message is None or not text or message["channel"] not in {"sms", "whatsapp"}:
            raise Wrong(HTTPStatus.BAD_REQUEST, "needs the key of a message by telephone, and a text")
        letter = {name: message[name] for name in ("channel", "address")}
        letter |= {"key": f"MI{secrets.token_hex(8)}", "text": text[:1000]}
        self.write(letter, to=f"{self.door}/{message['channel']}", purpose="reply")
        return to("/")

    @property
    def door(self) -> str:
        """Where answers go: beside the door for reports."""
        return self.notify.rsplit("/pesan/", 1)[0] + "/balasan"

    def sent_to(self, address: str) -> list[dict[str, str]]:
        """Newest first; for tests and the tour, which have to find their login code."""
        sent = list(self.state.table("messages").values())[::-1]
        return [message for message in sent if address in {"", message["address"]}]

    def page(self) -> Answer:
        rows = "".join(
            f"<li><p class='who'>{CHANNELS.get(m['channel'], escape(m['channel']))} ke {escape(m['address'])} · "
            f"{datetime.fromisoformat(m['at']).astimezone(ZoneInfo('Asia/Jakarta')):%H.%M.%S} WIB</p>"
            f"<p class='text'>{escape(m['text'])}</p>{self.answering(m)}</li>"
            for m in self.sent_to("")
        )
        return as_page(PAGE.format(content=f"<ol>{rows}</ol>" if rows else "<p>Belum ada pesan.</p>"))

    def answering(self, message: dict[str, str]) -> str:
        if message["channel"] not in {"sms", "whatsapp"}:
            return ""
        key = escape(message["key"])
        return (
            f"<form method='post' action='/balas'><input type='hidden' name='key' value='{key}'>"
            f"<label>Balas sebagai {escape(message['address'])} <input name='text' maxlength='1000'></label> "
            "<button>Kirim</button></form>"
        )


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    parser = argparse.ArgumentParser(description="Sandbox of an SMS and WhatsApp gateway")
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT") or 8003))
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("SATUATAP_HOME") or "var").absolute())
    parser.add_argument("--notify", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}/hooks/pesan/sms")
    given = parser.parse_args()

    def make(_own: str) -> Carrier:
        return Carrier(
            secret=secret(SECRET, home=given.home),
            notify=given.notify,
            state=given.home / "sandbox" / "messaging.json",
        )

    serve(make, given.host, given.port, lambda bound: print(f"Pesan terkirim: http://localhost:{bound}", flush=True))


if __name__ == "__main__":
    main()
