"""From a wish to an issued document, and every way it can end otherwise."""

from datetime import date, timedelta

import pytest
import time_machine

from satuatap.domain.audit.models import Entry
from satuatap.domain.documents import actions, ports, queries, tasks
from satuatap.domain.documents.events import DocumentFailed, DocumentIssued, DocumentReady
from satuatap.domain.documents.lifecycle import LineState, NumberState, State
from satuatap.domain.documents.models import Document, NumberEntry, SigningOrder, Template
from satuatap.domain.documents.tests import factories
from satuatap.domain.documents.tests.factories import (
    CASES,
    NOON,
    WORKER,
    issue,
    make_issued,
    make_ready,
    order,
    prepare,
)
from satuatap.domain.files.models import StoredFile
from satuatap.domain.identity.tests.factories import as_actor, make_account, make_authority
from satuatap.kernel.actors import NOBODY
from satuatap.kernel.errors import Conflict, NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


def test_a_document_is_prepared_shown_ordered_and_issued(head, queued, told, renderer, signer):
    document = prepare()
    assert (document.state, document.number) == (State.DRAFT, "")
    assert queued == [("documents.preview", str(document.pk))]

    tasks.preview(str(document.pk))
    document.refresh_from_db()
    assert document.state == State.READY
    assert renderer.seen[-1]["doc"]["preview"] is True
    assert renderer.seen[-1]["doc"]["signer"] == "Suyono"
    assert renderer.seen[-1]["doc"]["number"] == "(diberikan saat ditandatangani)"
    preview = document.preview_id

    order(document, head)
    assert queued[-1] == ("documents.issue", str(document.pk))
    issue(document)

    assert (document.state, document.number) == (State.ISSUED, "400.12/001/35.10.24.2008/XI/2026")
    assert (document.issued_at, document.valid_until) == (NOON, date(2026, 12, 23))
    doc = renderer.seen[-1]["doc"]
    assert (doc["role"], doc["signed_at"], doc["sample"]) == ("Kepala Desa Tamansari", "12.00 WIB", True)
    assert doc["url"] == f"https://layanan.example/v/{document.token}"
    assert signer.asked[-1].reason == f"Surat Keterangan {document.number}"
    assert told == [
        DocumentReady(document_id=document.pk, about=document.about),
        DocumentIssued(document_id=document.pk, about=document.about),
    ]
    assert NumberEntry.objects.get(document=document).state == NumberState.USED
    assert not StoredFile.objects.filter(pk=preview).exists()
    verbs = set(Entry.objects.filter(on_id=str(document.pk)).values_list("verb", flat=True))
    assert {"document.prepared", "document.ordered", "document.numbered", "document.issued"} <= verbs


def test_prepared_twice_is_made_once(village):
    key = uuid7()
    party = factories.make_party()
    one = prepare(party=party, key=key, about=village.pk)

    assert prepare(party=party, key=key, about=village.pk).pk == one.pk
    with pytest.raises(Conflict):
        prepare(party=party, key=key, about=village.pk, content={"nama": "Orang Lain"})
    assert Document.objects.count() == 1


def test_a_template_that_no_pack_has_put_is_refused(village):
    facts = {"type": "x", "unit_id": village.pk, "about": uuid7(), "party_id": None, "content": {}, "title": "X"}
    with pytest.raises(Refused, match="belum dipasang"):
        actions.prepare(**facts, template="x", number=factories.NUMBER, valid=None, key=uuid7(), by=CASES, at=NOON)


