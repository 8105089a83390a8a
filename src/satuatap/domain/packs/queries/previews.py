"""The documents of a pack on paper, for whoever writes or changes one: each with several sets of answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from satuatap.domain.cases import queries as cases
from satuatap.domain.documents import queries as documents
from satuatap.kernel import forms

from ..rules import samples, services
from .reading import Pack, Part
from .scenarios import PLAYED_AT, contents, value_of

CONFIRMED = "Keterangan ini telah dikonfirmasi ketua RT 012 RW 004 pada tanggal 23 November 2026."
VILLAGES = frozenset({"desa", "kelurahan"})
WAYS = ("contoh", "panjang", "pendek")
"""As a scenario answers, at length, and as briefly as the form allows."""


@dataclass(frozen=True, slots=True)
class Preview:
    """One document set with one set of answers; ``fault`` says why there is no ``pdf``. ``months`` it holds, 0 without
    an end."""

    service: str
    type: str
    title: str
    way: str
    is_village: bool
    months: int
    content: Mapping[str, Any]
    pdf: bytes
    fault: str


def previews(pack: Pack, only: frozenset[str] = frozenset()) -> Iterator[Preview]:
    """Every document of every sound service, or of those named: in each way another office and another signer, so that
    all kinds of letterhead, title line and signature are seen."""
    sound = {code: form for code, part in pack.services.items() if (form := _form(part))}
    played = contents(pack, sound)
    for code in sorted(set(sound) & only if only else set(sound)):
        body = pack.services[code].typed
        for document in body.get("documents") or ():
            template = pack.templates.get(document["template"])
            if template is None:
                continue
            for way in WAYS:
                content = _content(body, document, sound[code], way, played.get((code, document["type"])))
                kind = _office_kind(body, way)
                pdf, fault = documents.sample_letter(template.source, content, document, kind=kind, way=way)
                valid = document.get("valid")
                months = int(valid["months"]) if isinstance(valid, Mapping) else 0
                village = kind in VILLAGES
                yield Preview(code, document["type"], document["title"], way, village, months, content, pdf, fault)


def _form(part: Part) -> forms.Form | None:
    if not part.is_sound or "flow" not in part.typed or not part.typed.get("form"):
        return None
    try:
        return forms.compile(part.typed["form"], part.typed.get("ui") or None)
    except forms.FormProblems:
        return None


def _office_kind(body: Mapping[str, Any], way: str) -> str:
    agency = body.get("agency")
    kind = agency.get("kind", "agency") if isinstance(agency, Mapping) else "agency"
    if kind in {"village", *VILLAGES}:
        return "kelurahan" if way == "pendek" else "desa"
    return str(kind)


def _content(
    body: Mapping[str, Any], document: Mapping[str, Any], form: forms.Form, way: str, played: Mapping[str, Any] | None
) -> dict[str, Any]:
    confirms = any("confirm" in paper for paper in body.get("papers", ()))
    if way == "contoh" and played is not None:
        return {**played, **({"konfirmasi": CONFIRMED} if confirms else {})}
    make = samples.barest if way == "pendek" else samples.fullest
    today = PLAYED_AT.date()
    results = {
        step["step"]: make(forms.compile(asked, None), today)
        for _at, step in services.steps_of(body["flow"])
        if (asked := cases.fields_of(step))
    }
    scope = {
        "form": forms.whole(form, make(form, today)), "party": {}, "family": {}, "today": today,
        "case": {"number": "CONTOH", "area": "", "channel": "desk", "title": "", "results": results},
    }  # fmt: skip
    found: dict[str, Any] = {}
    for _at, step in services.steps_of(body["flow"]):
        if step.get("do") == "issue" and step.get("document") == document["type"]:
            found = {name: value_of(text, scope) for name, text in step.get("content", {}).items()}
    return {**found, **({"konfirmasi": CONFIRMED} if confirms and way != "pendek" else {})}
