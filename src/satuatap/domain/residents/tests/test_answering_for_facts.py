"""A fact said to be wrong goes to whoever answers for it, with the law's hours; a restriction may be for single facts."""

from datetime import timedelta

import pytest
from tests.support.cast import make_officer
from tests.support.queue import drain

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.notifications.models import Message
from satuatap.domain.notifications.tests.factories import put_pack_messages
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import FactOrigin, FactReport, Party
from satuatap.domain.residents.tests.factories import NOON, make_family, make_person, resident
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    make_home()
    put_pack_messages(NOON)


@pytest.fixture
def civil():
    return make_officer("Nita Contoh", make_unit("dispendukcapil"), "registration-operator")


@pytest.fixture
def village():
    return make_village()


@pytest.fixture
def wayan(village):
    return make_officer("Wayan Contoh", village, "village-officer")


@pytest.fixture
def rani():
    found = make_person(religion=1)
    make_family((found, 1))
    return found


def said_wrong(rani, field="occupation"):
    return actions.report_fact(party_id=rani.pk, field=field, words="Keliru", by=resident(rani), at=NOON)


def test_what_siak_says_goes_to_civil_registration_and_what_the_village_said_to_the_village(
    rani, civil, wayan, village
):
    FactOrigin.objects.create(party=rani, field="occupation", origin="village-reported", origin_on=NOON.date())
    ours, theirs = said_wrong(rani), said_wrong(rani, "religion")

    assert (ours.unit_id, theirs.unit_id) == (village.pk, None)
    assert [row.report_id for row in queries.open_reports(wayan).rows] == [ours.pk]
    assert [row.report_id for row in queries.open_reports(civil).rows] == [theirs.pk]
    for officer, report in ((wayan, theirs), (civil, ours)):
        with pytest.raises(NotFound):
            actions.settle_report(report_id=report.pk, outcome="Sudah", by=officer, at=NOON)
    drain()
    assert Message.objects.get(template="fact-reported", account_id=wayan.account_id)
    assert Message.objects.get(template="fact-reported", account_id=civil.account_id)


def test_a_village_that_does_not_work_with_this_system_is_answered_for(rani, civil):
    FactOrigin.objects.create(party=rani, field="occupation", origin="village-reported", origin_on=NOON.date())

    assert said_wrong(rani).unit_id is None


def test_the_clock_is_that_of_the_law_and_a_late_village_is_helped(rani, civil, wayan):
    FactOrigin.objects.create(party=rani, field="occupation", origin="village-reported", origin_on=NOON.date())
    report = said_wrong(rani)
    assert report.due_at == NOON + timedelta(hours=72)
    for hours in (47, 48, 71):
        actions.mind_reports(by=BY, at=NOON + timedelta(hours=hours))
    drain()
    assert Message.objects.filter(template="fact-near").values_list("account_id", flat=True).get() == wayan.account_id
    assert not queries.open_reports(civil).rows

    actions.mind_reports(by=BY, at=NOON + timedelta(hours=72))
    drain()

    late = set(Message.objects.filter(template="fact-late").values_list("account_id", flat=True))
    assert late == {wayan.account_id, civil.account_id}
    assert queries.open_reports(civil).rows[0].is_late
    actions.settle_report(report_id=report.pk, outcome="Sudah", by=civil, at=NOON)
    assert FactReport.objects.get().settled_by == civil.id


def test_each_report_and_request_has_a_receipt_of_its_own(rani):
    numbers = {
        said_wrong(rani).number, said_wrong(rani, "religion").number,
        actions.ask_about_data(kind="access", by=resident(rani), at=NOON).number,
    }  # fmt: skip
    assert len(numbers) == 3
    assert all(number.startswith("DP-") for number in numbers)


def test_single_facts_are_kept_out_of_forms_and_the_others_are_not(rani):
    wira = make_officer("Wira Contoh", make_unit("diskominfo"), "data-protection-officer")
    asked = actions.ask_about_data(kind="restriction", facts=["religion", "address", "nik"], by=resident(rani), at=NOON)
    assert asked.facts == ["address", "religion"]  # by the number people are found
    before = queries.unfilled(queries.prefill_scope(rani.pk))
    assert before["party"]["religion"]

    actions.answer_data_request(request_id=asked.pk, is_granted=True, answer="Ya.", by=wira, at=NOON)

    scope = queries.unfilled(queries.prefill_scope(rani.pk))
    assert {scope["party"][name] for name in ("religion", "address_line", "street", "rt")} == {""}
    assert {scope["family"][name] for name in ("address_line", "street", "rt")} == {""}
    assert scope["party"]["name"] == before["party"]["name"]
    assert queries.profile(rani.pk).restricted_facts == ("address", "religion")
    actions.lift_restriction(by=resident(rani), at=NOON)
    assert queries.unfilled(queries.prefill_scope(rani.pk)) == before
    assert Party.objects.get(pk=rani.pk).restricted_facts is None
