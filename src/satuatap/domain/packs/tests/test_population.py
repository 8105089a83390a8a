"""Made-up people: families the register takes, in the shares of real counts, the same every time, never in production."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as strictness
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.packs import actions, queries
from satuatap.domain.packs.queries.population import plan_of
from satuatap.domain.packs.rules import households, population
from satuatap.domain.regions.tests.factories import make_area
from satuatap.domain.residents import actions as residents
from satuatap.domain.residents import queries as register_of
from satuatap.domain.residents import rules as register
from satuatap.domain.residents.models import CivilEvent, EventChange, Family, FamilyMember, Party, Person
from satuatap.domain.residents.tests.factories import make_family, make_nik
from satuatap.kernel.actors import NOBODY, system
from satuatap.kernel.errors import NotFound, Refused

from .factories import NOON, SHIPPED, write_pack

BY = system("population")
TAMANSARI, LICIN = "35.10.24.2008", "35.10.24"
PACK = queries.read(SHIPPED / "banyuwangi")


def plan(size=5_000, seed=1, area_code=""):
    return plan_of(PACK, size, seed, area_code)


def place(body, relation):
    return register.Place(relation, body.sex, body.marital, population.born_on(plan(), body))


@strictness(max_examples=examples(20), deadline=None)
@given(size=st.integers(1, 400), seed=st.integers(0, 10_000))
def test_everybody_stands_on_one_card_that_the_register_takes(size, seed):
    made = plan(size, seed)
    homes = households.homes(made, 0)
    bodies = [id(body) for home in homes for body, _relation in home.seats]

    assert len(bodies) == len(set(bodies)) == size
    for home in homes:
        register.require_card([place(*seat) for seat in home.seats])
        assert register.card_warnings([place(*seat) for seat in home.seats], made.on) == ()
        for body, relation in home.seats:
            gap = home.head.years - body.years
            assert relation != households.CHILD or gap >= households.FATHER_LEAST
            assert relation not in (households.PARENT, households.PARENT_IN_LAW) or gap < -15
            assert relation != households.GRANDCHILD or gap >= households.GRANDPARENT_LEAST
            assert (body.marital == population.MARRIED) == (
                relation == households.WIFE or (home.has_wife and body is home.head)
            )
    assert all(home.head.years >= population.ADULT for home in homes)


def test_sex_age_and_size_of_families_follow_the_counts():
    made = plan(10_000)
    homes = [home for block in range(made.blocks) for home in households.homes(made, block)]
    bodies = [body for home in homes for body, _relation in home.seats]
    weight = sum(band.weight for band in made.bands)

    assert sum(body.sex == 1 for body in bodies) / len(bodies) == pytest.approx(
        made.men / (made.men + made.women), abs=0.002
    )
    for band in made.bands:
        there = sum(band.first <= body.years < band.last for body in bodies)
        assert there / len(bodies) == pytest.approx(band.weight / weight, abs=0.003)
    assert len(bodies) / len(homes) == pytest.approx(made.family_size(), abs=0.05)
    there = Counter(len(home.seats) for home in homes)
    for members, share in made.sizes:
        assert 100 * there[members] / len(homes) == pytest.approx(share, abs=3)


def card(**changes):
    """A new card of one person, as the bulk door takes it."""
    born_on = date(1990, 1, 2)
    person = {"relation": 1, "name": "Agus Contoh", "nik": make_nik(born_on, 1), "sex": 1, "born_on": born_on} | {
        key: changes.pop(key) for key in ("relation", "nik") if key in changes
    }
    facts = {"kk": "3510240101209500", "area_code": TAMANSARI, "address": "Jalan Contoh 1"} | changes
    return residents.NewFamily(members=(residents.NewPerson(**person),), **facts)


def enter(*families, by=BY):
    return residents.enter_families(
        families=families, origin="village-reported", origin_on=date(2026, 1, 2), by=by, at=NOON
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda: [card(relation=4)], "head"),
        (lambda: [card(area_code="35.10.99.2001")], "area"),
        (lambda: [card(nik="3510240101900000")], "nik-serial"),
        (lambda: [card(), card()], "kk-taken"),
        (lambda: [card(), card(kk="3510240101209501", nik=make_family().members.get().person.nik)], "nik-taken"),
    ],
)
def test_many_families_are_entered_together_or_not_at_all(region, wrong, code):
    families = wrong()
    before = Party.objects.count()

    with pytest.raises(Refused) as refusal:
        enter(*families)

    assert (refusal.value.code, Party.objects.count()) == (code, before)
    assert enter(card()) == 1


def test_nobody_at_a_counter_enters_a_whole_register(region):
    with pytest.raises(NotFound):
        enter(card(), by=NOBODY)


def make(size=120, seed=1, area_code=LICIN, path=SHIPPED / "banyuwangi"):
    return actions.populate(
        path=path, size=size, seed=seed, area_code=area_code, by=BY, at=NOON, tell=print
    )  # fmt: skip


def rows():
    people = Person.objects.order_by("nik").values_list("nik", "party__name", "born_on", "memberships__relation")
    return list(people), list(Family.objects.order_by("kk").values_list("kk", "area_code", "address"))


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(population, "BLOCK", 50)
    monkeypatch.setattr("satuatap.domain.packs.actions.population.BLOCK", 50)


@pytest.fixture
def region(db):
    for area in PACK.areas:
        if area.code.startswith(f"{LICIN}."):
            make_area(area.code)


def test_people_stand_in_the_register_with_numbers_that_nobody_has(region):
    made = make()

    assert (made.people, Party.objects.count(), Person.objects.count(), FamilyMember.objects.count()) == (120,) * 4
    assert all(nik[12:] >= "9100" and nik.startswith("351024") for nik in Person.objects.values_list("nik", flat=True))
    assert all(name.endswith(" Peraga") for name in Party.objects.values_list("name", flat=True))
    assert len(set(Family.objects.values_list("area_code", flat=True))) == 8
    assert Person.objects.exclude(origin="village-reported").count() == 0


def test_each_family_came_by_an_event_and_the_register_says_what_the_events_say(region):
    make()

    assert CivilEvent.objects.filter(kind="enter").count() == CivilEvent.objects.count() == Family.objects.count()
    assert register_of.differences() == []
    somebody = FamilyMember.objects.filter(relation=4).first()
    known = register_of.as_of(somebody.person_id, date(2026, 1, 2))
    assert (known.family_id, known.relation) == (somebody.family_id, 4)
    assert register_of.as_of(somebody.person_id, date(2026, 1, 1)) is None


def test_the_same_seed_gives_the_same_people_also_after_a_break(region, small_blocks, monkeypatch):
    class Broken(Exception):
        pass

    def stop(people):
        if people == 100:
            raise Broken

    with pytest.raises(Broken):
        actions.populate(
            path=SHIPPED / "banyuwangi", size=180, seed=3, area_code=LICIN, by=BY, at=NOON, tell=stop
        )  # fmt: skip
    assert queries.population().people == Person.objects.count() == 100
    assert make(180, 3).people == 180
    broken_off = rows()
    for table in (EventChange, CivilEvent, FamilyMember, Family, Person, Party):
        table.objects.all().delete()
    queries.population().delete()

    make(180, 3)

    assert rows() == broken_off


def test_a_whole_population_is_not_made_again_and_another_is_refused(region):
    make()
    make()

    assert Person.objects.count() == 120
    for other in ({"size": 121}, {"seed": 2}, {"area_code": TAMANSARI}):
        with pytest.raises(Refused, match=r"--size 120 --seed 1 --area 35\.10\.24"):
            make(**other)


def test_never_where_real_people_are_served(region, settings):
    settings.PRODUCTION = True

    with pytest.raises(Refused, match="tidak pernah dibuat"):
        make()

    assert not Party.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wish", "words"),
    [({"area_code": "35.10.99"}, "tidak punya desa"), ({"size": 0}, "paling sedikit satu")],
)
def test_what_cannot_be_made_is_said_in_words(wish, words):
    with pytest.raises(Refused, match=words):
        make(**wish)


@pytest.mark.django_db
def test_a_pack_that_tells_nothing_of_a_population_makes_none(tmp_path):
    with pytest.raises(Refused, match=r"people\.yaml"):
        make(path=write_pack(tmp_path), area_code="")
