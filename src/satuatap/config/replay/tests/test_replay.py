"""A day of queues is played again: every number once, first come first served, and a broken file is refused."""

import gzip
import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.support.queues import write_day

from satuatap.config.commands import replay_day
from satuatap.config.postgres import NotRunnable
from satuatap.config.replay import day, reading
from satuatap.domain.visits.models import Call, Errand, Score, Visit
from satuatap.kernel.errors import Refused

MIDNIGHT = datetime(2026, 1, 22, tzinfo=ZoneInfo("Asia/Jakarta"))
RECORDED = Path(__file__).resolve().parents[6] / "shared" / "data" / "warsaw_arrivals_2020-01-22.csv.gz"


@pytest.mark.django_db
def test_a_day_of_our_own_is_served_whole_and_in_order(tmp_path):
    came = write_day(tmp_path / "hari.csv")
    report = day.play(tmp_path / "hari.csv", MIDNIGHT)

    assert report.faults == ()
    assert (report.arrivals, report.lanes, len(report.sites)) == (came, 3, 2)
    assert report.account.numbers == report.account.served == report.account.finished == came
    assert Visit.objects.count() == Errand.objects.filter(state="done", measured=True).count() == came
    assert Call.objects.count() == came
    assert 0 < report.account.told <= sum(Score.objects.values_list("told", flat=True))
    assert any(f"{came} nomor, {came} dilayani sekali" in line for line in report.lines())


@pytest.mark.django_db
def test_whoever_waits_when_the_record_ends_is_served_the_same_day(tmp_path):
    """With one counter and ten minutes for each they would be served after midnight, when their numbers are void."""
    (tmp_path / "hari.csv").write_text(
        "office,queue_id,letter,time,arrivals,calls,open_counters\nKantor,1,A,16:00,60,0,1\n"
    )

    report = day.play(tmp_path / "hari.csv", MIDNIGHT)

    assert report.faults == ()
    assert report.account.served == 60
    assert report.account.told == 0


@pytest.mark.django_db
def test_what_is_wrong_with_a_day_is_said(tmp_path):
    write_day(tmp_path / "hari.csv", lanes=1)
    report = day.play(tmp_path / "hari.csv", MIDNIGHT)
    first, last = Errand.objects.order_by("called_at", "pk").first(), Errand.objects.order_by("called_at", "pk").last()
    Errand.objects.filter(pk=first.pk).update(rank_at=last.rank_at)
    Visit.objects.filter(pk=last.visit_id).update(number=9999)
    again = day.account_of(report.sites, MIDNIGHT, last.called_at)

    assert again.overtaken > 0
    assert again.twice == 0


def test_a_file_that_cannot_be_read_is_refused_with_its_line(tmp_path):
    broken = tmp_path / "hari.csv"
    head = "office,queue_id,letter,time,arrivals,calls,open_counters\n"
    for content, words in [
        (b"office,time\n", "kolom queue_id"),
        (head.encode() + b"X,1,A,08:00,1,0,1\nX,1,A,8.05,1,0,1\n", "baris 3"),
        (head.encode() + b"X,1,A,08:00,-1,0,1\n", "baris 2"),
        (b"\xff\xfe", "bukan berkas CSV"),
    ]:
        broken.write_bytes(content)
        with pytest.raises(Refused, match=words):
            reading.read(broken)
    packed = tmp_path / "hari.csv.gz"
    packed.write_bytes(gzip.compress(b"x" * 99)[:-4])
    with pytest.raises(Refused, match="bukan berkas"):
        reading.read(packed)


def test_it_does_not_run_on_a_machine_of_production(monkeypatch):
    monkeypatch.setenv("SATUATAP_PRODUCTION", "1")
    before = dict(os.environ)
    with pytest.raises(NotRunnable, match="produksi"):
        replay_day.run(None)
    assert dict(os.environ) == before


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded day is not beside the repository")
def test_the_recorded_day_is_read_whole():
    queues = reading.read(RECORDED)

    assert sum(one.arrivals for queue in queues for one in queue.snapshots) == 14_695
