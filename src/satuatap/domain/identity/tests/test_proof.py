"""Proof levels: who may raise them, and getting an account back."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from satuatap.domain.identity import actions, queries
from satuatap.domain.identity.models import Account, ProofRecord, Session
from satuatap.domain.notifications import ports
from satuatap.domain.notifications.actions import subscribe_own
from satuatap.domain.notifications.models import Browser, Message
from satuatap.domain.notifications.tests.test_pushing import FIREFOX, KEYS
from satuatap.kernel.actors import account_actor
from satuatap.kernel.errors import NotFound, Refused

from .factories import AT, CLERK, as_actor, make_account, make_holding, make_unit

pytestmark = pytest.mark.django_db


def test_an_officer_who_saw_the_person_raises_to_two():
    rani, budi, licensing = make_account(), make_account(), make_unit("dpmptsp")
    officer = as_actor(budi, licensing, "front-officer")

    actions.raise_proof(account_id=rani.pk, how="seen", unit_id=licensing.pk, by=officer, at=AT)

    rani.refresh_from_db()
    assert (rani.proof_level, rani.proof_by, rani.proof_where) == (2, officer.id, "dpmptsp")
    (proof,) = queries.proofs(as_actor(rani), rani.pk)
    assert (proof.level, proof.how, proof.unit_name) == (2, "seen", "dpmptsp")


def test_nobody_sees_themselves_in_person():
    budi, licensing = make_account(), make_unit()
    with pytest.raises(NotFound):
        actions.raise_proof(
            account_id=budi.pk,
            how="seen",
            unit_id=licensing.pk,
            by=as_actor(budi, licensing, "front-officer"),
            at=AT,
        )


@pytest.mark.parametrize("role", ["head-of-licensing", "technical-team"])
def test_other_roles_and_other_units_do_not_prove(role):
    rani, tono, licensing, civil = make_account(), make_account(), make_unit(), make_unit()
    for officer in (as_actor(tono, licensing, role), as_actor(tono, civil, "front-officer"), as_actor(tono)):
        with pytest.raises(NotFound):
            actions.raise_proof(account_id=rani.pk, how="seen", unit_id=licensing.pk, by=officer, at=AT)
    rani.refresh_from_db()
    assert rani.proof_level == 0


def test_a_matched_nik_is_level_one_and_only_the_own():
    rani, tono = make_account(), make_account()
    with pytest.raises(NotFound):
        actions.raise_proof(account_id=rani.pk, how="nik", by=as_actor(tono), at=AT)
    assert actions.raise_proof(account_id=rani.pk, how="nik", by=as_actor(rani), at=AT).proof_level == 1
    with pytest.raises(Refused, match="sudah terbukti"):
        actions.raise_proof(account_id=rani.pk, how="nik", by=as_actor(rani), at=AT)


def test_proof_can_be_withdrawn_and_both_changes_stay_on_record():
    rani, licensing = make_account(), make_unit()
    actions.raise_proof(account_id=rani.pk, how="seen", unit_id=licensing.pk, by=CLERK, at=AT)
    actions.withdraw_proof(account_id=rani.pk, unit_id=licensing.pk, by=CLERK, at=AT)
    rani.refresh_from_db()
    assert rani.proof_level == 0
    assert [p.how for p in queries.proofs(as_actor(rani), rani.pk)] == ["withdrawn", "seen"]
    assert queries.proofs(as_actor(make_account()), rani.pk) == ()


def test_the_database_wants_a_source_for_every_proof():
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(name="Rani", phone="+6281234567890", proof_level=2)
    rani = make_account()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProofRecord.objects.create(account=rani, level=2, how="seen", by="x", at=AT)


def test_a_counter_gives_an_account_back_and_ends_the_old_sessions(messages):
    rani, budi, licensing = make_account(password="perahu hijau di selat"), make_account(), make_unit()
    Session.objects.create(session_key="stolen", account=rani, expire_date=AT)
    old_phone = rani.phone

    actions.recover(
        account_id=rani.pk,
        phone="0813 0000 1111",
        unit_id=licensing.pk,
        by=as_actor(budi, licensing, "front-officer"),
        at=AT,
    )

    rani.refresh_from_db()
    assert (rani.phone, rani.phone_proven_at) == ("+6281300001111", None)
    assert not rani.has_usable_password()
    assert not Session.objects.exists()
    assert rani.recovered_at == AT
    told = Message.objects.filter(template="account-recovered", channel="sms").values_list("address", flat=True)
    assert sorted(told) == sorted([old_phone, "+6281300001111"])


def test_a_passkey_of_the_lost_phone_opens_nothing_more(messages):
    rani, licensing = make_account(), make_unit()
    Authenticator.objects.create(user=rani, type=Authenticator.Type.WEBAUTHN, data={})

    actions.recover(account_id=rani.pk, phone="0813 0000 1111", unit_id=licensing.pk, by=CLERK, at=AT)

    assert not Authenticator.objects.exists()


def test_the_browser_of_the_lost_phone_is_told_nothing_more(messages, monkeypatch):
    rani, licensing = make_account(), make_unit()
    monkeypatch.setattr(ports, "push_names", ["name"])
    subscribe_own(endpoint=FIREFOX, **KEYS, by=account_actor(rani.pk, "Rani"), at=AT)

    actions.recover(account_id=rani.pk, phone="0813 0000 1111", unit_id=licensing.pk, by=CLERK, at=AT)

    assert not Browser.objects.exists()


def test_an_officers_account_is_not_recovered_at_a_counter(messages):
    sari, licensing = make_account(), make_unit()
    make_holding(sari, licensing, role="head-of-agency")

    with pytest.raises(Refused, match="pengelola instansinya"):
        actions.recover(account_id=sari.pk, phone="0813 0000 1111", unit_id=licensing.pk, by=CLERK, at=AT)


def test_what_lasts_waits_a_day_after_a_recovery(messages):
    rani, licensing = make_account(), make_unit()
    queries.require_settled(rani.pk, AT)
    actions.recover(account_id=rani.pk, phone="0813 0000 1111", unit_id=licensing.pk, by=CLERK, at=AT)

    with pytest.raises(Refused, match="24 jam"):
        queries.require_settled(rani.pk, AT + timedelta(hours=23))
    queries.require_settled(rani.pk, AT + timedelta(hours=24))


def test_a_resident_recovers_no_account():
    rani, licensing = make_account(), make_unit()
    with pytest.raises(NotFound):
        actions.recover(
            account_id=rani.pk, phone="0813 0000 1111", unit_id=licensing.pk, by=as_actor(make_account()), at=AT
        )
