"""Applications taken without the line: kept, sent in the officer's name at the true time, and decided on by a person."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases import actions as cases
from satuatap.domain.cases.models import Case, Command, Paper
from satuatap.domain.cases.tests.factories import fill_draft, make_service
from satuatap.domain.nodes import actions, queries
from satuatap.domain.nodes.lifecycle import KeptState
from satuatap.domain.nodes.models import Kept, Line
from satuatap.domain.nodes.ports import NoLine, Taken
from satuatap.domain.residents import actions as register
from satuatap.domain.residents.models import CivilEvent, EventChange, Mandate, Party, Person
from satuatap.domain.visits.tests.factories import make_counter, make_lane
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .factories import NODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages", "village")]
OPERATOR = system("operator")


@pytest.fixture
def lane(licensing, noon):
    make_service(licensing, noon - timedelta(days=30))
    lane = make_lane(unit=licensing)
    make_counter(lane)
    return lane


@pytest.fixture
def node_id(lane, noon):
    return actions.enrol(site_code=lane.site.code, by=OPERATOR, at=noon - timedelta(days=1))[0].pk


def somebody(by, at, nik="3510242008900001"):
    return register.register_person(
        name="Warga Contoh", sex=2, born_on=date(1990, 8, 20), nik=nik, by=by, at=at, origin="resident-stated",
        area_code="35.10.24.2008",
    )  # fmt: skip


def typed(by, at, nik="3510242008900001"):
    """A draft that Budi has filled in at the node with somebody who sits opposite."""
    party = somebody(by, at, nik)
    mandate = register.record_mandate(
        principal_id=party.pk, kind="assisted", scope=["izin-reklame"], agent_name=by.name, how="spoken",
        from_on=at.date(), to_on=at.date(), by=by, at=at,
    )  # fmt: skip
    case = cases.start_draft(
        service_code="izin-reklame", party_id=party.pk, channel="desk", key=uuid4(), mandate_id=mandate.pk, by=by, at=at
    )
    return fill_draft(case.pk, by, at)


def kept(by, at):
    """It is kept, and everything of the node's own is out of the way: from here on the tables are the centre's."""
    Line.objects.get_or_create(pk=1)
    case = typed(by, at)
    actions.keep(case_id=case.pk, by=by, at=at)
    content = json.loads(json.dumps(queries.application(case.pk)))
    Paper.objects.all().delete()
    Case.objects.all().delete()
    Mandate.objects.all().delete()
    Person.objects.filter(nik="3510242008900001").delete()
    EventChange.objects.all().delete()
    CivilEvent.objects.all().delete()
    Party.objects.filter(name="Warga Contoh").delete()
    return content


def test_it_is_kept_with_a_slip_and_nothing_has_happened_to_it(lane, budi, noon):
    Line.objects.create(pk=1)
    case = typed(budi, noon)

    row = actions.keep(case_id=case.pk, by=budi, at=noon)

    assert str(row) == "SEMENTARA-0001"
    assert Case.objects.get().state == "draft"
    assert not Command.objects.exists()


def test_what_could_not_be_sent_is_not_kept(lane, budi, noon):
    Line.objects.create(pk=1)
    party = somebody(budi, noon)
    case = cases.start_draft(
        service_code="izin-reklame", party_id=party.pk, channel="desk", key=uuid4(), by=budi, at=noon
    )

    with pytest.raises(Refused):
        actions.keep(case_id=case.pk, by=budi, at=noon)
    assert not Kept.objects.exists()


def test_only_at_a_node(lane, budi, noon):
    case = typed(budi, noon)

    with pytest.raises(NotFound):
        actions.keep(case_id=case.pk, by=budi, at=noon)


def test_the_centre_files_it_in_the_officers_name_at_the_true_time_and_once(lane, node_id, budi, noon):
    content = kept(budi, noon)
    later = noon + timedelta(hours=5)

    number = actions.take_application(node_id=node_id, content=content, by=NODE, at=later)

    case = Case.objects.get()
    assert (case.number, case.state, case.filed_by, case.submitted_at) == (number, "submitted", budi.id, noon)
    assert case.site == lane.site
    assert case.applicant_name == "Warga Contoh"
    assert case.papers.count() == len(content["papers"]) > 0
    assert Entry.objects.get(verb="nodes.application-arrived").at == later
    assert actions.take_application(node_id=node_id, content=content, by=NODE, at=later) == number
    assert Case.objects.count() == 1


def test_a_second_one_of_the_same_person_waits_for_a_person_who_may_send_it_all_the_same(lane, node_id, budi, noon):
    content = kept(budi, noon)
    number = actions.take_application(node_id=node_id, content=content, by=NODE, at=noon)
    another = content | {"key": str(uuid4())}

    with pytest.raises(Refused, match=number):
        actions.take_application(node_id=node_id, content=another, by=NODE, at=noon)
    assert Case.objects.count() == 1
    assert actions.take_application(node_id=node_id, content=another | {"sure": True}, by=NODE, at=noon) != number


def test_a_service_that_changed_a_number_of_somebody_else_and_a_strange_officer_are_seen(
    lane, node_id, budi, tono, noon
):
    content = kept(budi, noon)

    def told(**other):
        with pytest.raises(Refused) as refused:
            actions.take_application(node_id=node_id, content=content | other, by=NODE, at=noon)
        return refused.value.code

    assert told(revision=99) == "version"
    assert told(by=tono.id) == "officer"
    somebody(budi, noon)
    assert told(person=content["person"] | {"name": "Orang Lain"}) == "other-person"
    assert not Case.objects.exists()


class Answers:
    """A centre that says what it is told to say."""

    def __init__(self, *said):
        self.said = list(said)

    def file(self, application):
        assert application["papers"]
        answer = self.said.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_what_the_centre_turns_down_waits_for_a_decision(lane, budi, noon):
    Line.objects.create(pk=1)
    case = typed(budi, noon)
    row = actions.keep(case_id=case.pk, by=budi, at=noon)

    actions.send_kept(centre=Answers(NoLine("cut")), by=NODE, at=noon)
    assert [(r.state, r.problem) for r in queries.kept(budi)] == [("waiting", "cut")]
    actions.send_kept(centre=Answers(Taken("", "Sudah ada.")), by=NODE, at=noon)
    assert [(r.state, r.problem) for r in queries.kept(budi)] == [("look", "Sudah ada.")]
    actions.send_again(kept_id=row.pk, by=budi, at=noon)
    assert queries.application(row.pk)["sure"]
    actions.send_kept(centre=Answers(Taken("BWI-26-0000-0000-0")), by=NODE, at=noon)
    assert [(r.state, r.number) for r in queries.kept(budi)] == [("sent", "BWI-26-0000-0000-0")]
    assert not Case.objects.exists()  # the answers and papers do not stay at the node


def test_what_its_officer_has_mended_is_sent_whatever_the_doubt_was(lane, budi, noon):
    Line.objects.create(pk=1)
    case = typed(budi, noon)
    row = actions.keep(case_id=case.pk, by=budi, at=noon)
    actions.send_kept(centre=Answers(Taken("", "Syarat berubah.")), by=NODE, at=noon)

    again = actions.keep(case_id=case.pk, by=budi, at=noon + timedelta(hours=1))

    assert (again.slip, again.taken_at, again.state) == (row.slip, noon, "waiting")
    assert queries.application(row.pk)["sure"]


def test_dropped_only_with_a_reason_and_by_who_works_in_the_hall(lane, budi, rani, noon):
    Line.objects.create(pk=1)
    row = actions.keep(case_id=typed(budi, noon).pk, by=budi, at=noon)

    with pytest.raises(Refused, match="alasannya"):
        actions.drop_kept(kept_id=row.pk, reason=" ", by=budi, at=noon)
    with pytest.raises(NotFound):
        actions.drop_kept(kept_id=row.pk, reason="salah", by=rani, at=noon)
    actions.drop_kept(kept_id=row.pk, reason="Pemohon batal", by=budi, at=noon)

    assert Kept.objects.get().state == KeptState.DROPPED
    assert queries.waiting_applications() == []
