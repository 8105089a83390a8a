"""Applying for somebody else: what a mandate opens, and that it opens nothing else and no longer than it lasts."""

from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.cast import TODAY, actor_of, make_officer, make_resident
from tests.support.examples import examples

from satuatap.domain.cases import actions, queries
from satuatap.domain.cases.models import Case
from satuatap.domain.cases.tests.factories import RECORD, do, fill_draft, make_case, make_draft, make_service
from satuatap.domain.documents import queries as documents
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.models import Message
from satuatap.domain.payments import queries as bills
from satuatap.domain.residents import actions as register
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.models import Mandate, Party
from satuatap.domain.residents.tests.factories import make_mandate, make_organisation
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=30)
SERVICES = ("izin-reklame", "akta-kelahiran")


def party_of(actor: Actor) -> Party:
    return Party.objects.get(pk=actor.party_id)


def give(giver: Actor, attorney: Actor, *services: str, **facts) -> Mandate:
    """A power of attorney for named services."""
    given = {"kind": "kuasa", "scope": list(services), "to_on": UNTIL, "reference": "12/KUASA/CONTOH"} | facts
    return make_mandate(party_of(giver), party_of(attorney), **given)


def today(actor: Actor, on: date = TODAY) -> Actor:
    """The actor as a request on a day would have it."""
    held = residents.standing(actor.account_id, on)
    return identity.actor(
        actor.account_id, on, party_id=held.party_id, acts_for=held.acts_for, entrusted=held.entrusted
    )


def begin(by: Actor, at, party_id, service: str = "izin-reklame") -> Case:
    """A draft for somebody, filled in with the next requests of the same account."""
    key = uuid4()
    actions.start_draft(service_code=service, party_id=party_id, channel="portal", key=key, by=by, at=at)
    return fill_draft(key, today(by), at)


@pytest.fixture
def record(licensing, noon):
    return make_service(licensing, noon, code="akta-kelahiran", name="Akta", record="SIAK", flow=RECORD, documents=[])


def test_an_attorney_begins_the_named_service_and_no_other(permit, record, rani, dewi, noon):
    mandate = give(rani, dewi, "izin-reklame")

    case = begin(dewi, noon, rani.party_id)

    assert (case.party_id, case.applicant_kind, case.mandate_id) == (rani.party_id, "kuasa", mandate.pk)
    assert not case.uses_register  # the register of the giver is not opened
    with pytest.raises(NotFound):
        begin(dewi, noon, rani.party_id, service="akta-kelahiran")
    with pytest.raises(NotFound):
        begin(rani, noon, dewi.party_id)


def test_an_attorney_sees_and_corrects_what_was_begun_under_the_mandate_and_nothing_else(
    permit, rani, dewi, budi, noon, run_jobs
):
    own_of_rani = make_case(rani, noon)
    give(rani, dewi, "izin-reklame")
    case = begin(dewi, noon, rani.party_id)
    attorney = today(dewi)
    actions.hand_in(case_id=case.pk, key=uuid4(), by=attorney, at=noon)
    do(case, "periksa", "return", budi, noon, defects=[{"about": "paper:gambar", "text": "Foto gelap."}])
    run_jobs()

    assert queries.get_case(actor=attorney, case_id=case.pk, now=noon).may_fill
    assert [row.case_id for row in queries.my_cases(attorney, now=noon).rows] == [case.pk]
    actions.correct(case_id=case.pk, key=uuid4(), by=attorney, at=noon)
    with pytest.raises(NotFound):
        queries.get_case(actor=attorney, case_id=own_of_rani.pk, now=noon)
    with pytest.raises(NotFound):
        residents.get_person(attorney, rani.party_id, "", at=noon)
    assert not residents.looks(attorney, rani.party_id).rows
    told = Message.objects.filter(template__startswith="returned", channel="inapp")
    assert set(told.values_list("account_id", flat=True)) == {rani.account_id, dewi.account_id}


@pytest.mark.parametrize("lasts", [True, False])
def test_an_attorney_sees_the_case_that_an_upheld_objection_opens_while_the_mandate_lasts(
    lasts, permit, licensing, rani, dewi, budi, noon
):
    head = make_officer("Sari Contoh", licensing, "head-of-agency")
    mandate = give(rani, dewi, "izin-reklame")
    case = begin(dewi, noon, rani.party_id)
    actions.hand_in(case_id=case.pk, key=uuid4(), by=today(dewi), at=noon)
    do(case, "periksa", "refuse", budi, noon, reason="Lokasi di jalur hijau.", law="Perda contoh")
    actions.object_to_refusal(case_id=case.pk, words="Lokasinya bukan jalur hijau.", by=today(dewi), at=noon)
    if not lasts:
        register.end_mandate(mandate_id=mandate.pk, by=rani, at=noon)

    actions.answer_objection(case_id=case.pk, is_upheld=True, answer="Benar.", by=head, at=noon)

    again = Case.objects.get(retakes=case)
    seen = {row.case_id for row in queries.my_cases(today(dewi), now=noon).rows}
    assert seen == ({case.pk, again.pk} if lasts else set())
    assert queries.get_case(actor=rani, case_id=again.pk, now=noon)


