"""One's own pages: what is shown at which proof level, saying who one is, language and name."""

from datetime import date

import pytest
from django.urls import reverse

from satuatap.domain.audit.actions import record_look
from satuatap.domain.identity.tests.factories import AT, CLERK, as_actor, make_account, make_holding, make_unit
from satuatap.domain.residents.actions import link_account
from satuatap.domain.residents.tests.factories import make_person

pytestmark = pytest.mark.django_db
NIK = "3510246204909001"
STATED = {
    "name": "Rani Wulandari",
    "born_on.d": "22",
    "born_on.m": "4",
    "born_on.y": "1990",
    "sex": "2",
    "nik": "3510 2462 0490 9001",
}


@pytest.fixture
def register():
    return make_person(name="Rani Wulandari", nik=NIK, born_on=date(1990, 4, 22), sex=2)


def state(client, **changes):
    return client.post(reverse("portal:account-match"), STATED | changes)


def test_a_new_account_sees_how_to_prove_itself_and_nothing_of_the_register(client, register):
    client.force_login(make_account())
    home = client.get(reverse("portal:account")).text
    assert "Belum dibuktikan dengan KTP" in home
    data = client.get(reverse("portal:account-data")).text
    assert reverse("portal:account-match") in data
    assert NIK[:6] not in home + data


def test_a_matching_nik_is_level_one_and_shows_nothing(client, register):
    rani = make_account()
    client.force_login(rani)
    assert state(client).headers["Location"] == reverse("portal:account-data")
    rani.refresh_from_db()
    assert rani.proof_level == 1
    pages = client.get(reverse("portal:account")).text + client.get(reverse("portal:account-data")).text
    assert "NIK cocok" in pages
    assert NIK[:6] not in pages


@pytest.mark.parametrize("changes", [{"nik": "3510246204909002"}, {"name": "Mallory"}, {"born_on.y": "1991"}])
def test_what_does_not_match_gets_the_same_answer(client, register, changes):
    rani = make_account()
    client.force_login(rani)
    answer = state(client, **changes)
    assert answer.headers["Location"] == reverse("portal:account-data")
    rani.refresh_from_db()
    assert rani.proof_level == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"nik": ""}, "16 angka"),
        ({"nik": "123"}, "16"),
        ({"born_on.d": "31", "born_on.m": "2"}, "tanggal lahir yang lengkap"),
        ({"born_on.y": ""}, "tanggal lahir yang lengkap"),
        ({"sex": ""}, "laki-laki atau perempuan"),
        ({"name": ""}, "ama"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(client, changes, words):
    client.force_login(make_account())
    answer = state(client, **changes)
    assert answer.status_code == 422
    assert words in answer.text
    if "name" not in changes:
        assert 'value="Rani Wulandari"' in answer.text


def test_guessing_a_nik_ends_after_five_tries(client, register):
    client.force_login(make_account())
    for _try in range(5):
        assert state(client, nik="3510246204909002").status_code == 302
    answer = state(client)
    assert answer.status_code == 422
    assert "Terlalu banyak percobaan" in answer.text


def test_who_was_seen_in_person_sees_the_own_data_masked_and_who_looked(client, register):
    rani, budi, licensing = make_account(), make_account(name="Budi Santoso"), make_unit("dpmptsp")
    make_holding(budi, licensing)
    officer = as_actor(budi, licensing, "front-officer")
    link_account(account_id=rani.pk, party_id=register.pk, unit_id=licensing.pk, by=officer, at=AT)
    record_look(by=officer, at=AT, purpose="memeriksa berkas", party_id=register.pk, unit_id=licensing.pk)
    client.force_login(rani)

    home = client.get(reverse("portal:account")).text
    data = client.get(reverse("portal:account-data")).text

    assert "3510••••••••9001" in home
    assert NIK not in home + data
    for page in (home, data):
        assert "Budi Santoso" in page
        assert "memeriksa berkas" in page
    assert client.get(reverse("portal:account-match")).status_code == 404


def test_the_first_page_costs_few_queries(client, register, django_assert_max_num_queries):
    rani, licensing = make_account(), make_unit()
    link_account(account_id=rani.pk, party_id=register.pk, unit_id=licensing.pk, by=CLERK, at=AT)
    client.force_login(rani)
    client.get(reverse("portal:account"))
    with django_assert_max_num_queries(12):
        client.get(reverse("portal:account"))
    with django_assert_max_num_queries(12):
        client.get(reverse("portal:account-data"))
    with django_assert_max_num_queries(12):
        client.get(reverse("portal:account-security"))


def test_a_name_is_changed_until_it_is_the_registers(client):
    rani = make_account()
    client.force_login(rani)
    assert client.post(reverse("portal:account-rename"), {"name": "<b>"}).status_code == 422
    client.post(reverse("portal:account-rename"), {"name": "Rani W."})
    assert "Rani W." in client.get(reverse("portal:account-data")).text


def test_the_language_is_kept_and_the_next_page_speaks_it(client):
    rani = make_account()
    client.force_login(rani)
    answer = client.post(reverse("portal:account-language"), {"language": "en"})
    assert answer.headers["Location"] == "/en/akun/data"
    rani.refresh_from_db()
    assert rani.language == "en"
    assert client.post(reverse("portal:account-language"), {"language": "xx"}).status_code == 422


def test_own_pages_are_nobody_elses(client):
    for name in ("account", "account-data", "account-security", "account-match", "account-rename"):
        answer = client.get(reverse(f"portal:{name}"))
        assert answer.headers["Location"].startswith(reverse("account_login"))


def test_own_pages_are_not_kept_by_the_browser(client):
    client.force_login(make_account())
    for name in ("account", "account-data", "account-security"):
        assert "no-store" in client.get(reverse(f"portal:{name}")).headers["Cache-Control"]
