"""A bank that is none: charges, a page for the payer, signed notifications, and every way in which banks go wrong.

    python -m satuatap.adapters.payment.sandbox --port 8002

What it may be told by ``PUT /kendali`` (JSON): down, delay and repeat of notifications, mute, forge (wrong signature),
half_letter (cut in two), half_answer, half_amount, wrong (the notification speaks of another charge).
"""

import argparse
import os
import secrets
from datetime import UTC, datetime
from decimal import Decimal
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve, to
from satuatap.kernel.money import rupiah
from satuatap.kernel.secrets import secret

SECRET = "payment-gateway"  # noqa: S105 (the name of a secret, not one)
FACTS = ("ref", "key", "merchant", "amount", "state", "transaction", "at")
WISHED = ("key", "merchant", "amount", "description", "return_to", "expires_at")

PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} – Bank Kotak Pasir</title>
<link rel="stylesheet" href="/gaya.css"></head><body><main>
<p class="note"><strong>Kotak pasir.</strong> Bukan bank sungguhan: tidak ada uang yang berpindah.</p>
{content}</main></body></html>"""
STYLE = """:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;font:400 1.0625rem/1.6 system-ui,sans-serif;
background:#fbf8f2;color:#17292b}main{max-width:32rem;margin:0 auto;padding:1.5rem 1rem}h1{line-height:1.2;margin:.5rem 0}
.note{background:#fff1cc;border-left:5px solid #7a4d00;padding:.75rem 1rem;border-radius:6px}
.card{background:#fff;border:1px solid #e3dacb;border-radius:16px;padding:1.25rem}dl{margin:0}dt{color:#4c5b5b;font-size:.9rem}
dd{margin:0 0 .75rem;font-weight:600;overflow-wrap:anywhere}.total{font-size:1.75rem;font-weight:800}
form{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}button,.btn{font:inherit;font-weight:700;min-height:48px;
padding:.55rem 1.5rem;border-radius:10px;border:2px solid #0c5c5f;background:#0c5c5f;color:#fff;cursor:pointer;
text-decoration:none;display:inline-flex;align-items:center}button.second{background:#fff;color:#0c5c5f}
:focus-visible{outline:3px solid #17292b;outline-offset:2px;box-shadow:0 0 0 5px #ffc94d}"""
STATES = {
    "waiting": "Menunggu pembayaran",
    "paid": "Sudah dibayar",
    "cancelled": "Dibatalkan",
    "expired": "Kedaluwarsa",
}


class Bank(Sandbox):
    faults = {
        "down": False, "delay": 0, "repeat": 1, "mute": False, "forge": False, "half_letter": False,
        "half_answer": False, "half_amount": False, "wrong": False,
    }  # fmt: skip

    def __init__(self, *, public: str, **given: Any) -> None:
        super().__init__(**given)
        self.public = public

    def answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", [""]:
                return self.front_page()
            case "GET", ["gaya.css"]:
                return Answer(STYLE.encode(), kind="text/css")
            case "POST", ["charges"]:
                self.require_signed(asked)
                return self.open(asked)
            case "GET", ["charges", ref]:
                self.require_signed(asked)
                return as_json(self.facts(self.charge(ref)))
            case "POST", ["charges", ref, "cancel"]:
                self.require_signed(asked)
                return self.cancel(ref)
            case "GET", ["bayar", ref]:
                return self.payer_page(self.charge(ref))
            case "POST", ["bayar", ref]:
                return self.decide(self.charge(ref), asked.form.get("pilihan", ""))
        raise Wrong(HTTPStatus.NOT_FOUND, "no such page")

    def charge(self, ref: str) -> dict[str, Any]:
        found: dict[str, Any] | None = self.state.table("charges").get(ref)
        if found is None:
            raise Wrong(HTTPStatus.NOT_FOUND, "no such charge")
        if found["state"] == "waiting" and datetime.fromisoformat(found["expires_at"]) <= datetime.now(UTC):
            self.move(found, "expired")
        return found

    def open(self, asked: Asked) -> Answer:
        wish = asked.json()
        if not isinstance(wish, dict) or set(WISHED) - wish.keys():
            raise Wrong(HTTPStatus.UNPROCESSABLE_ENTITY, f"needs {', '.join(WISHED)}")
        wish = {name: str(wish[name]) for name in WISHED}
        charges = self.state.table("charges")
        for ref, known in charges.items():
            if known["key"] == wish["key"]:
                if any(known[name] != wish[name] for name in ("merchant", "amount")):
                    raise Wrong(HTTPStatus.CONFLICT, "this key was used for another charge")
                return as_json({"ref": ref, "url": f"{self.public}/bayar/{ref}"})
        ref = f"CH{secrets.token_hex(10)}"
        charges[ref] = {**wish, "ref": ref, "state": "waiting", "transaction": "", "at": now()}
        return as_json({"ref": ref, "url": f"{self.public}/bayar/{ref}"}, HTTPStatus.CREATED)

    def cancel(self, ref: str) -> Answer:
        charge = self.charge(ref)
        if charge["state"] == "waiting":
            self.move(charge, "cancelled", tell=False)
        return as_json(self.facts(charge))

    def decide(self, charge: dict[str, Any], choice: str) -> Answer:
        if choice not in {"bayar", "batal"}:
            raise Wrong(HTTPStatus.UNPROCESSABLE_ENTITY, "pilihan: bayar atau batal")
        if charge["state"] == "waiting":
            self.move(charge, "paid" if choice == "bayar" else "cancelled")
        return to(charge["return_to"] or f"/bayar/{charge['ref']}")

    def move(self, charge: dict[str, Any], state: str, *, tell: bool = True) -> None:
        charge["state"], charge["at"] = state, now()
        charge["transaction"] = f"TX{secrets.token_hex(10)}" if state == "paid" else ""
        if tell:
            self.write(self.letter(charge))

    def facts(self, charge: dict[str, Any]) -> dict[str, str]:
        facts = {name: charge[name] for name in FACTS}
        if self.fault("half_amount"):
            facts["amount"] = f"{Decimal(charge['amount']) / 2:.2f}"
        return facts

    def letter(self, charge: dict[str, Any]) -> dict[str, str]:
        facts = self.facts(charge)
        if self.fault("wrong"):
            others = [other["key"] for other in self.state.table("charges").values() if other is not charge]
            facts["key"] = others[-1] if others else "00000000-0000-7000-8000-000000000000"
        return facts

    def payer_page(self, charge: dict[str, Any]) -> Answer:
        facts = (
            f"<dl><dt>Jumlah</dt><dd class='total'>{rupiah(Decimal(charge['amount']))}</dd>"
            f"<dt>Untuk tagihan</dt><dd>{escape(charge['description'])}</dd>"
            f"<dt>Rekening penerima</dt><dd>{escape(charge['merchant'])}</dd>"
            f"<dt>Keadaan</dt><dd>{STATES[charge['state']]}</dd></dl>"
        )
        if charge["state"] == "waiting":
            acts = (
                f"<form method='post' action='/bayar/{charge['ref']}'><button name='pilihan' value='bayar'>Bayar</button>"
                "<button class='second' name='pilihan' value='batal'>Batalkan</button></form>"
            )
        else:
            acts = f"<p><a class='btn' href='{escape(charge['return_to'] or '/')}'>Kembali ke SatuAtap</a></p>"
        content = f"<h1>Bayar tagihan</h1><div class='card'>{facts}{acts}</div>"
        return as_page(PAGE.format(title="Bayar tagihan", content=content))

    def front_page(self) -> Answer:
        rows = "".join(
            f"<li>{escape(charge['description'])}: {rupiah(Decimal(charge['amount']))}, {STATES[charge['state']]}</li>"
            for charge in list(self.state.table("charges").values())[-50:][::-1]
        )
        content = f"<h1>Bank Kotak Pasir</h1><ul>{rows or '<li>Belum ada tagihan.</li>'}</ul>"
        return as_page(PAGE.format(title="Tagihan", content=content))


def now() -> str:
    return datetime.now(UTC).isoformat()


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    port = int(os.environ.get("SANDBOX_PORT") or 8002)
    home = Path(os.environ.get("SATUATAP_HOME") or "var").absolute()
    parser = argparse.ArgumentParser(description="Sandbox of a payment gateway")
    parser.add_argument("--port", type=int, default=port)
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=home)
    parser.add_argument("--notify", default=f"http://127.0.0.1:{os.environ.get('PORT') or 8000}/hooks/pembayaran/bank")
    given = parser.parse_args()
    site = urlsplit(os.environ.get("SATUATAP_URL") or "http://localhost").hostname

    def make(own: str) -> Bank:
        public = own.replace("localhost", site or "localhost")
        return Bank(
            public=public,
            secret=secret(SECRET, home=given.home),
            notify=given.notify,
            state=given.home / "sandbox" / "payment.json",
        )

    serve(make, given.host, given.port, lambda bound: print(f"Bank kotak pasir: http://localhost:{bound}", flush=True))


if __name__ == "__main__":
    main()