def test_bills_and_documents_of_the_case_are_the_attorneys_too(permit, rani, dewi, budi, sari, noon, run_jobs):
    give(rani, dewi, "izin-reklame")
    case = begin(dewi, noon, rani.party_id)
    attorney = today(dewi)
    actions.hand_in(case_id=case.pk, key=uuid4(), by=attorney, at=noon)
    do(case, "periksa", "accept", budi, noon)
    do(case, "pajak", "report", budi, noon, results={"jumlah": 150_000})

    (bill,) = bills.my_bills(attorney).rows
    assert bills.bill(attorney, bill.id).may_pay
    with pytest.raises(NotFound):
        bills.bill(dewi, bill.id)  # as she was before the case was hers
    assert documents.held_by(attorney).rows == ()


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_mandate_that_ended_opens_nothing_at_once(how, permit, rani, dewi, noon):
    mandate = give(rani, dewi, "izin-reklame")
    draft = begin(dewi, noon, rani.party_id)
    later = UNTIL if how == "expired" else TODAY
    if how == "revoked":
        register.end_mandate(mandate_id=mandate.pk, by=rani, at=noon)
    stranger = today(dewi, later + timedelta(days=1))
    at = noon + (later + timedelta(days=1) - TODAY)

    assert stranger.entrusted == frozenset()
    assert queries.my_cases(stranger, now=at).rows == ()
    for attempt in (
        lambda: queries.filling(actor=stranger, case_id=draft.pk),
        lambda: actions.hand_in(case_id=draft.pk, key=uuid4(), by=stranger, at=at),
        lambda: actions.discard_draft(case_id=draft.pk, by=stranger, at=at),
        lambda: begin(stranger, at, rani.party_id),
        lambda: register.entrust(mandate_id=mandate.pk, about=draft.pk, by=stranger, at=at),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert Case.objects.visible_to(rani).filter(pk=draft.pk).exists()  # what was begun is the giver's


def test_an_officer_of_an_organisation_leaves_its_cases_behind(permit, rani, dewi, noon):
    firm = make_organisation(party_of(rani), party_of(dewi))
    officer = today(dewi)
    case = begin(officer, noon, firm.pk)
    assert case.applicant_kind == "organisation"

    register.end_office(organisation_id=firm.pk, party_id=dewi.party_id, by=today(rani), at=noon)

    with pytest.raises(NotFound):
        queries.filling(actor=today(dewi), case_id=case.pk)
    assert queries.filling(actor=today(rani), case_id=case.pk).is_own


def test_an_officer_sees_a_draft_begun_at_the_desk_only_while_an_officer(permit, rani, budi, noon):
    case = make_draft(rani, noon, party_id=rani.party_id, channel="desk", applicant_kind="self", by=budi)
    former = today(budi, TODAY - timedelta(days=20_000))  # a day on which no role was held yet

    assert Case.objects.visible_to(budi).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(former).filter(pk=case.pk).exists()
    with pytest.raises(NotFound):
        queries.filling(actor=former, case_id=case.pk)


def test_nobody_decides_on_a_case_entrusted_to_them(permit, rani, licensing, budi, noon):
    make_resident("Budi Contoh", licensing)
    case = make_case(rani, noon)
    mandate = give(rani, make_resident("Siti Contoh", licensing), "izin-reklame")
    Mandate.objects.filter(pk=mandate.pk).update(abouts=[case.pk])
    siti = next(a for a in Account.objects.filter(name="Siti Contoh"))
    attorney = actor_of(siti)
    both = Actor(**{name: getattr(attorney, name) for name in ("id", "name", "account_id", "party_id", "proof",
                                                               "entrusted")}, holdings=budi.holdings)  # fmt: skip

    assert queries.get_case(actor=both, case_id=case.pk, now=noon).tasks[0].verbs == ()


DAYS = st.integers(min_value=-3, max_value=3)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    powers=st.lists(
        st.tuples(st.sampled_from(SERVICES), DAYS, st.integers(min_value=0, max_value=4), st.booleans()), max_size=3
    ),
    day=DAYS,
)
def test_whoever_acts_has_a_mandate_in_force_for_that_service(rani, dewi, powers, day):
    """Whatever was given, for whatever days, revoked or not: the services open on a day are exactly those named by a
    mandate that is in force on it."""
    Mandate.objects.all().delete()
    on = TODAY + timedelta(days=day)
    expected = set()
    for service, first, length, is_revoked in powers:
        begins = TODAY + timedelta(days=first)
        mandate = give(rani, dewi, service, from_on=begins, to_on=begins + timedelta(days=length))
        if is_revoked:
            Mandate.objects.filter(pk=mandate.pk).update(revoked_at=mandate.recorded_at)
        elif begins <= on <= begins + timedelta(days=length):
            expected.add(service)

    who = today(dewi, on)
    found = {s for s in SERVICES if residents.ground(who, rani.party_id, s, on) is not None}

    assert found == expected
    assert who.acts_for == frozenset()
    assert all(
        (residents.mandate_for(dewi.party_id, rani.party_id, s, on) is not None) == (s in found) for s in SERVICES
    )


