"""Powers of attorney given from one's own account, to somebody of whom nothing is learnt before they take it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.audit.models import Entry
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.models import Mandate, Person
from satuatap.domain.residents.tests.factories import NOON, TODAY, make_person, resident
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=30)
UNKNOWN_NIK = "3510245505949998"


@pytest.fixture
def rani():
    return make_person("Rani Contoh")


@pytest.fixture
def siti():
    return make_person("Siti Contoh")


def offer(giver, nik, **facts):
    given = {"nik": nik, "name": "Siti Contoh", "scope": ["sktm"], "to_on": UNTIL, "by": resident(giver), "at": NOON}
    return actions.offer_power(**(given | facts))


def nik_of(party):
    return Person.objects.get(pk=party.pk).nik


def test_a_power_holds_once_the_person_named_has_taken_it(rani, siti, messages, run_jobs):
    mandate = offer(rani, nik_of(siti), name="SITI  contoh")
    run_jobs()
    assert queries.mandate_for(siti.pk, rani.pk, "sktm", TODAY) is None
    (waiting,) = queries.offers(resident(siti), TODAY)
    assert waiting.principal_name == "Rani Contoh"

    actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=NOON)
    run_jobs()

    assert queries.mandate_for(siti.pk, rani.pk, "sktm", TODAY).pk == mandate.pk
    assert queries.offers(resident(siti), TODAY) == ()
    told = set(Message.objects.values_list("template", "party_id"))
    assert told == {("power-offered", siti.pk), ("power-taken", rani.pk)}


def test_the_giver_learns_nothing_of_a_number(rani, siti, messages, run_jobs, django_assert_num_queries):
    """Known or not, fitting the name or not: the same rows, the same words, the same questions to the database."""
    seen = []
    for nik, name in ((nik_of(siti), "Siti Contoh"), (nik_of(siti), "Orang Lain"), (UNKNOWN_NIK, "Siti Contoh")):
        with django_assert_num_queries(9):
            mandate = offer(rani, nik, name=name)
        row = next(r for r in queries.mandates(resident(rani), TODAY) if r.mandate_id == mandate.pk)
        seen.append((row.agent_name == name, row.is_offered, row.is_in_force, row.to_on))

    assert set(seen) == {(True, True, False, UNTIL)}
    run_jobs()
    assert Message.objects.count() == 1  # Siti's alone, whom the first one names


@pytest.mark.parametrize("who", ["another", "unseen", "giver", "other name"])
def test_nobody_else_takes_it(who, rani, siti):
    mandate = offer(rani, nik_of(siti), name="Orang Lain" if who == "other name" else "Siti Contoh")
    actors = {
        "another": resident(make_person("Siti Contoh")),
        "unseen": resident(siti, proof=1),
        "giver": resident(rani),
        "other name": resident(siti),
    }

    with pytest.raises(NotFound):
        actions.take_power(mandate_id=mandate.pk, by=actors[who], at=NOON)
    if who != "giver":
        with pytest.raises(NotFound):
            queries.power(actors[who], mandate.pk, TODAY)


@pytest.mark.parametrize("how", ["ended", "declined", "past"])
def test_what_has_ended_cannot_be_taken(how, rani, siti):
    mandate = offer(rani, nik_of(siti))
    if how != "past":
        by = resident(rani if how == "ended" else siti)
        actions.end_mandate(mandate_id=mandate.pk, by=by, at=NOON)
    at = NOON + timedelta(days=31 if how == "past" else 0)

    with pytest.raises(NotFound):
        actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=at)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"scope": []}, "Pilih layanan"),
        ({"scope": ["*"]}, "satu per satu"),
        ({"to_on": None}, "sampai kapan"),
        ({"to_on": TODAY - timedelta(days=1)}, "sebelum hari ini"),
        ({"nik": ""}, "16 angka"),
        ({"name": " "}, "nama"),
    ],
)
def test_a_power_names_services_and_an_end(facts, words, rani):
    with pytest.raises(Refused, match=words):
        offer(rani, **({"nik": UNKNOWN_NIK} | facts))
    assert not Mandate.objects.exists()


def test_nobody_gives_a_power_to_oneself_or_without_being_seen(rani):
    with pytest.raises(Refused, match="diri sendiri"):
        offer(rani, nik_of(rani))
    with pytest.raises(NotFound):
        offer(rani, UNKNOWN_NIK, by=resident(rani, proof=1))


def test_the_giver_reads_what_was_done_and_the_holder_does_not(rani, siti):
    mandate = offer(rani, nik_of(siti))
    actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=NOON)

    assert queries.power(resident(rani), mandate.pk, TODAY).uses == ()
    assert not queries.power(resident(siti), mandate.pk, TODAY).row.is_given
    assert Entry.objects.filter(verb="residents.power-taken", party_id=str(rani.pk)).exists()


ACTS = st.lists(st.sampled_from(["offer", "take", "end", "a day"]), max_size=8)


@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_in_whatever_order_a_power_holds_only_between_taking_and_ending(rani, siti, acts):
    Mandate.objects.all().delete()
    at, mandate, is_taken, is_ended = NOON, None, False, False
    last = TODAY + timedelta(days=2)
    for act in acts:
        if act == "a day":
            at += timedelta(days=1)
        elif act == "offer" and mandate is None:
            if at.date() > last:
                with pytest.raises(Refused, match="sebelum hari ini"):
                    offer(rani, nik_of(siti), at=at, to_on=last)
            else:
                mandate = offer(rani, nik_of(siti), at=at, to_on=last)
        elif act == "take" and mandate is not None and not is_taken:
            try:
                actions.take_power(mandate_id=mandate.pk, by=resident(siti), at=at)
                is_taken = True
            except NotFound:
                assert is_ended or at.date() > last
        elif act == "end" and mandate is not None:
            actions.end_mandate(mandate_id=mandate.pk, by=resident(rani), at=at)
            is_ended = True

    holds = queries.mandate_for(siti.pk, rani.pk, "sktm", at.date()) is not None
    assert holds is (is_taken and not is_ended and at.date() <= last)
