"""The demonstration cast: made by public actions, proven by an officer, never in production, never twice."""

from datetime import date

import pytest

from satuatap.domain.agencies import queries as agencies
from satuatap.domain.audit.models import Entry
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import Account, ProofRecord, RoleHolding, SigningAuthority
from satuatap.domain.packs import actions
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.models import Mandate, Person
from satuatap.kernel.errors import Refused

from .factories import INSTALLER, NOON, write_pack

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
PEOPLE = """\
password: semua urusan satu atap
from: 2026-01-02
persons:
  - {key: rani, name: Rani Contoh, nik: 9971014107959001, sex: 2, born_on: 1995-07-01, marital: 2}
  - {key: dimas, name: Dimas Contoh, nik: 9971011203929002, sex: 1, born_on: 1992-03-12, marital: 2}
  - {key: bayu, name: Bayu Contoh, nik: 9971010408149003, sex: 1, born_on: 2014-08-04, marital: 1}
families:
  - {key: rani, kk: "9971010503229001", area: 99.71.01.1001, address: Jalan Contoh 1, members: [{person: dimas, relation: 1}, {person: rani, relation: 3}, {person: bayu, relation: 4}]}
mandates:
  - {principal: bayu, agent: rani, kind: parent, services: ["*"], recorded_at: pasar}
accounts:
  - {key: rani, person: rani, name: Rani Contoh, phone: "+6281200004471", proven_at: pasar}
  - {key: budi, name: Budi Contoh, email: budi@pasar.example, holdings: [{role: front-officer, unit: pasar}]}
  - key: sari
    name: Sari Contoh
    email: sari@pasar.example
    holdings: [{role: head-of-agency, unit: pasar}]
    authorities: [{unit: pasar, title_line: Kepala Dinas Pasar, decree: CONTOH/1/2026, decree_on: 2026-01-02, from: 2026-01-02}]
"""


@pytest.fixture
def path(tmp_path):
    path = write_pack(tmp_path, {"people.yaml": PEOPLE})
    actions.install(path=path, by=INSTALLER, at=NOON)
    return path


def demonstrate(path):
    return actions.demonstrate(path=path, by=INSTALLER, at=NOON)


def test_the_cast_can_sign_in_and_does_its_work(path):
    cast = demonstrate(path)

    assert [(member.login, member.role) for member in cast.accounts] == [
        ("+6281200004471", "warga"),
        ("budi@pasar.example", "Petugas loket, Dinas Pasar"),
        ("sari@pasar.example", "Kepala instansi, Dinas Pasar"),
    ]
    assert Account.objects.filter(is_demo=True).count() == 3
    assert all(account.check_password(cast.password) for account in Account.objects.all())
    assert identity.authority(agencies.unit("pasar").pk, "izin-lapak", ON).decree_number == "CONTOH/1/2026"


def test_proof_comes_from_an_officer_who_has_seen_the_person(path):
    demonstrate(path)

    rani, budi = Account.objects.get(name="Rani Contoh"), Account.objects.get(name="Budi Contoh")
    proof = ProofRecord.objects.get(account=rani, level=2)
    assert (rani.proof_level, proof.by, proof.how) == (2, f"account:{budi.pk}", "seen")
    party_id = residents.standing(rani.pk, ON).party_id
    scope = residents.prefill_scope(party_id)
    assert (scope["family"]["father"]["name"], scope["party"]["name"]) == ("Dimas Contoh", "Rani Contoh")


def test_a_mother_acts_for_her_child(path):
    demonstrate(path)

    rani, bayu = Account.objects.get(name="Rani Contoh"), Person.objects.get(nik="9971010408149003")
    assert residents.standing(rani.pk, ON).acts_for == frozenset({bayu.pk})


def test_a_second_time_nobody_is_made_again(path):
    first = demonstrate(path)
    counted = [model.objects.count() for model in (Account, Person, Mandate, RoleHolding, SigningAuthority)]

    assert demonstrate(path) == first
    assert [model.objects.count() for model in (Account, Person, Mandate, RoleHolding, SigningAuthority)] == counted


def test_the_cast_is_refused_where_real_people_are_served(path, settings):
    settings.PRODUCTION = True

    with pytest.raises(Refused) as refusal:
        demonstrate(path)

    assert refusal.value.code == "production"
    assert not Account.objects.exists()
    assert not Entry.objects.filter(verb="pack.demonstrated").exists()


def test_a_pack_without_a_cast_says_so(tmp_path):
    with pytest.raises(Refused) as refusal:
        demonstrate(write_pack(tmp_path))
    assert refusal.value.code == "pack"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("9971014107959001", "9971010107959001", "does not fit the birth date or sex"),
        ("9971014107959001", "9971014107950001", "does not look right"),
        ("budi@pasar.example", "budi@pasar.go.id", "somebody's address"),
        ("+6281200004471", "+6281234567890", "somebody's number"),
        ("CONTOH/1/2026", "821/1/2026", "must say so"),
        ("role: front-officer", "role: front-office", "there is no role"),
        ("person: dimas,", "person: dimass,", "there is no person"),
    ],
)
def test_a_cast_that_could_be_somebody_is_refused(tmp_path, old, new, words):
    from satuatap.domain.packs import queries

    findings = queries.check(write_pack(tmp_path, {"people.yaml": PEOPLE.replace(old, new, 1)}))

    assert any(words in f.message and f.level == "error" for f in findings), findings