# Powers of an organisation


@pytest.fixture
def firm(rani):
    """An organisation whose director Rani is."""
    return make_organisation(party_of(rani))


def give_of_firm(firm: Party, by: Actor, attorney: Actor, *services: str, at, cases=()) -> Mandate:
    mandate = actions.give_power(
        nik=party_of(attorney).person.nik, name=attorney.name, services=services, case_ids=[c.pk for c in cases],
        to_on=UNTIL, organisation_id=firm.pk, by=by, at=at,
    )  # fmt: skip
    return register.take_power(mandate_id=mandate.pk, by=attorney, at=at)


def test_the_attorney_of_an_organisation_has_the_named_service_and_nothing_else_of_it(
    permit, record, rani, dewi, firm, noon
):
    director = today(rani)
    own_of_firm, continued = begin(director, noon, firm.pk), begin(director, noon, firm.pk)
    give_of_firm(firm, director, dewi, "izin-reklame", at=noon, cases=[continued])

    case = begin(today(dewi), noon, firm.pk)

    attorney = today(dewi)
    assert (case.party_id, case.applicant_kind) == (firm.pk, "kuasa")
    assert attorney.entrusted == {case.pk, continued.pk}
    assert firm.pk not in attorney.parties
    assert queries.filling(actor=attorney, case_id=continued.pk).number == continued.number
    with pytest.raises(NotFound):
        queries.filling(actor=attorney, case_id=own_of_firm.pk)
    with pytest.raises(NotFound):
        begin(attorney, noon, firm.pk, service="akta-kelahiran")
    assert queries.filling(actor=director, case_id=case.pk).is_own


def test_an_officer_names_only_applications_that_are_the_officers_to_see(
    permit, rani, dewi, budi, firm, noon, licensing
):
    """Who may give powers and not apply sees no application, and so gives none away; nor does a director give one's own."""
    of_firm, of_rani = begin(today(rani), noon, firm.pk), make_draft(rani, noon)
    signer = make_resident("Adi Contoh", licensing)
    register.name_officer(
        organisation_id=firm.pk, party_id=signer.party_id, title="", rights=["empower"], by=today(rani), at=noon
    )

    for by, case in ((today(signer), of_firm), (today(rani), of_rani)):
        with pytest.raises(NotFound):
            give_of_firm(firm, by, dewi, at=noon, cases=[case])
    assert not Mandate.objects.exists()


def test_an_officer_who_may_apply_does_so_as_an_officer_whatever_power_there_is(permit, rani, dewi, firm, noon):
    give_of_firm(firm, today(rani), dewi, "izin-reklame", at=noon)
    register.name_officer(
        organisation_id=firm.pk, party_id=dewi.party_id, title="", rights=["apply"], by=today(rani), at=noon
    )

    case = begin(today(dewi), noon, firm.pk)

    assert (case.applicant_kind, case.mandate_id) == ("organisation", None)


KINDS = st.sets(st.sampled_from(["self", "kuasa", "organisation", "wali"]), min_size=1)


@settings(max_examples=examples(16), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinds=KINDS, code=st.sampled_from(SERVICES), is_recorded=st.booleans())
def test_a_power_never_opens_more_than_the_organisation_may_itself(
    licensing, rani, dewi, noon, firm, kinds, code, is_recorded
):
    """Given by an officer or written down at a counter, whoever may apply for a service: where the attorney gets in, the
    director does."""
    Mandate.objects.all().delete()
    with transaction.atomic():
        make_service(licensing, noon, code=code, name=code, applicants=sorted(kinds))
        opened = [
            _opens(today(actor), noon, firm, code)
            for actor in (_attorney(firm, rani, dewi, code, noon, is_recorded), rani)
        ]
        transaction.set_rollback(True)

    assert opened[0] <= opened[1]
    assert opened[0] is ({"kuasa", "organisation"} <= kinds)


def _attorney(firm: Party, rani: Actor, dewi: Actor, code: str, at, is_recorded: bool) -> Actor:
    if is_recorded:
        make_mandate(firm, party_of(dewi), kind="kuasa", scope=[code], to_on=UNTIL)
    else:
        with suppress(NotFound):
            give_of_firm(firm, today(rani), dewi, code, at=at)
    return dewi


def _opens(actor: Actor, at, firm: Party, code: str) -> bool:
    try:
        actions.start_draft(service_code=code, party_id=firm.pk, channel="portal", key=uuid4(), by=actor, at=at)
    except (NotFound, Refused):
        return False
    return True
