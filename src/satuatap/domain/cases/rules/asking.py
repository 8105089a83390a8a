"""Which questions of an application the state could have answered itself: the re-asking meter.

An answer that was typed counts as known when it says, letter for letter but for signs and capitals, what a fact of the
applicant's own data says, or what they answered to a question of the same words before. That a question was put in
vain is only ever seen after the fact, so that nothing is kept here but names: never an answer.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import msgspec

from satuatap.kernel import forms
from satuatap.kernel.forms import Field, Form

EARLIER: Final = "earlier"
"""The source of what an earlier application of the same party said."""

PAPER: Final = "paper:"
LEAST = 3  # letters below which two answers are alike by chance
NOT_COMPARED = frozenset({"boolean", "integer", "number", "file", "party", "point", "polygon"})
ENOUGH: Final = 10  # applications below which nothing is said of a service
OF_MEMBERS = ("members", "children", "head", "father", "mother")
NO_FACTS = frozenset({"party_id", "id", "kind", "origin", "masked_nik", "identity", "size", "relation"})

Answers = Mapping[str, Any]


class Asked(msgspec.Struct, frozen=True):
    """A question that the applicant answered by hand: its pointer, and where the answer stood already, "" if nowhere.

    ``source`` is the dotted name of a fact (``party.birth_place``, ``family.mother.name``) or ``EARLIER``.
    """

    pointer: str
    source: str


def asked(
    form: Form, answers: Answers, *, filled: Collection[str], facts: Answers, earlier: Mapping[str, Collection[str]]
) -> Iterator[Asked]:
    """Every visible question that was not ``filled`` from the register, with the place where its answer stood.

    ``earlier`` are the answers of before by the words of their question, both as ``written_alike`` and ``wording`` make
    them. Of a list each question counts once, as known if one entry's answer was.
    """
    known = {text: name for name, text in reversed(list(_facts(facts)))}
    found: dict[str, str] = {}
    for pointer, field, value in forms.leaves(form, answers):
        if pointer in filled or field.must or value in (None, "", []):
            continue
        source = _source(field, value, known, earlier) if field.kind not in NOT_COMPARED else ""
        found[field.pointer] = found.get(field.pointer) or source
    yield from (Asked(pointer, source) for pointer, source in found.items())


def told(form: Form, answers: Answers) -> Iterator[tuple[str, str]]:
    """What an application said, for the comparison with a later one: the words of each question, and its answer."""
    for _pointer, field, value in forms.leaves(form, answers):
        if field.kind not in NOT_COMPARED and (text := written_alike(value)):
            yield wording(field), text


def wording(field: Field) -> str:
    return " ".join(field.title.casefold().split())


def written_alike(value: Any) -> str:
    """An answer reduced to what two writings of it share; "" where that is too little to tell anything."""
    plain = unicodedata.normalize("NFKD", str(value)).casefold()
    text = " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())
    return text if len(text) >= LEAST else ""


def _source(field: Field, value: Any, known: Mapping[str, str], earlier: Mapping[str, Collection[str]]) -> str:
    spelt = [value, *(label for option, label in field.options if option == value)]
    texts = [text for text in map(written_alike, spelt) if text]
    if name := next((known[text] for text in texts if text in known), ""):
        return name
    before = earlier.get(wording(field), ())
    return EARLIER if any(text in before for text in texts) else ""


def _facts(facts: Answers) -> Iterator[tuple[str, str]]:
    """Every fact that the register would give, the applicant's own before those of the family."""
    for whose in ("party", "family"):
        told_of = facts.get(whose) or {}
        yield from _named(whose, told_of)
        for name in OF_MEMBERS:
            listed = told_of.get(name) or []
            for person in [listed] if isinstance(listed, Mapping) else listed:
                yield from _named(f"{whose}.{name}", person)


def _named(prefix: str, facts: Answers) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if name not in NO_FACTS and isinstance(value, str) and (text := written_alike(value)):
            yield f"{prefix}.{name}", text
