"""What the register may fill in for a case, and the words for values that only registers know."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from satuatap.domain.documents.lifecycle import State as Standing
from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor

from ..models import Case
from . import standards

Scope = dict[str, Any]
NOTHING: Mapping[str, Any] = MappingProxyType({})


def known_scope(case: Case, actor: Actor) -> Scope:
    """The register's facts about the applicant; none for an account that has not been proven in person.

    Nobody gets data by knowing a NIK: level 2 means seen at a counter or a village, and officers file under a mandate.
    Nothing is filled in for whoever had their data restricted, nor single facts that were.
    """
    if not register.may_prefill(actor, case.party_id):
        return {}
    return residents.unfilled(residents.prefill_scope(case.party_id))


def with_known(
    form: forms.Form, typed: Mapping[str, Any], scope: Scope, letters: Mapping[str, Any] = NOTHING
) -> dict[str, Any]:
    """Typed answers with the register's laid over them, and those of ``letters_say``: what is known is not typed, and
    cannot be typed away."""
    answers = forms.prune(form, typed)
    for pointer, value in {**letters, **forms.prefill(form, scope)}.items():
        forms.put(answers, pointer, value)
    return answers


def letters_say(case: Case, form: forms.Form, scope: Scope) -> dict[str, Any]:
    """Answers, by pointer, that letters of ours give which are handed in with a case and hold; none where the register
    fills nothing in either. Nothing that the register answers itself. One query for services that take such letters.
    """
    asked = {paper.key: paper.letters for paper in standards.standard(case.revision_id).papers if paper.letters}
    if not scope or not asked:
        return {}
    sheets = case.papers.filter(current=True, key__in=asked, document__state=Standing.ISSUED).order_by(
        "attached_at", "id"
    )
    found, known = dict[str, Any](), forms.prefill(form, scope)
    for key, kind, content in sheets.values_list("key", "document__type", "document__content"):
        said = {path: content.get(name) for path, name in asked[key].get(kind, {}).items()}
        found |= forms.fitting(form, said)
    return {pointer: value for pointer, value in found.items() if pointer not in known}


def labels_of(form: forms.Form, answers: Mapping[str, Any], scope: Scope) -> dict[str, str]:
    """Words for village codes and for the people a question offered."""
    found = {value: name for choices in forms.offered(form, scope).values() for value, name in choices}
    codes = set(_answers_of_kind(form, answers, "area"))
    return found | (regions.village_labels(codes) if codes else {})


def _answers_of_kind(form: forms.Form, answers: Mapping[str, Any], kind: str) -> Iterable[str]:
    return (str(value) for _pointer, field, value in forms.leaves(form, answers) if field.kind == kind and value)
