"""What a verb needs, checked and written down before the engine applies it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.domain.documents import actions as documents
from satuatap.domain.documents import queries as document_queries
from satuatap.domain.files import queries as files
from satuatap.kernel import forms
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused

from .. import policies
from ..models import Case, Defect, HandOver, OutsideRecord
from ..queries import standards
from ..queries.collecting import require_in_village
from ..rules.defects import read_defects
from ..rules.flow import Step
from .calls import keep_answer, keep_typed
from .inspecting import bring_findings

RELATIONS = frozenset({"self", "kuasa", "family", "officer"})
WAYS = frozenset({"counter", "download", "courier", "village"})

Results = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A verb at a step, with what came along."""

    case: Case
    step: Step
    body: Mapping[str, Any]
    by: Actor
    at: datetime


def before(case: Case, verb: str, step: str, body: Mapping[str, Any], *, by: Actor, at: datetime) -> Results:
    """Check what came with a verb and write down what belongs to it. Raises ``Refused`` at the first thing missing."""
    prepare = _BEFORE.get(verb)
    return prepare(Asked(case, standards.flow(case.revision_id).step(step), body, by, at)) if prepare else {}


def _fields(asked: Asked) -> Results:
    form = standards.step_form(asked.case.revision_id, asked.step.key)
    if form is None:
        return {"note": asked.body["note"]} if asked.body.get("note") else {}
    results = forms.prune(form, dict(asked.body.get("results", {})))
    if problems := forms.validate(form, results, today=timezone.localdate(asked.at)):
        pointer, message = next(iter(problems.items()))
        raise Refused("results", message, field=pointer)
    return results


def _report(asked: Asked) -> Results:
    return {**_fields(asked), **bring_findings(asked.case, asked.step, asked.by, asked.at)}


def _defects(asked: Asked) -> Results:
    standard = standards.standard(asked.case.revision_id)
    earlier = list(asked.case.defects.values_list("about", "found_at"))
    renewed = dict(asked.case.papers.filter(current=True).order_by("attached_at").values_list("key", "attached_at"))
    for defect in read_defects(asked.body.get("defects", ()), standard):
        Defect.objects.create(
            case=asked.case,
            step=asked.step.key,
            about=defect.about,
            reason=defect.reason,
            text=defect.text,
            found_at=asked.at,
            found_by=asked.by.id,
            was_there=_could_have_been_named(defect.about, earlier, renewed),
        )
    return {}


def _could_have_been_named(
    about: str, earlier: Sequence[tuple[str, datetime]], renewed: Mapping[str, datetime]
) -> bool:
    """Whether an earlier return could have named this: there was one, and the thing has not been handed in anew since."""
    if not earlier:
        return False
    last = max(found_at for _about, found_at in earlier)
    was_named = any(name == about and found_at == last for name, found_at in earlier)
    kind, _sep, key = about.partition(":")
    changed = kind == "paper" and key in renewed and renewed[key] > last
    return not was_named and not changed


def _ground(asked: Asked) -> Results:
    if not str(asked.body.get("reason", "")).strip():
        raise Refused("reason", _("Tulis alasan penolakan. Pemohon akan membacanya."), field="reason")
    if not str(asked.body.get("law", "")).strip():
        raise Refused("law", _("Sebutkan dasar hukum penolakan."), field="law")
    return {}


def _note(asked: Asked) -> Results:
    if not str(asked.body.get("note", "")).strip():
        raise Refused("note", _("Tulis apa yang perlu diperiksa ulang oleh rekan Anda."), field="note")
    return {}


def _signature(asked: Asked) -> Results:
    if asked.by.is_system:  # on paper, by whom the document says
        return {"document": asked.body["document"]}
    waiting = [d.id for d in document_queries.of_about(asked.case.pk) if d.state == "ready" and d.corrects_id is None]
    if not waiting:
        raise Refused("not-prepared", _("Dokumen masih disiapkan. Coba beberapa detik lagi."))
    batch = asked.body.get("batch")
    documents.order_signing(
        document_ids=waiting, by=asked.by, at=asked.at,
        key=uuid5(asked.case.pk, f"order:{asked.step.key}:{waiting[0]}"), batch_id=UUID(batch) if batch else None,
    )  # fmt: skip
    return {}


def _outside(asked: Asked) -> Results:
    number = " ".join(str(asked.body.get("number", "")).split())
    if not number:
        raise Refused("number", _("Isi nomor dari %(system)s.") % {"system": asked.step.system}, field="number")
    if asked.step.number_pattern and not re.fullmatch(asked.step.number_pattern, number):
        raise Refused(
            "number",
            _("Nomor tidak sesuai pola %(system)s. Periksa lagi.") % {"system": asked.step.system},
            field="number",
        )
    if OutsideRecord.objects.filter(system=asked.step.system, number=number).exists():
        raise Refused("number-used", _("Nomor ini sudah dicatat pada berkas lain."), field="number")
    file_id = UUID(str(asked.body["file_id"])) if asked.body.get("file_id") else None
    check = document_queries.check_outside_pdf(files.read(file_id)) if file_id else None
    OutsideRecord.objects.create(
        case=asked.case,
        step=asked.step.key,
        system=asked.step.system,
        number=number,
        file_id=file_id,
        is_signed=bool(check and check.signed),
        is_intact=bool(check and check.intact),
        is_trusted=bool(check and check.trusted),
        signer=check.signer if check else "",
        recorded_at=asked.at,
        recorded_by=asked.by.id,
    )
    return {"number": number}


def _collector(asked: Asked) -> Results:
    name = " ".join(str(asked.body.get("collector", "")).split()) or asked.case.applicant_name
    relation = asked.body.get("relation") or "self"
    how = asked.body.get("how") or "counter"
    if is_by_village := policies.is_of_filing_village(asked.by, asked.case):
        require_in_village(asked.case, asked.at)
    how = "village" if is_by_village else how
    if relation not in RELATIONS or how not in WAYS:
        raise Refused("collector", _("Pilih siapa yang menerima dokumen."), field="relation")
    HandOver.objects.create(
        case=asked.case,
        how=how,
        collector=name,
        relation=relation,
        note=str(asked.body.get("note", ""))[:200],
        at=asked.at,
        by=asked.by.id,
    )
    return {}


def _paid(asked: Asked) -> Results:
    before_this = int(asked.case.results.get(asked.step.key, {}).get("paid", 0))
    return {"paid": before_this + int(asked.body["amount"])}


def _answer(asked: Asked) -> Results:
    return keep_answer(asked.case, asked.step, dict(asked.body["results"]), asked.at)


def _by_hand(asked: Asked) -> Results:
    results = _fields(asked) if asked.step.fields else {}
    return keep_typed(asked.case, asked.step, results, asked.body, asked.by.id, asked.at)


def _ground_of_a_seal(asked: Asked) -> Results:
    return dict(asked.body["results"])


_BEFORE: dict[str, Callable[[Asked], Results]] = {
    "accept": _fields,
    "approve": _fields,
    "report": _report,
    "refer": _fields,
    "return": _defects,
    "refuse": _ground,
    "send-back": _note,
    "sign": _signature,
    "record": _outside,
    "hand-over": _collector,
    "settle": _paid,
    "answered": _answer,
    "seal": _ground_of_a_seal,
    "fall-back": _ground_of_a_seal,
    "by-hand": _by_hand,
}
