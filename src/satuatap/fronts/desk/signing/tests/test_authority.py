"""Decrees and leaves at the desk: who enters, who sees, and what a page costs."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.support.cast import TODAY, make_officer

from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import Account, Deputy, SigningAuthority
from satuatap.domain.identity.tests.factories import make_account, make_authority, make_deputy, make_holding

LIST, NEW, LEAVE = "/meja/kewenangan", "/meja/kewenangan/baru", "/meja/cuti"


@pytest.fixture(autouse=True)
def _at_noon(noon):
    """The pages ask for today."""
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def wati(licensing):
    return make_officer("Wati Contoh", licensing, "unit-admin")


def decree(person, unit, **changes):
    return {
        "siapa": f"{person.account_id}|{unit.pk}", "kedudukan": "Plh.", "jabatan": "Kepala Dinas Contoh",
        "nomor": "821/7/CONTOH", "tanggal": "2026-11-20", "mulai": "2026-11-23", "sampai": "2026-11-27",
        "cara": "internal", "kecuali": ["sktm"],
    } | changes  # fmt: skip


def test_a_unit_admin_enters_a_decree_and_ends_it(client_of, wati, budi, licensing):
    client = client_of(wati)
    assert client.get(NEW).status_code == 200

    assert client.post(NEW, decree(budi, licensing)).status_code == 302

    entered = SigningAuthority.objects.get(account=budi.account_id)
    assert (entered.printed_title, entered.excludes) == ("Plh. Kepala Dinas Contoh", ["sktm"])
    assert identity.may_sign(budi, licensing.pk, "izin", TODAY)
    page = client.get(LIST).content.decode()
    assert "821/7/CONTOH" in page
    client.post(reverse("desk:authority_end", args=[entered.pk]), {})
    assert not identity.may_sign(budi, licensing.pk, "izin", TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nomor": ""}, "Nomor SK dan nama jabatan"),
        ({"tanggal": "kemarin"}, "Isi tanggalnya"),
        ({"sampai": "2026-01-01"}, "tidak boleh sebelum"),
        ({"siapa": ""}, "Pilih pejabatnya"),
        ({"kedudukan": "u.b."}, "diatasnamakan"),
        ({"nip": "12"}, "18 angka"),
        ({"cara": "faks"}, "cara tanda tangan"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client_of, wati, budi, licensing, changes, words):
    answer = client_of(wati).post(NEW, decree(budi, licensing, jabatan="Kepala Yang Diketik") | changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "Kepala Yang Diketik" in answer.content.decode()


def test_only_those_who_look_after_the_staff_enter_and_see(client_of, budi, tono, sari, licensing):
    assert client_of(budi).get(NEW).status_code == 404
    assert client_of(tono).post(NEW, decree(budi, licensing)).status_code == 404
    theirs = SigningAuthority.objects.get(account=sari.account_id)
    assert client_of(tono).post(reverse("desk:authority_end", args=[theirs.pk]), {}).status_code == 404
    assert theirs.decree_number not in client_of(tono).get(LIST).content.decode()
    assert theirs.decree_number not in client_of(budi).get(LIST).content.decode()
    assert theirs.decree_number in client_of(sari).get(LIST).content.decode()


def test_the_head_enters_the_own_leave_and_comes_back(client_of, sari, budi, tono, licensing):
    client = client_of(sari)
    form = {"siapa": f"{sari.account_id}|{licensing.pk}|head-of-agency", "pengganti": str(budi.account_id)}
    assert client.post(LEAVE, form | {"mulai": "2026-11-22", "sampai": "2026-11-25"}).status_code == 422
    assert client.post(LEAVE, form | {"mulai": "2026-11-23", "sampai": "2026-11-25"}).status_code == 302

    leave = Deputy.objects.get()
    assert "Budi Contoh" in client.get(LEAVE).content.decode()
    assert "Budi Contoh" not in client_of(tono).get(LEAVE).content.decode()
    assert client_of(tono).post(reverse("desk:leave_end", args=[leave.pk])).status_code == 404
    client.post(reverse("desk:leave_end", args=[leave.pk]))
    assert not Deputy.objects.exists()


def test_nobody_sends_a_colleague_on_leave(client_of, budi, sari, licensing):
    form = {"siapa": f"{sari.account_id}|{licensing.pk}|head-of-agency", "pengganti": str(budi.account_id)}
    answer = client_of(budi).post(LEAVE, form | {"mulai": "2026-11-23", "sampai": "2026-11-25"})

    assert answer.status_code == 404
    assert not Deputy.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(LIST, 7), (LEAVE, 8)])
def test_cost_does_not_grow(rows, address, queries, client_of, wati, licensing, django_assert_max_num_queries):
    for number in range(rows):
        head, deputy = make_account(name=f"Kepala {number}"), make_account(name=f"Wakil {number}")
        make_holding(head, licensing, role="head-of-agency")
        make_authority(head, licensing)
        make_deputy(head, deputy, licensing, role="head-of-agency", from_on=TODAY)
    assert Account.objects.count() > rows
    client = client_of(wati)
    client.get(address)
    with django_assert_max_num_queries(queries):
        assert client.get(address).status_code == 200
