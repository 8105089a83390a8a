"""The port ``nodes.ports.Centre`` over our own protocol, and the signatures of both sides."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from satuatap.adapters.wire.client import NoAnswer, exchange
from satuatap.adapters.wire.signatures import BadSignature, signed, verify
from satuatap.domain.nodes.ports import Copy, Declined, Heard, NoLine, NotAuthentic, Taken

STATE, FACTS, COPY = "/hooks/simpul/keadaan", "/hooks/simpul/fakta", "/hooks/simpul/bekal"
APPLICATION = "/hooks/simpul/permohonan"
WISH = "/hooks/simpul/permintaan"
WHO = "X-Node"
LARGEST = 256 * 1024 * 1024
PATIENCE = 30.0  # for a slow line; a copy is large


class Signatures:
    """Letters signed with HMAC-SHA-256, as our other wires are."""

    def require(self, key: bytes, subject: str, headers: Mapping[str, str], body: bytes, at: datetime) -> None:
        try:
            verify(key, subject, headers, body, at)
        except BadSignature as problem:
            raise NotAuthentic(str(problem)) from problem

    def sign(self, key: bytes, subject: str, body: bytes, at: datetime) -> Mapping[str, str]:
        return signed(key, subject, body, at)


class HttpCentre:
    """The centre at an address. What it answers is believed only when it is signed with our key."""

    def __init__(self, url: str, node_id: UUID, key: str) -> None:
        self.url, self.node_id, self.key = url, node_id, key.encode()

    def heard(self, *, done: bool = False) -> Heard:
        answer = self._ask(STATE, {"done": done})
        return Heard(int(answer["received"]), bool(answer["stopped"]), list(answer["wishes"]))

    def send(self, facts: Sequence[Mapping[str, Any]], waiting: int) -> int:
        return int(self._ask(FACTS, {"facts": list(facts), "waiting": waiting})["received"])

    def refuse(self, key: str, problem: str) -> None:
        self._ask(WISH, {"key": key, "problem": problem})

    def copy(self, known: str, *, first: bool) -> Copy:
        answer = self._ask(COPY, {"known": known, "first": first})
        return Copy(answer["digest"], answer["site"], [(table, rows) for table, rows in answer["tables"]])

    def file(self, application: Mapping[str, Any]) -> Taken:
        answer = self._ask(APPLICATION, dict(application))
        return Taken(str(answer["number"]), str(answer["problem"]))

    def _ask(self, path: str, content: Any) -> dict[str, Any]:
        more = {WHO: str(self.node_id)}
        try:
            status, headers, body = exchange(
                self.url, self.key, "POST", path, content, more=more, largest=LARGEST, patience=PATIENCE
            )
        except NoAnswer as problem:
            raise NoLine(str(problem)) from problem
        try:
            verify(self.key, f"answer {path}", headers, body, datetime.now(UTC))
            answer: dict[str, Any] = json.loads(body)
        except (BadSignature, ValueError) as problem:
            raise NoLine(f"status {status}, {problem}") from problem
        if status != HTTPStatus.OK:
            raise Declined(str(answer.get("problem", status)))
        return answer
