"""The clients and a real process: a card with a finger, a QR, and every way in which they fail."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from satuatap.adapters.proving.http import HttpCardReader, HttpDigitalIdentity
from satuatap.adapters.proving.sealing import Unreadable, seal, unseal
from satuatap.domain.residents.ports import NotShown, Trouble

from .running import booth

NIK = "9971015501809001"


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with booth(tmp_path_factory.mktemp("proving")) as found:
        yield found


@pytest.fixture
def there(started):
    started.mend()
    yield started
    started.mend()


def read(there, finger="own"):
    key = uuid4()
    there.reader.begin(there.address, key, 40)
    there.lays(NIK, finger)
    return there.reader.outcome(there.address, key)


def trouble_of(act):
    with pytest.raises(NotShown) as problem:
        act()
    return problem.value.trouble


def test_a_card_is_waited_for_and_told_once(there):
    key = uuid4()
    there.reader.begin(there.address, key, 40)
    assert there.reader.outcome(there.address, key) is None
    there.lays(NIK)
    assert there.reader.outcome(there.address, key).nik == NIK

    assert trouble_of(lambda: there.reader.outcome(there.address, key)) == Trouble.NONE


def test_nobody_reads_the_card_of_another_question(there):
    begun, other = uuid4(), uuid4()
    there.reader.begin(there.address, begun, 40)
    there.lays(NIK)

    assert trouble_of(lambda: there.reader.outcome(there.address, other)) == Trouble.NONE
    there.reader.begin(there.address, other, 40)
    assert trouble_of(lambda: there.reader.outcome(there.address, begun)) == Trouble.NONE


def test_who_does_not_come_in_time_is_not_waited_for(there):
    key = uuid4()
    there.reader.begin(there.address, key, -1)

    assert trouble_of(lambda: there.reader.outcome(there.address, key)) == Trouble.NONE


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [("unreadable", Trouble.UNREADABLE), ("swapped", Trouble.WRONG), ("no_finger", Trouble.WRONG),
     ("half_answer", Trouble.WRONG)],
)  # fmt: skip
def test_a_reader_fails_in_ways_that_have_a_name(there, fault, trouble):
    there.is_told(**{fault: True})

    assert trouble_of(lambda: read(there)) == trouble


def test_another_finger_is_nobodys_card(there):
    assert trouble_of(lambda: read(there, finger="other")) == Trouble.MISMATCH


def test_a_reader_that_is_off_is_known_at_once(there):
    assert there.reader.is_ready(there.address)
    there.is_told(away=True)
    assert not there.reader.is_ready(there.address)
    there.is_told(away=False, down=True)
    assert not there.reader.is_ready(there.address)
    assert trouble_of(lambda: there.reader.begin(there.address, uuid4(), 40)) == Trouble.AWAY
    assert not there.reader.is_ready("127.0.0.1:9")


def test_whoever_does_not_know_the_secret_learns_nothing_and_proves_nothing(there):
    stranger = HttpCardReader(b"x" * 32)

    assert not stranger.is_ready(there.address)
    assert (
        trouble_of(lambda: HttpDigitalIdentity(there.process.url, b"x" * 32).check(uuid4(), "IKD.x")) == Trouble.WRONG
    )


def test_a_qr_is_somebodys_for_a_while_and_names_its_showing(there):
    code, key = there.shows(NIK), uuid4()
    found = there.identity.check(key, code)

    assert (found.nik, found.until > datetime.now(UTC)) == (NIK, True)
    assert there.identity.check(key, code) == found, "the same question has the same answer"
    assert there.identity.check(uuid4(), there.shows(NIK)).reference != found.reference


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [("expired", Trouble.EXPIRED), ("unknown", Trouble.UNKNOWN), ("swapped", Trouble.WRONG),
     ("half_answer", Trouble.WRONG), ("down", Trouble.AWAY)],
)  # fmt: skip
def test_a_qr_fails_in_ways_that_have_a_name(there, fault, trouble):
    code = there.shows(NIK)
    there.is_told(**{fault: True})

    assert trouble_of(lambda: there.identity.check(uuid4(), code)) == trouble


def test_what_is_sealed_opens_for_one_question_and_one_secret():
    key, sealed = b"k" * 32, seal(b"k" * 32, "this", {"nik": NIK})

    assert NIK not in bytes.fromhex(sealed).decode("latin-1")
    assert unseal(key, "this", sealed) == {"nik": NIK}
    for secret, question, content in [
        (b"x" * 32, "this", sealed),
        (key, "that", sealed),
        (key, "this", None),
        (key, "this", "00"),
    ]:
        with pytest.raises(Unreadable):
            unseal(secret, question, content)
