"""The tour, with processes killed in the middle of it: afterwards its case is whole and goes on."""

from pathlib import Path

import pytest

from satuatap.config.tour import walk
from tests.journeys.copy import Copy

from .killing import kill

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("machine")]


def test_web_worker_and_postgres_are_killed_in_the_middle_of_the_tour(
    copy: Copy, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    tour = walk.Walk(site=copy.url, password=copy.password, out=tmp_path)
    request.addfinalizer(tour.close)
    walk.apply(tour)
    kill(copy, "web")
    walk.return_and_correct(tour)
    kill(copy, "postgres")
    walk.check_and_assess(tour)
    walk.pay(tour)
    kill(copy, "worker")
    walk.decide_and_sign(tour)
    kill(copy, "web", "worker", "postgres")

    assert walk.fetch_and_verify(tour).read_bytes().startswith(b"%PDF")
