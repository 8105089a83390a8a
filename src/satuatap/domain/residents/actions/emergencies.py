"""Opening somebody's data in an emergency, and judging afterwards whether it was one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.forms.nik import digits_of
from satuatap.kernel.jobs import publish

from .. import events, policies, rules
from ..models import EmergencyKind, EmergencyLook, Person, Verdict
from .calling import called_out

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Sought:
    """Whose data are needed: a NIK, or a whole name with the birth date."""

    nik: str = ""
    name: str = ""
    born_on: date | None = None


def open_in_emergency(*, sought: Sought, kind: str, reason: str, by: Actor, at: datetime) -> EmergencyLook:
    """Open one person's record for a short while. Heads of the office and those who protect data are told at once.

    Raises ``NotFound`` to all who were not given this power, ``Refused`` without a kind and a reason, when not exactly
    one person is meant, for one's own data, and after too many in a day. Asking for somebody in vain leaves a trace.
    """
    policies.require(policies.opens_in_emergency(by))
    if kind not in EmergencyKind.values:
        raise Refused("kind", _("Pilih dulu keadaan daruratnya."), field="kind")
    words = rules.emergency_reason(reason)
    _require_few(by, at)
    party_id = _whom(sought)
    if party_id is None:
        record("residents.emergency-nobody", by=by, at=at, unit_id=policies.emergency_unit(by))
        raise Refused("nobody", _("Tidak ada satu orang yang cocok. Periksa NIK, atau nama lengkap dan tanggal lahir."))
    if party_id in by.parties:
        raise Refused("own", _("Ini data Anda sendiri. Bukalah lewat akun Anda."))
    return _open(party_id, kind, words, by, at)


def _require_few(by: Actor, at: datetime) -> None:
    lately = EmergencyLook.objects.filter(opened_by=by.id, opened_at__gt=at - timedelta(days=1))
    if lately.count() >= rules.MOST_A_DAY:
        raise Refused("often", _("Anda sudah membuka lima data hari ini. Hubungi petugas pelindungan data."))


def _whom(sought: Sought) -> UUID | None:
    """The one person who is meant; None where nobody is, or several are."""
    digits = digits_of(sought.nik)
    if digits:
        return Person.objects.filter(nik=digits).values_list("pk", flat=True).first()
    if not sought.name.strip() or sought.born_on is None:
        return None
    born = Person.objects.filter(born_on=sought.born_on).values_list("pk", "party__name")
    letters = rules.name_letters(sought.name)
    same = [pk for pk, name in born if rules.name_letters(name) == letters]
    return same[0] if len(same) == 1 else None


@transaction.atomic
def _open(party_id: UUID, kind: str, reason: str, by: Actor, at: datetime) -> EmergencyLook:
    until, due_at = rules.emergency_ends(at)
    opened = EmergencyLook.objects.create(
        party_id=party_id, kind=kind, reason=reason, opened_at=at, opened_by=by.id,
        unit_id=policies.emergency_unit(by), until=until, due_at=due_at,
    )  # fmt: skip
    record("residents.emergency-opened", on=opened, by=by, at=at, party_id=party_id, unit_id=opened.unit_id)
    publish(events.EmergencyOpened(emergency_id=opened.pk))
    return opened


@transaction.atomic
def review_emergency(
    *, emergency_id: UUID, verdict: str, findings: str, by: Actor, at: datetime, follow_up: str = ""
) -> EmergencyLook:
    """Say whether it was right, and what follows if it was not. Nobody judges what they opened, or their own data.

    Raises ``NotFound`` to all who do not protect data, ``Refused`` for what is incomplete or judged already.
    """
    policies.require(policies.protects_data(by))
    opened = EmergencyLook.objects.select_for_update().filter(pk=emergency_id).first()
    if opened is None:
        raise NotFound
    if opened.opened_by == by.id or opened.party_id == by.party_id:
        raise Refused("own", _("Ini menyangkut Anda sendiri. Petugas pelindungan data yang lain yang meninjau."))
    if opened.reviewed_at is not None:
        raise Refused("reviewed", _("Akses ini sudah ditinjau."))
    if verdict not in Verdict.values:
        raise Refused("verdict", _("Pilih dulu: benar darurat, atau disalahgunakan."), field="verdict")
    found, follows = findings.strip(), follow_up.strip() if verdict == Verdict.MISUSE else ""
    if not found or len(found) > LONGEST:
        raise Refused("findings", _("Tulis apa yang Anda temukan, paling banyak 1.000 huruf."), field="findings")
    if len(follows) > LONGEST or (verdict == Verdict.MISUSE and not follows):
        raise Refused("follow-up", _("Tulis tindak lanjutnya, paling banyak 1.000 huruf."), field="follow_up")
    opened.reviewed_at, opened.reviewed_by, opened.verdict = at, by.id, verdict
    opened.findings, opened.follow_up = found, follows
    opened.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "findings", "follow_up"])
    record("residents.emergency-reviewed", on=opened, by=by, at=at, party_id=opened.party_id)
    publish(events.EmergencyReviewed(emergency_id=opened.pk))
    return opened


@transaction.atomic
def mind_emergencies(*, by: Actor, at: datetime) -> None:
    """Call out what nobody has reviewed: once a day before the limit, once when it has passed."""
    waiting = EmergencyLook.objects.filter(reviewed_at=None)
    for opened, _is_late in called_out(waiting, "residents.emergency", by=by, at=at):
        publish(events.EmergencyWaits(emergency_id=opened.pk))
