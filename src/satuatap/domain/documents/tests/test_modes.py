"""The ways to sign: which applies, with a passphrase of the official's, and with ink on paper."""

from datetime import timedelta

import pytest

from satuatap.domain.documents import actions, ports, queries, tasks
from satuatap.domain.documents.models import BatchLine, NumberEntry, SigningBatch
from satuatap.domain.documents.rules import modes
from satuatap.domain.documents.tests.factories import NOON, Signer, make_head, make_ready
from satuatap.domain.identity.tests.factories import as_actor, make_account, make_holding
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
SCAN = b"%PDF-1.7 scanned\n%%EOF\n"
SECRET = "bunga kopi di lereng Ijen"


@pytest.mark.parametrize(
    ("wanted", "official", "mode"),
    [("", "internal", "internal"), ("", "bsre", "bsre"), ("", "basah", "basah"), ("basah", "bsre", "basah"),
     ("internal", "basah", "internal"), ("bsre", "bsre", "bsre"), ("bsre", "internal", None), ("bsre", "basah", None)],
)  # fmt: skip
def test_the_service_says_how_else_the_official_does(wanted, official, mode):
    if mode is None:
        with pytest.raises(Refused, match="wajib memakai sertifikat BSrE"):
            modes.mode_of(wanted, official)
    else:
        assert modes.mode_of(wanted, official) == mode


# -- a passphrase --------------------------------------------------------------------------------------------------


class National(Signer):
    chain, authority = "bsre", "BSrE"


@pytest.fixture
def national(monkeypatch):
    machine = National()
    monkeypatch.setattr(ports, "signers", {"internal": Signer(), "bsre": machine})
    return machine


@pytest.fixture
def certified(village):
    return make_head(village, mode="bsre")[1]


def batch_of(documents, head, passphrase=SECRET):
    actions.open_draft(document_id=documents[0].pk, about=documents[0].about, by=head, at=NOON)
    ids = [document.pk for document in documents]
    batch, _left = actions.open_batch(document_ids=ids, pulled={}, key=uuid7(), by=head, at=NOON, passphrase=passphrase)
    for pk in ids:
        actions.order_signing(document_ids=[pk], by=head, at=NOON, key=uuid7(), batch_id=batch.pk)
    return batch


def kept(batch):
    return SigningBatch.objects.get(pk=batch.pk).secret


def test_without_a_passphrase_nothing_is_ordered(national, certified):
    document = make_ready()

    with pytest.raises(Refused, match="memerlukan frasa sandi"):
        actions.order_signing(document_ids=[document.pk], by=certified, at=NOON, key=uuid7())


def test_the_passphrase_is_sealed_while_the_worker_signs_and_gone_after(national, certified):
    documents = [make_ready(), make_ready()]
    batch = batch_of(documents, certified)
    assert SECRET.encode() not in bytes(kept(batch))

    tasks.issue(str(documents[0].pk))
    assert kept(batch) is not None
    tasks.issue(str(documents[1].pk))

    assert kept(batch) is None
    assert [signing.passphrase for signing in national.asked] == [SECRET, SECRET]
    assert SECRET not in repr(national.asked)


@pytest.mark.parametrize("kind", ["passphrase", "expired", "revoked", "unknown-signer"])
def test_a_refused_signer_stops_the_batch_keeps_the_number_and_goes_on_later(kind, national, certified):
    documents = [make_ready(), make_ready()]
    batch = batch_of(documents, certified)
    national.fails = [ports.SignerRefused(kind)]

    for document in documents:
        tasks.issue(str(document.pk))

    assert set(BatchLine.objects.values_list("state", "reason")) == {("failed", kind)}
    assert kept(batch) is None
    assert national.asked == []  # the second was not tried with what was refused
    actions.take_up_batch(batch_id=batch.pk, by=certified, at=NOON, passphrase=SECRET)
    for document in documents:
        actions.order_signing(document_ids=[document.pk], by=certified, at=NOON, key=uuid7(), batch_id=batch.pk)
        tasks.issue(str(document.pk))
    assert sorted(NumberEntry.objects.values_list("number", "state")) == [(1, "used"), (2, "used")]


def test_after_a_time_out_the_same_thing_is_asked_once_more(national, certified):
    document = make_ready()
    batch_of([document], certified)
    national.fails = [ports.OutsideTrouble("time-out")]
    with pytest.raises(ports.OutsideTrouble):
        tasks.issue(str(document.pk))

    tasks.issue(str(document.pk))
    tasks.issue(str(document.pk))

    assert len(national.asked) == 1
    document.refresh_from_db()
    assert document.state == "issued"


def test_what_a_batch_that_ran_out_still_keeps_is_forgotten(national, certified):
    batch = batch_of([make_ready()], certified)

    tasks.take_up(NOON + timedelta(minutes=16))

    assert kept(batch) is None


