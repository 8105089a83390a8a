"""What follows in the background on what came out of an outbox."""

from django.utils import timezone

from satuatap.domain.documents.events import DocumentReady
from satuatap.kernel.actors import system

from . import actions

WORKER = system("worker")


def take_number(event: DocumentReady) -> None:
    """A letter that was written with a leased number gets it once its draft can be read."""
    actions.take_number(document_id=event.document_id, about=event.about, by=WORKER, at=timezone.now())
