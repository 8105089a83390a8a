"""The national service's client against the real sandbox process, told to misbehave."""

from datetime import UTC, datetime

import pytest

from satuatap.adapters.signing.bsre import BsreSigner
from satuatap.adapters.signing.sandbox import PASSPHRASE
from satuatap.adapters.typst.renderer import TypstRenderer
from satuatap.adapters.typst.tests.letters import MADE, TEMPLATE, values
from satuatap.adapters.wire.tests.running import running
from satuatap.domain.documents.ports import OutsideTrouble, SignerRefused, Signing


@pytest.fixture(scope="module")
def process(tmp_path_factory):
    with running("satuatap.adapters.signing.sandbox", tmp_path_factory.mktemp("bsre"), "") as found:
        yield found


@pytest.fixture(scope="module")
def pdf():
    renderer = TypstRenderer(children=1)
    yield renderer.render(TEMPLATE, values(), MADE)
    renderer.pool.close()


@pytest.fixture
def signer(process):
    yield BsreSigner(process.url, "esign:rahasia", is_test=True, patience=3.0)
    process.control(down=False, delay=0, other=False, passphrase=False, expired=False, revoked=False, unknown=False)


def asked(**changes):
    facts = {
        "key": "account:1", "name": "Suyono", "title": "Kepala Desa", "unit": "Desa Tamansari", "reason": "SKTM 1",
        "address": "https://layanan.example/v/x", "at": datetime(2026, 11, 23, 5, tzinfo=UTC), "once": "document:1",
        "nik": "3510245505950001", "passphrase": PASSPHRASE,
    } | changes  # fmt: skip
    return Signing(**facts)


def test_the_same_pdf_comes_back_with_a_signature(pdf, signer):
    signed = signer.sign(pdf, asked(once="plain"))

    assert signed.startswith(pdf)
    assert b"/ByteRange" in signed[len(pdf) :]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("passphrase", "passphrase"), ("expired", "expired"), ("revoked", "revoked"), ("unknown", "unknown-signer")],
)
def test_each_refusal_is_told_apart(pdf, signer, process, fault, kind):
    process.control(**{fault: True})

    with pytest.raises(SignerRefused) as refusal:
        signer.sign(pdf, asked())

    assert refusal.value.kind == kind


def test_a_wrong_passphrase_is_refused_and_stands_in_no_message(pdf, signer):
    with pytest.raises(SignerRefused, match="passphrase") as refusal:
        signer.sign(pdf, asked(passphrase="salah sekali"))

    assert "salah sekali" not in f"{refusal.value!r} {asked(passphrase='salah sekali')!r}"


def test_after_a_time_out_the_same_question_gets_the_signature_that_was_made(pdf, signer, process):
    process.control(delay=2)
    hasty = BsreSigner(process.url, "esign:rahasia", is_test=True, patience=0.5)
    with pytest.raises(OutsideTrouble):
        hasty.sign(pdf, asked(once="late"))

    process.control(delay=0)
    first, second = signer.sign(pdf, asked(once="late")), signer.sign(pdf, asked(once="late"))

    assert first == second


def test_a_service_that_is_down_or_answers_with_another_file_is_trouble(pdf, signer, process):
    process.control(other=True)
    with pytest.raises(OutsideTrouble, match="not the document"):
        signer.sign(pdf, asked())
    process.control(other=False, down=True)
    with pytest.raises(OutsideTrouble, match="503"):
        signer.sign(pdf, asked())
