"""Who may do what with documents."""

from datetime import datetime

from django.utils.translation import gettext as _

from satuatap.domain.identity import queries as identity
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .models import Document
from .rules.dates import local_day

REGISTRARS = (
    "head-of-agency", "village-head", "district-head", "front-officer", "registration-operator", "village-officer",
    "village-secretary", "district-officer",
)  # fmt: skip
PROOF_TO_DOWNLOAD = 2


def require_known(by: Actor) -> None:
    """Documents are prepared by the room they are about, which has asked its own policy first."""
    if not by.is_known:
        raise Refused("not-known", _("Masuk dulu untuk melanjutkan."))


def require_system(by: Actor) -> None:
    """Templates come with packs, and only the worker issues."""
    if not by.is_system:
        raise NotFound


def require_registrar(by: Actor, unit_id: object) -> None:
    """The agenda book of a unit is kept by those who work there."""
    if not by.is_system and not any(h.unit_id == unit_id and h.role in REGISTRARS for h in by.holdings):
        raise NotFound


def may_correct(by: Actor, document: Document, at: datetime) -> bool:
    """Write down that a document is wrong, and what it should say: those who keep the office's register and those who
    may sign it, but nobody one of their own. The corrected one is signed by an official in any case."""
    if document.party_id in by.parties:
        return False
    keeps = any(by.holds(role, document.unit_id) for role in REGISTRARS)
    return keeps or identity.may_sign(by, document.unit_id, document.type, local_day(at, document.unit.zone))


def require_correct(by: Actor, document: Document, at: datetime) -> None:
    """Raises ``NotFound`` to other offices, ``Refused`` to colleagues who do something else there."""
    if document.unit_id not in by.unit_ids():
        raise NotFound
    if not may_correct(by, document, at):
        raise Refused("not-allowed", _("Perbaikan dokumen dikerjakan petugas yang memegang registernya."))


def may_take_back(by: Actor, document: Document, at: datetime) -> bool:
    """Revoke or replace: whoever may sign such a document there today, but nobody one of their own."""
    if by.is_system:
        return True
    if document.party_id in by.parties:
        return False
    return identity.may_sign(by, document.unit_id, document.type, local_day(at, document.unit.zone))


def require_take_back(by: Actor, document: Document, at: datetime) -> None:
    if document.unit_id not in by.unit_ids() and not by.is_system:
        raise NotFound
    if not may_take_back(by, document, at):
        raise Refused(
            "not-allowed", _("Hanya pejabat yang berwenang menandatangani jenis dokumen ini yang dapat mencabutnya.")
        )


def require_download(by: Actor, document: Document) -> None:
    """A holder downloads once proven in person; the office that wrote the document may open it."""
    if by.is_system or document.unit_id in by.unit_ids():
        return
    if by.proof < PROOF_TO_DOWNLOAD:
        words = _("Untuk mengunduh dokumen, tunjukkan KTP sekali saja di loket mana pun atau di balai desa.")
        raise Refused("proof", words)
