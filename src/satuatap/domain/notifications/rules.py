"""How a message reads, and when the next rung of the ladder is taken."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from string import Formatter
from typing import Any

from satuatap.kernel.privacy import mask_nik

from .lifecycle import Channel

# What a message may speak of. Nothing here is a document's content, and nothing names a person.
WORDS = frozenset({"service", "number", "until", "amount", "document", "place", "device", "when", "code", "minutes"})
ANY = "any"
SENDER, WARNING = "sender", "warning"
LANGUAGES = ("id", "en")
SMS_CHARACTERS = 306  # two parts; longer ones arrive in pieces or not at all on old phones
ADDRESS_ROOM = 90  # of an SMS, for the link

ATTEMPTS = {False: 6, True: 3}  # by whether it carries a code: a code that comes late is worth nothing
CODE_LIFE = timedelta(minutes=10)


def wait_before_retry(attempts: int, *, is_code: bool) -> timedelta:
    """How long to wait after the n-th attempt met a silent gateway."""
    return timedelta(seconds=5) if is_code else timedelta(seconds=30 * 2 ** (attempts - 1))


def wait_for_report(*, is_code: bool) -> timedelta:
    """How long a sent message may stay without a report before the next rung is tried."""
    return timedelta(seconds=45) if is_code else timedelta(minutes=15)


def clean(value: object) -> str:
    """A value as it may stand in a message: one line, not long, no NIK."""
    text = " ".join(str(value).split())[:120]
    return re.sub(r"\d(?:[ .-]?\d){15}", lambda m: mask_nik(re.sub(r"\D", "", m[0])), text)


def fill(template: str, context: Mapping[str, object]) -> str:
    """The template with its words. Raises ``KeyError`` for a word the caller did not give: a fault of ours."""
    return template.format_map({name: clean(value) for name, value in context.items()})


def compose(channel: Channel, *, sender: str, body: str, link: str, warning: str) -> str:
    """A whole message: who we are, what happened and what to do, one link, and what we never ask for."""
    if channel == Channel.INAPP:
        return body
    if channel == Channel.SMS:
        return " ".join(part for part in (f"{sender}:", body, link, warning) if part)
    gap = "\n\n" if channel == Channel.EMAIL else "\n"
    return gap.join(part for part in (sender, body, link, warning) if part)


def problems(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything wrong with a file of messages, as (JSON pointer, what is wrong and how to mend it)."""
    for name in (SENDER, WARNING):
        words = body.get(name)
        if words is not None and (not isinstance(words, dict) or not words.get("id")):
            yield f"/{name}", "give the words by language, at least id"
    messages = body.get("messages", {})
    if not isinstance(messages, dict):
        yield "/messages", "must be a list of codes, each with id and en"
        return
    for code, languages in messages.items():
        yield from _message_problems(f"/messages/{code}", languages)
    for name in body.keys() - {SENDER, WARNING, "messages"}:
        yield f"/{name}", "is not known here; use sender, warning or messages"


def _message_problems(pointer: str, languages: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(languages, dict) or "id" not in languages:
        yield pointer, "needs the Indonesian text under id"
        return
    for language, parts in languages.items():
        here = f"{pointer}/{language}"
        if not isinstance(parts, dict) or not parts.get("title") or not parts.get("text"):
            yield here, "needs title and text"
            continue
        for name in parts.keys() - {"title", "text", "short"}:
            yield f"{here}/{name}", "is not known here; use title, text or short"
        for name, text in parts.items():
            yield from _text_problems(f"{here}/{name}", str(text), is_short=name == "short")


def _text_problems(pointer: str, text: str, *, is_short: bool) -> Iterator[tuple[str, str]]:
    try:
        used = {name for _lead, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    except ValueError as problem:
        yield pointer, f"has a brace too many or too few ({problem})"
        return
    for name in sorted(used - WORDS):
        yield pointer, f"uses {{{name}}}, which messages do not carry; known: {', '.join(sorted(WORDS))}"
    if "://" in text or "www." in text:
        yield pointer, "holds an address; the one link is added when the message is sent"
    if is_short and len(text) > SMS_CHARACTERS - ADDRESS_ROOM:
        yield pointer, f"is longer than {SMS_CHARACTERS - ADDRESS_ROOM} characters"
