"""pyHanko, told to leave everything in the file alone but for the signature itself. Loaded by the worker only."""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any, Self

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from asn1crypto.algos import SignedDigestAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko_certvalidator.registry import SimpleCertificateStore

from satuatap.domain.documents.ports import Signing

from .authority import Identity

FIELD = "TandaTangan"
RESERVED = 8192  # bytes for the signature; fixed, so that nothing is signed twice only to learn its size
LONGEST_SIGNATURE = 72  # of P-256
DIGEST = sha256(b"where the digest goes").digest()
MARK = 0xA5  # a byte; a signature's length of it stands nowhere else

# Zero-sized and far outside the page: PDF/A then asks for no picture of it, and PDF/UA for no place among the tags.
INVISIBLE = SigFieldSpec(
    sig_field_name=FIELD,
    readable_field_name="Tanda tangan elektronik",
    invis_sig_settings=InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True),
)


class OnlyTheSignature(IncrementalPdfFileWriter):
    """Adds to a PDF/A without touching what makes it one: its metadata and its version stay as they were set."""

    def ensure_output_version(self, version: Any) -> None:
        """The file stays what it is, PDF 1.7, as PDF/A-2 asks."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """Only the extension that PAdES needs in PDF 1.7; those of PDF 2.0 have no place in PDF/A-2."""
        if ext is ESIC_EXTENSION_1:
            super().register_extension(ext)

    def _update_meta(self) -> None:
        """XMP and document information stay as they were set: rewritten, they would no longer follow PDF/A."""


class Shaper(signers.Signer):
    """Makes the container of a signature with a mark in the place of the signature itself."""

    def __init__(self, length: int, **more: Any) -> None:
        super().__init__(prefer_pss=False, embed_roots=True, **more)
        self.mark = bytes([MARK]) * length
        self.attributes = b""

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002
        self.attributes = data
        return self.mark


@dataclass(frozen=True, slots=True)
class Shape:
    """What of an identity's signatures of one length is always the same, in DER: the attributes that are signed, with
    ``DIGEST`` in them, and the whole container, with ``DIGEST`` and the mark."""

    attributes: bytes
    container: bytes
    mark: bytes

    def signed_attributes(self, digest: bytes) -> bytes:
        return _put(self.attributes, DIGEST, digest)

    def filled(self, digest: bytes, signature: bytes) -> bytes:
        return _put(_put(self.container, self.mark, signature), DIGEST, digest)


class KeptKeySigner(Shaper):
    """Signs with a key that is parsed once.

    PAdES B-B forbids a time among the signed attributes, so that two signatures of one identity differ in nothing but the
    digest and the signature: pyHanko makes the container once for each length a signature can have, and these two are
    put into it. Writing the same DER anew took half of what a signature costs.
    """

    def __init__(self, key: EllipticCurvePrivateKey, **more: Any) -> None:
        super().__init__(LONGEST_SIGNATURE, **more)
        self.key = key
        self._more = more
        self._shapes: dict[int, Shape] = {}

    @classmethod
    def of(cls, identity: Identity) -> Self:
        certificate, root = (
            asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in (identity.certificate, identity.root)
        )
        registry = SimpleCertificateStore()
        registry.register(root)
        return cls(
            identity.key,
            signing_cert=certificate,
            cert_registry=registry,
            signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        )

    async def async_sign(self, data_digest: bytes, *same: Any, **always: Any) -> cms.ContentInfo:
        first = await self._shape(LONGEST_SIGNATURE, *same, **always)
        signature = self.key.sign(first.signed_attributes(data_digest), ECDSA(hashes.SHA256()))
        shape = await self._shape(len(signature), *same, **always)
        return cms.ContentInfo.load(shape.filled(data_digest, signature))

    async def _shape(self, length: int, *same: Any, **always: Any) -> Shape:
        if (known := self._shapes.get(length)) is None:
            shaper = Shaper(length, **self._more)
            container = (await shaper.async_sign(DIGEST, *same, **always)).dump()
            known = self._shapes[length] = Shape(shaper.attributes, container, shaper.mark)
        return known


def _put(shape: bytes, mark: bytes, real: bytes) -> bytes:
    if shape.count(mark) != 1:
        raise AssertionError("the shape of a signature does not hold its mark once")
    return shape.replace(mark, real)


def sign(pdf: bytes, signer: KeptKeySigner, signing: Signing) -> bytes:
    """The PDF with a certifying signature: whatever is appended later shows as a change."""
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        name=signing.name,
        reason=signing.reason,
        contact_info=signing.address,
    )
    machine = signers.PdfSigner(about, signer=signer, new_field_spec=INVISIBLE)
    signed: BytesIO = machine.sign_pdf(OnlyTheSignature(BytesIO(pdf)), bytes_reserved=RESERVED)
    return signed.getvalue()
