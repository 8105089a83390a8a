"""Asking about one's own data, and answering within the law's hours."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.jobs import defer, publish

from .. import events, policies, rules
from ..models import Came, DataRequest, DataRequestKind, Party
from .calling import called_out

LONGEST_WORDS, LONGEST_ANSWER, LONGEST_SHOWN = 500, 1000, 160


@transaction.atomic
def ask_about_data(*, kind: str, by: Actor, at: datetime, words: str = "", facts: Collection[str] = ()) -> DataRequest:
    """Ask as whoever was seen in person; asked twice while open, the first stands and its clock runs on.

    ``facts`` narrows a restriction to some of them; without any it is asked for all.

    Raises ``NotFound`` to others, ``Refused`` for an unknown kind, words that are too long, or an objection without any.
    """
    if by.party_id is None or not policies.is_own(by, by.party_id):
        raise NotFound
    return _ask(by.party_id, kind, words, facts, {}, by, at)


@transaction.atomic
def ask_at_counter(
    *, party_id: UUID, kind: str, came: str, shown: str, by: Actor, at: datetime, words: str = "",
    facts: Collection[str] = (),
) -> DataRequest:  # fmt: skip
    """Write down what somebody asks who stands at the counter: the person, or whoever speaks for them with a paper.

    ``shown`` is what was seen: the identity card, the court's decision, the power of attorney. Raises ``NotFound`` to
    all who sit at no counter, ``Refused`` as ``ask_about_data`` and for what was not seen.
    """
    unit_id = policies.counter_of(by)
    if unit_id is None or not Party.objects.filter(pk=party_id).exists():
        raise NotFound
    if came not in Came.values:
        raise Refused("came", _("Pilih siapa yang datang."), field="came")
    seen = " ".join(shown.split())
    if not seen or len(seen) > LONGEST_SHOWN:
        raise Refused("shown", _("Tulis apa yang ditunjukkan: jenis kartu atau surat, dan nomornya."), field="shown")
    return _ask(party_id, kind, words, facts, {"unit_id": unit_id, "came": came, "shown": seen}, by, at)


def _ask(
    party_id: UUID, kind: str, words: str, facts: Collection[str], seen: dict[str, object], by: Actor, at: datetime
) -> DataRequest:
    if kind not in DataRequestKind.values:
        raise Refused("kind", _("Pilih dulu apa yang Anda minta."), field="kind")
    text = " ".join(words.split())
    if len(text) > LONGEST_WORDS:
        raise Refused("words", _("Terlalu panjang. Tulis singkat saja, paling banyak 500 huruf."), field="words")
    if not text and kind in (DataRequestKind.OBJECTION, DataRequestKind.ERASURE):
        raise Refused("words", _("Tulis data mana yang Anda maksud, dan alasannya."), field="words")
    some = sorted(set(facts) & set(rules.RESTRICTABLE)) if kind == DataRequestKind.RESTRICTION else []
    asked, is_new = DataRequest.objects.get_or_create(
        party_id=party_id, kind=kind, answered_at=None,
        defaults={"words": text, "facts": some, "asked_at": at, "asked_by": by.id, "due_at": rules.answer_due(at)}
        | seen,
    )  # fmt: skip
    if is_new:
        record("residents.data-asked", on=asked, by=by, at=at, party_id=party_id)
        publish(events.DataAsked(request_id=asked.pk))
    return asked


@transaction.atomic
def answer_data_request(*, request_id: UUID, is_granted: bool, answer: str, by: Actor, at: datetime) -> DataRequest:
    """Answer with reasons; a granted restriction holds from this moment, a granted copy is
    made. Nobody answers a request of their own.

    Raises ``Refused`` without reasons and when it is answered already, ``NotFound`` to all who do not protect data.
    """
    policies.require(policies.protects_data(by))
    asked = DataRequest.objects.select_for_update().filter(pk=request_id).first()
    if asked is None:
        raise NotFound
    if asked.party_id == by.party_id:
        raise Refused("own", _("Ini permintaan Anda sendiri. Petugas pelindungan data yang lain yang menjawab."))
    if asked.answered_at is not None:
        raise Refused("answered", _("Permintaan ini sudah dijawab."))
    text = answer.strip()
    if not text or len(text) > LONGEST_ANSWER:
        raise Refused("answer", _("Tulis jawaban dan alasannya, paling banyak 1.000 huruf."), field="answer")
    asked.answered_at, asked.answered_by, asked.is_granted, asked.answer = at, by.id, is_granted, text
    asked.save(update_fields=["answered_at", "answered_by", "is_granted", "answer"])
    if is_granted and asked.kind == DataRequestKind.RESTRICTION:
        _restrict(asked, at)
    if is_granted and asked.kind == DataRequestKind.ACCESS:
        defer("residents.make_data_copy", request_id=str(asked.pk))
    if is_granted and asked.kind == DataRequestKind.ERASURE:
        defer("retention.forget_person", party_id=str(asked.party_id))
    record("residents.data-answered", on=asked, by=by, at=at, party_id=asked.party_id)
    publish(events.DataAnswered(request_id=asked.pk))
    return asked


def _restrict(asked: DataRequest, at: datetime) -> None:
    """The facts that are named, or all of them."""
    party = Party.objects.select_for_update().get(pk=asked.party_id)
    if asked.facts:
        party.restricted_facts = sorted({*(party.restricted_facts or ()), *asked.facts})
    else:
        party.restricted_at = party.restricted_at or at
    party.save(update_fields=["restricted_at", "restricted_facts"])


@transaction.atomic
def lift_restriction(*, by: Actor, at: datetime) -> None:
    """Let one's own data be used again as before; without a restriction nothing happens. Raises ``NotFound``."""
    if by.party_id is None or not policies.is_own(by, by.party_id):
        raise NotFound
    party = Party.objects.select_for_update().get(pk=by.party_id)
    if party.restricted_at is None and not party.restricted_facts:
        return
    party.restricted_at = party.restricted_facts = None
    party.save(update_fields=["restricted_at", "restricted_facts"])
    record("residents.restriction-lifted", on=party, by=by, at=at, party_id=party.pk)


@transaction.atomic
def mind_data_requests(*, by: Actor, at: datetime) -> None:
    """Call out what nobody has answered: once a day before the limit, once when it has passed."""
    waiting = DataRequest.objects.filter(answered_at=None)
    for asked, is_late in called_out(waiting, "residents.data-request", by=by, at=at):
        publish(events.DataRequestWaits(request_id=asked.pk, is_late=is_late))
