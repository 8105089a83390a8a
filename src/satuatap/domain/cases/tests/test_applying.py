"""Who may apply: kinds, ages and residence, without a database; then the same at the door."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cast import TODAY, actor_of

from satuatap.domain.cases.rules.applying import Applicant, require_may_apply
from satuatap.domain.cases.tests.factories import make_draft, make_service
from satuatap.domain.catalog.queries import MinimumAge, Standard
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents.tests.factories import CHILD, HEAD, make_family, make_link, make_mandate, make_person
from satuatap.kernel.errors import Refused

MARRIAGE = (
    MinimumAge(16, from_on="1974-01-02", law="UU 1/1974"),
    MinimumAge(19, from_on="2019-10-15", law="UU 16/2019"),
)


def standard(*applicants: str, ages: tuple[MinimumAge, ...] = ()) -> Standard:
    return Standard(code="x", name="X", record="own", mode="full", applicants=applicants, minimum_ages=ages)


def allowed(what: Standard, on: date = TODAY, **facts) -> bool:
    try:
        require_may_apply(what, Applicant(**({"kind": "self", "age": 30} | facts)), on)
    except Refused:
        return False
    return True


def test_a_kind_that_the_standard_does_not_name_is_told_who_may():
    with pytest.raises(Refused, match="Orang tua untuk anaknya; Ahli waris"):
        require_may_apply(standard("parent", "heir"), Applicant("self", 30), TODAY)


@pytest.mark.parametrize(
    ("facts", "named"),
    [({"is_foreigner": True}, "foreigner"), ({"lives_elsewhere": True}, "other-region")],
)
def test_foreigners_and_people_of_other_regions_apply_where_they_are_named(facts, named):
    assert not allowed(standard("self"), **facts)
    assert allowed(standard("self", named), **facts)


@given(st.sets(st.sampled_from(["self", "kuasa", "organisation", "wali", "parent"]), min_size=1))
def test_whoever_comes_for_an_organisation_may_do_no_more_than_it(applicants):
    what = standard(*sorted(applicants))
    for kind in ("kuasa", "wali"):
        assert allowed(what, kind=kind, age=None, is_body=True) is ({kind, "organisation"} <= applicants)
        assert allowed(what, kind=kind) is (kind in applicants)


@pytest.mark.parametrize(
    ("on", "age", "may"),
    [
        (date(2019, 10, 14), 16, True),
        (date(2019, 10, 15), 16, False),
        (date(2019, 10, 15), 19, True),
        (date(1970, 1, 1), 10, True),  # no age was in force yet
    ],
)
def test_the_age_is_the_one_in_force_on_the_day(on, age, may):
    assert allowed(standard("self", ages=MARRIAGE), on, age=age) is may


def test_whoever_was_married_counts_where_the_law_says_so():
    plain, married = MinimumAge(17), MinimumAge(17, or_married=True)

    assert not allowed(standard("self", ages=(plain,)), age=16, is_married=True)
    assert allowed(standard("self", ages=(married,)), age=16, is_married=True)
    assert not allowed(standard("self", ages=(married,)), age=16)


@given(
    age=st.integers(0, 110), years=st.integers(0, 120), or_married=st.booleans(), is_married=st.booleans(),
    kind=st.sampled_from(["self", "kuasa", "heir", "reporter", "parent", "wali", "organisation"]),
)  # fmt: skip
def test_age_binds_whoever_applies_and_nobody_who_is_represented_by_law(age, years, or_married, is_married, kind):
    what = standard(kind, ages=(MinimumAge(years, or_married=or_married),))

    expected = kind in ("parent", "wali", "organisation") or age >= years or (or_married and is_married)
    assert allowed(what, kind=kind, age=age, is_married=is_married) is expected


@pytest.mark.django_db
def test_a_minor_is_sent_to_the_parents_who_may(licensing, messages, noon):
    make_home()
    ages = [{"years": 17, "or_married": True, "from": "2006-12-29", "law": "UU 23/2006"}]
    make_service(licensing, noon, minimum_age=ages, applicants=["self", "parent"])
    sekar, rani = make_person("Sekar Contoh", born_on=date(2012, 3, 1)), make_person("Rani Contoh")
    make_family((rani, HEAD), (sekar, CHILD))
    make_mandate(sekar, rani, kind="parent")
    child, mother = (actor_of(make_link(person, licensing.pk)) for person in (sekar, rani))

    with pytest.raises(Refused, match=r"17 tahun, atau sudah kawin\. Orang tua atau walinya"):
        make_draft(child, noon)
    assert make_draft(mother, noon, party_id=sekar.pk).applicant_kind == "parent"


@pytest.mark.django_db
def test_in_ones_own_name_one_may_also_be_the_heir(licensing, messages, noon, rani):
    make_service(licensing, noon, applicants=["heir"])

    with pytest.raises(Refused, match="Ahli waris"):
        make_draft(rani, noon)
    assert make_draft(rani, noon, applicant_kind="heir").applicant_kind == "heir"
