"""The forms that a device carries along: every letter and application that the village's own desk takes."""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec
from django.template import engines
from django.utils import translation

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Card, Standard
from satuatap.domain.documents import queries as documents
from satuatap.fronts.shared.forms import BoundField, BoundPage, bind
from satuatap.fronts.shared.http import ENGINE
from satuatap.kernel import forms

VILLAGE = "village"
ROWS = 6  # of a repeated group: nobody adds one without the line, and what stays empty falls away
SOMEBODY = (("", "–"),)  # the household stands here once somebody is chosen
SENSITIVE = "sensitive"  # whoever is handed the sheet has no business with it
CANNOT = frozenset({"file", "point", "polygon", "area"})
"""What is answered only with the line."""


class Letter(msgspec.Struct, frozen=True):
    """One service as a device has it: ``html`` of its questions, ``known`` the register's fact by input, ``people`` the
    list of the household by input, ``missing`` what to say of an input without an answer, ``kinds`` how inputs are read,
    ``inked`` whether it is signed with ink wherever it is made, ``secret`` the inputs that stand on no paper,
    ``papers`` what can be photographed: key and name."""

    code: str
    name: str
    summary: str
    kind: str
    revision: str
    html: str
    known: dict[str, str]
    people: dict[str, str]
    missing: dict[str, str]
    kinds: dict[str, str]
    inked: bool
    secret: list[str]
    papers: list[tuple[str, str]]


@lru_cache(maxsize=8)
def letters(stamp: str, lang: str, on: date) -> tuple[str, tuple[Letter, ...]]:
    """All of them, and a mark that changes when any of them does. ``stamp`` is that of the catalogue."""
    with translation.override(lang):
        cards = [card for card in catalog.cards(lang, on=on) if card.unit_kind == VILLAGE and "desk" in card.channels]
        found = catalog.standards([card.code for card in cards], lang=lang, on=on)
        every = tuple(letter for card in cards if (letter := _letter(card, found[card.code])) is not None)
    return hashlib.sha256(msgspec.json.encode(every) + stamp.encode()).hexdigest()[:16], every


def _letter(card: Card, standard: Standard) -> Letter | None:
    """The letter for devices; None where it asks what only the line can answer."""
    form = forms.compile(standard.form, standard.ui)
    if any(field.kind in CANNOT for field in form.index.values()):
        return None
    pages = [_bound(form, page.key, f"h{number}-") for number, page in enumerate(form.pages, 1)]
    html = engines[ENGINE].get_template("desk/outbox/_form.html").render({"pages": pages})
    leaves = [field for field in form.index.values() if field.kind not in ("object", "list")]
    return Letter(
        code=card.code,
        name=card.name,
        summary=card.summary,
        kind="letter" if standard.documents else "application",
        revision=str(standard.revision_id),
        html=html,
        known={field.path: field.source for field in leaves if field.source and field.kind != "party"},
        people={field.path: field.source for field in leaves if field.source and field.kind == "party"},
        missing=_missing(form, pages),
        secret=[field.path for field in leaves if field.privacy == SENSITIVE],
        papers=[(one.key, one.name) for one in standard.papers if not one.source and not one.meterai],
        inked=any(documents.is_inked(one.get("mode", ""), ()) for one in standard.documents),
        kinds={
            field.path: field.kind
            for field in leaves
            if field.kind in ("nik", "kk", "date", "integer") and "*" not in field.pointer
        },
    )


def _bound(form: forms.Form, page: str, prefix: str) -> BoundPage:
    lists = [field for field in form.index.values() if field.kind == "list"]
    typed = {field.path: str(min(field.max_items, ROWS)) for field in lists}
    offers = {field.pointer: SOMEBODY for field in form.index.values() if field.kind == "party"}
    return bind(form, page, {}, typed=typed, offers=offers, prefix=prefix)


def _missing(form: forms.Form, pages: list[BoundPage]) -> dict[str, str]:
    """What to say of each required question, by the name of its input."""
    by_name = {field.path: field for field in form.index.values()}
    return {
        field.name: forms.missing(by_name[field.name])
        for page in pages
        for group in page.groups
        for field in _asked(group.fields)
        if field.name in by_name and not field.is_optional
    }


def _asked(fields: tuple[BoundField, ...]) -> Iterator[BoundField]:
    """The questions themselves; those of rows are answered or left out with their row."""
    for field in fields:
        if field.widget == "group":
            yield from _asked(field.fields)
        else:
            yield field


def plain(letter: Letter) -> Any:
    return msgspec.to_builtins(letter)
