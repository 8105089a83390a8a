"""What anybody finds out about a document, and what nobody does."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.examples import examples

from satuatap.domain.documents import actions, ports, queries, tasks
from satuatap.domain.documents.events import DocumentRevoked
from satuatap.domain.documents.tests.factories import NOON, holder_actor, make_issued, make_party, make_ready, revoke
from satuatap.domain.files import queries as files
from satuatap.domain.identity.tests.factories import as_actor, make_account
from satuatap.kernel.errors import NotFound, Refused

pytestmark = pytest.mark.django_db

OURS = ports.SignatureReading("Suyono", "Otoritas Uji", ours=True, trusted=True, intact=True, whole=True)
BROKEN = ports.SignatureReading("Suyono", "Otoritas Uji", ours=True, trusted=False, intact=False, whole=True)
FOREIGN = ports.SignatureReading("Kepala X", "Otoritas Lain", ours=False, trusted=False, intact=True, whole=True)
STRANGER = b"%PDF-1.7\nsomething else altogether " + bytes(range(256)) * 20 + b"\n%%EOF"


@pytest.fixture
def document(head):
    return make_issued(head, party=make_party("Rani Wulandari"))


@pytest.fixture
def pdf(document):
    return files.read(document.file_id)


def upload(data: bytes, token: str = "", at=NOON) -> tuple[str, str]:
    verdict = queries.verify_upload(data, at=at, token=token)
    return verdict.state, verdict.reason


def test_token_code_and_file_lead_to_the_same_facts(document, pdf):
    by_token = queries.verify_token(document.token, at=NOON)
    by_code = queries.verify_code(document.code.lower().replace("-", " "), at=NOON)
    by_file = queries.verify_upload(pdf, at=NOON)

    assert by_token == by_code == by_file
    assert by_token.state == "valid"
    facts = by_token.facts
    assert (facts.title, facts.number, facts.holder) == ("Surat Keterangan", document.number, "Ra•• Wul••••ri")
    assert (facts.unit_name, facts.signer_title) == ("Desa Tamansari", "Kepala Desa Tamansari")
    assert facts.is_sample


def test_facts_hold_nothing_of_the_content(document):
    shown = repr(queries.verify_token(document.token, at=NOON))
    assert "Rani Wulandari" not in shown
    assert "Juli 1995" not in shown
    assert str(document.party_id) not in shown


def test_a_file_is_compared_with_the_document_of_an_address(head, document, pdf):
    other = make_issued(head)
    assert upload(pdf, token=document.token) == ("valid", "")
    assert upload(pdf, token=other.token) == ("forged", "other-document")
    assert upload(STRANGER, token=document.token) == ("forged", "not-made-by-us")


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(share=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_changed(document, pdf, share, change):
    place = 5 + int(share * (len(pdf) - 5))
    changed = pdf[:place] + bytes([pdf[place] ^ change]) + pdf[place + 1 :]
    verdict = queries.verify_upload(changed, at=NOON)
    assert (verdict.state, verdict.facts.number) == ("changed", document.number)


@pytest.mark.parametrize(
    "damage",
    [
        lambda pdf: pdf[: len(pdf) * 9 // 10],
        lambda pdf: pdf[: len(pdf) // 2],
        lambda pdf: pdf + b"\n1 0 obj\n<<>>\nendobj\n%%EOF",
        lambda pdf: pdf.replace(b"RANI", b"BUDI").replace(b"Rani", b"Budi"),
        lambda pdf: pdf[:900] + b"x" * 500 + pdf[900:],
        lambda pdf: STRANGER + pdf,
    ],
)
def test_what_was_made_from_our_file_is_changed(document, pdf, reader, damage):
    assert upload(damage(pdf)) == ("changed", "bytes-differ")
    assert reader.reads == 0  # seen without reading the file at all


def test_our_code_pasted_into_another_file_is_forged(document):
    for mark in (f"https://layanan.example/v/{document.token}", document.code):
        assert upload(STRANGER + b"\n" + mark.encode() + b"\n%%EOF") == ("forged", "not-made-by-us")


def test_a_code_seen_only_by_the_reader_counts_too(document, reader):
    reader.finds = ports.PdfReading(texts=(f"https://layanan.example/v/{document.token}",))
    verdict = queries.verify_upload(STRANGER, at=NOON)
    assert (verdict.state, verdict.facts.number) == ("forged", document.number)


def test_a_code_of_ours_that_does_not_exist_is_forged():
    made_up = b"https://layanan.example/v/aaaaaaaaaaaaaaaaaaaaaa"
    assert upload(STRANGER + made_up) == ("forged", "code-unknown")


def test_our_signature_under_a_file_we_do_not_know_is_forged(reader):
    reader.finds = ports.PdfReading(signatures=(OURS,))
    assert upload(STRANGER) == ("forged", "unlisted")


def test_a_broken_signature_of_ours_is_changed(reader):
    reader.finds = ports.PdfReading(signatures=(BROKEN,))
    assert upload(STRANGER) == ("changed", "signature-broken")


def test_somebody_elses_signature_is_unknown_and_named(reader):
    reader.finds = ports.PdfReading(signatures=(FOREIGN,))
    verdict = queries.verify_upload(STRANGER, at=NOON)
    assert (verdict.state, verdict.reason, verdict.signers) == ("unknown", "signed-by-others", (FOREIGN,))


def test_our_code_under_somebody_elses_signature_is_forged(document, reader):
    reader.finds = ports.PdfReading(signatures=(FOREIGN,))
    assert upload(STRANGER + b" " + document.code.encode()) == ("forged", "not-made-by-us")


@pytest.mark.parametrize(
    ("finds", "reason"),
    [
        (ports.PdfReading(), "not-signed"),
        (ports.PdfReading(readable=False), "unreadable"),
        (ports.PdfReading(cut_off=True), "unreadable"),
    ],
)
def test_a_file_that_says_nothing_of_us_is_unknown(reader, finds, reason):
    reader.finds = finds
    assert upload(STRANGER) == ("unknown", reason)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff photo", "wrong-type"),
        (b"MZ", "wrong-type"),
        (b"%PDF-".ljust(10**7 + 10**6), "too-large"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_words(data, code):
    with pytest.raises(Refused) as refusal:
        queries.verify_upload(data, at=NOON)
    assert refusal.value.code == code


def test_too_many_at_once_are_asked_to_wait(reader):
    reader.finds = ports.ReaderBusy()
    with pytest.raises(Refused, match="Coba sebentar lagi"):
        queries.verify_upload(STRANGER, at=NOON)


def test_a_document_expires_the_day_after_its_last(document, pdf):
    last = NOON + timedelta(days=30)
    assert queries.verify_token(document.token, at=last).state == "valid"
    assert queries.verify_token(document.token, at=last + timedelta(days=1)).state == "expired"
    assert upload(pdf, at=last + timedelta(days=1)) == ("expired", "")


def test_a_revoked_document_says_why_and_its_holder_is_told(head, document, pdf, told):
    revoke(document, head, "Data tidak benar")

    verdict = queries.verify_upload(pdf, at=NOON)
    assert (verdict.state, verdict.facts.reason, verdict.facts.taken_back_at) == ("revoked", "Data tidak benar", NOON)
    assert told[-1] == DocumentRevoked(document_id=document.pk, about=document.about)
    assert queries.verify_token(document.token, at=NOON + timedelta(days=400)).state == "revoked"
    with pytest.raises(Refused):
        revoke(document, head, "Lagi")


def test_the_holders_message_names_the_document_and_where_the_reason_stands(head, document, monkeypatch):
    sent = []
    monkeypatch.setattr(tasks.notifications, "notify", lambda **facts: sent.append(facts))
    revoke(document, head, "Data tidak benar")
    tasks.tell_holder(DocumentRevoked(document_id=document.pk, about=document.about))

    [facts] = sent
    assert (facts["template"], facts["party_id"], facts["path"]) == (
        "document-revoked", document.party_id, f"/v/{document.token}",
    )  # fmt: skip
    assert facts["context"] == {
        "document": "Surat Keterangan", "number": document.number, "when": "23 November 2026",
    }  # fmt: skip


def test_a_replaced_document_leads_to_the_new_one(head, document, told):
    other = make_issued(head)
    mended = actions.Ground("Nama diperbaiki")
    actions.replace(document_id=document.pk, replacement_id=other.pk, ground=mended, by=head, at=NOON)

    facts = queries.verify_token(document.token, at=NOON).facts
    assert queries.verify_token(document.token, at=NOON).state == "replaced"
    assert (facts.replaced_by_token, facts.replaced_by_number) == (other.token, other.number)
    assert told[-1].replaced
    for wrong in (document.pk, make_ready().pk):
        with pytest.raises(Refused):
            actions.replace(document_id=other.pk, replacement_id=wrong, ground=mended, by=head, at=NOON)


def test_taking_back_needs_a_reason_and_the_right_person(village, head, document):
    with pytest.raises(Refused, match="alasannya"):
        revoke(document, head, " ")
    officer = as_actor(make_account(name="Budi"), village, "village-officer")
    with pytest.raises(Refused) as refusal:
        revoke(document, officer, "x")
    assert refusal.value.code == "not-allowed"
    with pytest.raises(NotFound):
        revoke(document, as_actor(make_account(name="Tono")), "x")


def test_drafts_are_known_to_nobody(village):
    draft = make_ready()
    assert queries.verify_token(draft.token, at=NOON) == queries.Verdict("unknown", "token-unknown")
    assert queries.verify_code(draft.code, at=NOON) == queries.Verdict("unknown", "code-unknown")


def test_a_mistyped_code_says_so():
    assert queries.verify_code("TQ7M-2XKD-94RX", at=NOON).reason == "code-mistyped"
    assert queries.verify_code("", at=NOON).reason == "code-mistyped"


# -- another system's PDF ---------------------------------------------------------------------------------------------


def test_the_signature_of_another_system_is_shown(reader):
    reader.finds = ports.PdfReading(signatures=(FOREIGN,))
    check = queries.check_outside_pdf(STRANGER)
    assert (check.signed, check.signer, check.issuer, check.trusted, check.intact) == (
        True, "Kepala X", "Otoritas Lain", False, True,
    )  # fmt: skip


def test_a_broken_signature_of_another_system_is_not_intact(reader):
    reader.finds = ports.PdfReading(signatures=(BROKEN,))
    assert not queries.check_outside_pdf(STRANGER).intact


@pytest.mark.parametrize(
    "finds", [ports.ReaderBusy(), ports.PdfReading(cut_off=True), ports.PdfReading(readable=False)]
)
def test_an_outside_pdf_that_cannot_be_read_has_no_signature(reader, finds):
    reader.finds = finds
    assert queries.check_outside_pdf(STRANGER) == queries.OutsideCheck(readable=False)
    assert queries.check_outside_pdf(b"a photo") == queries.OutsideCheck(readable=False)


# -- who reads ----------------------------------------------------------------------------------------------------------


def test_the_holder_downloads_once_proven_and_others_find_nothing(document, pdf):
    holder = holder_actor(document.party)
    assert queries.pdf(holder, document.pk, at=NOON) == pdf
    with pytest.raises(Refused, match="KTP"):
        queries.pdf(holder_actor(document.party, proof=1), document.pk, at=NOON)
    for stranger in (holder_actor(make_party("Orang Lain")), as_actor(make_account(name="Tono"))):
        with pytest.raises(NotFound):
            queries.pdf(stranger, document.pk, at=NOON)


def test_a_look_by_the_office_is_recorded_and_the_holders_own_is_not(head, document):
    from satuatap.domain.audit.models import Entry

    queries.pdf(holder_actor(document.party), document.pk, at=NOON)
    assert not Entry.objects.filter(verb="looked").exists()
    queries.pdf(head, document.pk, at=NOON)
    look = Entry.objects.get(verb="looked")
    assert (look.party_id, look.purpose) == (str(document.party_id), "membuka dokumen Surat Keterangan")


def draft(document, by):
    return actions.open_draft(document_id=document.pk, about=document.about, by=by, at=NOON)


def test_a_preview_is_for_the_office_only(head):
    document = make_ready()
    assert draft(document, head).startswith(b"%PDF")
    with pytest.raises(NotFound):
        draft(document, holder_actor(document.party))
    with pytest.raises(NotFound):
        queries.pdf(head, document.pk, at=NOON)


def test_the_list_of_a_case_costs_one_query(head, document, django_assert_num_queries):
    make_issued(head, about=document.about)
    with django_assert_num_queries(1):
        rows = queries.of_about(document.about)
    assert [row.state for row in rows] == ["issued", "issued"]
    assert rows[0].has_pdf
    names = sorted(row.file_name for row in rows)
    assert names[0] == "Surat Keterangan 400.12-001-35.10.24.2008-XI-2026.pdf"
