"""Nothing of a case or a person goes while it is held."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.privacy import mask_nik

from .. import policies, ports
from ..lifecycle import Cause, Subject
from ..models import Hold

LONGEST = 500


@transaction.atomic
def set_hold(*, subject: str, told: str, cause: str, reason: str, by: Actor, at: datetime) -> Hold:
    """Hold a case by its number or a person by their NIK; held already, that hold stands.

    Raises ``NotFound`` to all who do not protect data, ``Refused`` for what is incomplete or not there.
    """
    policies.require(policies.keeps_schedule(by))
    if subject not in Subject.values:
        raise Refused("subject", _("Pilih dulu apa yang ditahan."), field="subject")
    if cause not in Cause.values:
        raise Refused("cause", _("Pilih dulu sebabnya."), field="cause")
    words = _words(reason)
    subject_id = ports.finders[subject](told.strip())
    if subject_id is None:
        raise Refused("nobody", _("Tidak ditemukan. Periksa lagi nomornya."), field="told")
    label = told.strip().upper() if subject == Subject.CASE else mask_nik("".join(filter(str.isdigit, told)))
    hold, is_new = Hold.objects.get_or_create(
        subject=subject, subject_id=subject_id, ended_at=None,
        defaults={"label": label, "cause": cause, "reason": words, "set_at": at, "set_by": by.id},
    )  # fmt: skip
    if is_new:
        party_id = subject_id if subject == Subject.PARTY else None
        record("retention.hold-set", on=hold, by=by, at=at, party_id=party_id)
    return hold


@transaction.atomic
def end_hold(*, hold_id: UUID, reason: str, by: Actor, at: datetime) -> Hold:
    """End a hold. Raises ``NotFound`` as ``set_hold``, ``Refused`` without a reason and when it was ended already."""
    policies.require(policies.keeps_schedule(by))
    hold = Hold.objects.select_for_update().filter(pk=hold_id).first()
    if hold is None:
        raise NotFound
    if hold.ended_at is not None:
        raise Refused("ended", _("Penahanan ini sudah diakhiri."))
    hold.ended_why = _words(reason)
    hold.ended_at, hold.ended_by = at, by.id
    hold.save(update_fields=["ended_at", "ended_by", "ended_why"])
    record("retention.hold-ended", on=hold, by=by, at=at)
    return hold


def _words(reason: str) -> str:
    words = " ".join(reason.split())
    if not words or len(words) > LONGEST:
        raise Refused("reason", _("Tulis alasannya, paling banyak 500 huruf."), field="reason")
    return words
