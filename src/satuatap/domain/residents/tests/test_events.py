"""Civil events through the actions: what they make of the register, who may tell of them, and that they can be undone."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection

from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.audit.models import Entry
from satuatap.domain.regions.tests.factories import OTHER_TAMANSARI, TAMANSARI, make_area
from satuatap.domain.residents import actions, codes, queries
from satuatap.domain.residents.actions import Card, Source
from satuatap.domain.residents.models import CivilEvent, EventChange, FactOrigin, Family, FamilyMember, Person
from satuatap.domain.residents.rules import Member
from satuatap.domain.residents.tests.factories import (
    BY,
    CHILD,
    FEMALE,
    HEAD,
    MALE,
    NOON,
    TODAY,
    WIFE,
    make_family,
    make_household,
    make_person,
    officer,
)
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
YESTERDAY, LATER = TODAY - timedelta(days=1), NOON + timedelta(days=30)
MONTH = LATER.date()
PAPER = Source("Surat keterangan 474.3/CONTOH", TODAY, "Desa Tamansari")
GIVEN = {"source": PAPER, "by": BY, "at": LATER}


def relations(family: Family) -> dict[str, str]:
    members = family.members.filter(to_on=None).select_related("person__party")
    return {member.person.party.name.split()[0]: codes.label("relation", member.relation) for member in members}


def test_a_birth_is_a_person_on_the_card_and_in_the_register_from_that_day():
    make_household()
    family = Family.objects.get()

    event = actions.report_birth(name="Arkana Contoh", sex=MALE, born_on=MONTH, family_id=family.pk, **GIVEN)

    child = Person.objects.get(party__name="Arkana Contoh")
    assert (child.nik, child.origin, relations(family)["Arkana"]) == (None, "village-reported", "Anak")
    assert (child.father_name, child.mother_name) == ("Agus Contoh", "Rani Contoh")
    assert queries.prefill_scope(child.pk)["party"]["mother_name"] == "Rani Contoh"
    assert queries.as_of(child.pk, MONTH).facts["father_name"] == "Agus Contoh"
    assert queries.as_of(child.pk, MONTH).relation == CHILD
    assert queries.as_of(child.pk, MONTH - timedelta(days=1)) is None
    assert len(queries.family_as_of(family.pk, MONTH - timedelta(days=1)).members) == 4
    assert [row.state for row in queries.timeline(BY, child.pk, "melihat peristiwa", at=LATER)] == ["dilaporkan"]
    assert Entry.objects.filter(verb="residents.birth-told", on_id=str(event.pk)).exists()
    assert queries.differences() == []


def test_parents_are_those_named_and_of_a_grandchild_nobody_is_guessed():
    make_household()
    family = Family.objects.get()
    born = {"sex": MALE, "born_on": MONTH, "family_id": family.pk, **GIVEN}

    actions.report_birth(name="Arya Contoh", mother_name="  Lestari   Contoh", **born)
    actions.report_birth(name="Bayu Contoh", relation=6, **born)

    names = {row.party.name: (row.father_name, row.mother_name) for row in Person.objects.select_related("party")}
    assert names["Arya Contoh"] == ("", "Lestari Contoh")
    assert names["Bayu Contoh"] == ("", "")


def test_when_the_head_dies_the_wife_is_widowed_and_leads_the_card():
    people = make_household()
    family = Family.objects.get()

    actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN)

    assert relations(family) == {"Rani": "Kepala keluarga", "Bima": "Anak", "Sekar": "Anak"}
    rani = queries.profile(people["rani"].pk)
    assert (rani.marital, queries.profile(people["agus"].pk).status) == ("Cerai mati", "Mati")
    assert {fact.field: fact.origin for fact in rani.facts}["marital"] == "village-reported"
    assert queries.as_of(people["agus"].pk, TODAY).facts["status"] == codes.ALIVE
    assert queries.differences() == []


def test_an_officer_can_name_another_head():
    people = make_household()

    actions.report_death(party_id=people["agus"].pk, on=MONTH, new_head=people["bima"].pk, **GIVEN)

    assert relations(Family.objects.get()) == {"Bima": "Kepala keluarga", "Rani": "Orang tua", "Sekar": "Famili lain"}


def test_a_reference_of_the_population_administration_makes_it_recorded():
    people = make_household()
    event = actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN)

    for _ in range(2):
        actions.confirm_event(event_id=event.pk, reference="3510-KM-01122026-0001", on=MONTH, by=BY, at=LATER)

    row = queries.timeline(BY, people["agus"].pk, "melihat peristiwa", at=LATER)[0]
    assert (row.state, row.reference) == ("tercatat", "3510-KM-01122026-0001")
    assert queries.recorded(people["agus"].pk)["status"].is_verified
    with pytest.raises(Refused, match="dicatat di SIAK"):
        actions.confirm_event(event_id=event.pk, reference="1", on=TODAY, by=BY, at=LATER)


def test_a_cancelled_event_leaves_the_register_as_it_was_and_itself_in_the_history():
    people = make_household()
    family, before = Family.objects.get(), queries.rebuild(MONTH)
    rows = set(FamilyMember.objects.values_list("person", "family", "relation", "from_on", "to_on"))
    event = actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN)

    actions.cancel_event(event_id=event.pk, reason="Salah orang", by=BY, at=LATER)

    assert relations(family)["Agus"] == "Kepala keluarga"
    assert queries.rebuild(MONTH) == before
    assert set(FamilyMember.objects.values_list("person", "family", "relation", "from_on", "to_on")) == rows
    assert not FactOrigin.objects.exists()
    row = queries.timeline(BY, people["agus"].pk, "melihat peristiwa", at=LATER)[0]
    assert (row.state, row.reason) == ("dibatalkan", "Salah orang")
    assert queries.differences() == []


def test_an_event_others_build_on_is_not_cancelled():
    make_area()
    newcomer = make_person("Wayan Contoh", sex=MALE, elsewhere="Kabupaten Jember")
    card = Card(TAMANSARI, "Jalan Baru 1", "3510240101209777")
    arrived = actions.report_move_in(members=[Member(newcomer.pk, HEAD)], card=card, on=TODAY, **GIVEN)
    family = Family.objects.get()
    actions.report_birth(name="Putu Contoh", sex=FEMALE, born_on=MONTH, family_id=family.pk, **GIVEN)

    with pytest.raises(Refused, match="belum tercatat"):
        actions.cancel_event(event_id=arrived.pk, reason="Keliru", by=BY, at=LATER)
    assert queries.profile(newcomer.pk).elsewhere == ""


def test_marriage_and_divorce():
    people, siti = make_household(), make_person("Siti Contoh", marital=1)
    make_family((siti, HEAD))
    family = queries.as_of(people["bima"].pk, TODAY).family_id

    actions.report_marriage(
        party_id=people["bima"].pk, partner_id=siti.pk, family_id=family, joins=[Member(siti.pk, 5)], on=TODAY, **GIVEN
    )

    assert relations(Family.objects.get(pk=family))["Siti"] == "Menantu"
    assert queries.profile(siti.pk).marital == "Kawin"
    actions.report_divorce(party_id=siti.pk, partner_id=people["bima"].pk, on=MONTH, **GIVEN)
    assert queries.profile(people["bima"].pk).marital == "Cerai hidup"
    with pytest.raises(Refused, match="tidak tercatat kawin"):
        actions.report_divorce(party_id=siti.pk, on=MONTH, **GIVEN)
    assert queries.differences() == []


def test_moving_out_and_back_in_and_to_another_address():
    people = make_household()
    family = Family.objects.get()

    actions.report_move_out(
        party_ids=[people["agus"].pk, people["sekar"].pk], on=TODAY, destination="Kabupaten Jember", **GIVEN
    )
    assert relations(family) == {"Rani": "Kepala keluarga", "Bima": "Anak"}
    assert queries.profile(people["agus"].pk).elsewhere == "Kabupaten Jember"
    actions.report_move_in(members=[Member(people["sekar"].pk, CHILD)], family_id=family.pk, on=MONTH, **GIVEN)
    make_area(OTHER_TAMANSARI)
    actions.report_move_within(family_id=family.pk, card=Card(OTHER_TAMANSARI, "Jalan Jauh 9"), on=MONTH, **GIVEN)

    sekar = queries.profile(people["sekar"].pk)
    assert (sekar.status, sekar.elsewhere, sekar.area_code, sekar.street) == (
        "Hidup", "", OTHER_TAMANSARI, "Jalan Jauh 9",
    )  # fmt: skip
    assert queries.family_as_of(family.pk, TODAY).card["address"] == "Jalan Contoh 3"
    with pytest.raises(Refused, match="pindah dalam daerah"):
        actions.report_move_in(members=[Member(people["rani"].pk, WIFE)], family_id=family.pk, on=MONTH, **GIVEN)
    assert queries.differences() == []


def test_another_head_and_a_new_number():
    people = make_household()
    family = Family.objects.get()

    actions.name_head(family_id=family.pk, head=people["rani"].pk, on=MONTH, kk="3510243011269888", **GIVEN)

    family.refresh_from_db()
    assert family.kk == "3510243011269888"
    assert relations(family) == {"Rani": "Kepala keluarga", "Agus": "Suami", "Bima": "Anak", "Sekar": "Anak"}


def test_missing_and_found():
    people = make_household()

    actions.report_missing(party_id=people["bima"].pk, on=TODAY, **GIVEN)
    assert queries.profile(people["bima"].pk).status == "Hilang"
    assert len(relations(Family.objects.get())) == 4
    actions.report_found(party_id=people["bima"].pk, on=MONTH, **GIVEN)

    assert queries.profile(people["bima"].pk).status == "Hidup"
    assert queries.as_of(people["bima"].pk, TODAY).facts["status"] == codes.MISSING


def test_a_case_tells_of_an_event_once():
    people, about = make_household(), uuid7()

    first = actions.report_death(party_id=people["agus"].pk, on=MONTH, about=about, **GIVEN)
    again = actions.report_death(party_id=people["agus"].pk, on=MONTH, about=about, **GIVEN)

    assert (first.pk, CivilEvent.objects.filter(kind="death").count()) == (again.pk, 1)


def test_what_happened_before_the_register_knew_somebody_counts_from_then():
    people = make_household()

    event = actions.report_death(party_id=people["agus"].pk, on=YESTERDAY, **GIVEN)

    assert (event.on, event.counts_from) == (YESTERDAY, TODAY)
    assert queries.profile(people["agus"].pk).status == "Mati"


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (
            lambda people: actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN),
            "sudah tercatat meninggal",
        ),
        (lambda people: actions.report_found(party_id=people["rani"].pk, on=MONTH, **GIVEN), "tidak cocok"),
        (lambda people: actions.report_missing(party_id=people["rani"].pk, on=date(2027, 1, 1), **GIVEN), "hari ini"),
        (lambda _people: actions.report_move_out(party_ids=[], on=MONTH, destination="Jember", **GIVEN), "Pilih siapa"),
    ],
)
def test_what_cannot_be_is_refused_in_words(second, words):
    people = make_household()
    actions.report_death(party_id=people["agus"].pk, on=TODAY, **GIVEN)

    with pytest.raises(Refused, match=words):
        second(people)


def test_a_village_tells_of_its_own_people_and_nobody_of_others():
    people = make_household()
    village, other = make_village(), make_village(OTHER_TAMANSARI, "desa-tamansari-tegalsari")
    given = {"party_id": people["bima"].pk, "on": TODAY, "source": PAPER, "at": LATER}

    for stranger in (officer(other, "village-officer"), officer(make_unit(), "front-officer")):
        with pytest.raises(NotFound):
            actions.report_missing(by=stranger, **given)
        with pytest.raises(NotFound):
            queries.timeline(stranger, people["bima"].pk, "ingin tahu", at=LATER)
    event = actions.report_missing(by=officer(village, "village-officer"), **given)
    with pytest.raises(NotFound):
        actions.cancel_event(event_id=event.pk, reason="Keliru", by=officer(other, "village-officer"), at=LATER)


def test_people_loaded_without_an_event_have_one_before_anything_else_happens():
    people = make_household()
    forget()
    whole = queries.rebuild(TODAY)

    actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN)

    assert queries.rebuild(TODAY) == whole
    assert len(queries.timeline(BY, people["agus"].pk, "melihat peristiwa", at=LATER)) >= 2
    assert queries.differences() == []


def forget() -> None:
    """Leave people and cards, and take the events that entered them."""
    EventChange.objects.all().delete()
    CivilEvent.objects.all().delete()


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_happens_rows_and_events_say_the_same_and_every_card_has_one_head(seed):
    chance = Random(seed)  # noqa: S311 (a play, not a secret)
    people = [make_household() for _ in range(2)]
    everybody = [party.pk for household in people for party in household.values()]
    for number in range(30):
        try:
            happen(chance, everybody, number)
        except Refused:
            continue

    assert queries.differences() == []
    assert CivilEvent.objects.exclude(kind="enter").count() > 8
    for day in range(0, 31, 5):
        register = queries.rebuild(TODAY + timedelta(days=day))
        for family_id in register.families:
            members = register.members(family_id).values()
            assert not members or [facts["relation"] for facts in members].count(HEAD) == 1
            assert all(facts.get("status", 1) in codes.ON_CARD for facts in members)
    for family in Family.objects.all():
        present = set(family.members.filter(to_on=None).values_list("person", flat=True))
        then = queries.family_as_of(family.pk, MONTH)
        assert {member.party_id for member in (then.members if then else ())} == present


def happen(chance: Random, everybody: list, number: int) -> None:
    """Something happens to somebody on some day of the month, or something that was told is cancelled."""
    party_id, other = chance.sample(everybody, 2)
    family = chance.choice(list(Family.objects.order_by("pk")))
    given = GIVEN | {"on": TODAY + timedelta(days=chance.randrange(31))}
    card = Card(TAMANSARI, f"Jalan {number}", f"351024010120{number:04}")
    done = chance.randrange(9)
    if done == 0:
        actions.report_death(party_id=party_id, **given)
    elif done == 1:
        actions.report_marriage(
            party_id=party_id, partner_id=other, family_id=family.pk, joins=[Member(other, 9)], **given
        )
    elif done == 2:
        actions.report_move_out(party_ids=[party_id], destination="Jember", **given)
    elif done == 3:
        actions.report_move_in(members=[Member(party_id, HEAD)], card=card, **given)
    elif done == 4:
        actions.report_move_within(members=[Member(party_id, HEAD)], card=card, **given)
    elif done == 5:
        actions.report_move_within(members=[Member(party_id, 9)], family_id=family.pk, **given)
    elif done == 6:
        actions.report_missing(party_id=party_id, **given)
    elif done == 7:
        head = family.members.filter(to_on=None).order_by("-relation").first()
        if head is not None:
            actions.name_head(family_id=family.pk, head=head.person_id, **given)
    else:
        told = list(CivilEvent.objects.exclude(kind="enter").order_by("id"))
        if told:
            event = chance.choice(told)
            actions.cancel_event(event_id=event.pk, reason="Keliru", by=BY, at=LATER)


def test_a_death_gives_offices_something_to_do_until_it_is_done_or_cancelled():
    people, health, village = make_household(), make_unit("bpjs"), make_village()
    rows = [
        actions.ConsequenceRow("death", "health-insurance", health.pk),
        actions.ConsequenceRow("death", "aid", None),
        actions.ConsequenceRow("death", "child-card", health.pk),
    ]
    assert actions.put_consequences(rows=rows, by=BY, at=NOON) == 3
    assert actions.put_consequences(rows=rows, by=BY, at=NOON) == 0
    event = actions.report_death(party_id=people["agus"].pk, on=MONTH, **GIVEN)

    clerk, elder = officer(health), officer(village, "village-officer")
    (insured,) = queries.follow_ups(clerk, at=LATER).rows  # no child's card: he was grown up
    assert (insured.task, insured.name, insured.kind) == ("health-insurance", "Agus Contoh", "death")
    assert Entry.objects.filter(verb="looked", party_id=str(people["agus"].pk), by=clerk.id).exists()
    given = {"follow_up_id": insured.follow_up_id, "by": clerk, "at": LATER}
    with pytest.raises(Refused, match="tidak perlu"):
        actions.close_follow_up(is_done=False, reason=" ", **given)
    with pytest.raises(NotFound):
        actions.close_follow_up(is_done=True, reason="", **(given | {"by": elder}))
    actions.close_follow_up(is_done=True, reason="", **given)
    assert queries.follow_ups(clerk, at=LATER).rows == ()
    assert [row.task for row in queries.follow_ups(elder, at=LATER).rows] == ["aid"]

    actions.cancel_event(event_id=event.pk, reason="Salah orang", by=BY, at=LATER)

    assert queries.follow_ups(elder, at=LATER).rows == ()
    with pytest.raises(NotFound):
        queries.follow_ups(officer(make_unit("setda"), "mall-manager"), at=LATER)


def test_the_changes_of_a_person_and_of_a_family_are_found_by_index():
    """A region's events are millions of rows: the history of one person must not read them all."""
    people, family = make_household(), Family.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for of in (EventChange.objects.filter(party=people["agus"].pk), EventChange.objects.filter(family=family.pk)):
        assert "Index Cond" in of.select_related("event").explain()
        assert "Seq Scan" not in of.explain()
