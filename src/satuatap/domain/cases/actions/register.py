"""Saying, while filling an application, that a fact of the register is wrong."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.residents import actions as residents
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..queries import standards
from ..queries.known import known_scope
from .drafts import locked_for_filling

PLACES = frozenset({"address_line", "street", "rt", "rw", "hamlet", "area_code", "area_label", "postal_code"})


@transaction.atomic
def report_fact(
    *,
    case_id: UUID,
    pointer: str,
    words: str,
    should_be: str,
    by: Actor,
    at: datetime,
    upload: tuple[bytes, str] | None = None,
) -> None:
    """Say that what the register filled in at a pointer is wrong. The application goes on, with the officer told.

    Raises ``NotFound`` for answers that are not the register's, ``Refused`` without words.
    """
    case = locked_for_filling(case_id, by, "fill", at)
    form = standards.form(case.revision_id)
    if pointer not in forms.prefill(form, known_scope(case, by)):
        raise NotFound
    residents.report_fact(
        party_id=case.party_id,
        field=fact_of(form.index[pointer].source),
        words=words,
        should_be=should_be,
        about=case.pk,
        upload=upload,
        by=by,
        at=at,
    )


def fact_of(source: str) -> str:
    """The fact of the register behind ``x-from``: those of relatives are facts of the family card."""
    whose, _dot, name = source.partition(".")
    if name in PLACES:
        return "address"
    return name if whose == "party" or name == "kk" else "family"
