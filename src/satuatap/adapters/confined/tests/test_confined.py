"""A confined child has no network, no programs, no files to write, little memory and little time."""

import json
import platform
import sys
import threading

import pytest

from satuatap.adapters.confined.child import CALLS
from satuatap.adapters.confined.parent import Busy, CutOff, Failed, Pool
from satuatap.config.processes import is_alive, tries

MODULE = "satuatap.adapters.confined.tests.misbehaving"
on_linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in CALLS, reason="the kernel's filter is known for Linux only"
)


def make_pool(**changes):
    return Pool(MODULE, **{"children": 1, "seconds": 20.0, "uses": 50, "patience": 10.0} | changes)


@pytest.fixture
def pool():
    made = make_pool()
    yield made
    made.close()


@on_linux
@pytest.mark.parametrize("attempt", [b"network", b"program"])
def test_what_the_kernel_forbids(pool, attempt):
    assert pool.ask([attempt]) == b"PermissionError"


def test_no_files_are_written(pool):
    assert pool.ask([b"writing"]) in {b"OSError", b"FileNotFoundError"}


def test_nothing_of_our_environment_is_handed_on(pool, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "DATABASE_URL" not in json.loads(pool.ask([b"environment"]))


def test_too_much_memory_is_cut_off_and_the_next_message_is_answered(pool):
    with pytest.raises(CutOff, match="memory"):
        pool.ask([b"memory"])
    assert pool.ask([b"answer", b"a", b"b" * 300_000])[:3] == b"a|b"


def test_too_long_is_cut_off_by_the_asker():
    pool = make_pool(seconds=0.7)
    with pytest.raises(CutOff, match="too long"):
        pool.ask([b"spin"])
    pool.close()


def test_too_long_is_cut_off_by_the_kernel_when_nobody_listens(pool):
    with pytest.raises(CutOff, match="broke down"):
        pool.ask([b"spin"])


def test_a_child_that_dies_is_replaced(pool):
    with pytest.raises(CutOff):
        pool.ask([b"die"])
    assert pool.ask([b"answer", b"still here"]) == b"still here"


def test_a_problem_of_the_message_leaves_the_child_alone(pool):
    before = pool.ask([b"pid"])
    with pytest.raises(Failed) as failed:
        pool.ask([b"problem"])
    assert failed.value.detail == b"no good"
    assert pool.ask([b"pid"]) == before


def test_a_child_is_replaced_after_its_uses():
    pool = make_pool(uses=2)
    pids = [pool.ask([b"pid"]) for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]
    pool.close()


def test_who_finds_all_children_at_work_is_told():
    pool = make_pool(patience=0.05)
    place = pool._places.get()
    with pytest.raises(Busy):
        pool.ask([b"answer", b"x"])
    pool._places.put(place)
    assert pool.ask([b"answer", b"x"]) == b"x"
    pool.close()


def test_many_askers_share_few_children():
    pool = make_pool(children=2)
    answers = []

    def ask(number: int) -> None:
        answers.append(pool.ask([b"answer", str(number).encode() * 1000]))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == sorted(str(number).encode() * 1000 for number in range(16))
    pool.close()


def test_a_child_without_work_is_ended_and_the_next_message_is_answered_by_another():
    pool = make_pool(idle=0.2)
    first = int(pool.ask([b"pid"]))

    assert any(not is_alive(first) for _waited in tries(10))
    assert int(pool.ask([b"pid"])) != first
    pool.close()


def test_a_child_with_work_stays():
    pool = make_pool(idle=60.0)

    assert pool.ask([b"pid"]) == pool.ask([b"pid"])
    pool.close()
