"""How the body of a service standard becomes what pages show and search reads. Values in, values out."""

import copy
import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

Body = Mapping[str, Any]

UNKNOWN = "unknown"
PLAIN_TEXTS = ("name", "summary", "product", "words")
SCHEMA_TEXTS = frozenset({"title", "description", "x-hint", "x-why", "x-error", "x-unit"})
STEP_TEXTS = ("name", "hint", "number_label", "report")
ITEM_TEXTS = ("ask", "hint", "unit")

PLACEMENT = ("active", "popular")
"""What a body says about its place in lists; moving a service there is no new standard."""

COMPONENTS = ("complaints", "facilities", "competence", "supervision", "staff", "guarantee", "security", "evaluation")
"""The components of a service standard that no other part of the body carries (the other six have keys of their own)."""

_SPAN = re.compile(r"(\d{1,4}) (working day|day|working hour|hour|minute)s?")
_WORD = re.compile(r"[a-z0-9]+")
_DOUBLED = re.compile(r"([a-z])\1+")

STOP_WORDS = frozenset({
    "dan", "atau", "yang", "di", "ke", "dari", "untuk", "saya", "kami", "mau", "ingin", "cara", "bagaimana",
    "mengurus", "urus", "bikin", "buat", "membuat", "minta", "the", "a", "an", "of", "to", "for", "and", "or",
    "how", "i", "my", "do", "get", "make", "want", "gimana", "mana", "apa", "apakah", "bisa", "tolong",
    "butuh", "perlu", "punya", "dong", "ya", "nih", "aku", "saja", "ini", "itu", "biar", "syarat", "kalau", "mengajukan",
    "ajukan", "pengen", "gmn", "mbuat", "ngurus", "bikinkan", "dengan", "pada", "is", "can", "what", "where", "in",
})  # fmt: skip


def canonical(body: Body) -> str:
    """The body as JSON text, keys in the order they were written: a form asks in that order."""
    return msgspec.json.encode(body).decode()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def promise_of(text: str) -> dict[str, Any] | None:
    """``3 working days`` as amount and unit; None for ``unknown``. Raises ``ValueError`` for anything else."""
    if text in ("", UNKNOWN):
        return None
    match = _SPAN.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    return {"amount": int(match[1]), "unit": match[2].replace(" ", "-")}


# -- texts people see --------------------------------------------------------------------------------------------


def texts_of(body: Body) -> dict[str, str]:
    """Every text of a body that people read, by JSON pointer."""
    return {pointer: text for pointer, text in _texts(body) if text}


def _texts(body: Body) -> Iterator[tuple[str, str]]:
    for key in PLAIN_TEXTS:
        if key in body:
            yield f"/{key}", body[key]
    for group, keys in (
        ("papers", ("name", "hint")),
        ("substitutes", ("name", "hint")),
        ("fees", ("label",)),
        ("procedure", ("title", "text")),
        ("documents", ("title",)),
    ):
        for index, entry in enumerate(body.get(group, ())):
            yield from ((f"/{group}/{index}/{key}", entry[key]) for key in keys if key in entry)
    for group in ("promise", "silence", "presence"):
        if note := body.get(group, {}).get("note"):
            yield f"/{group}/note", note
    for key, text in body.get("components", {}).items():
        if text != UNKNOWN:
            yield f"/components/{key}", text
    yield from schema_texts(body.get("form", {}), "/form")
    yield from _ui_texts(body.get("ui", {}), "/ui")
    for pointer, step in steps_of(body.get("flow", ())):
        yield from ((f"/flow{pointer}/{key}", step[key]) for key in STEP_TEXTS if key in step)
        if label := step.get("bill", {}).get("label"):
            yield f"/flow{pointer}/bill/label", label
        yield from schema_texts(step.get("fields", {}), f"/flow{pointer}/fields")
        for index, fact in enumerate(step.get("facts", ())):
            yield f"/flow{pointer}/facts/{index}/replaces", fact["replaces"]
        for index, item in enumerate(step.get("checklist", ())):
            yield from ((f"/flow{pointer}/checklist/{index}/{key}", item[key]) for key in ITEM_TEXTS if key in item)


