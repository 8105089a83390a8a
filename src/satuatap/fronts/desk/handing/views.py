"""Giving a task to a colleague, and handing over everything before a leave or a transfer."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from satuatap.domain.cases import actions, queries
from satuatap.fronts.shared import formats
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of, whole
from satuatap.kernel.errors import NotFound, Refused

TO_ROLE = "peran"  # instead of a colleague: whoever has the role may take it


def colleague(request: Request) -> UUID | None:
    """The colleague that was chosen; None for the role. Raises ``NotFound`` when nothing was."""
    chosen = request.POST.get("kepada", "")
    return None if chosen == TO_ROLE else uuid_of(chosen)


@open_to("staff")
def move(request: Request, number: str, task_id: UUID) -> HttpResponse:
    """One task to a named colleague, or back to its role."""
    task = queries.movable(request.actor, task_id, now=request.now, lang=formats.lang())
    if task.number != number:
        raise NotFound
    problems = {}
    if request.method == "POST":
        try:
            actions.reassign(
                task_id=task_id, to_account_id=colleague(request), reason=request.POST.get("alasan", ""),
                by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            return redirect(f"{reverse('desk:case', args=[number])}?selesai=alih")
    context = {"task": task, "task_id": task_id, "problems": problems, "typed": request.POST, "to_role": TO_ROLE}
    return render(request, "desk/handing/move.html", context, status=422 if problems else 200)


@open_to("staff")
def hand_over(request: Request) -> HttpResponse:
    """Everything that one person holds: the own work, or a colleague's for those who look after the unit's staff."""
    loads = queries.loads(request.actor, now=request.now)
    problems = {}
    if request.method == "POST":
        account_id = uuid_of(request.POST.get("dari", ""))
        if account_id not in {load.account_id for load in loads}:
            raise NotFound
        try:
            moved = actions.hand_over_all(
                account_id=account_id, to_account_id=colleague(request), reason=request.POST.get("alasan", ""),
                by=request.actor, at=request.now,
            )  # fmt: skip
        except Refused as refusal:
            problems = {refusal.field or "": refusal.message}
        else:
            return redirect(f"{reverse('desk:hand_over')}?pindah={moved}")
    context = {
        "loads": loads, "problems": problems, "typed": request.POST, "to_role": TO_ROLE,
        "moved": whole(request.GET.get("pindah", "")),
    }  # fmt: skip
    return render(request, "desk/handing/hand_over.html", context, status=422 if problems else 200)
