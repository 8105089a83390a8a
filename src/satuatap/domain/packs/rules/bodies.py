"""From the file of a service to the body that is published."""

from collections.abc import Mapping
from typing import Any

from .services import Body, sources_named

NOT_PUBLISHED = ("texts", "valid_from")


def published_body(told: Body, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The standard as it is published: with the sources it names written out, without what is not part of it."""
    body = {key: value for key, value in told.items() if key not in NOT_PUBLISHED}
    body["documents"] = [_document(document) for document in told.get("documents", ())]
    named = {
        key: {
            "title": sources[key]["title"],
            "url": sources[key].get("url", ""),
            "checked": sources[key].get("checked", True),
        }
        for key in sources_named(told)
        if key in sources
    }
    return body | {"sources": named}


def _document(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if not (key == "valid" and value == "none")}


def translations(code: str, told: Body, words: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """The translations of a service by language: those of the pack's words, and over them those of its own file."""
    found: dict[str, dict[str, str]] = {}
    for lang, shared in words.items():
        found[lang] = dict(shared.get("services", {}).get(code, {}))
    for lang, own in told.get("texts", {}).items():
        found[lang] = found.get(lang, {}) | own
    return found
