"""The client against the real sandbox: yes, no, half an answer, one about somebody else, refused, over quota, late, away."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from satuatap.adapters.calls.sandbox import SECRET
from satuatap.adapters.population.http import HttpNationalRegister
from satuatap.adapters.wire.tests.running import running
from satuatap.domain.residents.ports import NotMatched, Trouble
from satuatap.kernel.secrets import secret

NIK, BORN = "3510244107959001", date(1995, 7, 1)
CALM = {"down": False, "delay": 0, "half_answer": False, "half": False, "wrong": False, "refuse": False, "no_match": False, "quota": 0}  # fmt: skip


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    home = tmp_path_factory.mktemp("population")
    with running("satuatap.adapters.calls.sandbox", home, "") as found:
        found.home = home
        yield found


@pytest.fixture
def ask(process):
    register = HttpNationalRegister(process.url, secret(SECRET, home=process.home))

    def match(born_on: date = BORN, key: UUID | None = None, purpose: str = "melayani di loket") -> bool:
        return register.match(key or uuid4(), purpose, NIK, "Rani Contoh", born_on)

    yield match
    process.control(**CALM)


def test_it_says_yes_or_no(ask):
    assert ask() is True
    assert ask(date(1995, 7, 2)) is False


@pytest.mark.parametrize(
    ("faults", "trouble"),
    [
        ({"half": True}, Trouble.WRONG),
        ({"half_answer": True}, Trouble.AWAY),
        ({"wrong": True}, Trouble.WRONG),
        ({"refuse": True}, Trouble.WRONG),
        ({"delay": 60}, Trouble.AWAY),
        ({"down": True}, Trouble.AWAY),
    ],
)
def test_what_is_no_answer_is_no_match_either(process, ask, faults, trouble):
    process.control(**faults)
    with pytest.raises(NotMatched) as problem:
        ask()
    assert problem.value.trouble == trouble


def test_a_purpose_has_its_own_quota_and_the_same_question_counts_once(process, ask):
    process.control(quota=1)
    key = uuid4()
    assert ask(key=key, purpose="satu") is True
    assert ask(key=key, purpose="satu") is True
    with pytest.raises(NotMatched) as problem:
        ask(purpose="satu")
    assert problem.value.trouble == Trouble.AWAY
    assert ask(purpose="dua") is True
