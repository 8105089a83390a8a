"""Printers of the hall: whoever runs it enters, tries and withdraws them; the guide prints numbers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.visits import actions
from satuatap.domain.visits import policies as halls
from satuatap.domain.visits import queries as visits
from satuatap.domain.visits.lifecycle import CAN_PRINT, PrintState
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of, whole
from satuatap.fronts.shared.slips import slip_of, trial_of
from satuatap.kernel.errors import NotFound, Refused

from .guide import show_number
from .wording import printer_states


@open_to("staff")
@require_http_methods(["GET", "POST"])
def printers(request: Request) -> HttpResponse:
    """The printers and how each is, and the form for another."""
    rows = visits.printers(request.actor)
    refusal = None
    if request.method == "POST":
        try:
            _put(request)
        except Refused as problem:
            refusal = problem
        else:
            return redirect(f"{reverse('desk:printers')}?selesai=disimpan")
    context = {
        "rows": rows,
        "states": printer_states(),
        "kiosks": visits.kiosks(request.actor),
        "places": visits.halls(),
        "refusal": refusal,
        "typed": request.POST,
        "base": reverse("desk:printers"),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/hall/printers.html", context, status=422 if refusal else 200)


def _put(request: Request) -> None:
    """The form names a kiosk, or a hall whose guide prints."""
    kind, _colon, chosen = request.POST.get("untuk", "").partition(":")
    if kind == "anjungan":
        device_id = uuid_of(chosen)
        site_id = visits.site_of_device(device_id)
    else:
        device_id, site_id = None, visits.hall(chosen).id
    actions.put_printer(
        site_id=site_id, device_id=device_id, name=request.POST.get("nama", ""),
        address=request.POST.get("alamat", ""), width=whole(request.POST.get("lebar", "")) or 0,
        by=request.actor, at=request.now,
    )  # fmt: skip


@open_to("staff")
@require_POST
def trial(request: Request, printer_id: UUID) -> HttpResponse:
    """Print a slip that is no number."""
    found = next((row for row in visits.printers(request.actor) if row.id == printer_id), None)
    if found is None:
        raise NotFound
    slip = trial_of(request, found.name, found.site)
    state = actions.try_printer(printer_id=printer_id, slip=slip, by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:printers')}?selesai={'tercetak' if state in CAN_PRINT else 'gagal'}")


@open_to("staff")
@require_POST
def drop(request: Request, printer_id: UUID) -> HttpResponse:
    """The printer is gone."""
    actions.drop_printer(printer_id=printer_id, by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:printers')}?selesai=dicabut")


@open_to("staff")
@require_POST
def put_on_paper(request: Request, guest_id: UUID) -> HttpResponse:
    """The guide prints a number, or prints it again."""
    halls.require(halls.guides(request.actor))
    found = visits.visit_now(actor=request.actor, visit_id=guest_id, at=request.now)
    try:
        state = actions.print_slip(
            visit_id=guest_id, printer_id=uuid_of(request.POST.get("printer", "")), slip=slip_of(request, found),
            key=uuid_of(request.POST.get("key", "")), again=True, by=request.actor, at=request.now,
        )  # fmt: skip
    except Refused as refusal:
        return show_number(request, guest_id, refusal.message, 422)
    return redirect(
        f"{reverse('desk:number', args=[guest_id])}?kertas={'ya' if state == PrintState.PRINTED else 'tidak'}"
    )
