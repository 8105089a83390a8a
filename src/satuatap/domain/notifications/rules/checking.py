"""What is wrong with a file ``messages.yaml``, with the longest values that a message may be filled with."""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from .ways import GSM, LONGEST, LONGEST_SENDER, SENDER, SHORT_LINK, SMS_CHARACTERS, WARNING, WORDS

PARTS = frozenset({"title", "text", "sms", "whatsapp"})
MANNER = frozenset({"quiet", "wait", "bundle", "most-a-day", "stop", "start"})
WITHOUT_LINK = frozenset({"code", "code-appointment", "code-number", "code-mandate"})
"""Messages that lead nowhere: the link would be one that a stranger could send as well."""

QUIET = re.compile(r"none|(([01]\d|2[0-3]):[0-5]\d)-(([01]\d|2[0-3]):[0-5]\d)")
SPAN = re.compile(r"(\d{1,3}) (second|minute|hour)s?")


def problems(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything wrong with a file of messages, as (JSON pointer, what is wrong and how to mend it)."""
    for name in (SENDER, WARNING):
        words = body.get(name)
        if words is not None and (not isinstance(words, dict) or not words.get("id")):
            yield f"/{name}", "give the words by language, at least id"
        elif name == SENDER:
            yield from _sender_problems(words or {})
    yield from _manner_problems(body.get("manner"))
    messages = body.get("messages", {})
    if not isinstance(messages, dict):
        yield "/messages", "must be a list of codes, each with id and en"
        return
    for code, languages in messages.items():
        yield from _message_problems(f"/messages/{code}", code, languages)
    for name in body.keys() - {SENDER, WARNING, "manner", "messages"}:
        yield f"/{name}", "is not known here; use sender, warning, manner or messages"


def _sender_problems(words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for lang, text in words.items():
        if len(text) > LONGEST_SENDER or set(text) - GSM:
            yield f"/{SENDER}/{lang}", f"has to fit an SMS: plain letters, at most {LONGEST_SENDER}"


def _manner_problems(manner: Any) -> Iterator[tuple[str, str]]:
    if manner is None:
        return
    if not isinstance(manner, dict):
        yield "/manner", f"must be a mapping of {', '.join(sorted(MANNER))}"
        return
    for name in manner.keys() - MANNER:
        yield f"/manner/{name}", f"is not known here; use {', '.join(sorted(MANNER))}"
    quiet = manner.get("quiet")
    if quiet is not None and QUIET.fullmatch(str(quiet)) is None:
        yield "/manner/quiet", "give the two hours as 20:00-07:00, or none"
    waits = manner.get("wait", {})
    for name, text in {"bundle": manner.get("bundle"), **{f"wait/{k}": v for k, v in waits.items()}}.items():
        if text is not None and not SPAN.fullmatch(str(text)):
            yield f"/manner/{name}", "give a length of time, such as 15 minutes"
    for name in waits.keys() - {"whatsapp", "sms"}:
        yield f"/manner/wait/{name}", "is not known here; use whatsapp or sms"
    if "most-a-day" in manner and not str(manner["most-a-day"]).isdigit():
        yield "/manner/most-a-day", "must be a number"
    for name in ("stop", "start"):
        if not isinstance(manner.get(name, []), list):
            yield f"/manner/{name}", "must be a list of words"


def _message_problems(pointer: str, code: str, languages: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(languages, dict) or "id" not in languages:
        yield pointer, "needs the Indonesian text under id"
        return
    for language, parts in languages.items():
        here = f"{pointer}/{language}"
        if not isinstance(parts, dict) or not parts.get("title") or not parts.get("text"):
            yield here, "needs title and text"
            continue
        if bool(parts.get("sms")) is not bool(parts.get("whatsapp")):
            yield here, "needs both sms and whatsapp, or neither for what stands in the account only"
        for name in parts.keys() - PARTS:
            yield f"{here}/{name}", f"is not known here; use {', '.join(sorted(PARTS))}"
        for name in ("title", "text", "sms"):
            if name in parts:
                yield from _text_problems(f"{here}/{name}", str(parts[name]))
        if sms := parts.get("sms"):
            yield from _sms_problems(f"{here}/sms", str(sms), has_link=code not in WITHOUT_LINK)
        if re.fullmatch(r"[a-z0-9_]{0,80}", str(parts.get("whatsapp", ""))) is None:
            yield f"{here}/whatsapp", "is the name of an approved template: small letters, digits and _"


def _text_problems(pointer: str, text: str) -> Iterator[tuple[str, str]]:
    try:
        used = _words(text)
    except ValueError as problem:
        yield pointer, f"has a brace too many or too few ({problem})"
        return
    for name in sorted(used - WORDS):
        yield pointer, f"uses {{{name}}}, which messages do not carry; known: {', '.join(sorted(WORDS))}"
    if "://" in text or "www." in text:
        yield pointer, "holds an address; the one link is added when the message is sent"
    if re.search(r"\d{6,}", text):
        yield pointer, "holds a long number; nothing of a person stands in a message"


def _sms_problems(pointer: str, text: str, *, has_link: bool) -> Iterator[tuple[str, str]]:
    try:
        longest = text.format_map({name: "x" * LONGEST.get(name, 0) for name in _words(text)})
    except (ValueError, KeyError):
        return  # said already
    room = SMS_CHARACTERS - LONGEST_SENDER - len(": ") - (SHORT_LINK + 1 if has_link else 0)
    if len(longest) > room:
        yield pointer, f"may become {len(longest)} characters long; with sender and link there is room for {room}"
    if strange := sorted(set(text) - GSM - set("{}")):
        yield pointer, f"uses letters that an SMS does not know: {' '.join(strange)}"


def _words(text: str) -> set[str]:
    return {name for _lead, name, _spec, _conversion in Formatter().parse(text) if name is not None}
