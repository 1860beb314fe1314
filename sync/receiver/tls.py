"""TLS of the receiver: three PEM files, each of which is named when something is wrong with it."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from sync.receiver.database import StoreUnusable


@dataclass(frozen=True)
class Tls:
    """PEM files: the centre's certificate with its key, and who issues the kiosks' certificates."""

    certificate: Path
    key: Path
    authorities: Path


class TlsUnusable(StoreUnusable):
    """A PEM file that cannot be used; says which and why in a sentence."""


def tls_context(tls: Tls | None) -> ssl.SSLContext | None:
    """TLS that believes a certificate of the authorities; who shows none may read, not send.

    Raises TlsUnusable.
    """
    if tls is None:
        return None
    own = _certificate_in(tls.certificate)
    _certificate_in(tls.authorities)
    if _key_in(tls.key) != own.public_key():
        raise TlsUnusable(f"{tls.key} is not the key of the certificate in {tls.certificate}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(tls.certificate, tls.key)
    except ssl.SSLError as error:
        raise TlsUnusable(f"{tls.certificate} cannot be used ({error.reason})") from error
    try:
        context.load_verify_locations(tls.authorities)
    except ssl.SSLError as error:
        raise TlsUnusable(f"{tls.authorities} cannot be used ({error.reason})") from error
    context.verify_mode = ssl.CERT_OPTIONAL
    return context


def _certificate_in(path: Path) -> x509.Certificate:
    """The first one."""
    try:
        return x509.load_pem_x509_certificates(_read(path))[0]
    except ValueError as error:
        raise TlsUnusable(f"{path} holds no certificate in PEM") from error


def _key_in(path: Path) -> object:
    """The public half of the private key."""
    try:
        return load_pem_private_key(_read(path), password=None).public_key()
    except TypeError as error:
        raise TlsUnusable(f"{path} is locked with a password: give it without") from error
    except ValueError as error:
        raise TlsUnusable(f"{path} holds no private key in PEM") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TlsUnusable(f"{path} cannot be read: {error.strerror}") from error
