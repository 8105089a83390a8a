"""The client against the real sandbox process, told to be late, half, wrong, stale, refusing, over quota and down."""

from uuid import UUID, uuid4

import pytest

from satuatap.adapters.calls.http import HttpSystem
from satuatap.adapters.calls.sandbox import SECRET
from satuatap.adapters.wire.tests.running import running
from satuatap.domain.cases.ports import Down, Question, Unusable
from satuatap.kernel.secrets import secret

RANI = {"nik": "3510244107959001", "name": "Rani Contoh", "born_on": "1995-07-01"}
CUSTOMER = {"customer": "12345678"}


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    home = tmp_path_factory.mktemp("calls")
    with running("satuatap.adapters.calls.sandbox", home, "") as found:
        found.home = home
        yield found


@pytest.fixture
def ask(process):
    def put(name: str, fields: dict, key: UUID | None = None, key_of_sender: bytes | None = None):
        shared = key_of_sender or secret(SECRET, home=process.home)
        question = Question(key=key or uuid4(), purpose="air", fields=fields)
        return HttpSystem(process.url, shared, name).ask(question)

    yield put
    process.control(down=False, delay=0, half_answer=False, half=False, wrong=False, stale=False, refuse=False, no_match=False, quota=0)  # fmt: skip


def test_the_register_says_match_or_no_match_and_nothing_else(ask):
    assert ask("population-match", RANI) == {"matched": True}
    with pytest.raises(Unusable, match="no-match"):
        ask("population-match", RANI | {"born_on": "1995-07-02"})


def test_a_bill_is_paid_once_however_often_it_is_told(ask):
    bill = ask("water-bill", CUSTOMER)
    payment, key = {**CUSTOMER, "amount": bill["amount"], "receipt": "KW-1"}, uuid4()
    assert len({ask("water-payment", payment, key=key)["reference"] for _ in range(3)}) == 1
    with pytest.raises(Unusable, match="no-match"):
        ask("water-bill", CUSTOMER)


@pytest.mark.parametrize(
    ("faults", "problem"),
    [
        ({"half": True}, "half"),
        ({"wrong": True}, "wrong"),
        ({"refuse": True}, "refused"),
        ({"no_match": True}, "no-match"),
    ],
)
def test_what_cannot_be_used_is_named(process, ask, faults, problem):
    process.control(**faults)
    with pytest.raises(Unusable, match=problem):
        ask("population-match", RANI)


def test_the_answer_to_the_question_before_is_not_believed(process, ask):
    ask("population-match", RANI)
    process.control(stale=True)
    with pytest.raises(Unusable, match="wrong"):
        ask("population-match", RANI | {"name": "Dewi Contoh"})


@pytest.mark.parametrize("faults", [{"down": True}, {"half_answer": True}, {"delay": 3600}])
def test_who_is_down_late_or_cut_short_is_asked_again(process, ask, faults):
    process.control(**faults)
    with pytest.raises(Down):
        ask("population-match", RANI)


def test_a_late_answer_comes_under_the_same_key(process, ask):
    key = uuid4()
    process.control(delay=3600)
    with pytest.raises(Down):
        ask("population-match", RANI, key=key)
    process.control(delay=0)
    assert ask("population-match", RANI, key=key) == {"matched": True}


def test_a_quota_that_is_used_up_is_waited_for(process, ask):
    process.control(quota=1)
    key = uuid4()
    answers = []
    for _ in range(3):
        try:
            answers.append(ask("water-bill", {"customer": "87654321"}, key=key))
        except Down:
            answers.append(None)
    assert len({str(answer) for answer in answers}) == 1, "asking twice is asking once"
    with pytest.raises(Down):
        [ask("population-match", RANI) for _ in range(2)]


def test_nobody_is_answered_without_the_secret(ask):
    with pytest.raises(Unusable, match="refused"):
        ask("population-match", RANI, key_of_sender=b"guessed")
