"""The centre takes an application that was typed at a node, through the same actions as every other one."""

import base64
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases import queries as files
from satuatap.domain.catalog import queries as catalog
from satuatap.domain.identity import queries as identity
from satuatap.domain.residents import actions as register
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

from .. import policies, queries
from ..models import Node

ACCOUNT = "account:"


@transaction.atomic
def take_application(*, node_id: UUID, content: Mapping[str, Any], by: Actor, at: datetime) -> str:
    """File it in the name of the officer who took it, at the time at which it was taken; returns its number.

    The key of the draft is the key here: what was taken already answers its number. All of it or nothing. Raises
    ``Refused`` where a person has to look: the service has changed since, the person has such an application already, the
    officer may not any more, something is missing. A person who has looked says so (``sure``), and only what the rules
    themselves forbid is refused then.
    """
    policies.require(by.is_system)
    node = Node.objects.select_for_update().select_related("site").filter(pk=node_id).first()
    if node is None:
        raise NotFound
    key, taken_at = UUID(content["key"]), min(datetime.fromisoformat(content["at"]), at)
    if number := files.numbers_of([key]).get(key):
        return number
    officer = _officer(node, content["by"], taken_at)
    party_id = _person(content["person"], officer, by, taken_at)
    if not content["sure"]:
        _require_no_doubt(content, party_id, by, taken_at)
    case = cases.start_draft(
        service_code=content["service"], party_id=party_id, channel="desk", key=key, applicant_kind=content["kind"],
        mandate_id=_agreed(content, party_id, officer, taken_at), site_code=node.site.code, language=content["language"],
        by=officer, at=taken_at,
    )  # fmt: skip
    for page in content["pages"]:
        cases.save_answers(case_id=case.pk, page=page, answers=content["answers"], by=officer, at=taken_at)
    for paper in content["papers"]:
        cases.attach_paper(
            case_id=case.pk, paper=paper["key"], instead=paper["instead"], stamp=paper["stamp"], name=paper["name"],
            data=base64.b64decode(paper["data"]), by=officer, at=taken_at,
        )  # fmt: skip
    cases.hand_in(case_id=case.pk, key=key, by=officer, at=taken_at)
    record("nodes.application-arrived", on=case, by=by, at=at, party_id=party_id, unit_id=case.unit_id)
    return case.number


def _officer(node: Node, who: str, taken_at: datetime) -> Actor:
    """Only whom the node may have let sign in: a stolen one files in nobody else's name."""
    on = timezone.localdate(taken_at)
    account_id = UUID(who.removeprefix(ACCOUNT))
    if account_id not in queries.officers_of(node.site_id, on):
        raise Refused("officer", _("Petugas yang menerima permohonan ini tidak bertugas di tempat itu pada hari itu."))
    return identity.actor(account_id, on)


def _person(facts: Mapping[str, Any], officer: Actor, by: Actor, at: datetime) -> UUID:
    """Whom the card names. Raises ``Refused`` where the number on it is somebody else's in the register."""
    known = residents.known_by_number(by, facts["nik"] or "", facts["passport"] or "")
    born_on = date.fromisoformat(facts["born_on"])
    if known is None:
        given = {name: value for name, value in facts.items() if value is not None} | {"born_on": born_on}
        return register.register_person(**given, by=officer, at=at).pk
    if facts["nik"] and not residents.match(facts["nik"], facts["name"], born_on):
        raise Refused(
            "other-person", _("NIK ini tercatat atas nama atau tanggal lahir lain. Cocokkan dengan kartunya.")
        )
    return known


def _require_no_doubt(content: Mapping[str, Any], party_id: UUID, by: Actor, at: datetime) -> None:
    if number := files.going_on(by, party_id, content["service"]):
        words = _("Orang ini sudah punya permohonan layanan yang sama: %(number)s. Kirim juga yang ini?")
        raise Refused("already", words % {"number": number})
    if catalog.standard(content["service"], on=timezone.localdate(at)).number != content["revision"]:
        raise Refused(
            "version", _("Syarat layanan ini berubah setelah isian dibuat. Periksa isiannya, lalu kirim lagi.")
        )


def _agreed(content: Mapping[str, Any], party_id: UUID, officer: Actor, at: datetime) -> UUID | None:
    """The person sat opposite while the officer typed, on that day."""
    if content["agreed"] is None:
        return None
    on = timezone.localdate(at)
    return register.record_mandate(
        principal_id=party_id, kind="assisted", scope=[content["service"]], agent_name=officer.name, from_on=on, to_on=on,
        **content["agreed"], paper_follows=True, by=officer, at=at,
    ).pk  # fmt: skip
