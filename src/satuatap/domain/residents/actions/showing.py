"""Knowing somebody at a machine by the identity card on its reader, or by a QR of the digital identity.

Every use leaves a trace: who it was, how and at which machine; or why nobody was known. No transaction stays open while a
reader is spoken to.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.forms.nik import check_nik

from .. import policies, ports, queries, rules
from ..models import ShownCode
from ..ports import NotShown, Shown, Trouble
from ..queries.proven import Proven

CARD, DIGITAL_IDENTITY = "card", "digital-identity"


def begin_card(*, address: str, key: UUID, by: Actor, at: datetime) -> None:
    """Have the reader wait for a card. Raises ``Refused``."""
    policies.require(by.is_system)
    try:
        _reader().begin(address, key, rules.CARD_SECONDS)
    except NotShown as problem:
        raise _not_known(problem.trouble, CARD, by, at) from None


def take_card(*, address: str, key: UUID, since: datetime, by: Actor, at: datetime) -> Proven | None:
    """Whose card lies on the reader, that their finger has proven to be theirs; None while the reader waits.

    Raises ``Refused`` when nobody is known.
    """
    policies.require(by.is_system)
    try:
        if at > since + rules.CARD_WAITS:
            raise NotShown(Trouble.NONE)
        shown = _reader().outcome(address, key)
        return _known(shown, CARD, by, at) if shown else None
    except NotShown as problem:
        raise _not_known(problem.trouble, CARD, by, at) from None


def take_code(*, code: str, key: UUID, by: Actor, at: datetime) -> Proven:
    """Whose QR was shown. It is accepted once; the same form sent twice counts once. Raises ``Refused``."""
    policies.require(by.is_system)
    try:
        if not ports.digital_identities:
            raise NotShown(Trouble.AWAY)
        shown = ports.digital_identities[0].check(key, code)
        if rules.is_old(shown, at):
            raise NotShown(Trouble.EXPIRED)
        return _known(shown, DIGITAL_IDENTITY, by, at, key)
    except NotShown as problem:
        raise _not_known(problem.trouble, DIGITAL_IDENTITY, by, at) from None


def forget_shown_codes(*, by: Actor, at: datetime) -> int:
    """QR codes that are too old to be shown again need not be known any more; returns how many."""
    policies.require(by.is_system)
    return ShownCode.objects.filter(until__lt=at).delete()[0]


def _reader() -> ports.CardReader:
    if not ports.card_readers:
        raise NotShown(Trouble.AWAY)
    return ports.card_readers[0]


@transaction.atomic
def _known(shown: Shown, how: str, by: Actor, at: datetime, key: UUID | None = None) -> Proven:
    if key and not _is_first(shown, key, at):
        raise NotShown(Trouble.USED)
    try:
        nik = check_nik(shown.nik).digits
    except Refused:
        raise NotShown(Trouble.WRONG) from None
    found = queries.bearer(nik, at)
    if found is None:
        raise NotShown(Trouble.STRANGER)
    record("residents.recognised", by=by, at=at, party_id=found.party_id, purpose=how)
    return found


def _is_first(shown: Shown, key: UUID, at: datetime) -> bool:
    """Whether the QR was not shown before in another form."""
    digest = rules.shown_digest(shown.reference)
    ShownCode.objects.bulk_create(
        [ShownCode(key=key, digest=digest, at=at, until=shown.until or at)], ignore_conflicts=True
    )
    return ShownCode.objects.filter(key=key, digest=digest).exists()


@transaction.atomic
def _not_known(trouble: Trouble, how: str, by: Actor, at: datetime) -> Refused:
    """Written down, without whose card or QR it was."""
    record("residents.not-recognised", by=by, at=at, purpose=f"{how}: {trouble}")
    return rules.not_shown(trouble)
