"""What the report of an inspection brings: the findings as they stand, complete."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused
from satuatap.kernel.jobs import publish

from ..events import InspectionReported
from ..lifecycle import TaskState
from ..models import Case, Finding, Inspection
from ..rules import inspecting
from ..rules.flow import Step


def bring_findings(case: Case, step: Step, by: Actor, at: datetime) -> dict[str, Any]:
    """The findings of a step with a checklist, for the results of the case; {} for a step without one.

    Raises ``Refused("checklist")`` with the first item that lacks something.
    """
    if not step.checklist:
        return {}
    task = case.tasks.exclude(state=TaskState.CLOSED).get(step=step.key)
    inspection, _made = Inspection.objects.get_or_create(task=task, defaults={"case": case})
    findings = {finding.item: finding for finding in inspection.findings.all()}
    if problems := inspecting.missing(step.checklist, _found(inspection, findings), no_position=inspection.no_position):
        item, words = next(iter(problems.items()))
        raise Refused("checklist", words, field=item)
    inspection.reported_at, inspection.reported_by_name = at, by.name
    inspection.save(update_fields=["reported_at", "reported_by_name"])
    if step.report:
        publish(InspectionReported(inspection_id=inspection.pk))
    return {"checklist": {item.key: _result(findings[item.key]) for item in step.checklist}}


def _found(inspection: Inspection, findings: dict[str, Finding]) -> dict[str, inspecting.Found]:
    rows = inspection.photos.values("item").order_by()
    counted = rows.annotate(taken=Count("pk"), with_place=Count("pk", filter=Q(latitude__isnull=False)))
    photos = {item: (taken, placed) for item, taken, placed in counted.values_list("item", "taken", "with_place")}
    found = {}
    for item in findings.keys() | photos.keys():
        count, with_place = photos.get(item, (0, 0))
        one = findings.get(item)
        found[item] = inspecting.Found(
            verdict=one.verdict if one else "",
            number=one.number if one else None,
            remark=one.remark if one else "",
            photos=count,
            placed=with_place,
        )
    return found


def _result(finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {"verdict": finding.verdict}
    if finding.number is not None:
        result["number"] = str(finding.number.normalize())
    if finding.remark:
        result["remark"] = finding.remark
    return result
