"""What comes out of an outbox, each once: a case that is handed in, or something for a person to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries
from satuatap.domain.cases.models import Case
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.documents import queries as letters
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents import queries as register
from satuatap.kernel import forms, locks
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused

from .. import rules
from ..lifecycle import Problem, SendingState
from ..models import Device, Sending
from .gate import own_device
from .sheets import attach

HOWS = ("spoken", "signed-slip", "thumb-print")
"""How a person may ask an officer without the line; a code needs a message."""


@dataclass(frozen=True, slots=True)
class Item:
    """What was written on a device: for whom, which service as of which revision, and what stood in its inputs. ``shown``
    are the facts of the register, by name, that stand on its slip, ``sheets`` the keys of the photos that came before it."""

    key: UUID
    running: int
    service_code: str
    revision_id: UUID
    party_id: UUID
    how: str
    typed: Mapping[str, str]
    written_at: datetime
    witness1: str = ""
    witness2: str = ""
    lease_id: UUID | None = None
    leased_number: int | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Hurdle:
    """What stands in the way of a sending; ``differs`` as in ``Sending``."""

    problem: Problem
    words: str
    differs: Sequence[Sequence[str]] = ()


def receive(*, device_id: UUID, item: Item, by: Actor, at: datetime) -> Sending:
    """Take one item in. The same key with the same content answers what became of it the first time.

    Nothing is lost: what cannot be handed in stays as a draft, or as it was typed, for a person. Raises ``Conflict`` for
    the same key with other content, and as ``own_device``.
    """
    return _receive(own_device(device_id, by, at), item, by, at)


@transaction.atomic
def _receive(device: Device, item: Item, by: Actor, at: datetime) -> Sending:
    locks.hold(item.key)  # the same may come twice at once: the second waits
    digest = rules.digest(_told(item))
    known = Sending.objects.select_related("case").filter(pk=item.key).first()
    if known is not None and known.device_id == device.pk and known.body_hash == digest:
        return known
    slip = rules.slip(device.number, item.running)
    if known is not None or device.sendings.filter(slip=slip).exists():
        raise Conflict("key-used", _("Kiriman ini sudah pernah diterima dengan isi lain. Periksa di kantor."))
    case, hurdle = _take_in(device, item, by, at)
    lease_id = _lease_of(device, item, by)
    sending = Sending.objects.create(
        id=item.key, device=device, slip=slip, service_code=item.service_code[:80],
        title=_title(item.service_code), party_id=_known_party(item.party_id), case=case, lease_id=lease_id,
        leased_number=item.leased_number if lease_id else None, body_hash=digest,
        typed=dict(item.typed) if hurdle else {}, differs=list(hurdle.differs) if hurdle else [], written_at=rules.written_at(item.written_at, at, device.registered_at), received_at=at,
        state=SendingState.ASIDE if hurdle else SendingState.SENT, problem=hurdle.problem if hurdle else "",
        words=hurdle.words[:400] if hurdle else "",
    )  # fmt: skip
    record("outboxes.received", on=sending, by=by, at=at, unit_id=device.unit_id, party_id=sending.party_id)
    return sending


def _told(item: Item) -> dict[str, Any]:
    """What a device has said of an item. What it left out does not count: an item that a version before this one took in,
    and whose answer was lost, is the same item when it comes again."""
    unsaid = {one.name: one.default_factory() if callable(one.default_factory) else one.default for one in fields(item)}
    return {name: said for name, said in asdict(item).items() if said != unsaid[name]}


def _lease_of(device: Device, item: Item, by: Actor) -> UUID | None:
    """The lease whose number stands on the paper; one of this device, and each number once. Raises ``Conflict``."""
    if item.lease_id is None:
        return None
    foreign = Conflict("number-used", _("Nomor pinjaman ini bukan milik perangkat ini, atau sudah dipakai."))
    try:
        lease = letters.lease(by, item.lease_id)
    except NotFound:  # it stops this item, and not those that came along
        raise foreign from None
    is_taken = Sending.objects.filter(lease=item.lease_id, leased_number=item.leased_number).exists()
    if lease.device != str(device) or item.leased_number not in lease.numbers or is_taken:
        raise foreign
    return lease.id


def _title(code: str) -> str:
    return next((card.name for card in catalog.cards(codes=[code])), code[:200])


def _known_party(party_id: UUID) -> UUID | None:
    try:
        return register.profile(party_id).party_id
    except NotFound:
        return None


def _take_in(device: Device, item: Item, by: Actor, at: datetime) -> tuple[Case | None, Hurdle | None]:
    """The case that came of it, and what keeps it from being handed in."""
    area = device.unit.area
    now = register.villager(item.party_id, area.code) if area else None
    if now is None:
        return None, Hurdle(Problem.GONE, _why_gone(item.party_id))
    try:
        with transaction.atomic():
            case, hurdle = _draft(item, rules.differing(item.shown, now), by, at)
    except (NotFound, Refused) as refusal:
        words = refusal.message if isinstance(refusal, Refused) else _("Layanan ini sekarang tidak ada.")
        return None, Hurdle(Problem.REFUSED, words)
    if hurdle:
        return case, hurdle
    try:
        with transaction.atomic():
            return cases.hand_in(case_id=case.pk, key=uuid5(item.key, "hand-in"), by=by, at=at), None
    except Refused as refusal:
        return case, Hurdle(Problem.INCOMPLETE, refusal.message)


def _why_gone(party_id: UUID) -> str:
    reasons = {"dead": _("Orang ini sekarang tercatat meninggal."), "moved": _("Orang ini sekarang tercatat pindah.")}
    elsewhere = _("Orang ini sekarang tidak tercatat di kartu keluarga desa ini.")
    return reasons.get(register.left_as(party_id), elsewhere)


def _draft(item: Item, differs: list[list[str]], by: Actor, at: datetime) -> tuple[Case, Hurdle | None]:
    """A draft with everything that was typed, and what a person has to look at before it is handed in."""
    today = timezone.localdate(at)
    if item.how not in HOWS:
        raise Refused("how", _("Pilih bagaimana pemohon memberi kuasa."))
    mandate = residents.record_mandate(
        principal_id=item.party_id, kind="assisted", scope=[item.service_code], agent_name=by.name, how=item.how,
        witness1=item.witness1, witness2=item.witness2, from_on=today, to_on=today, paper_follows=True,
        by=by, at=at,
    )  # fmt: skip
    case = cases.start_draft(
        service_code=item.service_code, party_id=item.party_id, channel="desk", key=item.key, mandate_id=mandate.pk,
        by=by, at=at,
    )  # fmt: skip
    problems = _fill(case, item.typed, today, by, at) | attach(case.pk, item.key, item.sheets, by, at)
    return case, _hurdle(case, item, problems, differs)


def _fill(case: Case, typed: Mapping[str, str], today: date, by: Actor, at: datetime) -> dict[str, str]:
    """Every page saved as it was typed; what is wrong, by question."""
    filling = queries.filling(actor=by, case_id=case.pk)
    offers = {pointer: [value for value, _name in choices] for pointer, choices in filling.offered.items()}
    given: Any = {name: [text] for name, text in typed.items()}
    answers = filling.answers
    problems: dict[str, str] = {}
    for page in filling.form.pages:
        read = forms.fill(
            filling.form, page.key, given, answers, known=filling.known, offers=offers, today=today
        )  # fmt: skip
        cases.save_answers(case_id=case.pk, page=page.key, answers=read.answers, by=by, at=at)
        answers = read.answers
        problems |= read.problems
    return problems


def _hurdle(case: Case, item: Item, problems: Mapping[str, str], differs: list[list[str]]) -> Hurdle | None:
    if case.revision_id != item.revision_id:
        words = _("Aturan layanan ini berubah sejak perangkat terakhir tersambung.")
        return Hurdle(Problem.REVISION, words, differs)
    if twin := queries.running_twin(item.party_id, item.service_code, case.pk):
        words = _("Permohonan yang sama sedang berjalan: %(number)s.") % {"number": twin}
        return Hurdle(Problem.DOUBLE, words, differs)
    if problems:
        return Hurdle(Problem.INCOMPLETE, next(iter(problems.values())), differs)
    if differs:
        return Hurdle(Problem.CHANGED, _("Data penduduknya berubah sejak slip ditulis."), differs)
    return None
