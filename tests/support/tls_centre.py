"""A centre on TLS that answers anything, and certificates for it and for a kiosk."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
ANSWER = b"HTTP/1.1 200 OK\r\nResource-Centre: rc/1\r\nContent-Length: 0\r\n\r\n"


def certificate(folder: Path, name: str, start: dt.datetime, end: dt.datetime) -> Path:
    """A self-signed certificate for loopback with its key, in one PEM file."""
    key = Ed25519PrivateKey.generate()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    loopback = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1, start, end)
        .add_extension(loopback, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, None)
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return path


@contextmanager
def centre(pem: Path, kiosks: Path | None = None) -> Iterator[str]:
    """A TLS server that answers anything with our mark; with `kiosks` it wants a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    if kiosks is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(kiosks)

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            with plain.dup() as kept:
                with suppress(OSError), context.wrap_socket(plain, server_side=True) as secured:
                    secured.recv(65536)
                    secured.sendall(ANSWER)
                with suppress(OSError):  # let an alert arrive before the end
                    kept.shutdown(socket.SHUT_WR)
                    while kept.recv(65536):
                        pass

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
