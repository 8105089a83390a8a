"""Telling the applicant something about a case, in the language and over the ways that the person has."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format

from satuatap.domain.notifications import actions as notifications
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound
from satuatap.kernel.money import rupiah

from ..models import Case
from ..queries import standards

ENGINE = system("cases")
DATED = {"returned", "accepted"}
"""Messages that name a day where there is one, and say it otherwise where there is none."""


def tell(
    case_id: UUID, template: str, path: str = "/berkas/{number}", once: str = "", **context: str | date | Decimal
) -> None:
    """Tell the applicant, and whoever sent it in the applicant's name while that holds: a parent, an attorney, an
    officer of the organisation. ``once`` names what is told; without it, a template is told once between two commands."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        return
    for party_id in (case.party_id, *_sender(case)):
        _tell_one(case, party_id, template, path, once, context)


def _sender(case: Case) -> tuple[UUID, ...]:
    if not case.filed_by.startswith("account:"):
        return ()
    held = residents.standing(UUID(case.filed_by.removeprefix("account:")), timezone.localdate())
    stands_for_it = case.party_id in held.acts_for or case.pk in held.entrusted
    return (held.party_id,) if held.party_id and stands_for_it else ()


def _tell_one(
    case: Case, party_id: UUID, template: str, path: str, once: str, context: Mapping[str, str | date | Decimal]
) -> None:
    """Days and amounts of the context are written in the reader's language."""
    try:
        contact = residents.contact(party_id)
    except NotFound:
        return
    lang = contact.language or case.language
    words = {"service": standards.title(case, lang), "number": case.number}
    words |= {name: in_words(value, lang) for name, value in context.items()}
    if template in DATED:
        until = case.correct_by if template == "returned" else case.due_at
        words["until"] = in_words(until, lang) if until else ""
        template = template if until else f"{template}-no-date"
    notifications.notify(
        template=template,
        key=f"{template}:{case.pk}:{once or case.commands.count()}"
        + ("" if party_id == case.party_id else f":{party_id}"),
        account_id=contact.account_id,
        party_id=party_id,
        context=words,
        path=path.format(number=case.number),
        about=case,
        channels=contact.channels,
        unit_id=case.unit_id,
        area_code=case.area_code,
        language=lang,
        by=ENGINE,
        at=timezone.now(),
    )


def in_words(value: str | date | Decimal, lang: str) -> str:
    """``30 November 2026`` and ``Rp1.250.000`` in the reader's language; texts as they are."""
    if isinstance(value, Decimal):
        return rupiah(value, lang)
    if isinstance(value, str):
        return value
    with translation.override(lang):
        return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "j F Y")
