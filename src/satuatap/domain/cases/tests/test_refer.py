"""A service that refers: its product is an appointment at another office."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from satuatap.domain.cases import queries
from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.models import Case
from satuatap.domain.notifications.models import Message
from satuatap.kernel.errors import NotFound, Refused

from .factories import REFER, do, make_case, make_service

WHEN = {"on": "2026-11-30", "time": "9:15", "place": "Jl. Diponegoro 1, Jember", "number": "123456"}


@pytest.fixture
def passport(licensing, noon, messages, press):
    return make_service(licensing, noon, code="paspor", flow=REFER, documents=[], record="M-Paspor", mode="refer")


@pytest.fixture
def waiting(passport, rani, budi, noon):
    case = make_case(rani, noon, service="paspor")
    return do(case, "periksa", "accept", budi, noon)


def messages_to(rani):
    return set(Message.objects.filter(party_id=rani.party_id).values_list("template", flat=True))


def test_the_appointment_is_the_product_and_is_told(waiting, rani, budi, noon, run_jobs):
    do(waiting, "rujuk", "refer", budi, noon, results=WHEN)
    run_jobs()

    view = queries.get_case(actor=rani, case_id=waiting.pk, now=noon)
    assert view.state == State.COMPLETED
    (row,) = view.referrals
    assert (row.system, row.at, row.place, row.number) == (
        "Kantor Imigrasi", time(9, 15), "Jl. Diponegoro 1, Jember", "123456",
    )  # fmt: skip
    assert messages_to(rani) >= {"referred"}
    assert not messages_to(rani) & {"approved", "document-ready"}, "there is nothing to collect here"


def test_a_whole_day_needs_no_hour(waiting, rani, budi, noon, run_jobs):
    do(waiting, "rujuk", "refer", budi, noon, results={"on": "2026-11-30", "place": "RSUD Blambangan"})
    run_jobs()

    assert queries.get_case(actor=rani, case_id=waiting.pk, now=noon).referrals[0].at is None
    assert "referred-no-hour" in messages_to(rani)


@pytest.mark.parametrize(
    "change", [{"on": ""}, {"place": ""}, {"time": "25.00"}, {"number": "tidak tahu"}, {"on": "besok"}]
)
def test_what_cannot_be_an_appointment_is_refused(waiting, budi, noon, change):
    results = {name: value for name, value in (WHEN | change).items() if value}
    with pytest.raises(Refused):
        do(waiting, "rujuk", "refer", budi, noon, results=results)

    assert Case.objects.get(pk=waiting.pk).state == State.ACCEPTED


def test_the_applicant_may_write_it_down_and_strangers_may_not(waiting, rani, dewi, tono, noon):
    for stranger in (dewi, tono):
        with pytest.raises(NotFound):
            do(waiting, "rujuk", "refer", stranger, noon, results=WHEN)
    do(waiting, "rujuk", "refer", rani, noon, results=WHEN)

    assert Case.objects.get(pk=waiting.pk).state == State.COMPLETED


def test_the_applicant_writes_it_down_online_and_saves_it_to_a_calendar(waiting, rani, client_of, noon):
    browser, address = client_of(rani), reverse("portal:case_referral", args=[waiting.number, "rujuk"])
    assert b"Kode pendaftaran" in browser.get(address).content
    assert browser.post(address, {"place": "RSUD"}).status_code == 422
    typed = {
        "on.d": "30",
        "on.m": "11",
        "on.y": "2026",
        "time": "09.15",
        "place": "Jember; lantai 2",
        "key": str(uuid4()),
    }
    saved = browser.post(address, typed)

    assert saved.status_code == 302, saved.content.decode()
    page = browser.get(reverse("portal:case", args=[waiting.number])).content.decode()
    assert "Jember; lantai 2" in page
    assert "09.15" in page
    event = browser.get(reverse("portal:case_calendar", args=[waiting.number, "rujuk"])).content.decode()
    assert "DTSTART:20261130T091500\r\n" in event
    assert "LOCATION:Jember\\; lantai 2\\, Kantor Imigrasi" in event
    assert browser.get(address).status_code == 404, "what is written down is not written twice"


def test_a_referral_before_the_decision_is_a_step_on_the_way(licensing, rani, budi, sari, noon, messages, press):
    flow = [*REFER, {"step": "putus", "do": "decide", "by": "head-of-licensing", "name": "Keputusan"}]
    make_service(licensing, noon, code="sehat", flow=flow, documents=[])
    case = do(make_case(rani, noon, service="sehat"), "periksa", "accept", budi, noon)
    do(case, "rujuk", "refer", budi, noon, results=WHEN)

    assert (Case.objects.get(pk=case.pk).state, Case.objects.get(pk=case.pk).place["open"]) == (
        State.ACCEPTED, ["putus"],
    )  # fmt: skip
    do(case, "putus", "approve", sari, noon + timedelta(hours=1))
    assert Case.objects.get(pk=case.pk).state == State.COMPLETED