def test_a_changed_template_is_a_new_version_and_leaves_drafts_alone(village):
    document = prepare()
    actions.put_template(code="sktm", source="#changed", by=CASES, at=NOON)
    actions.put_template(code="sktm", source="#changed", by=CASES, at=NOON)

    assert list(Template.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    document.refresh_from_db()
    assert document.template.version == 1
    assert prepare().template.version in {1, 3}
    with pytest.raises(NotFound):
        actions.put_template(code="sktm", source="#mine", by=NOBODY, at=NOON)


def test_nobody_unknown_prepares(village):
    with pytest.raises(Refused):
        prepare(by=NOBODY)


def test_a_draft_that_was_not_shown_cannot_be_signed(head):
    with pytest.raises(Refused, match="belum siap"):
        order(prepare(), head)


def test_content_that_cannot_be_set_is_told_and_stays_a_draft(village, renderer, told):
    document = prepare()
    renderer.fails.append(ports.Unrenderable("unprintable", "ꦲ"))
    tasks.preview(str(document.pk))

    document.refresh_from_db()
    assert (document.state, document.problem) == (State.DRAFT, "unprintable: ꦲ")
    assert told == [DocumentFailed(document_id=document.pk, about=document.about, reason="unprintable")]


def test_only_who_has_authority_today_signs(village, head):
    document = make_ready()
    colleague = as_actor(make_account(name="Budi"), village, "village-officer")
    with pytest.raises(Refused) as refusal:
        order(document, colleague)
    assert refusal.value.code == "no-authority"

    former = make_account(name="Lama")
    make_authority(former, village, to_on=date(2026, 11, 22))
    with pytest.raises(Refused):
        order(document, as_actor(former, village, "village-head"))

    excluded = make_account(name="Terbatas")
    make_authority(excluded, village, excludes=["sktm"])
    with pytest.raises(Refused):
        order(document, as_actor(excluded, village, "village-head"))
    assert not SigningOrder.objects.exists()


def test_another_offices_document_is_not_there(head):
    from satuatap.domain.agencies.tests.factories import make_unit

    elsewhere = make_ready(unit=make_unit("dispendukcapil"))
    with pytest.raises(NotFound):
        order(elsewhere, head)
    with pytest.raises(NotFound):
        actions.order_signing(document_ids=[uuid7()], by=head, at=NOON, key=uuid7())
    with pytest.raises(Refused):
        actions.order_signing(document_ids=[], by=head, at=NOON, key=uuid7())


def test_the_capacity_of_the_day_is_printed_and_kept(village, renderer):
    _account, acting = factories.make_head(village, capacity="Plt.", title_line="Kepala Desa Tamansari")
    document = make_issued(acting)

    assert (document.capacity, document.signer_title) == ("Plt.", "Plt. Kepala Desa Tamansari")
    assert renderer.seen[-1]["doc"]["role"] == "Plt. Kepala Desa Tamansari"


def test_an_official_whose_chain_is_not_installed_is_told(village):
    _account, wet = factories.make_head(village, mode="bsre")
    with pytest.raises(Refused) as refusal:
        order(make_ready(), wet)
    assert refusal.value.code == "no-signer"


def test_a_repeated_order_is_the_same_order(head, queued):
    document, key = make_ready(), uuid7()
    one = order(document, head, key=key)
    assert order(document, head, key=key).pk == one.pk
    issue(document)
    assert order(document, head, key=key).pk == one.pk
    assert SigningOrder.objects.count() == 1
    assert queued.count(("documents.issue", str(document.pk))) == 1


def test_what_is_being_signed_is_left_alone_when_the_rest_is_ordered(head, queued):
    document, other = make_ready(), make_ready()
    one = order(document, head)
    assert order(document, head).pk == one.pk

    two = actions.order_signing(document_ids=[document.pk, other.pk], by=head, at=NOON, key=uuid7())
    assert [line.document_id for line in two.lines.all()] == [other.pk]
    assert queued.count(("documents.issue", str(document.pk))) == 1


def test_the_worker_signs_nothing_that_is_not_ordered(village, signer):
    document = make_ready()
    issue(document)
    assert (document.state, signer.asked) == (State.READY, [])


def test_an_order_runs_out_after_fifteen_minutes_and_can_be_given_again(head, told, signer):
    document, key = make_ready(), uuid7()
    order(document, head, key=key)
    with time_machine.travel(NOON + timedelta(minutes=15, seconds=1), tick=False):
        issue(document)
    assert (document.state, signer.asked) == (State.READY, [])
    assert told[-1] == DocumentFailed(document_id=document.pk, about=document.about, reason="late")

    order(document, head, at=NOON + timedelta(minutes=20), key=key)
    with time_machine.travel(NOON + timedelta(minutes=21), tick=False):
        assert issue(document).state == State.ISSUED
    assert document.number.startswith("400.12/001/")


def test_an_order_that_ran_out_while_the_worker_was_down_can_be_given_again_at_once(head):
    document = make_ready()
    order(document, head)
    later = NOON + timedelta(hours=3)
    order(document, head, at=later)
    with time_machine.travel(later, tick=False):
        assert issue(document).state == State.ISSUED
    assert list(document.order_lines.order_by("order__opened_at").values_list("state", flat=True)) == [
        LineState.LAPSED,
        LineState.DONE,
    ]


def test_content_changed_behind_the_order_is_not_signed(head, told, signer):
    document = make_ready()
    order(document, head)
    Document.objects.filter(pk=document.pk).update(content={"nama": "Orang Lain"})
    issue(document)

    assert (document.state, signer.asked) == (State.READY, [])
    assert told[-1].reason == "changed"


def test_trouble_is_tried_again_with_the_same_number(head, signer):
    document = make_ready()
    order(document, head)
    signer.fails.append(ports.OutsideTrouble("the key is away"))
    with pytest.raises(ports.OutsideTrouble):
        issue(document)
    other = make_issued(head)

    assert other.number.startswith("400.12/002/")
    assert issue(document).number.startswith("400.12/001/")
    assert document.state == State.ISSUED


def test_after_the_fifth_trouble_the_number_is_void_and_the_next_try_takes_another(head, signer, told):
    document = make_ready()
    order(document, head)
    signer.fails.extend(ports.OutsideTrouble("the key is away") for _ in range(5))
    for _ in range(4):
        with pytest.raises(ports.OutsideTrouble):
            issue(document)
    issue(document)

    assert (document.state, document.number) == (State.READY, "")
    assert told[-1] == DocumentFailed(document_id=document.pk, about=document.about, reason="trouble")
    entry = NumberEntry.objects.get(document=document)
    assert (entry.state, entry.reason) == (NumberState.VOID, "gagal diterbitkan (trouble)")

    order(document, head)
    assert issue(document).number.startswith("400.12/002/")
    assert queries.unaccounted_numbers() == ()


def test_what_cannot_be_set_at_the_last_moment_voids_its_number(head, renderer, told):
    document = make_ready()
    order(document, head)
    renderer.fails.append(ports.Unrenderable("template", "line 3"))
    issue(document)

    assert document.state == State.READY
    assert told[-1].reason == "template"
    assert NumberEntry.objects.get(document=document).state == NumberState.VOID


def test_a_worker_killed_before_keeping_the_file_is_followed_by_one_that_finishes(head, monkeypatch):
    document = make_ready()
    order(document, head)

    class Killed(BaseException):
        pass

    def kill(**_facts):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(actions, "finish_issue", kill)
        with pytest.raises(Killed):
            tasks.issue(str(document.pk))
    issue(document)

    assert (document.state, document.number) == (State.ISSUED, "400.12/001/35.10.24.2008/XI/2026")
    assert NumberEntry.objects.count() == 1


def test_the_second_of_two_workers_changes_nothing(head):
    document = make_ready()
    order(document, head)
    first = issue(document)
    actions.finish_issue(document_id=document.pk, number=document.number, pdf=b"%PDF-other", by=WORKER, at=NOON)
    document.refresh_from_db()

    assert document.pdf_sha256 == first.pdf_sha256
    assert StoredFile.objects.filter(purpose="signed").count() == 1


def test_what_a_lost_job_left_behind_is_queued_again(head, monkeypatch):
    queued = []
    monkeypatch.setattr(tasks, "defer", lambda name, **facts: queued.append((name, facts["document_id"])))
    draft, ordered, fresh = prepare(at=NOON - timedelta(minutes=11)), make_ready(), prepare()
    order(ordered, head)
    tasks.take_up(NOON)
    assert queued == [("documents.preview", str(draft.pk))]

    queued.clear()
    later = NOON + timedelta(minutes=16)
    tasks.take_up(later)
    assert sorted(queued) == sorted(
        [("documents.preview", str(d.pk)) for d in (draft, fresh)] + [("documents.issue", str(ordered.pk))]
    )
    with time_machine.travel(later, tick=False):
        assert issue(ordered).state == State.READY


def test_people_do_not_do_the_workers_part(head):
    document = make_ready()
    order(document, head)
    for act in (actions.begin_issue,):
        with pytest.raises(NotFound):
            act(document_id=document.pk, by=head, at=NOON)


def test_dropping_a_numbered_document_voids_the_number(head, signer):
    document = make_ready()
    order(document, head)
    signer.fails.append(ports.OutsideTrouble("away"))
    with pytest.raises(ports.OutsideTrouble):
        issue(document)

    assert actions.discard_drafts(about=document.about, by=CASES, at=NOON) == 1
    document.refresh_from_db()
    assert (document.state, document.number) == (State.VOID, "")
    assert NumberEntry.objects.get(document=document).state == NumberState.VOID
    issue(document)
    assert document.state == State.VOID
    assert queries.of_about(document.about) == ()


def test_an_issued_document_cannot_be_dropped(head):
    document = make_issued(head)
    assert actions.discard_drafts(about=document.about, by=CASES, at=NOON) == 0
    with pytest.raises(Refused):
        actions.discard(document_id=document.pk, reason="salah", by=head, at=NOON)


def test_a_receipt_is_sealed_by_the_office_without_a_person(village, queued, renderer, signer):
    facts = {"unit_id": village.pk, "about": uuid7(), "party_id": factories.make_party().pk, "key": uuid7()}
    rows = [("Nomor berkas", "BWI-26-7K4M-29QX-5"), ("Diserahkan kepada", "Rani Wulandari")]
    document = actions.receipt(**facts, title="Tanda Terima", rows=rows, by=CASES, at=NOON)
    again = actions.receipt(**facts, title="Tanda Terima", rows=rows, by=CASES, at=NOON)
    issue(document)

    assert again.pk == document.pk
    assert queued == [("documents.issue", str(document.pk))]
    assert (document.state, document.number) == (State.ISSUED, "TT/0001/DESA-TAMANSARI/XI/2026")
    assert signer.asked[-1].key == f"unit:{village.pk}"
    assert renderer.seen[-1]["doc"]["signed_by"] == "Disegel secara elektronik oleh"
    assert renderer.seen[-1]["content"]["rows"][1] == ["Diserahkan kepada", "Rani Wulandari"]
