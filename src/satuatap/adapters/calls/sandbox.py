"""Other offices that are none: a population register that says match or no match, and a company that bills water.

    python -m satuatap.adapters.calls.sandbox --port 8004

What it may be told by ``PUT /kendali`` (JSON): down, half_answer (cut in two), and for each answer: delay (seconds until
it is ready), half (fields missing), wrong (about somebody else), stale (the answer before, once more), refuse, no_match,
quota (questions a day and purpose, 0 for any number).
"""

import argparse
import os
import time
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from satuatap.adapters.wire.sandbox import Answer, Asked, Sandbox, Wrong, as_json, as_page, serve
from satuatap.kernel.secrets import secret

from .http import digest

SECRET = "outside-systems"  # noqa: S105 (the name of a secret, not one)
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Sistem luar kotak pasir</title></head>
<body><main><h1>Sistem luar kotak pasir</h1><p>Bukan instansi sungguhan. Pertanyaan terjawab: {count}.</p></main></body>
</html>"""
WOMEN = 40  # added to the day of birth in a woman's NIK
NO_BILL = "0"  # customers whose number ends like this owe nothing


class Neighbours(Sandbox):
    faults = {
        "down": False, "delay": 0, "repeat": 1, "mute": False, "half_answer": False, "half": False, "wrong": False,
        "stale": False, "refuse": False, "no_match": False, "quota": 0,
    }  # fmt: skip

    def answer(self, asked: Asked) -> Answer:
        match asked.method, asked.path.strip("/").split("/"):
            case "GET", [""]:
                return as_page(PAGE.format(count=len(self.state.table("asked"))))
            case "POST", ["tanya", name] if name in KNOWS:
                self.require_signed(asked)
                return self.reply(name, asked.json())
        raise Wrong(HTTPStatus.NOT_FOUND, "no such question")

    def reply(self, name: str, wish: Any) -> Answer:
        try:
            key, purpose, fields = str(wish["key"]), str(wish["purpose"]), dict(wish["fields"])
        except (TypeError, KeyError, ValueError):
            raise Wrong(HTTPStatus.UNPROCESSABLE_ENTITY, "needs key, purpose and fields") from None
        if self._is_over_quota(key, purpose):
            raise Wrong(HTTPStatus.TOO_MANY_REQUESTS, "no more questions for this purpose today")
        seen = self.state.table("asked").setdefault(key, {"at": time.time(), "call": name})
        if seen["at"] + float(self.fault("delay")) > time.time():
            return as_json({"state": "not ready"}, HTTPStatus.ACCEPTED)
        said = self._said(name, key, fields)
        before, self.state.content["before"] = self.state.content.get("before"), said
        return as_json(before if self.fault("stale") and before else said)

    def _is_over_quota(self, key: str, purpose: str) -> bool:
        counts = self.state.table("quota")
        day = f"{datetime.now(UTC).date()} {purpose}"
        known = key in self.state.table("asked")
        if not known:
            counts[day] = counts.get(day, 0) + 1
        return bool(not known and self.fault("quota") and counts[day] > int(self.fault("quota")))

    def _said(self, name: str, key: str, fields: dict[str, Any]) -> dict[str, Any]:
        """The same key gets the same answer once something was brought about under it."""
        about = digest({"somebody": "else"} if self.fault("wrong") else fields)
        said: dict[str, Any] = {"key": key, "about": about, "outcome": "refused", "fields": {}}
        if self.fault("refuse"):
            return said
        done = self.state.table("done")
        found = done.get(key) or (None if self.fault("no_match") else KNOWS[name](self, fields))
        if found is None:
            return said | {"outcome": "no-match"}
        if name == "water-payment":
            done[key] = found
        return said | {"outcome": "answer", "fields": {} if self.fault("half") else found}


def match(_self: Neighbours, fields: dict[str, Any]) -> dict[str, Any] | None:
    """A NIK carries the day of birth: it matches whoever was born on that day, and says nothing more."""
    nik, born = str(fields.get("nik", "")), str(fields.get("born_on", ""))
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return None
    days = {f"{day.day:02}", f"{day.day + WOMEN:02}"}
    return {"matched": True} if nik[6:8] in days and nik[8:12] == f"{day:%m%y}" else None


def bill(self: Neighbours, fields: dict[str, Any]) -> dict[str, Any] | None:
    """What a customer of eight digits owes; nothing once it was paid."""
    customer = str(fields.get("customer", ""))
    paid = any(row.get("customer") == customer for row in self.state.table("paid").values())
    if len(customer) != 8 or not customer.isdigit() or customer.endswith(NO_BILL) or paid:
        return None
    return {"amount": 20_000 + 100 * int(customer[-3:]), "period": "2026-10"}


def pay(self: Neighbours, fields: dict[str, Any]) -> dict[str, Any]:
    paid = self.state.table("paid")
    reference = f"AIR{len(paid) + 1:06}"
    paid[reference] = {name: str(fields.get(name, "")) for name in ("customer", "amount", "receipt")}
    return {"reference": reference}


KNOWS = {"population-match": match, "water-bill": bill, "water-payment": pay}


def main() -> None:
    """Read the command line and the environment of ``satuatap up``, and serve."""
    parser = argparse.ArgumentParser(description="Sandbox of other offices")
    parser.add_argument("--port", type=int, default=int(os.environ.get("SANDBOX_PORT") or 8004))
    parser.add_argument("--host", default=os.environ.get("SATUATAP_BIND") or "127.0.0.1")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("SATUATAP_HOME") or "var").absolute())
    parser.add_argument("--notify", default="")
    given = parser.parse_args()

    def make(_own: str) -> Neighbours:
        key = secret(SECRET, home=given.home)
        return Neighbours(secret=key, notify=given.notify, state=given.home / "sandbox" / "calls.json")

    serve(make, given.host, given.port, lambda bound: print(f"Sistem luar: http://localhost:{bound}", flush=True))


if __name__ == "__main__":
    main()
