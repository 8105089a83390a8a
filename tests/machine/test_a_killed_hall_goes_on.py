"""Numbers are asked for and called while web, stream and database are killed: afterwards the hall goes on where it was."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest

from satuatap.config.processes import tries
from satuatap.config.tour.browser import Browser
from satuatap.config.tour.walk import Walk
from tests.journeys.copy import Copy

from .killing import kill

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("machine")]

FORM = ("csrfmiddlewaretoken", "kunjungan")  # what every form of a kiosk carries
PATIENCE = 60.0
KIOSKS, MORE = 2, 4  # how many numbers must be asked for, and called, between two blows

OPEN = """
import json, django
django.setup()
from django.utils import timezone
from satuatap.domain.visits import actions
from satuatap.domain.visits.models import Lane
from satuatap.kernel.actors import system
lane = Lane.objects.select_related("site").get(code="dpmptsp", site__code="mpp")
facts = {"site_id": lane.site_id, "by": system("test"), "at": timezone.now()}
kiosk, display = [actions.put_device(kind=kind, name=kind, **facts)[1] for kind in ("kiosk", "display")]
print(json.dumps({"lane": str(lane.pk), "kiosk": kiosk, "display": display}))
"""

ACCOUNT = """
import json, sys, django
django.setup()
from satuatap.domain.visits.models import Call, Errand, Series, Sitting, Visit
visits = Visit.objects.filter(errands__lane_id=sys.argv[1]).order_by("number")
print(json.dumps({
    "numbers": list(visits.values_list("number", flat=True)),
    "last": [series.last for series in Series.objects.all()],
    "states": dict(visits.values_list("token", "state")),
    "errands": list(Errand.objects.filter(lane_id=sys.argv[1]).values_list("state", flat=True)),
    "calls": list(Call.objects.order_by("at", "id").values_list("errand__visit__number", flat=True)),
    "sitting": [[one.officer_name.split()[0], one.state] for one in Sitting.objects.exclude(state="closed")],
}))
"""


def test_the_hall_goes_on_where_it_was(copy: Copy, tmp_path, request) -> None:
    hall = json.loads(copy.does(OPEN))
    tour = Walk(site=copy.url, password=copy.password, out=tmp_path)
    request.addfinalizer(tour.close)
    budi = tour.person(copy.people["budi"])
    counter = sit_down(budi)
    tickets: list[str] = []
    called: list[str] = []
    assert hears_the_stream(copy, hall["display"])
    with working(*[lambda: take(copy, hall, tickets)] * KIOSKS, lambda: call(budi, counter, called)):
        for names in (("web",), ("stream",), ("postgres",), ("web", "stream", "postgres")):
            grows(tickets, called)
            kill(copy, *names)
        grows(tickets, called)
    account = json.loads(copy.does(ACCOUNT, hall["lane"]))
    errands = Counter(account["errands"])

    assert account["numbers"] == list(range(1, len(tickets) + 1)), "a number twice, or one missing"
    assert account["last"] == [len(tickets)]
    assert sorted(account["states"]) == sorted(tickets), "a number that nobody was told, or one that nobody knows"
    assert set(account["states"].values()) <= {"open", "done"}
    assert len(account["calls"]) == len(set(account["calls"])) == len(called), "a call lost, or one made twice"
    assert errands == Counter(done=len(called), waiting=len(tickets) - len(called))
    assert account["sitting"] == [["Budi", "open"]]
    assert hears_the_stream(copy, hall["display"])


def sit_down(officer: Browser) -> str:
    """The address of the counter where the officer sits now."""
    officer.go("/meja/loket")
    officer.submit("Buka loket ini")
    return officer.page.address


@contextmanager
def working(*works: Callable[[], None]) -> Iterator[None]:
    """Each work is done again and again in a thread of its own. What goes wrong in one is raised at the end."""
    stop, wrong = threading.Event(), []

    def go_on(work: Callable[[], None]) -> None:
        try:
            while not stop.is_set():
                work()
        except BaseException as problem:
            wrong.append(problem)

    threads = [threading.Thread(target=go_on, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    if wrong:
        raise wrong[0]


def grows(*lists: list[str]) -> None:
    """Wait until each has grown."""
    wanted = [len(one) + MORE for one in lists]
    for _waited in tries(PATIENCE):
        if all(len(one) >= many for one, many in zip(lists, wanted, strict=True)):
            return
    raise AssertionError("the hall stands still")


def insist(send: Callable[[], httpx.Response]) -> httpx.Response:
    """Press again until there is an answer, as a person does and a kiosk by itself."""
    for _waited in tries(PATIENCE):
        try:
            answer = send()
        except httpx.HTTPError:
            continue
        if answer.status_code < 500:
            return answer
    raise AssertionError("no answer")


def take(copy: Copy, hall: dict[str, str], tickets: list[str]) -> None:
    """One visitor asks for a number at the kiosk and sees it."""
    address, key = f"/kios/{hall['kiosk']}/nomor", str(uuid4())
    with httpx.Client(base_url=copy.url, timeout=10) as client:
        page = insist(lambda: client.get(address)).text
        form = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in FORM}
        answer = insist(lambda: client.post(address, data=form | {"antrean": hall["lane"], "key": key}))
        assert answer.status_code == 302, answer.text
        shown = answer.headers["Location"].partition("?")[0]
        assert insist(lambda: client.post(f"{shown}/terima", data=form)).status_code == 302
        tickets.append(shown.rsplit("/", 1)[1])


def call(officer: Browser, counter: str, called: list[str]) -> None:
    """The officer calls the next and serves; an answer that was lost is asked for again by the same press."""
    client = officer.client
    form = {"csrfmiddlewaretoken": officer.page.forms[0].fields["csrfmiddlewaretoken"][0], "key": str(uuid4())}
    answer = insist(lambda: client.post(f"{counter}/panggil", data=form, follow_redirects=False))
    if answer.status_code == 422:  # nobody waits just now
        return
    assert answer.status_code == 302, answer.text
    finished = insist(lambda: client.post(f"{counter}/selesai", data=form, follow_redirects=False))
    assert finished.status_code in (302, 404)  # the answer to the first press was lost: nobody is here any more
    called.append(form["key"])


def hears_the_stream(copy: Copy, display: str) -> bool:
    """Whether a screen that connects is told to read its list."""
    page = insist(lambda: httpx.get(f"{copy.url}/layar/{display}")).text
    address = page.split('data-live="')[1].split('"')[0].replace("&amp;", "&")
    with httpx.stream("GET", address, timeout=10) as heard:
        return "event: snapshot" in next(heard.iter_text())
