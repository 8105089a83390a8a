"""The record of processing: which data each service and each exchange uses, on what that rests, and who receives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.consents import queries as consents
from satuatap.domain.residents import policies
from satuatap.kernel.actors import Actor

UNKNOWN = "unknown"
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Processing:
    """One line: ``kind`` is *service*, *call*, *consent* or *itself*; ``data`` are names of data, ``known`` how many of a
    form's questions the register answers by itself. ``basis`` *unknown*, no ``laws`` and no ``receives`` are gaps."""

    kind: str
    name: str
    office: str
    data: tuple[str, ...]
    known: int
    basis: str
    laws: tuple[str, ...]
    is_checked: bool
    receives: tuple[str, ...]

    @property
    def has_gap(self) -> bool:
        return self.basis == UNKNOWN or not self.laws


def processing(actor: Actor, on: date, language: str) -> tuple[Processing, ...]:
    """The whole record as of a day, for those who protect the region's data. Raises ``NotFound`` to others."""
    policies.require(policies.protects_data(actor))
    rows: list[Processing] = []
    for activity in consents.activities(on, language):
        if activity.covers == "services":
            rows += _services(activity, on, language)
        elif activity.covers == "consents":
            rows += (_agreed(activity, words) for words in consents.offered(on, language).values())
        else:
            kind = "call" if activity.covers == "calls" else "itself"
            rows.append(_line(kind, activity, activity.name, data=(activity.data,), receives=(activity.receives,)))
    return tuple(rows)


def _services(activity: consents.ActivityRow, on: date, language: str) -> Iterator[Processing]:
    """Each service that is offered: its own law where it names one, the general basis otherwise only as a basis."""
    for standard in sorted(catalog.standards(catalog.services(), lang=language, on=on).values(), key=lambda s: s.name):
        questions = list(_questions(standard.form))
        papers = [paper.name for paper in standard.papers]
        yield Processing(
            kind="service", name=standard.name, office=standard.unit_name or catalog.kind_name(standard.unit_kind),
            data=tuple(dict.fromkeys([title for title, _from in questions] + papers)),
            known=sum(bool(source) for _title, source in questions), basis=activity.basis,
            laws=tuple(standard.legal_basis), is_checked=bool(standard.legal_basis),
            receives=tuple(sorted(catalog.systems_in(standard.record, standard.flow))),
        )  # fmt: skip


def _questions(form: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every question about personal data, with where its answer comes from ("" when the person is asked)."""
    for child in (form.get("properties") or {}).values():
        inner = child.get("items") if isinstance(child.get("items"), Mapping) else child
        if inner.get("properties"):
            yield from _questions(inner)
        elif child.get("x-privacy", "personal") != PLAIN and child.get("title"):
            yield str(child["title"]), str(child.get("x-from", ""))


def _agreed(activity: consents.ActivityRow, words: consents.Words) -> Processing:
    return _line("consent", activity, words.name, data=(words.data,), receives=(words.whom,))


def _line(
    kind: str, activity: consents.ActivityRow, name: str, *, data: tuple[str, ...], receives: tuple[str, ...]
) -> Processing:
    laws = (activity.law,) if activity.law else ()
    return Processing(kind, name, "", data, 0, activity.basis, laws, activity.is_checked, receives)
