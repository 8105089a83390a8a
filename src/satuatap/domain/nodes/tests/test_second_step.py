"""The second step of officers works at a node without the line: its secret travels sealed and is sealed there."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from tests.support.cast import make_officer

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.identity.models import Account
from satuatap.domain.identity.ports import SECOND_STEP
from satuatap.domain.nodes import actions, queries, rules
from satuatap.domain.visits.tests.factories import NOON, make_lane
from satuatap.kernel.actors import system
from satuatap.kernel.secrets import Unsealable, unseal_with

from .factories import NODE

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def budi_account(budi):
    return Account.objects.get(pk=budi.account_id)


@pytest.fixture
def node(budi_account, licensing):
    lane = make_lane(unit=licensing)
    TOTP.activate(budi_account, SECRET)
    return actions.enrol(site_code=lane.site.code, by=system("operator"), at=NOON)


def copy_of(node_id):
    return queries.copy_for(node_id=node_id, at=NOON + rules.SETTLES, first=False)


def steps(copy):
    return dict(copy.tables)[rules.SECOND_STEPS]


def code():
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_only_the_apps_of_officers_of_the_hall_come_along(node, budi_account, rani):
    Authenticator.objects.create(user=budi_account, type="recovery_codes", data={"seed": "x"})
    Authenticator.objects.create(user=budi_account, type="webauthn", data={})
    TOTP.activate(Account.objects.get(pk=rani.account_id), SECRET)
    TOTP.activate(Account.objects.get(pk=make_officer("Mira Contoh", make_unit("dinkes")).account_id), SECRET)

    (row,) = steps(copy_of(node[0].pk))
    assert (row["user_id"], row["type"], row["last_used_at"]) == (str(budi_account.pk), "totp", None)


def test_it_travels_sealed_with_the_key_of_the_node_alone(node):
    enrolled, key = node
    (row,) = steps(copy_of(enrolled.pk))
    sealed = bytes.fromhex(row["data"]["secret"])

    assert unseal_with(key.encode(), sealed, SECOND_STEP) == SECRET.encode()
    with pytest.raises(Unsealable):
        unseal_with(rules.new_key().encode(), sealed, SECOND_STEP)
    with pytest.raises(Unsealable):
        get_adapter().decrypt(row["data"]["secret"])  # nor by the centre: it is sealed anew
    assert copy_of(enrolled.pk).digest == copy_of(enrolled.pk).digest


def test_at_the_node_it_is_sealed_there_opens_by_code_and_ends_with_the_next_copy(node, budi_account):
    enrolled, key = node
    copy = copy_of(enrolled.pk)
    Authenticator.objects.all().delete()  # the node has its own table

    actions.take_copy(copy=copy, key=key.encode(), by=NODE, at=NOON)

    there = Authenticator.objects.get(user=budi_account)
    assert SECRET not in str(there.data)
    assert there.data != steps(copy)[0]["data"]
    assert not there.wrap().validate_code("000000")
    given = code()
    assert there.wrap().validate_code(given)
    there.record_usage()
    actions.take_copy(copy=copy, key=key.encode(), by=NODE, at=NOON)
    assert Authenticator.objects.get().last_used_at is not None  # that it was used here is not forgotten

    emptied = [(table, [] if table == rules.SECOND_STEPS else rows) for table, rows in copy.tables]
    later = type(copy)("other", copy.site, emptied)
    actions.take_copy(copy=later, key=key.encode(), by=NODE, at=NOON)
    assert not Authenticator.objects.exists()  # switched off at the centre


def test_with_another_key_nothing_of_the_copy_is_taken(node):
    copy = copy_of(node[0].pk)
    with pytest.raises(Unsealable):
        actions.take_copy(copy=copy, key=rules.new_key().encode(), by=NODE, at=NOON)
