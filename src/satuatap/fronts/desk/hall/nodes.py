"""The computers that lead a hall without the line: who leads which, which is silent, and what a person has to look at. At
such a computer the same page shows its own line."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.nodes import actions, policies, queries
from satuatap.domain.visits import policies as halls
from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render
from satuatap.kernel.errors import NotFound, Refused


@dataclass(frozen=True, slots=True)
class Need:
    """What does not work without the line, and what to do instead."""

    what: str | Promise
    instead: str | Promise


NEEDS_THE_LINE = (
    Need(_("Kabar lewat HP: giliran hampir tiba, nomor tidak berlaku lagi"),
         _("minta pengunjung menunggu di tempat; panggilan tampil dan terdengar seperti biasa.")),
    Need(_("Nomor dari rumah dan janji baru"),
         _("pengunjung datang langsung dan mengambil nomor di sini. Yang sudah punya janji hari ini dan besok tetap tercatat.")),
    Need(_("Nomor berkas dan surat"),
         _("isi lewat Buat permohonan; pemohon pulang dengan slip sementara, nomornya menyusul.")),
    Need(_("Permohonan lewat wakil"), _("minta datang lagi saat tersambung, atau pemohonnya sendiri yang datang.")),
    Need(_("Petugas baru, kata sandi baru, PIN baru"), _("yang lama tetap berlaku di sini; minta pengelola mengubahnya saat tersambung.")),
)  # fmt: skip

STOPS = 5  # of the van on which this node runs


@open_to("staff")
@require_http_methods(["GET", "POST"])
def nodes(request: Request) -> HttpResponse:
    """At a node its line, for everybody who works in the hall; at the centre the nodes, for whoever runs the halls."""
    line = queries.line_now(request.now)
    if line is not None:
        policies.require(halls.serves(request.actor) or halls.guides(request.actor))
        stops = agencies.next_stops(request.now, site_codes=[line.site_code])[:STOPS]
        context = {"line": line, "stops": stops, "unsent": queries.unsent(), "is_down": not queries.reaches_centre(request.now),
                   "needs": NEEDS_THE_LINE}  # fmt: skip
        return render(request, "desk/hall/line.html", context)
    policies.require(policies.minds_nodes(request.actor))
    problem, key, place = "", "", request.POST.get("tempat", "")
    if request.method == "POST":
        try:
            node, secret = actions.enrol(site_code=place, by=request.actor, at=request.now)
        except Refused as refusal:
            problem = refusal.message
        else:
            key = f"{node.pk.hex}.{secret}"
    context = {
        "rows": queries.nodes(request.actor, request.now),
        "asides": queries.asides(request.actor),
        "places": visits.halls(),
        "picked": place,
        "key": key,
        "centre": request.build_absolute_uri("/").rstrip("/"),
        "problem": problem,
        "base": reverse("desk:nodes"),
        "done": request.GET.get("selesai", ""),
    }
    return render(request, "desk/hall/nodes.html", context, status=422 if problem else 200)


@open_to("staff")
@require_POST
def end(request: Request, node_id: UUID) -> HttpResponse:
    """The permission of a node is over: once it has sent everything, at once, or at once because it is lost."""
    way = request.POST.get("cara", "")
    if way == "tunggu":
        actions.stop(node_id=node_id, by=request.actor, at=request.now)
        return redirect(f"{reverse('desk:nodes')}?selesai=dihentikan")
    if way not in {"sekarang", "hilang"}:
        raise NotFound
    actions.end(node_id=node_id, lost=way == "hilang", by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:nodes')}?selesai=berakhir")


@open_to("staff")
@require_POST
def settle(request: Request, aside_id: UUID) -> HttpResponse:
    """Somebody has looked at what could not be entered."""
    actions.settle(aside_id=aside_id, by=request.actor, at=request.now)
    return redirect(f"{reverse('desk:nodes')}?selesai=dilihat")
