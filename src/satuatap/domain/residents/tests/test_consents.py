"""Who may agree: oneself when grown up, a parent for a child, and at a counter whoever stands there."""

from datetime import date

import pytest

from satuatap.domain.consents import queries as register
from satuatap.domain.consents.models import Consent
from satuatap.domain.consents.tests.factories import agree_to, put_pack_wordings
from satuatap.domain.identity.tests.factories import make_account
from satuatap.domain.residents import actions, queries
from satuatap.domain.residents.tests.factories import (
    BY,
    CHILD,
    HEAD,
    NOON,
    TODAY,
    make_family,
    make_link,
    make_mandate,
    make_person,
    officer,
)
from satuatap.kernel.actors import account_actor
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db
SLIP = {"came": "self", "agreed": "spoken", "shown": "KTP-el asli"}


@pytest.fixture(autouse=True)
def _words(db):
    put_pack_wordings(NOON)


@pytest.fixture
def sekar():
    """A girl of twelve."""
    return make_person("Sekar Contoh", born_on=date(2014, 8, 17), phone="+6281200007777")


def actor_of(account, party=None, **facts):
    proof = 2 if party else 0
    return account_actor(account.pk, account.name, party_id=party and party.pk, proof=proof, **facts)


def test_somebody_without_proof_agrees_for_their_own_number():
    account = make_account(name="Baru Contoh")
    actions.agree(purpose="whatsapp", version=1, by=actor_of(account), at=NOON)

    assert register.holds("whatsapp", account.phone, TODAY)
    with pytest.raises(NotFound):  # of a person nothing is known yet
        actions.agree(purpose="village-phone", version=1, by=actor_of(account), at=NOON)


def test_a_child_does_not_agree_alone_and_its_parent_does(sekar, licensing):
    child = actor_of(make_link(sekar, licensing.pk), sekar)
    with pytest.raises(Refused, match="18 tahun"):
        actions.agree(purpose="whatsapp", version=1, by=child, at=NOON)

    mother = make_person("Rani Contoh")
    make_family((mother, HEAD), (sekar, CHILD))
    make_mandate(sekar, mother, kind="parent", reference="")
    rani = actor_of(make_link(mother, licensing.pk), mother, acts_for=frozenset({sekar.pk}))
    actions.agree(purpose="village-phone", version=1, party_id=sekar.pk, by=rani, at=NOON)
    line = Consent.objects.get(purpose="village-phone")
    assert (line.subject, line.ground, line.by) == (str(sekar.pk), "parent", rani.id)
    assert [found.name for found in queries.agreed(rani, TODAY, "id")] == ["", "Sekar Contoh"]

    actions.withdraw_consent(purpose="village-phone", party_id=sekar.pk, by=rani, at=NOON)
    assert not queries.may_use_phone_beyond(sekar.pk, TODAY)


def test_a_stranger_agrees_for_nobody_else(sekar, licensing):
    other = make_person("Dewi Contoh")
    dewi = actor_of(make_link(other, licensing.pk), other)
    for act in (actions.agree, actions.withdraw_consent):
        version = {"version": 1} if act is actions.agree else {}
        with pytest.raises(NotFound):
            act(purpose="village-phone", party_id=sekar.pk, by=dewi, at=NOON, **version)


def test_what_a_child_agreed_to_before_it_was_known_never_held(sekar, licensing):
    account = make_account(name="Anonim Contoh")
    actions.agree(purpose="whatsapp", version=1, by=actor_of(account), at=NOON)
    assert register.holds("whatsapp", account.phone, TODAY)

    make_link(sekar, licensing.pk, account)
    assert not register.holds("whatsapp", account.phone, TODAY)
    assert Consent.objects.latest("id").how == "void"


def test_a_counter_writes_down_who_came_how_it_was_said_and_what_was_shown(licensing):
    party = make_person("Sumber Contoh", phone="+6281200005555")
    budi = officer(licensing)
    note = {"party_id": party.pk, "purpose": "whatsapp", "version": 1, "by": budi, "at": NOON}
    actions.note_consent(given=True, **SLIP, **note)
    line = Consent.objects.get()
    assert (line.how, line.agreed, line.shown, line.unit_id, line.by) == (
        "counter", "spoken", "KTP-el asli", licensing.pk, budi.id,
    )  # fmt: skip
    assert register.holds("whatsapp", "+6281200005555", TODAY)

    actions.note_consent(given=False, **SLIP, **note)
    assert not register.holds("whatsapp", "+6281200005555", TODAY)
    with pytest.raises(NotFound):
        actions.note_consent(given=True, **SLIP, **(note | {"by": BY}))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"came": ""}, "siapa yang datang"),
        ({"agreed": "code"}, "bagaimana ia menyatakannya"),
        ({"shown": " "}, "apa yang ditunjukkan"),
        ({"agreed": "thumb-print", "witness1": "Ani", "witness2": "ani"}, "dua saksi yang berbeda"),
        ({"purpose": "push"}, "persetujuan yang mana"),
        ({"version": 7}, "baru saja berubah"),
    ],
)
def test_a_counter_is_told_what_is_missing(change, sentence, licensing):
    party = make_person("Sumber Contoh", phone="+6281200005555")
    given = {"party_id": party.pk, "purpose": "whatsapp", "version": 1, "given": True} | SLIP | change
    with pytest.raises(Refused, match=sentence):
        actions.note_consent(by=officer(licensing), at=NOON, **given)
    assert not Consent.objects.exists()


def test_a_child_that_comes_alone_is_not_taken_at_its_word(sekar, licensing):
    note = {"party_id": sekar.pk, "purpose": "village-phone", "version": 1, "given": True, "by": officer(licensing)}
    with pytest.raises(Refused, match="18 tahun"):
        actions.note_consent(at=NOON, **SLIP, **note)
    actions.note_consent(at=NOON, **(SLIP | {"came": "parent"}), **note)
    assert queries.may_use_phone_beyond(sekar.pk, TODAY)


def test_whoever_agreed_in_old_words_is_asked_again(licensing):
    account = make_account(name="Lama Contoh")
    agree_to("whatsapp", account.phone, NOON)
    Consent.objects.all()
    (found,) = queries.agreed(actor_of(account), TODAY, "id")
    choice = next(one for one in found.choices if one.purpose == "whatsapp")
    assert (choice.holds, choice.was_other) == (True, False)
