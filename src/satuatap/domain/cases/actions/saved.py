"""Naming a way of looking at the inbox, and dropping the name again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from ..models import SavedFilter

MOST = 12
"""So many are kept: they stand above every inbox with a figure each."""


@transaction.atomic
def save_filter(*, name: str, query: str, by: Actor, at: datetime) -> SavedFilter:
    """Keep a filter under a name; the same name again takes the new filter. Raises ``Refused`` without a name or when
    there are too many."""
    if by.account_id is None or not by.is_staff:
        raise NotFound
    words = " ".join(name.split())[:40]
    if not words:
        raise Refused("name", _("Beri nama saringan ini."), field="nama")
    own = SavedFilter.objects.select_for_update().filter(account=by.account_id)
    if own.exclude(name=words).count() >= MOST:
        raise Refused("many", _("Sudah ada 12 saringan. Hapus salah satu dulu."), field="nama")
    saved, _created = SavedFilter.objects.update_or_create(
        account_id=by.account_id, name=words, defaults={"query": query[:400], "saved_at": at}
    )
    record("filter.saved", on=saved, by=by, at=at)
    return saved


@transaction.atomic
def drop_filter(*, filter_id: UUID, by: Actor, at: datetime) -> None:
    """Forget an own filter; one that is gone already is gone."""
    saved = SavedFilter.objects.filter(pk=filter_id, account=by.account_id).first()
    if saved is not None:
        record("filter.dropped", on=saved, by=by, at=at)
        saved.delete()
