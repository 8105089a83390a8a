"""What the register may fill in for a case, and the words for values that only registers know."""

from collections.abc import Iterable, Mapping
from typing import Any

from satuatap.domain.regions import queries as regions
from satuatap.domain.residents import policies as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor

from ..models import Case

Scope = dict[str, Any]


def known_scope(case: Case, actor: Actor) -> Scope:
    """The register's facts about the applicant; none for an account that has not been proven in person.

    Nobody gets data by knowing a NIK: level 2 means seen at a counter or a village, and officers file under a mandate.
    Nothing is filled in for whoever had their data restricted.
    """
    if not register.may_prefill(actor, case.party_id):
        return {}
    scope = residents.prefill_scope(case.party_id)
    return {} if scope["party"]["is_restricted"] else scope


def with_known(form: forms.Form, typed: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Typed answers with the register's laid over them: what is known is not typed, and cannot be typed away."""
    answers = forms.prune(form, typed)
    for pointer, value in forms.prefill(form, scope).items():
        forms.put(answers, pointer, value)
    return answers


def labels_of(form: forms.Form, answers: Mapping[str, Any], scope: Scope) -> dict[str, str]:
    """Words for village codes and for the people a question offered."""
    found = {value: name for choices in forms.offered(form, scope).values() for value, name in choices}
    codes = set(_answers_of_kind(form, answers, "area"))
    return found | (regions.village_labels(codes) if codes else {})


def _answers_of_kind(form: forms.Form, answers: Mapping[str, Any], kind: str) -> Iterable[str]:
    return (str(value) for _pointer, field, value in forms.leaves(form, answers) if field.kind == kind and value)