def steps_of(flow: Sequence[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every step with its pointer inside the flow, those of parallel branches included."""
    for index, item in enumerate(flow):
        if "together" not in item:
            yield f"/{index}", item
            continue
        for number, branch in enumerate(item["together"]):
            if isinstance(branch, Mapping):
                yield f"/{index}/together/{number}", branch
            else:
                yield from ((f"/{index}/together/{number}/{place}", step) for place, step in enumerate(branch))


def schema_texts(schema: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """The texts of a form schema, those of questions that only some are asked included."""
    if not isinstance(schema, Mapping):  # a question that is not written as one: the check of forms says so
        return
    for key, value in schema.items():
        if key in SCHEMA_TEXTS and isinstance(value, str):
            yield f"{pointer}/{key}", value
        elif key == "x-labels" and isinstance(value, Mapping):
            yield from ((f"{pointer}/x-labels/{name}", text) for name, text in value.items())
        elif key == "properties" and isinstance(value, Mapping):
            for name, inner in value.items():
                yield from schema_texts(inner, f"{pointer}/properties/{name}")
        elif key in ("items", "then") and isinstance(value, Mapping):
            yield from schema_texts(value, f"{pointer}/{key}")
        elif key == "allOf":
            for index, inner in enumerate(value):
                yield from schema_texts(inner, f"{pointer}/allOf/{index}")


def _ui_texts(ui: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, str]]:
    for key in ("label", "text", "hint"):
        if isinstance(ui.get(key), str):
            yield f"{pointer}/{key}", ui[key]
    for index, element in enumerate(ui.get("elements", ())):
        yield from _ui_texts(element, f"{pointer}/elements/{index}")


def settle_pointer(body: Body, pointer: str) -> str:
    """The full pointer behind a short one. Raises ``KeyError`` when nothing stands there.

    List entries may be named by their key (``/papers/gambar/name``), and questions of a form by their names alone,
    however deep they are asked (``/form/orang_tua/ibu_nik/title``).
    """
    found: Any = body
    settled = ""
    for part in pointer.strip("/").split("/"):
        if isinstance(found, Mapping):
            place, found = (part, found[part]) if part in found else _question(found, part)
        elif isinstance(found, str):
            raise KeyError(part)
        elif part.isdigit() and int(part) < len(found):
            place, found = part, found[int(part)]
        else:
            place, found = _by_key(found, part)
        settled += f"/{place}"
    return settled


def _question(schema: Mapping[str, Any], name: str) -> tuple[str, Any]:
    """Where a question of that name stands in a schema: asked of all, of some, or of each entry of a list."""
    properties = schema.get("properties", {})
    if name in properties:
        return f"properties/{name}", properties[name]
    deeper = [(key, schema[key]) for key in ("then", "items") if isinstance(schema.get(key), Mapping)]
    deeper += [(f"allOf/{index}/then", rule.get("then", {})) for index, rule in enumerate(schema.get("allOf", ()))]
    for place, inner in deeper:
        try:
            found, value = _question(inner, name)
        except KeyError:
            continue
        return f"{place}/{found}", value
    raise KeyError(name)


def _by_key(entries: Sequence[Any], key: str) -> tuple[str, Any]:
    for pointer, step in steps_of(entries) if entries and "do" in _first_step(entries) else ():
        if step.get("step") == key:
            return pointer.strip("/"), step
    for index, entry in enumerate(entries):
        if isinstance(entry, Mapping) and key in (entry.get("key"), entry.get("type")):
            return str(index), entry
    raise KeyError(key)


def _first_step(entries: Sequence[Any]) -> Mapping[str, Any]:
    return next((step for _, step in steps_of(entries)), {})


def translated(body: Body, texts: Mapping[str, tuple[str, str]]) -> tuple[dict[str, Any], list[str]]:
    """The body with every text replaced whose translation is fresh, and the pointers that stay Indonesian.

    ``texts`` maps a pointer to the translation and the hash of the text that was translated.
    """
    result = copy.deepcopy(dict(body))
    missing = []
    for pointer, text in texts_of(body).items():
        translation, source_hash = texts.get(pointer, ("", ""))
        if translation and source_hash == digest(text):
            _put(result, pointer, translation)
        else:
            missing.append(pointer)
    return result, missing


def _put(root: Any, pointer: str, value: str) -> None:
    *parents, last = pointer.strip("/").split("/")
    for part in parents:
        root = root[int(part)] if isinstance(root, list) else root[part]
    root[int(last) if isinstance(root, list) else last] = value


# -- the standard ------------------------------------------------------------------------------------------------


def gaps_of(body: Body) -> list[str]:
    """What the standard still owes its readers: pointers to parts that are unknown. Shown, never guessed."""
    found = []
    if promise_of(body.get("promise", {}).get("within", UNKNOWN)) is None:
        found.append("promise")
    if not body.get("fees") and body.get("fee", UNKNOWN) == UNKNOWN:
        found.append("fee")
    if not body.get("legal_basis"):
        found.append("legal_basis")
    decree = body.get("decree", UNKNOWN)
    if decree == UNKNOWN or UNKNOWN in decree.values():
        found.append("decree")
    if not body.get("product"):
        found.append("product")
    found += [f"papers.{p['key']}.law" for p in body.get("papers", ()) if p.get("law", UNKNOWN) == UNKNOWN]
    components = body.get("components", {})
    found += [f"components.{key}" for key in COMPONENTS if components.get(key, UNKNOWN) == UNKNOWN]
    return found


def known(text: str) -> str:
    return "" if text == UNKNOWN else text


def standard_of(body: Body, translated_body: Body) -> dict[str, Any]:
    """The standard in one language, as ``queries.Standard`` reads it, without what the revision's row says."""
    body_promise = translated_body.get("promise", {})
    promise = promise_of(body_promise.get("within", UNKNOWN))
    if promise is not None:
        promise |= {"source": known(body_promise.get("source", "")), "note": body_promise.get("note", "")}
    agency = body["agency"]
    return {
        "code": body["code"],
        "unit_code": agency if isinstance(agency, str) else "",
        "unit_kind": "" if isinstance(agency, str) else agency["kind"],
        "promise": promise,
        "silence": dict(translated_body.get("silence", {"rule": "none"})),
        "papers": [_paper(p) for p in translated_body.get("papers", ())],
        "substitutes": [_paper(p) for p in translated_body.get("substitutes", ())],
        "fees": [_fee(fee) for fee in translated_body.get("fees", ())],
        "fee": "listed" if body.get("fees") else body.get("fee", UNKNOWN),
        "fee_law": known(body.get("fee_law", "")),
        "fee_source": body.get("fee_source", ""),
        "procedure": _procedure(translated_body),
        "components": {key: known(translated_body.get("components", {}).get(key, UNKNOWN)) for key in COMPONENTS},
        "gaps": gaps_of(body),
        "minimum_ages": _ages(body.get("minimum_age")),
        "presence": _presence(translated_body.get("presence")),
        "file_at": _places(body.get("file_at", ())),
        "collect_at": _places(body.get("collect_at", ())),
        **{
            key: translated_body[key]
            for key in (
                "name", "summary", "product", "words", "record", "mode", "channels", "sites", "applicants",
                "form", "ui", "flow", "then", "legal_basis", "documents", "related", "sources", "tables",
            )
            if key in translated_body
        },
    }  # fmt: skip


def _ages(told: Any) -> list[dict[str, Any]]:
    """A bare number of years has held always; its law is a gap."""
    if told is None:
        return []
    if not isinstance(told, list):
        return [{"years": int(told)}]
    ages = [
        {
            "years": age["years"],
            "or_married": age.get("or_married", False),
            "from_on": age["from"],
            "law": known(age["law"]),
            "source": age.get("source", ""),
        }
        for age in told
    ]
    return sorted(ages, key=lambda age: str(age["from_on"]))


def _places(told: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    known_law = {"law": "", "source": "", "until": ""}
    return [known_law | {**row, "from_on": row["from"], "law": known(row["law"])} for row in told]


def _presence(told: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {"needed": told["needed"], "law": known(told["law"]), "note": told.get("note", "")}


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "key": paper["key"],
        "name": paper["name"],
        "hint": paper.get("hint", ""),
        "law": known(paper.get("law", "")),
        "source": paper.get("from", ""),
        "instead": list(paper.get("instead", ())),
        "required": paper.get("required", True),
        "required_when": paper.get("required_when", ""),
        "meterai": paper.get("meterai", ""),
        "evidence": paper.get("source", ""),
        "same": paper.get("same", ""),
        "confirm": {name: str(value) for name, value in (paper.get("confirm") or {}).items()},
        "letters": {kind: dict(gives or {}) for kind, gives in (paper.get("letters") or {}).items()},
    }


def _fee(fee: Mapping[str, Any]) -> dict[str, Any]:
    amount = fee.get("amount", UNKNOWN)
    return {
        "label": fee["label"],
        "amount": None if amount == UNKNOWN else int(amount),
        "formula": fee.get("formula", ""),
        "law": known(fee.get("law", "")),
        "source": fee.get("source", ""),
    }


def _procedure(body: Body) -> list[tuple[str, str]]:
    """The steps as the public reads them: as written, or else the names of the flow's steps."""
    if written := body.get("procedure"):
        return [(entry["title"], entry.get("text", "")) for entry in written]
    return [(step["name"], step.get("hint", "")) for _, step in steps_of(body.get("flow", ())) if step.get("name")]


def card_of(standard: Mapping[str, Any]) -> dict[str, Any]:
    """The few facts of a standard that a list shows."""
    amounts = [fee["amount"] for fee in standard["fees"]]
    return {
        "code": standard["code"],
        "name": standard["name"],
        "summary": standard.get("summary", ""),
        "mode": standard["mode"],
        "promise": standard["promise"],
        "fee": standard["fee"],
        "amount": amounts[0] if len(amounts) == 1 else None,
        "channels": list(standard.get("channels", ())),
        "sites": list(standard.get("sites", ())),
        "applicants": list(standard.get("applicants", ())),
    }


# -- search ------------------------------------------------------------------------------------------------------


def normalise(text: str) -> str:
    """Lower case, without accents, and in longer words doubled letters once: *Reklame* and *reklamme* look alike."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[a-z]{4,}", lambda word: _DOUBLED.sub(r"\1", word[0]), plain)


def tokens(text: str) -> list[str]:
    """The words of a question that carry meaning, at most eight; all words when none does."""
    found = list(dict.fromkeys(_WORD.findall(normalise(text))))
    useful = [word for word in found if word not in STOP_WORDS and len(word) > 1]
    return (useful or found)[:8]


def enough(words: int) -> int:
    """How many words of a question a service has to answer to: both of two, two of three, three of four."""
    return words if words <= 2 else -(-words * 2 // 3)


def search_words(standard: Mapping[str, Any], others: Iterable[str]) -> tuple[str, str, str]:
    """What search reads in three weights: name and everyday words; summary and product; papers, and ``others``."""
    first = " ".join((standard["name"], standard["code"].replace("-", " "), standard.get("words", "")))
    second = " ".join((standard.get("summary", ""), standard.get("product", "")))
    third = " ".join((*(p["name"] for p in standard["papers"]), standard["unit_code"].replace("-", " "), *others))
    return normalise(first), normalise(second), normalise(third)


def nearest(word: str, vocabulary: Sequence[str]) -> list[str]:
    """The known words that a mistyped word may have meant, best first; a short word has to come closer: *nikah* is no *nik*."""
    return difflib.get_close_matches(word, vocabulary, n=3, cutoff=0.74 if len(word) > 5 else 0.8)
