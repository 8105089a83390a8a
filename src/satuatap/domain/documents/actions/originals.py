"""Original papers: taken in against a receipt, returned by name."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..models import Document, Original
from .preparing import receipt

MOST_AT_ONCE = 20


@transaction.atomic
def take_originals(
    *,
    about: UUID,
    party_id: UUID,
    unit_id: UUID,
    number: str,
    names: Sequence[str],
    key: UUID,
    by: Actor,
    at: datetime,
    place: str = "",
) -> Document:
    """Take original papers in for something known by a ``number``, and give a receipt for them; asked twice, once.

    ``place`` says where they lie (a shelf). Raises ``Refused("names")`` for no paper or too many, ``NotFound`` to those
    who keep no papers at the unit.
    """
    policies.require_registrar(by, unit_id)
    papers = [" ".join(name.split())[:120] for name in names if name.strip()]
    if not papers or len(papers) > MOST_AT_ONCE:
        raise Refused("names", _("Tulis satu sampai dua puluh berkas asli, satu per baris."), field="names")
    rows = [(f"Berkas asli {order}", name) for order, name in enumerate(papers, start=1)]
    # A letter is in Indonesian, whatever language the officer reads. It is about the papers, not about the
    # application: no step of that waits for this document.
    document = receipt(
        unit_id=unit_id, about=key, party_id=party_id, title="Tanda terima berkas asli", key=key, by=by, at=at,
        rows=[("Nomor berkas", number), *rows],
        note="Berkas asli dikembalikan kepada pemiliknya dengan menunjukkan tanda terima ini.",
    )  # fmt: skip
    if not Original.objects.filter(receipt=document).exists():
        Original.objects.bulk_create(
            Original(
                about=about, party_id=party_id, unit_id=unit_id, name=name, place=place.strip()[:80],
                receipt=document, taken_at=at, taken_by=by.id,
            )
            for name in papers
        )  # fmt: skip
        record("document.originals-taken", on=document, by=by, at=at, party_id=party_id, unit_id=unit_id)
    return document


@transaction.atomic
def return_originals(*, original_ids: Sequence[UUID], to: str, by: Actor, at: datetime) -> int:
    """Give original papers back to somebody named; returns how many. What was returned before stays as it is noted.

    Raises ``Refused`` without a name or a paper, ``NotFound`` for papers of another office.
    """
    collector = " ".join(to.split())[:160]
    if not collector:
        raise Refused("to", _("Tulis nama orang yang menerima berkas asli."), field="to")
    if not original_ids:
        raise Refused("originals", _("Pilih berkas asli yang dikembalikan."), field="originals")
    found = list(Original.objects.select_for_update().filter(pk__in=original_ids).order_by("pk"))
    if len(found) != len(set(original_ids)):
        raise NotFound
    held = [original for original in found if original.returned_at is None]
    for original in found:
        policies.require_registrar(by, original.unit_id)
    for original in held:
        original.returned_at, original.returned_to, original.returned_by = at, collector, by.id
        original.save(update_fields=["returned_at", "returned_to", "returned_by"])
        record(
            "document.original-returned", on=original, by=by, at=at, party_id=original.party_id,
            unit_id=original.unit_id,
        )  # fmt: skip
    return len(held)
