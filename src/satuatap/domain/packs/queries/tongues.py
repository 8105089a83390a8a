"""The languages of a region as its pack tells them, held against the sentences of our pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.conf import settings

from ..rules import tongues
from ..rules.findings import Problem
from .reading import Part

KIOSK = "fronts/kiosk/"
FOR_OFFICERS = ("upkeep.py", "upkeep.html", "officer.html")  # pages of the kiosk that no visitor opens


@dataclass(frozen=True, slots=True)
class Sentences:
    """Every sentence of our pages that has one meaning, and those of them that visitors meet at a kiosk."""

    known: frozenset[str]
    wanted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the sentences that visitors meet a language has, and whether they can choose it."""

    known: int
    wanted: int
    is_offered: bool


@cache
def sentences() -> Sentences:
    """Read from the English catalogue: it has every sentence, with the files in which it stands."""
    with (Path(settings.LOCALE_PATHS[0]) / "en/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    known, wanted = set(), set()
    for message in catalogue:
        if not message.id or message.context:
            continue
        sentence = str(message.id if isinstance(message.id, str) else message.id[0])
        known.add(sentence)
        if any(name.startswith(KIOSK) and not name.endswith(FOR_OFFICERS) for name, _line in message.locations):
            wanted.add(sentence)
    return Sentences(frozenset(known), frozenset(wanted))


def coverage(part: Part) -> Coverage:
    """How much of what visitors meet a language has."""
    known, wanted = tongues.known_of(part.typed["words"], sentences().wanted), len(sentences().wanted)
    return Coverage(known, wanted, tongues.is_offered(known, wanted, part.typed.get("offer")))


def tongue_problems(code: str, part: Part) -> Iterator[Problem]:
    """What is wrong in the file of a language, and, as gaps that its readers will see, what it lacks."""
    if not part.is_sound:
        return
    yield from tongues.tongue_problems(code, part.typed["words"], sentences().known)
    name, covered = part.typed["name"], coverage(part)
    if covered.known < covered.wanted:
        share = tongues.percent(covered.known, covered.wanted)
        shown = "offered all the same" if covered.is_offered else "not offered to visitors"
        message = f"{name}: {covered.known} of {covered.wanted} sentences of a kiosk ({share} per cent), {shown}"
        yield Problem("/words", message, "translate the others; they read Indonesian until then", "warning")
    if part.typed["reviewed"] == "no":
        message = f"{name}: nobody who grew up with it has read these words"
        yield Problem("/reviewed", message, "let a speaker read them, then write who and when", "warning")
