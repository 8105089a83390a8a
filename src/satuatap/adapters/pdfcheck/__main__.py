"""The confined child that reads one PDF.

Message: JSON ``{"ours": [PEM…], "trusted": [PEM…]}``, then the file. Answer: JSON with ``signatures`` and ``texts``; a
file that is no sound PDF is answered as a problem.
"""

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from satuatap.adapters.confined.child import Problem, serve

MEMORY_MB = 512
SECONDS = 10
MOST_SIGNATURES, MOST_PAGES, MOST_NOTES, LONGEST_TEXT = 20, 50, 200, 300


def read(message: list[bytes]) -> bytes:
    roots = json.loads(message[0])
    try:
        reader = PdfFileReader(BytesIO(message[1]), strict=False)
        if reader.encrypted:
            raise Problem(b"encrypted")
        found = {
            "signatures": [_signature(one, roots) for one in reader.embedded_signatures[:MOST_SIGNATURES]],
            "texts": [text[:LONGEST_TEXT] for text in _texts(reader)],
        }
    except (Problem, MemoryError):
        raise
    except Exception as problem:  # a hostile file may break the parser anywhere: unreadable
        raise Problem(type(problem).__name__.encode()) from problem
    return json.dumps(found).encode()


def _signature(one: EmbeddedPdfSignature, roots: dict[str, list[str]]) -> dict[str, Any]:
    """Against our own authority first, then against those we trust. One that cannot be understood is broken."""
    certificate = one.signer_cert
    facts: dict[str, Any] = {
        "signer": certificate.subject.native.get("common_name", certificate.subject.human_friendly),
        "issuer": certificate.issuer.native.get("common_name", certificate.issuer.human_friendly),
        "at": one.self_reported_timestamp.isoformat() if one.self_reported_timestamp else None,
        "intact": False, "whole": False, "ours": _leads_to(certificate, roots["ours"]), "trusted": False,
    }  # fmt: skip
    try:
        status = _status(one, roots["ours"] if facts["ours"] else roots["trusted"])
    except (ValueError, SigningError, AttributeError, KeyError, TypeError):
        return facts
    facts["intact"] = bool(status.intact and status.valid)
    facts["whole"] = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    facts["trusted"] = bool(status.trusted)
    facts["ours"] = facts["ours"] and (facts["trusted"] or not facts["intact"])
    return facts


def _status(one: EmbeddedPdfSignature, trusted: list[str]) -> Any:
    """No revocation lists and no addresses are fetched: this process has no network."""
    when: datetime | None = one.self_reported_timestamp
    context = ValidationContext(
        trust_roots=_certificates(trusted), allow_fetching=False, revocation_mode="soft-fail", moment=when,
        best_signature_time=when,
    )  # fmt: skip
    return validate_pdf_signature(one, signer_validation_context=context, skip_diff=True)


def _leads_to(certificate: asn1_x509.Certificate, ours: list[str]) -> bool:
    """Whether the certificate names our authority as its issuer; whether that is true is seen with the signature."""
    return any(certificate.issuer == root.subject for root in _certificates(ours))


def _certificates(texts: list[str]) -> list[asn1_x509.Certificate]:
    return [asn1_x509.Certificate.load(pem.unarmor(text.encode())[2]) for text in texts]


def _texts(reader: PdfFileReader) -> Iterator[str]:
    """Addresses of links, keywords, and what signatures say about themselves."""
    for one in reader.embedded_signatures[:MOST_SIGNATURES]:
        yield from _strings(one.sig_object, "/ContactInfo", "/Reason")
    info = reader.trailer_view.get("/Info")
    if isinstance(info, generic.DictionaryObject):
        yield from _strings(info, "/Keywords", "/Subject", "/Title")
    left = MOST_NOTES
    for page in _pages(reader.root["/Pages"], MOST_PAGES):
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A") if left else None
            left -= 1
            if isinstance(action, generic.DictionaryObject):
                yield from _strings(action, "/URI")
            if left <= 0:
                return


def _pages(node: Any, most: int) -> Iterator[Any]:
    """The first pages of the tree; a tree that leads back to itself ends by the count."""
    waiting = [node]
    seen = 0
    while waiting and seen < most * 4:
        one = waiting.pop()
        seen += 1
        if "/Kids" in one:
            waiting.extend(kid.get_object() for kid in list(one["/Kids"])[:most])
        else:
            yield one


def _strings(holder: Any, *names: str) -> Iterator[str]:
    for name in names:
        value = holder.get(name)
        if isinstance(value, generic.TextStringObject | generic.ByteStringObject):
            yield value if isinstance(value, str) else value.decode("latin-1")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    serve(read, memory_mb=MEMORY_MB, seconds=SECONDS)
