"""Signing by the national service over HTTP: the PDF goes out with the official's NIK and passphrase, and comes back
signed.

The shape (``POST /api/sign/pdf``, multipart, basic authentication) is what public client programs send; no contract of
the service was at hand. What is not confirmed stands in ``SHAPE`` in one place: see ``docs/how-to/signing.md``.
"""

import base64
import http.client
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from satuatap.domain.documents.ports import OutsideTrouble, SignerRefused, Signing

PATIENCE_SECONDS = 30.0
LARGEST_PDF = 20 * 1024 * 1024
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Shape:
    """Path, names of the fields, and what an error says: unconfirmed, to be set when the agency has its contract."""

    path: str = "/api/sign/pdf"
    file: str = "file"
    nik: str = "nik"
    passphrase: str = "passphrase"  # noqa: S105 (the name of a field)
    fixed: Mapping[str, str] = field(default_factory=lambda: {"tampilan": "invisible"})
    once: str = "Idempotency-Key"
    errors: Mapping[str, str] = field(
        default_factory=lambda: {
            "passphrase": "passphrase", "expired": "expired", "revoked": "revoked", "unknown": "unknown-signer",
        }
    )  # fmt: skip


SHAPE = Shape()


class BsreSigner:
    """One agency's access to the service: address, user and password. ``is_test`` for the sandbox."""

    chain = "bsre"
    authority = "Balai Sertifikasi Elektronik (BSrE), BSSN"

    def __init__(
        self, url: str, access: str, *, is_test: bool, shape: Shape = SHAPE, patience: float = PATIENCE_SECONDS
    ) -> None:
        self.url, self.access, self.is_test, self.shape, self.patience = url, access, is_test, shape, patience

    def sign(self, pdf: bytes, signing: Signing) -> bytes:
        status, answer = self._send(pdf, signing)
        if status == HTTPStatus.OK and answer.startswith(pdf) and len(answer) > len(pdf):
            return answer
        if status == HTTPStatus.OK:
            raise OutsideTrouble("the answer is not the document that was sent")
        if (kind := self._refusal(status, answer)) is not None:
            raise SignerRefused(kind)
        raise OutsideTrouble(f"status {status}")

    def _refusal(self, status: int, answer: bytes) -> str | None:
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return None
        try:
            said: Any = json.loads(answer)
            return self.shape.errors.get(str(said["error"]))
        except (ValueError, KeyError, TypeError):
            return None

    def _send(self, pdf: bytes, signing: Signing) -> tuple[int, bytes]:
        """Nothing of the request is ever written anywhere: it holds a passphrase."""
        fields = {self.shape.nik: signing.nik, self.shape.passphrase: signing.passphrase, **self.shape.fixed}
        body, kind = multipart(fields, self.shape.file, pdf)
        basic = base64.b64encode(self.access.encode()).decode()
        headers = {"Content-Type": kind, "Authorization": f"Basic {basic}", self.shape.once: signing.once}
        address = urlsplit(self.url)
        maker = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        connection = maker(address.hostname or "", address.port, timeout=self.patience)
        try:
            connection.request("POST", address.path.rstrip("/") + self.shape.path, body, headers)
            response = connection.getresponse()
            return response.status, response.read(LARGEST_PDF + 1)
        except (OSError, http.client.HTTPException) as problem:
            raise OutsideTrouble(type(problem).__name__) from None
        finally:
            connection.close()


def multipart(fields: Mapping[str, str], file: str, pdf: bytes) -> tuple[bytes, str]:
    """The body of a form with one PDF, and its content type."""
    boundary = uuid.uuid4().hex
    head = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
        for name, text in fields.items()
    )
    head += (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{file}"; filename="dokumen.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return head.encode() + pdf + f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
