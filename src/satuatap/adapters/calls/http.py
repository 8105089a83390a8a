"""The port ``cases.ports.OutsideSystem`` over our plain question protocol: one object a call."""

import hashlib
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Literal

import msgspec

from satuatap.adapters.wire.client import NoAnswer, call
from satuatap.domain.cases.ports import CALLS, Down, Question, Unusable

LATER = frozenset({HTTPStatus.ACCEPTED, HTTPStatus.TOO_MANY_REQUESTS})


class _Answer(msgspec.Struct):
    key: str
    about: str
    outcome: Literal["answer", "no-match", "refused"]
    fields: dict[str, Any] = {}


class HttpSystem:
    """An outside system at an address, with the secret we share with it."""

    def __init__(self, url: str, secret: bytes, name: str) -> None:
        self.url, self.secret, self.name = url, secret, name

    def ask(self, question: Question) -> Mapping[str, Any]:
        wish = {"key": str(question.key), "purpose": question.purpose, "fields": dict(question.fields)}
        try:
            status, content = call(self.url, self.secret, "POST", f"/tanya/{self.name}", wish)
        except NoAnswer as problem:
            raise Down(str(problem)) from problem
        if status in LATER:
            raise Down(f"status {status}")
        if status != HTTPStatus.OK:
            raise Unusable("refused")
        try:
            answer = msgspec.convert(content, _Answer)
        except msgspec.ValidationError:
            raise Unusable("half") from None
        return self._believed(question, answer)

    def _believed(self, question: Question, answer: _Answer) -> Mapping[str, Any]:
        """The fields, once it is sure that they are all there and about whom we asked."""
        if answer.key != str(question.key) or answer.about != digest(question.fields):
            raise Unusable("wrong")
        if answer.outcome != "answer":
            raise Unusable(answer.outcome)
        if not CALLS[self.name].answers <= answer.fields.keys():
            raise Unusable("half")
        return answer.fields


def digest(fields: Mapping[str, Any]) -> str:
    """What an answer says it is about: the same for the same fields, in whatever order."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
