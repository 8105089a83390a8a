from datetime import UTC, datetime, timedelta

import pytest

from satuatap.adapters.wire.signatures import BadSignature, signed, verify

AT = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
BODY = b'{"amount":"150000.00"}'


def test_what_we_sign_we_believe_whatever_the_case_of_the_headers():
    headers = signed(b"secret", "notification", BODY, AT)

    verify(b"secret", "notification", {name.lower(): value for name, value in headers.items()}, BODY, AT)


@pytest.mark.parametrize(
    ("secret", "subject", "body", "late"),
    [
        (b"other", "notification", BODY, 0),
        (b"secret", "POST /charges", BODY, 0),
        (b"secret", "notification", BODY + b" ", 0),
        (b"secret", "notification", BODY, 301),
        (b"secret", "notification", BODY, -301),
    ],
)
def test_anything_else_we_do_not(secret, subject, body, late):
    headers = signed(b"secret", "notification", BODY, AT)
    with pytest.raises(BadSignature):
        verify(secret, subject, headers, body, AT + timedelta(seconds=late))


@pytest.mark.parametrize("headers", [{}, {"X-Timestamp": "soon"}, {"X-Timestamp": str(int(AT.timestamp()))}])
def test_nor_what_is_not_signed_at_all(headers):
    with pytest.raises(BadSignature):
        verify(b"secret", "notification", headers, BODY, AT)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Timestamp", ""),
        ("X-Timestamp", "²"),
        ("X-Timestamp", "9" * 400),
        ("X-Timestamp", "9" * 5000),
        ("X-Signature", ""),
        ("X-Signature", "é"),
    ],
)
def test_headers_that_make_no_sense_are_no_proof_either(name, value):
    with pytest.raises(BadSignature):
        verify(b"secret", "notification", signed(b"secret", "notification", BODY, AT) | {name: value}, BODY, AT)