# -- ink -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def inked(village):
    return make_head(village, mode="basah")[1]


@pytest.fixture
def officer(village):
    account = make_account(name="Wayan")
    make_holding(account, village, role="village-officer")
    return as_actor(account, village, "village-officer")


def printed(officer):
    document = make_ready()
    actions.order_print(document_id=document.pk, key=uuid7(), by=officer, at=NOON)
    tasks.issue(str(document.pk))
    document.refresh_from_db()
    return document


def scanned(document, head, officer, signed_on=TODAY, scan=SCAN):
    return actions.take_scan(
        document_id=document.pk, scan=scan, signed_on=signed_on, account_id=head.account_id, by=officer, at=NOON
    )


def test_on_paper_it_is_printed_with_its_number_and_issued_with_the_scan(inked, officer, renderer):
    document = printed(officer)
    assert (document.state, document.chain, bool(document.number)) == ("printed", "basah", True)
    assert renderer.seen[-1]["doc"]["chain"] == "basah"
    assert queries.verify_code(document.code, at=NOON).state == "unknown"  # not in force yet

    document = scanned(document, inked, officer)

    assert (document.state, document.signed_on) == ("issued", NOON.date())
    assert queries.pdf(officer, document.pk, at=NOON) == SCAN
    assert actions.open_print(document_id=document.pk, by=officer, at=NOON) != SCAN
    facts = queries.verify_upload(SCAN, at=NOON).facts
    assert (facts.chain, facts.signed_on, facts.signer_title) == ("basah", NOON.date(), "Kepala Desa Tamansari")
    assert NumberEntry.objects.get().state == "used"


def test_it_holds_as_long_as_the_print_says_also_when_signed_days_later(inked, officer):
    document = printed(officer)
    day_after = NOON + timedelta(days=1)

    done = actions.take_scan(
        document_id=document.pk, scan=SCAN, signed_on=day_after.date(), account_id=inked.account_id, by=officer,
        at=day_after,
    )  # fmt: skip

    assert document.valid_until is not None
    assert done.valid_until == document.valid_until


def test_numbers_stay_gapless_when_a_print_comes_to_nothing(inked, officer):
    first, second = printed(officer), printed(officer)
    actions.discard(document_id=first.pk, reason="salah cetak", by=officer, at=NOON)
    scanned(second, inked, officer)

    assert sorted(NumberEntry.objects.values_list("number", "state")) == [(1, "void"), (2, "used")]


def test_printing_twice_takes_one_number(inked, officer):
    document = printed(officer)

    assert actions.order_print(document_id=document.pk, key=uuid7(), by=officer, at=NOON) is None
    assert NumberEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scan": b"\xff\xd8\xff\xe0" + b"0" * 50}, "sebagai PDF"),
        ({"scan": b"bukan PDF"}, "sebagai PDF"),
        ({"signed_on": NOON.date() + timedelta(days=1)}, "antara hari cetak"),
        ({"signed_on": NOON.date() - timedelta(days=1)}, "antara hari cetak"),
    ],
)
def test_a_scan_that_cannot_be_is_refused(changes, words, inked, officer):
    with pytest.raises(Refused, match=words):
        scanned(printed(officer), inked, officer, **changes)


def test_the_print_itself_is_no_scan(inked, officer):
    document = printed(officer)
    unsigned = actions.open_print(document_id=document.pk, by=officer, at=NOON)

    with pytest.raises(Refused, match="belum ditandatangani"):
        scanned(document, inked, officer, scan=unsigned)


def test_the_scan_of_another_document_is_refused(inked, officer):
    first, second = printed(officer), printed(officer)
    scanned(first, inked, officer)

    with pytest.raises(Refused, match="milik dokumen lain"):
        scanned(second, inked, officer)


def test_only_an_official_with_authority_on_that_day_can_have_signed(inked, officer):
    with pytest.raises(Refused, match="SK yang berlaku"):
        scanned(printed(officer), officer, officer)


def test_what_is_signed_by_machine_is_not_printed_and_the_other_way_round(head, officer):
    document = make_ready()

    with pytest.raises(Refused, match="secara elektronik"):
        actions.order_print(document_id=document.pk, key=uuid7(), by=officer, at=NOON)
    wet = make_ready(mode="basah")
    with pytest.raises(Refused, match="di kertas"):
        actions.order_signing(document_ids=[wet.pk], by=head, at=NOON, key=uuid7())
    assert [row.id for row in queries.on_paper(officer, today=NOON.date())] == [wet.pk]


def test_strangers_find_no_print(inked, officer, licensing):
    document = printed(officer)
    stranger = make_head(licensing)[1]

    with pytest.raises(NotFound):
        actions.open_print(document_id=document.pk, by=stranger, at=NOON)
    with pytest.raises(NotFound):
        scanned(document, inked, stranger)
