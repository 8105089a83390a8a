"""Telling those who have something to do about a letter. A message says which number of the agenda, not what is in it."""

from datetime import date
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format

from satuatap.domain.identity import queries as identity
from satuatap.domain.notifications import actions as notifications
from satuatap.kernel.actors import system

from . import policies
from .events import LetterCame, LetterDisposed
from .lifecycle import Body, State
from .models import Disposition, Letter

WORKER = system("correspondence")


def tell_came(event: LetterCame) -> None:
    """Whoever leads the office, or stands in, finds in their account that a letter waits."""
    letter = Letter.objects.get(pk=event.letter_id)
    if letter.state != State.NEW or letter.body != Body.OFFICE:
        return
    for role in policies.HEADS:
        for holder in identity.holders(letter.unit_id, role, timezone.localdate()):
            if f"account:{holder.account_id}" != letter.registered_by:
                _tell(letter, "letter-came", holder.account_id, str(letter.pk))


def tell_disposed(event: LetterDisposed) -> None:
    """Each officer finds in their account what was given to them, and until when."""
    disposition = Disposition.objects.select_related("letter").get(pk=event.disposition_id)
    for given in disposition.assignments.all():
        template = "letter-disposed-due" if given.due_on else "letter-disposed"
        _tell(disposition.letter, template, given.account_id, str(given.pk), given.due_on)


def _tell(letter: Letter, template: str, account_id: UUID, once: str, due_on: date | None = None) -> None:
    language = identity.account(account_id).language
    with translation.override(language):
        until = {"until": date_format(due_on, "j F Y")} if due_on else {}
    notifications.notify(
        template=template,
        key=f"{template}:{once}:{account_id}",
        account_id=account_id,
        context={"number": f"{letter.number}/{letter.year}"} | until,
        path=f"/meja/surat-masuk/{letter.pk}",
        about=letter,
        language=language,
        by=WORKER,
        at=timezone.now(),
    )
