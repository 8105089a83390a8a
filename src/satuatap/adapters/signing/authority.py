"""A certificate authority for tests and demonstrations, made on the spot. Nobody outside vouches for it: every document
signed under it is a sample, and ``doctor`` refuses it in production.

Keys are on the curve P-256: made at once, signing in a millisecond, read by every PDF program of the last ten years.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from satuatap.kernel import secrets

NAME = "Otoritas Uji SatuAtap (contoh, bukan PSrE)"
PURPOSE = "signing"
ROOT_YEARS, LEAF_YEARS = 20, 2
RENEW_BEFORE = timedelta(days=30)
ALREADY_VALID = timedelta(days=7)  # clocks of those who check may be behind ours
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
LONGEST = 64  # X.509 allows no more letters in a name


@dataclass(frozen=True, slots=True)
class Identity:
    """A key with its certificate and the root that vouches for it."""

    key: EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: x509.Certificate


def setup(home: Path, at: datetime | None = None) -> None:
    """Make the authority of this installation unless it is there already."""
    _root(home, at or datetime.now(UTC))


def root_file(home: Path) -> Path:
    """The authority's own certificate, open to every process that checks signatures."""
    return home / "authority.pem"


def identity(home: Path, *, key: str, name: str, title: str, unit: str, at: datetime) -> Identity:
    """The identity of an official or institution, made on first use and renewed before it runs out.

    Another name, title or unit is another certificate: what it says was true when it signed.
    """
    digest = hashlib.sha256(json.dumps([key, name, title, unit]).encode()).hexdigest()[:32]
    for number in range(1, 1000):
        path = _folder(home) / f"{digest}-{number}.p12"
        found = _read(path, home) if path.exists() else _make_leaf(path, home, name, title, unit, at)
        if found.certificate.not_valid_after_utc - RENEW_BEFORE > at:
            return found
    raise RuntimeError("no certificate could be made that is still valid")


def _root(home: Path, at: datetime) -> Identity:
    path = _folder(home) / "root.p12"
    if not path.exists():
        key = generate_private_key(SECP256R1())
        subject = x509.Name(
            [x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"), x509.NameAttribute(NameOID.COMMON_NAME, NAME)]
        )
        certificate = _certificate(subject, key, subject, key, at, ROOT_YEARS)
        secrets.write_durably(path, _packed(key, certificate, None, home))
    found = _read(path, home)
    if not root_file(home).exists():
        secrets.write_durably(root_file(home), found.certificate.public_bytes(Encoding.PEM))
        root_file(home).chmod(0o644)
    return found


def _make_leaf(path: Path, home: Path, name: str, title: str, unit: str, at: datetime) -> Identity:
    root = _root(home, at)
    key = generate_private_key(SECP256R1())
    parts = [
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.TITLE, title),
        (NameOID.COMMON_NAME, name),
    ]
    subject = x509.Name([x509.NameAttribute(kind, text[:LONGEST]) for kind, text in parts if text])
    certificate = _certificate(subject, key, root.certificate.subject, root.key, at, LEAF_YEARS)
    secrets.write_durably(path, _packed(key, certificate, root.certificate, home))
    return _read(path, home)  # of two processes that make it at once, both use the first


def _certificate(
    subject: x509.Name,
    key: EllipticCurvePrivateKey,
    issuer: x509.Name,
    issuer_key: EllipticCurvePrivateKey,
    at: datetime,
    years: int,
) -> x509.Certificate:
    is_root = key is issuer_key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - ALREADY_VALID)
        .not_valid_after(at + timedelta(days=365 * years))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_usage(is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not is_root:
        uses = [ExtendedKeyUsageOID.EMAIL_PROTECTION, DOCUMENT_SIGNING]  # most PDF programs still look for the first
        builder = builder.add_extension(x509.ExtendedKeyUsage(uses), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root, key_cert_sign=is_root, crl_sign=is_root,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _packed(
    key: EllipticCurvePrivateKey, certificate: x509.Certificate, root: x509.Certificate | None, home: Path
) -> bytes:
    """PKCS#12, sealed by the master key instead of a password that would lie beside it."""
    packed = pkcs12.serialize_key_and_certificates(
        b"satuatap", key, certificate, [root] if root else None, NoEncryption()
    )
    return secrets.seal(packed, PURPOSE, home=home)


def _read(path: Path, home: Path) -> Identity:
    key, certificate, others = pkcs12.load_key_and_certificates(
        secrets.unseal(path.read_bytes(), PURPOSE, home=home), None
    )
    if not isinstance(key, EllipticCurvePrivateKey) or certificate is None:
        raise secrets.Unsealable(f"{path.name} holds no key of ours")
    return Identity(key, certificate, others[0] if others else certificate)


def _folder(home: Path) -> Path:
    path = home / "signing"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
