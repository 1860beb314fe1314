"""Signs PDF files with a certificate of our own, and has pyHanko judge the signatures."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import DiffPolicy
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNER = "A Notary of Tests"


@dataclass(frozen=True)
class Judged:
    """What pyHanko says of one signature."""

    intact: bool
    valid: bool
    trusted: bool
    changes_permitted: bool
    changes: str


def signed(
    data: bytes,
    *,
    certify: MDPPerm | None = None,
    lock: FieldMDPAction | None = None,
    box: tuple[int, int, int, int] | None = None,
    name: str = "Signature1",
    digest: str = "sha256",
    days_left: int = 1,
    signer: str = SIGNER,
) -> bytes:
    """The same file with a signature appended; `certify` makes it a certification.

    The certificate is in the name of `signer` and ends in `days_left`; a negative number has it
    ended.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    locked = None if lock is None else FieldMDPSpec(lock, None if lock.value == "/All" else ["x"])
    fields.append_signature_field(writer, SigFieldSpec(name, box=box, field_mdp_spec=locked))
    facts = signers.PdfSignatureMetadata(
        field_name=name,
        md_algorithm=digest,
        certify=certify is not None,
        docmdp_permissions=certify or MDPPerm.FILL_FORMS,
    )
    out = io.BytesIO()
    signers.PdfSigner(facts, _signer(days_left, signer)).sign_pdf(writer, output=out)
    return out.getvalue()


def judged(data: bytes, policy: DiffPolicy) -> list[Judged]:
    """Every signature of a file, as the policy sees what came after it."""
    trust = ValidationContext(trust_roots=[_certificate()], allow_fetching=False)
    results = []
    for signature in PdfFileReader(io.BytesIO(data)).embedded_signatures:
        status = validate_pdf_signature(
            signature, signer_validation_context=trust, diff_policy=policy
        )
        level = getattr(status.modification_level, "name", "")
        results.append(
            Judged(status.intact, status.valid, status.trusted, bool(status.docmdp_ok), level)
        )
    return results


def _signer(days_left: int, name: str) -> signers.SimpleSigner:
    der = _key().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return signers.SimpleSigner(
        signing_cert=_certificate(days_left, name),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )


@cache
def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _certificate(days_left: int = 1, signer: str = SIGNER) -> asn1_x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, signer)])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(_key().public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days_left))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True, content_commitment=True, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=False,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .sign(_key(), hashes.SHA256())
    )  # fmt: skip
    return asn1_x509.Certificate.load(built.public_bytes(serialization.Encoding.DER))
