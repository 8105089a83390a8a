"""The hall of the copy: filled before anything is measured, and its pages as kiosk, officer, visitor and screen ask for them."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .client import Client

if TYPE_CHECKING:
    from .measures import Bench

SITE, LANE, COUNTER = "mpp", "dpmptsp", "Loket 1"
OFFICER = "budi@dpmptsp.example"
SCREEN = {"HX-Request": "true"}  # what an open screen asks for after each call


def fill(officer: Any, times: int) -> dict[str, Any]:
    """The officer sits down, a kiosk and a screen work, and so many wait."""
    from django.utils import timezone

    from satuatap.domain.visits import actions
    from satuatap.domain.visits.models import Lane
    from satuatap.kernel.actors import system

    by, now = system("bench"), timezone.now()
    lane = Lane.objects.select_related("site").get(site__code=SITE, code=LANE)
    Lane.objects.filter(site=lane.site).update(quota=None, last_number_at=None)  # measured at any hour
    counter = lane.posts.get(counter__name=COUNTER).counter
    actions.sit_down(counter_id=counter.pk, by=officer, at=now)
    kiosk, screen = (
        actions.put_device(site_id=lane.site_id, kind=kind, name=f"Bench {kind}", by=by, at=now)[1]
        for kind in ("kiosk", "display")
    )
    tickets = []
    for _visitor in range(times):
        visit = actions.begin(
            site_id=lane.site_id, asks=[actions.Ask(lane.pk)], channel="kiosk", key=uuid4(), by=by, at=now
        )
        tickets.append(actions.hand_out(visit_id=visit.pk, by=by, at=now).token)
    return {
        "lane": str(lane.pk), "counter": str(counter.pk), "kiosk": kiosk, "screen": screen, "ticket": tickets[-1],
    }  # fmt: skip


def in_the_hall(bench: "Bench", times: int, warm: int) -> None:
    """A number at the kiosk, a call at the counter, and the pages that are open all day."""
    facts = bench.facts["hall"]
    kiosk, phone, screen = Client(bench.port), Client(bench.port), Client(bench.port, headers=SCREEN)
    budi = bench.person(OFFICER)
    counter = f"/meja/loket/{facts['counter']}"

    def take_number(_time: int) -> None:
        kiosk.post(f"/kios/{facts['kiosk']}/nomor", {"antrean": facts["lane"], "key": str(uuid4())})
        shown = kiosk.location
        kiosk.get(shown)
        kiosk.post(f"{shown.partition('?')[0]}/terima", {})

    def call(_time: int) -> None:
        budi.post(f"{counter}/panggil", {"selesai": "1", "key": str(uuid4())})

    pages = {
        "hall-counter": (budi, counter),
        "hall-waits": (phone, f"/antrean/{SITE}"),
        "hall-visit": (phone, f"/nomor/{facts['ticket']}"),
        "hall-screen": (screen, f"/layar/{facts['screen']}"),
    }
    bench.measure("hall-number", range(times), take_number, warm=range(warm))
    bench.measure("hall-call", range(times), call, warm=range(warm))
    for key, (client, path) in pages.items():
        bench.measure(key, range(times), lambda _n, who=client, where=path: who.get(where), warm=range(warm))
