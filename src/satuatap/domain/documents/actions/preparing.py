"""From a wish to something that can be read and signed."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib import resources
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.audit.actions import record
from satuatap.domain.residents import queries as residents
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.jobs import defer
from satuatap.kernel.lifecycle import move

from .. import policies
from ..lifecycle import MOVES, UNISSUED, BatchState, LineState, NumberState, State
from ..models import Document, SigningOrderLine, Template
from ..queries.numbers import plan_for
from ..rules import content as contents
from ..rules import numbers
from .batching import end_lines
from .numbers import settle
from .ordering import SEAL_LASTS, SealGround, open_order, seal

RECEIPT = "tanda-terima"
REPORT = "berita-acara"
REPORT_NUMBER = {"series": REPORT, "pattern": "BA/{serial:04}/{unit}/{roman}/{year}"}
OWN_SHEETS = frozenset({RECEIPT, REPORT})
"""What the system makes of its own records; it is not corrected but made anew."""
RECEIPT_NUMBER = {"series": RECEIPT, "pattern": "TT/{serial:04}/{unit}/{roman}/{year}"}


@transaction.atomic
def put_template(*, code: str, source: str, by: Actor, at: datetime) -> Template:
    """Keep a template; unchanged text keeps its version, changed text becomes the next one."""
    policies.require_system(by)
    newest = Template.objects.select_for_update().filter(code=code).order_by("-version").first()
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    if newest is not None and newest.sha256 == sha256:
        return newest
    template = Template.objects.create(
        code=code, version=newest.version + 1 if newest else 1, source=source, sha256=sha256, created_at=at
    )
    record("template.put", on=template, by=by, at=at)
    return template


@transaction.atomic
def prepare(
    *,
    type: str,
    unit_id: UUID,
    about: UUID,
    party_id: UUID | None,
    content: Mapping[str, Any],
    title: str,
    template: str,
    number: Mapping[str, Any],
    valid: Mapping[str, Any] | None,
    key: UUID,
    by: Actor,
    at: datetime,
    mode: str = "",
    ground: SealGround | None = None,
) -> Document:
    """Make a draft; its preview is set by a job, and then it can be signed. With a ``ground`` nobody signs it: the office
    seals it, and a job issues it at once.

    ``template`` is a code, ``number`` says ``{series, pattern, class}``, ``valid`` is ``{months}`` or None for a
    document that holds until it is revoked. Raises ``Refused("no-template")`` for a template that no pack has put, and
    ``Conflict`` when the key was used for another content.
    """
    document = draft(
        type=type, unit_id=unit_id, about=about, party_id=party_id, content=content, title=title, template=template,
        number=number, valid=valid, key=key, by=by, at=at, mode=mode, sealed=ground is not None,
    )  # fmt: skip
    if document.state == State.DRAFT and ground is not None:
        seal(document, ground)
        open_order([document], account_id=None, key=key, by=by, at=at, lasts=SEAL_LASTS)
    elif document.state == State.DRAFT:
        defer("documents.preview", once=f"documents.preview:{document.pk}", document_id=str(document.pk))
    return document


@transaction.atomic
def receipt(
    *,
    unit_id: UUID,
    about: UUID,
    party_id: UUID | None,
    title: str,
    rows: Sequence[tuple[str, str]],
    key: UUID,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Document:
    """A receipt of the office (papers taken in, a document handed over), sealed by it without a person's signature.

    ``rows`` are labels and values in the order they are printed. It is issued by a job, like every document.
    """
    content = {"rows": [list(row) for row in rows], "note": note}
    return _sealed(RECEIPT, RECEIPT_NUMBER, content, unit_id, about, party_id, title, key, by, at)


@transaction.atomic
def report(
    *, unit_id: UUID, about: UUID, title: str, content: Mapping[str, Any], key: UUID, by: Actor, at: datetime
) -> Document:
    """The report of a visit, sealed by the office whose people made it. It is nobody's document: offices read it.

    ``content`` is ``rows`` (labels and values), ``items`` of the checklist, ``photos``, and a ``note``.
    """
    policies.require_system(by)
    return _sealed(REPORT, REPORT_NUMBER, content, unit_id, about, None, title, key, by, at)


def _sealed(
    code: str,
    number: Mapping[str, str],
    content: Mapping[str, Any],
    unit_id: UUID,
    about: UUID,
    party_id: UUID | None,
    title: str,
    key: UUID,
    by: Actor,
    at: datetime,
) -> Document:
    """A document with a layout that comes with the system; a job seals it."""
    source = (resources.files("satuatap.domain.documents") / "letters" / f"{code}.typ").read_text()
    if not Template.objects.filter(code=code).exists():
        _put_own(code, source, at)
    document = draft(
        type=code, unit_id=unit_id, about=about, party_id=party_id, title=title, template=code, content=content,
        number=number, valid=None, key=key, by=by, at=at, sealed=True,
    )  # fmt: skip
    if document.state == State.DRAFT:
        seal(document)
        open_order([document], account_id=None, key=key, by=by, at=at, lasts=SEAL_LASTS)
    return document


@transaction.atomic
def discard(*, document_id: UUID, reason: str, by: Actor, at: datetime) -> Document:
    """Drop a document that was not issued; a number reserved for it becomes void. Raises ``NotFound``, ``Refused``."""
    policies.require_known(by)
    document = Document.objects.select_for_update().visible_to(by).filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return drop(document, reason, by, at)


@transaction.atomic
def discard_drafts(*, about: UUID, by: Actor, at: datetime, reason: str = "permohonan berubah") -> int:
    """Drop every document about one thing that was not issued yet, but for corrections of what was; returns how many."""
    policies.require_known(by)
    waiting = Document.objects.select_for_update().filter(about=about, state__in=sorted(UNISSUED), corrects=None)
    return len([drop(document, reason, by, at) for document in waiting])


def draft(
    *,
    type: str,
    unit_id: UUID,
    about: UUID,
    party_id: UUID | None,
    content: Mapping[str, Any],
    title: str,
    template: str,
    number: Mapping[str, Any],
    valid: Mapping[str, Any] | None,
    key: UUID,
    by: Actor,
    at: datetime,
    mode: str = "",
    sealed: bool = False,
    corrects_id: UUID | None = None,
) -> Document:
    """Make a draft, once for a key. What ``corrects`` another takes its place when it is issued."""
    policies.require_known(by)
    layout = Template.objects.filter(code=template).order_by("-version").first()
    if layout is None:
        words = _("Bentuk surat %(code)s belum dipasang. Hubungi pengelola sistem.") % {"code": template}
        raise Refused("no-template", words)
    plan = plan_for(number, unit_id, at.year)
    months = int(valid["months"]) if valid else None
    holder = residents.names([party_id]).get(party_id, "") if party_id else ""
    plain = contents.plain(content)
    agreed = contents.content_hash(
        type=type, title=title, template_sha256=layout.sha256, unit_id=str(unit_id), party_id=str(party_id or ""),
        holder=holder, content=plain, pattern=plan.pattern, months=months, corrects=str(corrects_id or ""),
    )  # fmt: skip
    row = Document(
        key=key, type=type, template=layout, unit_id=unit_id, about=about, party_id=party_id, title=title,
        holder=holder, content=plain, content_hash=agreed, series=plan.series, pattern=plan.pattern,
        classification=plan.classification, months=months, code=_new_code(), mode=mode, sealed=sealed, prepared_at=at,
        prepared_by=by.id, corrects_id=corrects_id,
    )  # fmt: skip
    Document.objects.bulk_create([row], ignore_conflicts=True)  # of two that come at once, both get the first
    document = Document.objects.get(key=key)
    if document.content_hash != agreed:
        raise Conflict("other-content", _("Permintaan ini sudah pernah dikirim dengan isi lain."))
    if document.pk == row.pk:
        record("document.prepared", on=document, by=by, at=at, party_id=party_id, unit_id=unit_id)
    return document


def _put_own(code: str, source: str, at: datetime) -> None:
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    row = Template(code=code, version=1, source=source, sha256=sha256, created_at=at)
    Template.objects.bulk_create([row], ignore_conflicts=True)


def drop(document: Document, reason: str, by: Actor, at: datetime) -> Document:
    """What becomes of a locked document that will never be issued."""
    document.state = move(MOVES, "discard", State(document.state))
    document.reason, document.number = reason, ""
    document.save(update_fields=["state", "reason", "number"])
    SigningOrderLine.objects.filter(document=document, state=LineState.WAITING).update(state=LineState.LAPSED)
    settle(document, NumberState.VOID, reason)
    end_lines(document.pk, BatchState.FAILED, at, "discarded")
    record("document.discarded", on=document, by=by, at=at, party_id=document.party_id, unit_id=document.unit_id)
    return document


def _new_code() -> str:
    while True:
        if code := numbers.people_code(secrets.randbits(numbers.CODE_BITS)):
            return code
