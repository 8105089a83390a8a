"""Opening an account, its addresses and its password."""

import pytest
from django.db import IntegrityError, transaction

from satuatap.domain.audit.models import Entry
from satuatap.domain.identity import actions, queries, rules
from satuatap.domain.identity.models import Account, Session
from satuatap.kernel.errors import NotFound, Refused

from .factories import AT, CLERK, as_actor, make_account

pytestmark = pytest.mark.django_db


def test_an_account_has_one_way_to_be_reached_at_least():
    with pytest.raises(Refused, match="perlu nomor HP atau surel"):
        actions.create_account(name="Rani", by=CLERK, at=AT)


def test_creating_leaves_a_trace_without_the_name():
    account = make_account()
    entry = Entry.objects.get(verb="account.created")
    assert entry.on_id == str(account.pk)
    assert "Rani" not in str(entry.__dict__)


def test_an_address_belongs_to_one_account():
    make_account(phone="+6281234567890")
    with pytest.raises(Refused, match="sudah dipakai") as refusal:
        make_account(phone="0812 3456 7890")
    assert refusal.value.code == "taken"
    assert Account.objects.count() == 1


def test_the_database_knows_addresses_by_small_letters():
    make_account(phone="", email="Rani@Contoh.id")
    with pytest.raises(Refused, match="sudah dipakai"):
        make_account(phone="", email="rani@contoh.ID")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(name="Rani", email="RANI@contoh.id")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(name="Rani", phone="0812")


def test_an_account_without_password_opens_to_no_password():
    assert not make_account().has_usable_password()
    assert make_account(password="perahu hijau di selat").check_password("perahu hijau di selat")


def test_a_proven_address_is_taken_from_whoever_never_proved_it():
    squatter = make_account(phone="+6281111111111", is_proven=False)
    rani = make_account(phone="", email="rani@contoh.id")
    address = rules.Address("phone", "+6281111111111")

    actions.set_address(account_id=rani.pk, address=address, by=as_actor(rani), at=AT)

    assert queries.by_address(address) == rani
    squatter.refresh_from_db()
    assert squatter.phone is None


def test_a_proven_address_of_another_account_is_refused():
    make_account(phone="+6281111111111")
    rani = make_account()
    with pytest.raises(Refused, match="sudah dipakai"):
        actions.set_address(
            account_id=rani.pk, address=rules.Address("phone", "+6281111111111"), by=as_actor(rani), at=AT
        )


def test_nobody_changes_an_account_of_somebody_else():
    rani, tono = make_account(), make_account()
    for verb, what in (
        (actions.rename, {"name": "Tono"}),
        (actions.set_password, {"password": "perahu hijau di selat"}),
        (actions.prefer, {"language": "en"}),
        (actions.end_sessions, {}),
        (actions.remove_address, {"kind": "phone"}),
        (actions.set_active, {"is_active": False}),
    ):
        with pytest.raises(NotFound):
            verb(account_id=rani.pk, by=as_actor(tono), at=AT, **what)


def test_the_last_proven_address_stays():
    rani = make_account()
    with pytest.raises(Refused, match="satu-satunya cara"):
        actions.remove_address(account_id=rani.pk, kind="phone", by=as_actor(rani), at=AT)
    actions.set_address(account_id=rani.pk, address=rules.Address("email", "rani@contoh.id"), by=as_actor(rani), at=AT)
    actions.remove_address(account_id=rani.pk, kind="phone", by=as_actor(rani), at=AT)
    rani.refresh_from_db()
    assert (rani.phone, rani.phone_proven_at) == (None, None)


def test_a_name_from_the_register_is_not_changed_here():
    rani = make_account()
    actions.rename(account_id=rani.pk, name="Rani W.", by=as_actor(rani), at=AT)
    actions.raise_proof(account_id=rani.pk, how="nik", by=as_actor(rani), at=AT)
    with pytest.raises(Refused, match="data kependudukan"):
        actions.rename(account_id=rani.pk, name="Ratu", by=as_actor(rani), at=AT)


def test_a_new_password_ends_the_other_sessions():
    rani, tono = make_account(), make_account()
    for key, account in (("here", rani), ("there", rani), ("tono", tono)):
        Session.objects.create(session_key=key, account=account, expire_date=AT)
    actions.set_password(
        account_id=rani.pk, password="perahu hijau di selat", keep_session="here", by=as_actor(rani), at=AT
    )
    assert set(Session.objects.values_list("session_key", flat=True)) == {"here", "tono"}


def test_sessions_are_named_by_a_handle_and_ended_by_their_owner_only():
    rani, tono = make_account(), make_account()
    Session.objects.create(session_key="secret", account=rani, expire_date=AT)
    handle = queries.handle_of("secret")
    assert not actions.end_session(handle=handle, by=as_actor(tono), at=AT)
    assert actions.end_session(handle=handle, by=as_actor(rani), at=AT)
    assert not Session.objects.exists()


def test_closing_an_account_ends_its_sessions():
    rani = make_account()
    Session.objects.create(session_key="here", account=rani, expire_date=AT)
    actions.set_active(account_id=rani.pk, is_active=False, by=CLERK, at=AT)
    assert not Session.objects.exists()
    assert queries.for_request(rani.pk, AT.date()) is None


def test_names_of_actors_come_in_one_query(django_assert_num_queries):
    rani = make_account()
    with django_assert_num_queries(1):
        assert queries.names([f"account:{rani.pk}", "system:worker", ""]) == {f"account:{rani.pk}": "Rani Wulandari"}
