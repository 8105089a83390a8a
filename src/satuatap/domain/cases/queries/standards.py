"""What a case reads from the revision it began under: its standard, its form and its flow, compiled once a process."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils import translation

from satuatap.domain.catalog import queries as catalog
from satuatap.domain.catalog.queries import Standard
from satuatap.kernel import expressions, forms

from ..models import Case, Task
from ..rules import referrals
from ..rules.flow import Flow, Step, parse


@lru_cache(maxsize=512)
def standard(revision_id: UUID, lang: str = "id") -> Standard:
    """A revision never changes, so what was read once stays true for the life of the process."""
    return catalog.standard_of(revision_id, lang)


def title(case: Case, lang: str) -> str:
    """What a case is called in a language; its own copy is Indonesian and needs no read."""
    return case.title if lang == "id" else standard(case.revision_id, lang).name


def step_name(task: Task, lang: str) -> str:
    """What a task is called in a language, as ``title`` does. The task brings its case."""
    return task.name if lang == "id" else flow(task.case.revision_id, lang).step(task.step).name


@lru_cache(maxsize=512)
def form(revision_id: UUID, lang: str = "id") -> forms.Form:
    read = standard(revision_id, lang)
    return forms.compile(read.form, read.ui)


@lru_cache(maxsize=512)
def flow(revision_id: UUID, lang: str = "id") -> Flow:
    return parse(standard(revision_id, lang).flow)


@lru_cache(maxsize=512)
def step_form(revision_id: UUID, key: str, lang: str = "id") -> forms.Form | None:
    """The fields an officer fills at a step, None for a step without any."""
    with translation.override(lang):
        return fields_form(flow(revision_id, lang).step(key))


@lru_cache(maxsize=512)
def bill_labels(revision_id: UUID, lang: str) -> Mapping[str, str]:
    """What the bills of a standard are called in a language, by the Indonesian words that bills keep."""
    pairs = zip(flow(revision_id).steps(), flow(revision_id, lang).steps(), strict=True)
    return {ours.bill["label"]: theirs.bill["label"] for ours, theirs in pairs if ours.bill}


def fields_form(step: Step) -> forms.Form | None:
    fields = fields_of(step)
    return forms.compile(fields, None) if fields else None


def fields_of(step: Step) -> dict[str, Any]:
    """What is asked at a step: what its standard writes, or what its kind always asks. {} for nothing."""
    return referrals.fields(step.number_label, step.number_pattern) if step.do == "refer" else step.fields


def value(text: str, scope: Mapping[str, Any], tables: expressions.Tables | None = None) -> Any:
    return expressions.compile(text).evaluate(scope, tables=tables)


def names_in(flow: Flow) -> frozenset[str]:
    """Every name that conditions, amounts and document contents of a flow look at."""
    found: set[str] = set()
    for step in flow.steps():
        mapped = (*step.content.values(), *step.copy.values(), *step.send.values(), *step.where.values())
        for text in (step.when, step.bill.get("amount", ""), *mapped):
            if text:
                found |= expressions.compile(text).names
    return frozenset(found)


def pick(scope: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The part of party and family that is named: a case keeps what its flow needs to know, no more."""
    kept: dict[str, Any] = {}
    for name in names:
        head, *path = name.split(".")
        if head not in ("party", "family") or head not in scope:
            continue
        if not path:
            kept[head] = scope[head]
            continue
        target = kept.setdefault(head, {})
        if path[0] in scope[head]:
            target[path[0]] = scope[head][path[0]]
    return kept
