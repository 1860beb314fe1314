"""One connection: uvicorn's protocol with what it lacks, time-outs, limits and who is there."""

import asyncio
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.x509.oid import NameOID
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from sync.receiver.keys import CERTIFICATE, ShownCertificate
from sync.receiver.limits import Limits
from sync.receiver.problems import OWN_HEADERS, problem_body
from sync.wire import PROBLEM, Problem


def protocol(limits: Limits) -> type[asyncio.Protocol]:
    """The protocol with these limits: a time for the headers, a number of connections."""

    class Timed(H11Protocol):
        _deadline: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
            super().connection_made(transport)
            if len(self.connections) > limits.connections:
                transport.close()
                return
            secured = transport.get_extra_info("ssl_object")
            shown = secured.getpeercert(binary_form=True) if secured else None
            if shown:
                self.app = _Shown(self.app, _read(shown))
            self._watch()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._watch()

        def connection_lost(self, exc: Exception | None) -> None:
            self._unwatch()
            super().connection_lost(exc)

        def _unsupported_upgrade_warning(self) -> None:
            """What else somebody would speak is passed over, and is no line in the log."""

        def send_400_response(self, msg: str) -> None:
            body = problem_body(400, Problem.BAD_REQUEST, msg)
            headers = {**OWN_HEADERS, "Content-Type": PROBLEM, "Content-Length": str(len(body))}
            lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
            head = f"HTTP/1.1 400 Bad Request\r\n{''.join(lines)}Connection: close\r\n\r\n"
            self.transport.write(head.encode() + body)
            self.transport.close()

        def _watch(self) -> None:
            """While no request is at work, its headers (or an unwanted rest) must end soon."""
            cycle: Any = self.cycle
            if cycle is not None and not cycle.response_complete:
                self._unwatch()
            elif self._deadline is None:
                self._deadline = self.loop.call_later(limits.header_s, self._too_slow)

        def _unwatch(self) -> None:
            if self._deadline is not None:
                self._deadline.cancel()
                self._deadline = None

        def _too_slow(self) -> None:
            self.transport.abort()

    return Timed


class _Shown:
    """The application, told of each request what certificate the connection was opened with."""

    def __init__(self, app: Any, certificate: ShownCertificate) -> None:
        self._app: ASGIApp = app
        self._certificate = certificate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[CERTIFICATE] = self._certificate
        await self._app(scope, receive, send)


def _read(der: bytes) -> ShownCertificate:
    """What a certificate says that the TLS library has already verified."""
    certificate = x509.load_der_x509_certificate(der)
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    public = certificate.public_key()
    raw = public.public_bytes_raw() if isinstance(public, Ed25519PublicKey) else b""
    return ShownCertificate(str(names[0].value) if len(names) == 1 else "", raw)
