"""Holdings, deputies, and who may sign on a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from satuatap.domain.identity import actions, queries
from satuatap.domain.identity.models import RoleHolding
from satuatap.kernel.actors import Holding
from satuatap.kernel.errors import NotFound, Refused

from .factories import AT, CLERK, as_actor, make_account, make_authority, make_deputy, make_holding, make_unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_a_holding_counts_from_its_first_to_its_last_day():
    budi, licensing = make_account(), make_unit("dpmptsp")
    make_holding(budi, licensing, from_on=TODAY, to_on=TODAY + timedelta(days=1))
    held = (Holding("front-officer", licensing.pk, "dpmptsp"),)
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [queries.actor_facts(budi.pk, day) for day in days] == [(), held, held, ()]


def test_who_is_closed_out_holds_nothing():
    budi, licensing = make_account(), make_unit()
    make_holding(budi, licensing)
    actions.set_active(account_id=budi.pk, is_active=False, by=CLERK, at=AT)
    assert queries.actor_facts(budi.pk, TODAY) == ()
    assert queries.holders(licensing.pk, "front-officer", TODAY) == ()


def test_the_same_grant_twice_is_one_holding():
    budi, licensing = make_account(), make_unit()
    assert make_holding(budi, licensing) == make_holding(budi, licensing)
    with pytest.raises(Refused, match="sudah memegang"):
        make_holding(budi, licensing, from_on=date(2026, 6, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(
            account=budi, unit=licensing, role="front-officer", from_on=TODAY, granted_by="x", granted_at=AT
        )


def test_only_who_looks_after_the_staff_of_the_unit_grants():
    budi, tono, licensing, civil = make_account(), make_account(), make_unit(), make_unit()
    facts = {"account_id": budi.pk, "role": "front-officer", "unit_id": licensing.pk, "from_on": TODAY, "at": AT}
    for somebody in (
        as_actor(tono),
        as_actor(tono, licensing, "front-officer"),
        as_actor(tono, civil, "head-of-agency"),
    ):
        with pytest.raises(NotFound):
            actions.grant(by=somebody, **facts)
    assert actions.grant(by=as_actor(tono, licensing, "head-of-agency"), **facts)


def test_ending_a_holding_sets_its_last_day():
    budi, licensing = make_account(), make_unit()
    holding = make_holding(budi, licensing)
    with pytest.raises(Refused, match="tidak boleh sebelum"):
        actions.end_holding(holding_id=holding.pk, to_on=date(2025, 1, 1), by=CLERK, at=AT)
    actions.end_holding(holding_id=holding.pk, to_on=TODAY, by=CLERK, at=AT)
    assert queries.actor_facts(budi.pk, TODAY + timedelta(days=1)) == ()


def test_during_leave_the_deputy_has_the_role_and_only_then():
    budi, wati, licensing = make_account(), make_account(name="Wati"), make_unit("dpmptsp")
    make_holding(budi, licensing)
    make_deputy(budi, wati, licensing, from_on=TODAY, to_on=TODAY)

    held = (Holding("front-officer", licensing.pk, "dpmptsp"),)
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 1)]
    assert [queries.actor_facts(wati.pk, day) for day in days] == [(), held, ()]
    assert queries.actor_facts(budi.pk, TODAY) == held
    assert [h.name for h in queries.holders(licensing.pk, "front-officer", TODAY)] == ["Rani Wulandari", "Wati"]


def test_a_deputy_of_a_deputy_gets_nothing():
    budi, wati, tono, licensing = make_account(), make_account(), make_account(), make_unit()
    make_holding(budi, licensing)
    make_deputy(budi, wati, licensing)
    with pytest.raises(Refused, match="tidak dipegang"):
        make_deputy(wati, tono, licensing)


def test_a_deputy_gets_nothing_once_the_holding_has_ended():
    budi, wati, licensing = make_account(), make_account(), make_unit()
    holding = make_holding(budi, licensing)
    make_deputy(budi, wati, licensing)
    actions.end_holding(holding_id=holding.pk, to_on=TODAY - timedelta(days=1), by=CLERK, at=AT)
    assert queries.actor_facts(wati.pk, TODAY) == ()


def test_who_goes_on_leave_names_the_deputy_without_an_administrator():
    budi, wati, tono, licensing = make_account(), make_account(), make_account(), make_unit()
    make_holding(budi, licensing)
    facts = {
        "account_id": budi.pk,
        "deputy_id": wati.pk,
        "unit_id": licensing.pk,
        "role": "front-officer",
        "from_on": TODAY,
        "to_on": TODAY,
        "at": AT,
    }
    with pytest.raises(NotFound):
        actions.name_deputy(by=as_actor(tono), **facts)
    assert actions.name_deputy(by=as_actor(budi), **facts)
    with pytest.raises(Refused, match="orang lain"):
        actions.name_deputy(by=as_actor(budi), **(facts | {"deputy_id": budi.pk}))


def test_an_account_and_its_holdings_cost_one_query(django_assert_num_queries):
    budi, licensing, civil = make_account(), make_unit(), make_unit()
    make_holding(budi, licensing)
    make_holding(budi, civil, role="technical-team")
    with django_assert_num_queries(1):
        account = queries.for_request(budi.pk, TODAY)
    assert {h.role for h in account.held} == {"front-officer", "technical-team"}


def test_an_expired_authority_does_not_sign():
    sari, licensing = make_account(), make_unit()
    make_authority(sari, licensing, to_on=TODAY)
    actor = as_actor(sari)
    assert queries.may_sign(actor, licensing.pk, "izin-reklame", TODAY)
    assert not queries.may_sign(actor, licensing.pk, "izin-reklame", TODAY + timedelta(days=1))
    assert queries.authority(licensing.pk, "izin-reklame", TODAY + timedelta(days=1)) is None


def test_authority_is_bound_to_unit_type_and_person():
    sari, tono, licensing, civil = make_account(), make_account(), make_unit(), make_unit()
    make_authority(sari, licensing, includes=["izin-reklame"])
    assert queries.authority(licensing.pk, "izin-reklame", TODAY).account == sari
    assert queries.authority(licensing.pk, "sktm", TODAY) is None
    assert queries.authority(civil.pk, "izin-reklame", TODAY) is None
    assert not queries.may_sign(as_actor(tono), licensing.pk, "izin-reklame", TODAY)


def test_the_acting_head_signs_while_the_decree_runs_with_the_right_title():
    sari, wati, licensing = make_account(), make_account(), make_unit()
    make_authority(sari, licensing)
    make_authority(wati, licensing, capacity="Plh.", from_on=TODAY, to_on=TODAY + timedelta(days=3))
    acting = queries.authority(licensing.pk, "izin-reklame", TODAY)
    assert (acting.account, acting.printed_title) == (wati, "Plh. Kepala Dinas Contoh")
    assert queries.authority(licensing.pk, "izin-reklame", TODAY + timedelta(days=4)).account == sari


def test_standing_in_for_a_role_does_not_give_the_signature():
    sari, wati, licensing = make_account(), make_account(), make_unit()
    make_holding(sari, licensing, role="head-of-agency")
    make_authority(sari, licensing)
    make_deputy(sari, wati, licensing, role="head-of-agency")
    assert not queries.may_sign(as_actor(wati), licensing.pk, "izin-reklame", TODAY)


def test_the_same_decree_again_corrects_its_terms():
    sari, licensing = make_account(), make_unit()
    first = make_authority(sari, licensing, decree_number="821/1")
    again = make_authority(sari, licensing, decree_number="821/1", excludes=["sktm"])
    assert again.pk == first.pk
    assert queries.authority(licensing.pk, "sktm", TODAY) is None


@pytest.mark.parametrize(
    "wrong", [{"decree_number": " "}, {"title_line": ""}, {"capacity": "Raja"}, {"to_on": date(2020, 1, 1)}]
)
def test_an_authority_without_decree_title_or_days_is_refused(wrong):
    with pytest.raises(Refused):
        make_authority(make_account(), make_unit(), **wrong)


def test_during_leave_the_deputy_signs_what_the_decree_covers_and_the_head_the_rest():
    sari, wati, licensing = make_account(), make_account(), make_unit()
    make_holding(sari, licensing, role="head-of-agency")
    make_authority(sari, licensing)
    make_authority(wati, licensing, capacity="Plh.", excludes=["sktm"], from_on=TODAY, to_on=TODAY)
    make_deputy(sari, wati, licensing, role="head-of-agency", from_on=TODAY, to_on=TODAY)

    def signs(who, kind, on=TODAY):
        return queries.may_sign(as_actor(who), licensing.pk, kind, on)

    assert (signs(sari, "izin-reklame"), signs(wati, "izin-reklame")) == (False, True)
    assert (signs(sari, "sktm"), signs(wati, "sktm")) == (True, False)
    tomorrow = TODAY + timedelta(days=1)
    assert (signs(sari, "izin-reklame", tomorrow), signs(wati, "izin-reklame", tomorrow)) == (True, False)


def test_who_comes_back_early_signs_again_at_once():
    sari, wati, licensing = make_account(), make_account(), make_unit()
    make_holding(sari, licensing, role="head-of-agency")
    make_authority(sari, licensing)
    make_authority(wati, licensing, capacity="Plh.")
    for first in (TODAY, TODAY - timedelta(days=2)):
        leave = make_deputy(sari, wati, licensing, role="head-of-agency", from_on=first, to_on=date(2026, 12, 1))
        assert not queries.may_sign(as_actor(sari), licensing.pk, "sktm", TODAY)
        with pytest.raises(NotFound):
            actions.come_back(leave_id=leave.pk, today=TODAY, by=as_actor(wati), at=AT)
        actions.come_back(leave_id=leave.pk, today=TODAY, by=as_actor(sari), at=AT)
        assert queries.may_sign(as_actor(sari), licensing.pk, "sktm", TODAY)
    assert queries.leaves_at(as_actor(sari), TODAY) == ()


def test_ending_a_decree_sets_its_last_day():
    sari, tono, licensing = make_account(), make_account(), make_unit()
    authority = make_authority(sari, licensing)
    with pytest.raises(NotFound):
        actions.end_authority(authority_id=authority.pk, to_on=TODAY, by=as_actor(tono), at=AT)
    actions.end_authority(authority_id=authority.pk, to_on=TODAY, by=CLERK, at=AT)
    assert queries.may_sign(as_actor(sari), licensing.pk, "sktm", TODAY)
    assert not queries.may_sign(as_actor(sari), licensing.pk, "sktm", TODAY + timedelta(days=1))
