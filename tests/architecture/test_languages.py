"""Every page in English, asked for by everybody who may: nothing of ours is left in Indonesian.

What packs and people write is not ours to compare; `pack check` and the catalogue's own tests look after the former.
"""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest

from satuatap.config import translations
from satuatap.domain.cases.tests.factories import PERMIT, RECORD
from tests.support.world import World, undone

from .addresses import Address, addresses
from .test_who_sees_what import of_interest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # every address, as everybody

ENGLISH = [address for address in addresses() if address.route.startswith("/en/")]
PEOPLE = ("nobody", "rani", "budi", "sari")
SAID = {"alt", "aria-label", "placeholder", "title", "data-print", "label"}
UNCLOSED = {"br", "hr", "img", "input", "link", "meta"}
PARTS = re.compile(r"%\(\w+\)\w|</?\w+>")
A_SENTENCE = 3  # words; less may be a word that both languages have
STEPS = frozenset(step["name"] for step in PERMIT + RECORD if "name" in step)  # some are called like words of ours


class Reading(HTMLParser):
    """What a reader of the page sees or hears, each piece with the language it is marked with."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = [("", "")]
        self.pieces: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self.open[-1][1]
        names = SAID | ({"content"} if given.get("name") == "description" else set())
        self.pieces += [(given[name] or "", language) for name in names if name in given]
        if tag not in UNCLOSED:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1][0] not in {"script", "style"}:
            self.pieces.append((data, self.open[-1][1]))

    def english(self) -> Iterator[str]:
        yield from (" ".join(text.split()) for text, language in self.pieces if language == "en" and text.strip())


@cache
def indonesian() -> tuple[frozenset[str], re.Pattern[str]]:
    """Our short texts, and a pattern for what the long ones say between the names that are filled in."""
    entries = [m for source in translations.catalogues() for m in translations.read(source) if m.id]
    texts = {text for m in entries for text in (m.id if m.pluralizable else (m.id,))}
    english = {text for m in entries for text in (m.string if m.pluralizable else (m.string,))}
    parts = {part.strip(" ,.:;·–“”") for text in texts - english for part in PARTS.split(text)}
    long = {part for part in parts if part.count(" ") + 1 >= A_SENTENCE and not any(part in one for one in english)}
    return frozenset(texts - english - STEPS), re.compile("|".join(map(re.escape, sorted(long, key=len, reverse=True))))


def left_over(page: str) -> set[str]:
    return {ours for text in Reading(page).english() for ours in of_ours(text)}


@cache
def of_ours(text: str) -> set[str]:
    """What of a piece is left in Indonesian. Most pieces stand on many pages."""
    short, long = indonesian()
    return ({text} & short) | ({found[0]} if (found := long.search(text)) else set())


@pytest.mark.parametrize("address", ENGLISH, ids=str)
def test_no_page_in_english_is_left_in_indonesian(address: Address, world: World):
    wrong = []
    for who in PEOPLE:
        for thing in of_interest(world, address, who):
            with undone():
                answer = world.client(who).get(address.path(thing), follow=True)
            if not answer.content or not answer.headers["Content-Type"].startswith("text/html"):
                continue
            page = answer.content.decode()
            if not re.search(r'<html lang="en"', page):
                wrong.append(f"{who}: {address.path(thing)} is not marked as English")
            wrong += [f"{who}: {address.path(thing)} says {text!r}" for text in sorted(left_over(page))]

    assert wrong == []


def test_no_words_stand_beside_macros():
    """A template that is only imported is made once a process: words of its own would stay in the first language."""
    wrong = []
    for path in sorted(translations.SOURCE.glob("**/templates/**/*.html")):
        text = re.sub(r"{#.*?#}", "", path.read_text(), flags=re.DOTALL)
        beside = re.sub(r"{%-? *macro .*?{%-? *endmacro *-?%}", "", text, flags=re.DOTALL)
        if beside != text and "{% extends" not in text and re.search(r"\b(_|n?p?gettext|url)\(", beside):
            wrong.append(path.name)

    assert wrong == []


def test_left_over_words_would_be_found():
    page = '<html lang="en"><body><h1>Semua layanan</h1><a lang="id">Beranda</a><p title="Hapus saringan">All</p>'
    page += "<p>Draft. Kirim lagi paling lambat 3 July. <b>SMS</b></p>"

    assert left_over(page) == {"Semua layanan", "Hapus saringan", "Kirim lagi paling lambat"}
