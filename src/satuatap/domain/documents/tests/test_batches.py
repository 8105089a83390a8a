"""Many documents with one proof: what belongs to a batch, what became of each, and taking it up again."""

from datetime import timedelta

import pytest

from satuatap.domain.agencies.tests.factories import make_unit
from satuatap.domain.documents import actions, queries, tasks
from satuatap.domain.documents.models import BatchLine, SigningBatch, SigningOrder
from satuatap.domain.documents.ports import OutsideTrouble
from satuatap.domain.documents.rules import batches
from satuatap.domain.documents.tests.factories import NOON, WORKER, make_head, make_ready
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(village):
    return [make_ready() for _ in range(3)]


def seen(documents, head):
    for document in documents:
        actions.open_draft(document_id=document.pk, about=document.about, by=head, at=NOON)


def open_batch(documents, head, pulled=(), key=None, at=NOON):
    ids = [document.pk for document in documents]
    reasons = {document.pk: "Alamatnya keliru" for document in pulled}
    return actions.open_batch(document_ids=ids, pulled=reasons, key=key or uuid7(), by=head, at=at)


def states(batch, head, at=NOON):
    return {row.document_id: row.state for row in queries.batch(head, batch.pk, at=at).rows}


def sign(batch, document, head, at=NOON):
    actions.order_signing(document_ids=[document.pk], by=head, at=at, key=uuid7(), batch_id=batch.pk)
    tasks.issue(str(document.pk))


def test_a_batch_needs_one_draft_that_was_opened(ready, head):
    with pytest.raises(Refused, match="baca dulu"):
        open_batch(ready, head)
    seen(ready[:1], head)

    batch, left = open_batch(ready, head)

    assert set(left) == {document.pk for document in ready}
    assert [row.was_seen for row in queries.batch(head, batch.pk, at=NOON).rows].count(True) == 1


def test_a_draft_that_has_changed_since_counts_as_unread(ready, head):
    seen(ready, head)
    for document in ready:
        document.content_hash = "other"
        document.save(update_fields=["content_hash"])

    with pytest.raises(Refused, match="baca dulu"):
        open_batch(ready, head)


def test_what_is_pulled_out_is_not_signed_and_says_why(ready, head):
    seen(ready, head)

    batch, left = open_batch(ready, head, pulled=ready[:1])

    assert ready[0].pk not in left
    assert states(batch, head)[ready[0].pk] == "pulled"
    assert queries.drafts_before(head, [ready[0].pk])[ready[0].pk] == queries.Draft(True, "Alamatnya keliru", "")


def test_a_batch_sent_twice_is_one_batch(ready, head):
    seen(ready, head)
    key = uuid7()
    batch, _left = open_batch(ready, head, key=key)

    again, left = open_batch(ready, head, key=key)

    assert again == batch
    assert left == ()
    assert SigningBatch.objects.count() == 1


def test_two_tabs_never_hold_the_same_document(ready, head):
    seen(ready, head)
    open_batch(ready[:2], head)

    _batch, left = open_batch(ready, head)

    assert left == (ready[2].pk,)
    with pytest.raises(Refused, match="sedang atau sudah"):
        open_batch(ready, head)


def test_each_ends_alone_and_what_failed_is_taken_up_again(ready, head, signer):
    seen(ready, head)
    batch, _left = open_batch(ready, head)
    sign(batch, ready[0], head)
    actions.note_unsigned(batch_id=batch.pk, document_id=ready[1].pk, reason="gone", by=WORKER, at=NOON)
    assert states(batch, head) == {ready[0].pk: "signed", ready[1].pk: "failed", ready[2].pk: "waiting"}
    assert not queries.batch(head, batch.pk, at=NOON).may_resume  # one is on its way

    late = NOON + timedelta(minutes=16)
    assert queries.batch(head, batch.pk, at=late).may_resume
    _batch, left = actions.take_up_batch(batch_id=batch.pk, by=head, at=late)

    assert set(left) == {ready[1].pk, ready[2].pk}
    for document in ready[1:]:
        sign(batch, document, head, at=late)
    assert set(states(batch, head).values()) == {"signed"}
    assert queries.unfinished_batches(head) == ()
    with pytest.raises(Refused, match="Tidak ada lagi"):
        actions.take_up_batch(batch_id=batch.pk, by=head, at=late)


def test_a_signature_that_is_given_up_is_a_failed_line(ready, head, signer):
    seen(ready, head)
    batch, _left = open_batch(ready[:1], head)
    actions.order_signing(document_ids=[ready[0].pk], by=head, at=NOON, key=uuid7(), batch_id=batch.pk)
    signer.fails += [OutsideTrouble("down")] * 5
    for _ in range(4):
        with pytest.raises(OutsideTrouble):
            tasks.issue(str(ready[0].pk))
    tasks.issue(str(ready[0].pk))

    line = BatchLine.objects.get(batch=batch)

    assert (line.state, line.reason) == ("failed", "trouble")
    assert SigningOrder.objects.get().batch == batch


def test_what_was_dropped_meanwhile_is_named_and_nothing_is_left_to_take_up(ready, head, signer):
    seen(ready, head)
    actions.discard(document_id=ready[0].pk, reason="ditarik", by=head, at=NOON)

    batch, left = open_batch(ready, head)
    assert set(left) == {ready[1].pk, ready[2].pk}
    actions.discard(document_id=ready[1].pk, reason="ditarik", by=head, at=NOON)
    sign(batch, ready[2], head)

    assert states(batch, head) == {ready[0].pk: "failed", ready[1].pk: "failed", ready[2].pk: "signed"}
    assert {line.reason for line in BatchLine.objects.filter(state="failed")} == {"discarded"}
    assert not queries.batch(head, batch.pk, at=NOON).may_resume
    assert queries.unfinished_batches(head) == ()


def test_more_than_fifty_are_refused(ready, head):
    with pytest.raises(Refused, match="Paling banyak 50"):
        batches.chosen([uuid7() for _ in range(51)], {}, [])


def test_a_batch_is_its_signers_alone(ready, head):
    seen(ready, head)
    batch, _left = open_batch(ready, head)
    stranger = make_head(make_unit("lain"))[1]

    with pytest.raises(NotFound):
        queries.batch(stranger, batch.pk, at=NOON)
    with pytest.raises(NotFound):
        actions.take_up_batch(batch_id=batch.pk, by=stranger, at=NOON)
    with pytest.raises(NotFound):
        open_batch(ready, stranger)
    with pytest.raises(NotFound):
        actions.open_draft(document_id=ready[0].pk, about=ready[0].about, by=stranger, at=NOON)
