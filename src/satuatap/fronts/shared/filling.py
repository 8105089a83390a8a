"""What a page of a form sends back, read against the case it belongs to: for every front on which forms are filled."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from satuatap.domain.cases import queries
from satuatap.domain.cases.queries import Filling
from satuatap.kernel import forms

from .http import Request


def offers_of(filling: Filling, villages: Any) -> dict[str, list[str]]:
    """The values that a page may send back: villages of the region, and the people a question offers."""
    offers = {pointer: [value for value, _name in choices] for pointer, choices in filling.offered.items()}
    return offers | {"area": [code for _district, group in villages for code, _name in group]}


def fill(
    request: Request, filling: Filling, page: str, offers: Mapping[str, Sequence[str]]
) -> tuple[Any, dict[str, str]]:
    """What was typed on a page, and what is wrong with it, by question."""
    parsed = forms.fill(
        filling.form,
        page,
        request.POST,
        filling.answers,
        known=filling.known,
        offers=offers,
        today=timezone.localdate(request.now),
    )
    here = {one.pointer for field in filling.form.page(page).fields for one in field.tree()}
    places = queries.misplaced(filling.form, parsed.answers)
    wrong = {pointer: words for pointer, words in places.items() if forms.template(pointer) in here}
    return parsed, wrong | parsed.problems
