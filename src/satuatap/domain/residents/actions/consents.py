"""Agreeing, and taking it back: for oneself, for a child, and at a counter for whoever stands there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.consents import actions as register
from satuatap.domain.consents import queries as consents
from satuatap.domain.notifications.actions import unsubscribe
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies
from ..models import Came, How
from ..queries import consents as queries

LONGEST_SHOWN, LONGEST_NAME = 160, 160
AT_COUNTER = (How.SPOKEN, How.SIGNED_SLIP, How.THUMB_PRINT)


@transaction.atomic
def agree(
    *, purpose: str, version: int, by: Actor, at: datetime, party_id: UUID | None = None, language: str = "id"
) -> None:
    """Agree for oneself, or as parent or guardian for ``party_id``, to the words of ``version`` as they were read.

    Raises ``NotFound`` for others, ``Refused`` for a child on its own, changed words, and a browser, which is asked itself.
    """
    whose = _whose(purpose, party_id, by, at)
    if purpose == consents.PUSH:
        raise Refused("browser", _("Nyalakan di halaman Pesan, dari peramban yang akan dikabari."), field="purpose")
    register.give(purpose=purpose, whose=whose, how="page", version=version, language=language, by=by, at=at)
    record("residents.agreed", by=by, at=at, party_id=whose.party_id, purpose=purpose)


@transaction.atomic
def withdraw_consent(
    *, purpose: str, by: Actor, at: datetime, party_id: UUID | None = None, language: str = "id"
) -> None:
    """Take a consent back; it holds no more from this moment. Where there is none, nothing happens. Raises ``NotFound``."""
    whose = _whose(purpose, party_id, by, at, is_giving=False)
    if purpose == consents.PUSH and whose.account_id:
        unsubscribe(account_id=whose.account_id, by=by, at=at)
    else:
        register.withdraw(purpose=purpose, whose=whose, how="page", language=language, by=by, at=at)
    record("residents.withdrew-consent", by=by, at=at, party_id=whose.party_id, purpose=purpose)


def _whose(purpose: str, party_id: UUID | None, by: Actor, at: datetime, *, is_giving: bool = True) -> register.Whose:
    owner = queries.owner(by, party_id, at.date())
    subject = owner.subjects.get(purpose, "")
    if not subject:
        raise NotFound
    is_self = party_id is None or party_id == by.party_id
    if is_self and is_giving:
        queries.require_grown_up(by, purpose, at.date())
    ground = "self" if is_self else queries.ground_for(by, owner.party_id or UUID(int=0), at.date())
    return register.Whose(subject, owner.account_id, owner.party_id, ground)


@transaction.atomic
def note_consent(
    *, party_id: UUID, purpose: str, version: int, given: bool, came: str, agreed: str, shown: str, by: Actor, at: datetime,
    witness1: str = "", witness2: str = "", language: str = "id",
) -> None:  # fmt: skip
    """Write down at a counter that somebody agrees or takes it back: the person, or whoever speaks for them with a paper.

    Raises ``NotFound`` to all who sit at no counter, ``Refused`` for what is missing and for a child that came alone.
    """
    unit_id = policies.counter_of(by)
    if unit_id is None:
        raise NotFound
    owner = queries.owner_of_party(party_id)
    subject = owner.subjects.get(purpose, "")
    if not subject or purpose == consents.PUSH:
        raise Refused("purpose", _("Pilih dulu persetujuan yang mana."), field="purpose")
    wording = consents.in_force(at.date()).get(purpose)
    if given and wording and came == Came.SELF and queries.is_child(party_id, wording.adult_from, at.date()):
        words = _("Untuk yang belum %(age)s tahun, orang tua atau wali yang menyetujui.") % {"age": wording.adult_from}
        raise Refused("child", words, field="came")
    seen = _seen(unit_id, came, agreed, shown, witness1, witness2)
    whose = register.Whose(subject, owner.account_id, party_id, came)
    if given:
        register.give(
            purpose=purpose, whose=whose, how="counter", version=version, language=language, seen=seen, by=by, at=at
        )
    else:
        register.withdraw(purpose=purpose, whose=whose, how="counter", language=language, seen=seen, by=by, at=at)
    record("residents.consent-noted", by=by, at=at, party_id=party_id, unit_id=unit_id, purpose=purpose)


def _seen(unit_id: UUID, came: str, agreed: str, shown: str, *witnesses: str) -> register.Witness:
    if came not in Came.values:
        raise Refused("came", _("Pilih siapa yang datang."), field="came")
    if agreed not in AT_COUNTER:
        raise Refused("agreed", _("Pilih bagaimana ia menyatakannya."), field="agreed")
    words = " ".join(shown.split())
    if not words or len(words) > LONGEST_SHOWN:
        raise Refused("shown", _("Tulis apa yang ditunjukkan: jenis kartu atau surat, dan nomornya."), field="shown")
    first, second = (" ".join(name.split())[:LONGEST_NAME] for name in witnesses)
    if agreed != How.THUMB_PRINT:
        first = second = ""
    elif not first or not second or first.casefold() == second.casefold():
        raise Refused("witnesses", _("Cap jempol perlu dua saksi yang berbeda."), field="witness1")
    return register.Witness(unit_id, agreed, words, first, second)


@transaction.atomic
def void_of_child(*, party_id: UUID, by: Actor, at: datetime) -> None:
    """Whoever an account belongs to turns out to be a child: what the account agreed to alone never held."""
    wordings = consents.in_force(at.date()).values()
    if any(queries.is_child(party_id, wording.adult_from, at.date()) for wording in wordings):
        subjects = [*queries.owner_of_party(party_id).subjects.values()]
        register.void(subjects=subjects, party_id=party_id, by=by, at=at)
        record("residents.consents-checked", by=by, at=at, party_id=party_id)
