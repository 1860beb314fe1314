"""The small certificate authority in a store's folder: it names kiosks, and nothing else."""

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sync.receiver.durable import write_durably
from sync.receiver.keys import read_own_key, write_new_key

CERTIFICATE_FILE = "authority.pem"
_KEY_FILE = "authority-key.pem"
_AUTHORITY_LIFE = dt.timedelta(days=20 * 365)
_KIOSK_LIFE = dt.timedelta(days=2 * 365)
_CLOCKS_DIFFER_BY = dt.timedelta(hours=1)


def issue(
    folder: Path, name: str, public: bytes, now: dt.datetime, life: dt.timedelta = _KIOSK_LIFE
) -> bytes:
    """A certificate (PEM) for a kiosk, or HAND_OVER, and its own key, by this folder's authority.

    The authority is made the first time: authority.pem is what `serve --authorities` takes.
    Raises StoreUnusable, OSError.
    """
    private, authority = _authority(folder, now)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    key = Ed25519PublicKey.from_public_bytes(public)
    client = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH])
    return (
        _certificate(subject, authority.subject, key, private, now, life)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(client, critical=False)
        .sign(private, None)
        .public_bytes(Encoding.PEM)
    )


def _authority(folder: Path, now: dt.datetime) -> tuple[Ed25519PrivateKey, x509.Certificate]:
    path = folder / CERTIFICATE_FILE
    if not path.exists():
        # The key is of no use without the certificate: one from a crash in between is replaced.
        write_new_key(folder / _KEY_FILE)
        private = read_own_key(folder / _KEY_FILE)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kiosks of this centre")])
        made = (
            _certificate(name, name, private.public_key(), private, now, _AUTHORITY_LIFE)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs_certificates=True), critical=True)
            .sign(private, None)
        )
        write_durably(path, made.public_bytes(Encoding.PEM))
    return read_own_key(folder / _KEY_FILE), x509.load_pem_x509_certificate(path.read_bytes())


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: Ed25519PublicKey,
    issuing: Ed25519PrivateKey,
    now: dt.datetime,
    life: dt.timedelta,
) -> x509.CertificateBuilder:
    by = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER_BY)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(by, critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
