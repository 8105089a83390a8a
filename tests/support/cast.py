"""The cast, the same in every test: Rani, a resident; Budi at the counter and Sari who decides, both at Licensing;
Tono, who does Sari's work at another agency and must see nothing."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import translation

from satuatap.domain.agencies.models import Unit
from satuatap.domain.agencies.tests.factories import make_unit, make_village
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.tests.factories import make_account, make_authority, make_holding
from satuatap.domain.notifications.tests.factories import put_pack_messages
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import HEAD, make_family, make_link, make_person
from satuatap.kernel.actors import Actor

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _speak_indonesian() -> None:
    """The test client leaves the language of its last page behind in this thread."""
    translation.activate("id")


@pytest.fixture
def noon() -> datetime:
    """Monday, 23 November 2026, twelve o'clock in Banyuwangi."""
    return datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def messages(db: None, noon: datetime) -> None:
    """The texts that the shipped pack sends people."""
    put_pack_messages(noon)


@pytest.fixture
def licensing(db: None) -> Unit:
    return make_unit("dpmptsp", name="DPMPTSP")


@pytest.fixture
def civil(db: None) -> Unit:
    return make_unit("dispendukcapil", name="Dispendukcapil")


@pytest.fixture
def village(db: None) -> Unit:
    return make_village()


def actor_of(account: Account) -> Actor:
    """The actor as a request of this account would have it today."""
    held = residents.standing(account.pk, TODAY)
    return identity.actor(account.pk, TODAY, party_id=held.party_id, acts_for=held.acts_for, entrusted=held.entrusted)


def make_officer(name: str, unit: Unit, *roles: str, signs: bool = False) -> Actor:
    """Somebody with an account and roles at a unit."""
    account = make_account(name=name)
    for role in roles:
        make_holding(account, unit, role=role)
    if signs:
        make_authority(account, unit)
    return actor_of(account)


def make_resident(name: str, unit: Unit, party: Party | None = None) -> Actor:
    """A person of Tamansari with a card and an account that an officer has proven."""
    party = party or make_person(name)
    if not residents.profile(party.pk).kk:
        make_family((party, HEAD))
    return actor_of(make_link(party, unit.pk))


@pytest.fixture
def rani(licensing: Unit) -> Actor:
    return make_resident("Rani Contoh", licensing)


@pytest.fixture
def dewi(licensing: Unit) -> Actor:
    """Another resident, who must not see what is Rani's."""
    return make_resident("Dewi Contoh", licensing)


@pytest.fixture
def budi(licensing: Unit) -> Actor:
    return make_officer("Budi Contoh", licensing, "front-officer", "technical-team", "cashier")


@pytest.fixture
def sari(licensing: Unit) -> Actor:
    return make_officer("Sari Contoh", licensing, "head-of-licensing", "head-of-agency", signs=True)


@pytest.fixture
def tono(civil: Unit) -> Actor:
    return make_officer("Tono Contoh", civil, "front-officer", "head-of-agency", signs=True)


@pytest.fixture
def client_of(db: None) -> Callable[[Actor | None], Client]:
    """A browser in which the actor is signed in; None is nobody."""

    def make(actor: Actor | None) -> Client:
        client = Client()
        if actor is not None:
            client.force_login(Account.objects.get(pk=actor.account_id))
        return client

    return make
