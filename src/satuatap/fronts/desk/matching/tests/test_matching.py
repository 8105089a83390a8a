"""The national register answers yes or no, under an agreement with purpose and quota; its use is reported."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import actions, ports, queries
from satuatap.domain.residents.models import LookUp
from satuatap.domain.residents.tests.factories import BY, NOON, TODAY, make_person, officer

pytestmark = pytest.mark.django_db
PURPOSE = "Pelayanan perizinan di loket"


class Register:
    """Says what it is told to say, and remembers under which keys it was asked."""

    def __init__(self) -> None:
        self.says: bool | ports.Trouble = True
        self.keys: list[UUID] = []

    def match(self, key, *_told):
        self.keys.append(key)
        if isinstance(self.says, ports.Trouble):
            raise ports.NotMatched(self.says)
        return self.says


@pytest.fixture
def register(monkeypatch):
    found = Register()
    monkeypatch.setattr(ports, "national_registers", [found])
    return found


@pytest.fixture
def office(time_machine):
    time_machine.move_to(NOON, tick=False)
    make_home()
    return make_unit("dpmptsp", short_name="DPMPTSP")


@pytest.fixture
def agreement(office):
    return actions.put_agreement(
        unit_id=office.pk, purpose=PURPOSE, reference="CONTOH/PKS/1", quota=2, from_on=TODAY, by=BY, at=NOON
    )


@pytest.fixture
def rani(office):
    return make_person("Rani Contoh", origin="resident-stated")


@pytest.fixture
def desk(office, client_of):
    return client_of(make_officer("Budi Contoh", office, "front-officer"))


@pytest.fixture
def tomorrow(office, client_of, time_machine):
    """The counter a day later: whoever works at it has signed in anew."""

    def come():
        time_machine.move_to(NOON + timedelta(days=1), tick=False)
        return client_of(make_officer("Budi Contoh", office, "front-officer"))

    return come


def ask(desk, party, agreement, key=None):
    given = {"perjanjian": str(agreement.pk), "key": str(key or uuid4())}
    return desk.post(reverse("desk:match", args=[party.pk]), given)


def test_a_match_makes_number_name_and_birth_date_sure_and_is_seen_by_the_person(desk, rani, agreement, register):
    page = desk.get(reverse("desk:begin", args=[rani.pk])).text
    assert reverse("desk:match", args=[rani.pk]) in page

    answer = ask(desk, rani, agreement)

    assert "Cocok." in answer.text
    known = queries.recorded(rani.pk)
    assert all(known[field].is_verified for field in ("nik", "name", "born_on"))
    assert not known["birth_place"].is_verified
    assert Entry.objects.filter(verb="looked", party_id=str(rani.pk), purpose=PURPOSE).exists()


@pytest.mark.parametrize(
    ("says", "words"), [(False, "Tidak cocok."), (ports.Trouble.WRONG, "Jawabannya tidak dapat dipakai.")]
)
def test_no_match_and_a_wrong_answer_change_nothing(desk, rani, agreement, register, says, words):
    register.says = says

    assert words in ask(desk, rani, agreement).text

    assert not queries.recorded(rani.pk)["nik"].is_verified


def test_who_stays_silent_for_a_day_is_asked_again_under_the_same_key_and_counted_once(
    desk, rani, agreement, register, tomorrow
):
    register.says, key = ports.Trouble.AWAY, uuid4()
    answer = ask(desk, rani, agreement, key)
    assert answer.status_code == 422
    assert "belum menjawab" in answer.text
    assert str(key) in answer.text

    desk, register.says = tomorrow(), True
    assert "Cocok." in ask(desk, rani, agreement, key).text
    assert "Cocok." in ask(desk, rani, agreement, key).text
    assert register.keys == [key, key]  # answered once, not asked a third time
    assert LookUp.objects.count() == 1


def test_a_days_quota_is_not_exceeded_and_the_next_day_begins_anew(desk, rani, agreement, register, tomorrow):
    for _ in range(2):
        assert ask(desk, rani, agreement).status_code == 200
    over = ask(desk, rani, agreement)
    assert over.status_code == 422
    assert "Kuota hari ini (2) sudah habis" in over.text
    assert len(register.keys) == 2

    assert ask(tomorrow(), rani, agreement).status_code == 200


def test_another_office_an_ended_agreement_and_who_has_no_number_ask_nothing(
    desk, rani, agreement, register, client_of, tomorrow
):
    other = client_of(make_officer("Tono Contoh", make_unit("dinsos"), "front-officer"))
    manager = client_of(make_officer("Bima Contoh", make_unit("setda"), "mall-manager"))
    for stranger in (other, manager):
        assert stranger.get(reverse("desk:match", args=[rani.pk])).status_code == 404
        assert ask(stranger, rani, agreement).status_code == 404
    assert ask(desk, make_person("Bayi Contoh", nik=""), agreement).status_code == 422
    actions.put_agreement(
        unit_id=agreement.unit_id, purpose=PURPOSE, reference="CONTOH/PKS/2", quota=9, by=BY, at=NOON,
        from_on=TODAY + timedelta(days=1),
    )  # fmt: skip
    assert ask(tomorrow(), rani, agreement).status_code == 404
    assert register.keys == []
    assert not LookUp.objects.exists()


def test_the_head_reads_how_it_was_used_and_enters_agreements(desk, office, rani, agreement, register, client_of):
    ask(desk, rani, agreement)
    register.says = False
    ask(desk, rani, agreement)
    head = client_of(make_officer("Sari Contoh", office, "head-of-agency"))
    place = reverse("desk:usage")

    (row,) = queries.usage(officer(office, "head-of-agency"), TODAY, TODAY)
    assert (row.asked, row.matched, row.unmatched, row.unanswered, row.busiest, row.today) == (2, 1, 1, 0, 2, 2)
    page = head.get(place).text
    assert PURPOSE in page
    assert "Rani Contoh" not in page
    given = {"kantor": str(office.pk), "keperluan": "Pembetulan data", "nomor": "CONTOH/PKS/3", "kuota": "10"}
    assert head.post(place, given).status_code == 422
    assert head.post(place, given | {"mulai": TODAY.isoformat(), "kuota": "²"}).status_code == 422
    assert head.post(place, given | {"mulai": TODAY.isoformat()}).status_code == 302
    assert "Pembetulan data" in head.get(place).text
    assert PURPOSE in head.get(f"{place}?bulan=2026-11").text
    assert PURPOSE not in head.get(f"{place}?bulan=2025-01").text
    assert desk.get(place).status_code == 404
    stranger = client_of(make_officer("Lain Contoh", make_unit("dinsos"), "head-of-agency"))
    assert PURPOSE not in stranger.get(place).text
    assert stranger.post(place, given | {"mulai": TODAY.isoformat()}).status_code == 404


@pytest.mark.parametrize("rows", [1, 4])
def test_the_cost_of_the_report_does_not_grow(rows, office, client_of, django_assert_max_num_queries):
    for number in range(rows):
        actions.put_agreement(
            unit_id=office.pk, purpose=f"Keperluan {number}", reference="CONTOH", quota=2, from_on=TODAY, by=BY, at=NOON
        )
    head = client_of(make_officer("Sari Contoh", office, "head-of-agency"))
    head.get(reverse("desk:usage"))

    with django_assert_max_num_queries(10):
        head.get(reverse("desk:usage"))
