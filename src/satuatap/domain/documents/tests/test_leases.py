"""Numbers leased to a device without a line: named in the agenda book, used once, the rest void with its reason."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples
from tests.support.together import at_once

from satuatap.domain.documents import actions, queries, tasks
from satuatap.domain.documents.lifecycle import CountMode, NumberState
from satuatap.domain.documents.models import Lease, NumberEntry, Series
from satuatap.domain.documents.tests.factories import (
    NOON,
    NUMBER,
    issue,
    make_head,
    make_issued,
    make_party,
    make_ready,
    order,
)
from satuatap.domain.identity.tests.factories import as_actor, make_account
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

YEAR, TODAY = NOON.year, NOON.date()
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def clerk(village):
    """Keeps the register of an office whose head signs with ink."""
    return make_head(village, mode="basah")[1]


def lease(village, by, *, many=3, device="Laptop balai desa", key=None, number=None) -> Lease:
    return actions.lease_numbers(
        unit_id=village.pk, number=number or NUMBER, count=many, device=device, key=key or uuid7(), by=by, at=NOON
    )


def take(document, block, number, by, on=TODAY, at=TOMORROW) -> str:
    return actions.take_leased(document_id=document.pk, lease_id=block.pk, number=number, written_on=on, by=by, at=at)


def states() -> list[tuple[int, str]]:
    return sorted(NumberEntry.objects.values_list("number", "state"))


@pytest.mark.django_db
def test_a_block_is_kept_and_the_agenda_names_it(village, clerk):
    key = uuid7()
    block = lease(village, clerk, key=key)
    again = lease(village, clerk, key=key)

    assert again.pk == block.pk
    assert states() == [(1, "leased"), (2, "leased"), (3, "leased")]
    view = queries.lease(clerk, block.pk)
    assert (view.device, view.numbers, view.left) == ("Laptop balai desa", (1, 2, 3), (1, 2, 3))
    assert [row.device for row in queries.leases(clerk, village.pk, YEAR)] == ["Laptop balai desa"]
    rows = queries.agenda(actor=clerk, code="surat", unit_id=village.pk, year=YEAR).rows
    assert {row.device for row in rows} == {"Laptop balai desa"}


@pytest.mark.django_db
def test_letters_meanwhile_go_on_after_the_block(village, head):
    lease(village, head)
    assert make_issued(head).number.split("/")[1] == "004"
    assert queries.unaccounted_numbers() == ()


@pytest.mark.django_db
def test_a_leased_number_stands_on_the_letter_and_what_is_left_is_void(village, clerk):
    block = lease(village, clerk)
    document = make_ready()

    text = take(document, block, 2, clerk)
    assert take(document, block, 2, clerk) == text == "400.12/002/35.10.24.2008/XI/2026"
    actions.order_print(document_id=document.pk, key=uuid7(), by=clerk, at=TOMORROW)
    tasks.issue(str(document.pk))
    document.refresh_from_db()
    assert (document.state, document.number) == ("printed", text)

    actions.return_lease(lease_id=block.pk, reason="Jaringan sudah pulih", by=clerk, at=TOMORROW)
    actions.return_lease(lease_id=block.pk, reason="", by=clerk, at=TOMORROW)
    assert states() == [(1, "void"), (2, "reserved"), (3, "void")]
    assert set(NumberEntry.objects.filter(state="void").values_list("reason", flat=True)) == {"Jaringan sudah pulih"}
    assert queries.lease(clerk, block.pk).left == ()
    assert queries.unaccounted_numbers() == ()


@pytest.mark.django_db
def test_a_letter_dropped_after_it_took_its_number_leaves_it_void(village, clerk):
    block = lease(village, clerk)
    document = make_ready()
    take(document, block, 1, clerk)
    actions.discard_drafts(about=document.about, by=clerk, at=TOMORROW)
    assert states() == [(1, "void"), (2, "leased"), (3, "leased")]


@pytest.mark.django_db
def test_what_cannot_be_is_refused(village, clerk):
    block = lease(village, clerk)
    first, second = make_ready(), make_ready(party=make_party())
    take(first, block, 1, clerk)
    for changes, code in (
        ({"number": 1}, "number-used"),
        ({"number": 2, "on": TODAY - timedelta(days=1)}, "day"),
        ({"number": 2, "on": TODAY + timedelta(days=2)}, "day"),
    ):
        with pytest.raises(Refused) as refusal:
            take(second, block, by=clerk, **changes)
        assert refusal.value.code == code
    with pytest.raises(NotFound):
        take(second, block, 9, clerk)
    with pytest.raises(Refused, match="masih memegang"):
        lease(village, clerk)
    for wrong in ({"many": 0}, {"many": 51}, {"device": " "}):
        with pytest.raises(Refused):
            lease(village, clerk, **wrong)
    with pytest.raises(Refused, match="Tulis mengapa"):
        actions.return_lease(lease_id=block.pk, reason=" ", by=clerk, at=NOON)


@pytest.mark.django_db
def test_a_leased_number_is_for_ink_only(village, head):
    block = lease(village, head)
    with pytest.raises(Refused, match="basah"):
        take(make_ready(), block, 1, head)


@pytest.mark.django_db
def test_a_number_of_another_count_is_refused_and_counting_stays_as_it_is(village, clerk):
    actions.put_counting(
        series="surat", unit_id=village.pk, year=YEAR, mode=CountMode.COMMON, pattern="", by=clerk, at=NOON
    )
    block = lease(village, clerk)
    assert block.series.code == "bersama"
    with pytest.raises(Refused, match="mulai tahun depan"):
        actions.put_counting(
            series="surat", unit_id=village.pk, year=YEAR, mode=CountMode.LETTERS, pattern="", by=clerk, at=NOON
        )
    lone = lease(village, clerk, device="Tablet", number=NUMBER | {"series": "keputusan"})
    assert lone.series.code == "keputusan"
    with pytest.raises(Refused, match="hitungan surat yang lain"):
        take(make_ready(), lone, 1, clerk)


@pytest.mark.django_db
def test_strangers_get_nothing(village, clerk):
    block = lease(village, clerk)
    stranger = as_actor(make_account(name="Tono"))
    with pytest.raises(NotFound):
        lease(village, stranger)
    with pytest.raises(NotFound):
        take(make_ready(), block, 1, stranger)
    with pytest.raises(NotFound):
        actions.return_lease(lease_id=block.pk, reason="x", by=stranger, at=NOON)
    with pytest.raises(NotFound):
        queries.lease(stranger, block.pk)
    with pytest.raises(NotFound):
        queries.leases(stranger, village.pk, YEAR)


FATES = ["draft", "number", "drop", "paper", "lease", "take", "return"]


@pytest.mark.django_db
@settings(max_examples=examples(15), deadline=None, suppress_health_check=list(HealthCheck))
@given(fates=st.lists(st.sampled_from(FATES), max_size=14))
def test_whatever_comes_in_whatever_order_every_number_is_accounted_for(village, clerk, fates):
    with transaction.atomic():
        waiting, devices = [], count(1)
        for fate in fates:
            _meet(fate, village, clerk, waiting, devices)
        assert queries.unaccounted_numbers() == ()
        entries = list(NumberEntry.objects.filter(series__code="surat"))
        assert len({entry.number for entry in entries}) == len(entries)
        texts = [entry.text for entry in entries if entry.text]
        assert len(set(texts)) == len(texts)
        returned = Lease.objects.filter(returned_at__isnull=False)
        assert not NumberEntry.objects.filter(lease__in=returned, state=NumberState.LEASED).exists()
        transaction.set_rollback(True)


def _meet(fate, village, clerk, waiting, devices) -> None:
    block = Lease.objects.filter(returned_at=None).first()
    if fate == "draft":
        waiting.append(make_ready())
    elif fate == "number" and waiting:
        document = waiting[-1]
        actions.order_print(document_id=document.pk, key=uuid7(), by=clerk, at=NOON)
        issue(document)
    elif fate == "drop" and waiting:
        actions.discard_drafts(about=waiting.pop().about, by=clerk, at=NOON)
    elif fate == "paper":
        series = Series.objects.filter(code="surat", unit=village).first()
        taken = NumberEntry.objects.filter(series=series).order_by("-number").values_list("number", flat=True).first()
        number = max(taken or 0, series.next_number if series else 1) + 2
        actions.record_paper(
            code="surat", unit_id=village.pk, year=YEAR, by=clerk, at=NOON,
            used=actions.OnPaper(number, "kertas", text=str(uuid7())),
        )  # fmt: skip
    elif fate == "lease":
        lease(village, clerk, device=f"Tablet {next(devices)}")
    elif fate == "take" and waiting and block:
        left = queries.lease(clerk, block.pk).left
        try:
            take(waiting[-1], block, left[0] if left else 1, clerk, at=NOON)
        except (Refused, NotFound):
            return
    elif fate == "return" and block:
        actions.return_lease(lease_id=block.pk, reason="tidak dipakai", by=clerk, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_lease_issue_and_return_at_once(village, head):
    party = make_party()
    waiting = [[make_ready(party=party) for _ in range(3)] for _clerk in range(4)]
    for documents in waiting:
        for document in documents:
            order(document, head)

    def on_the_road(name: str):
        block = lease(village, head, device=name)
        actions.return_lease(lease_id=block.pk, reason="tidak dipakai", by=head, at=NOON)
        return queries.lease(head, block.pk).numbers

    done = at_once(
        *[lambda own=own: [issue(document) for document in own] for own in waiting],
        *[lambda name=name: on_the_road(name) for name in ("A", "B", "C", "D")],
    )

    assert [len(one) for one in done] == [3] * 8
    assert [number for number, _state in states()] == list(range(1, 25))
    assert queries.unaccounted_numbers() == ()
