"""One HTTP exchange with the centre: sent as it must be, and told apart from everybody else's."""

import json
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from sync.answers import Meaning, Where, meaning_for_anyone, meaning_of
from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.wire import MARK, MARK_HEADER, PREFIX, TUS_VERSION, asked_of

BLOCK_BYTES = 256 * 1024
ANSWER_LIMIT_BYTES = 1024 * 1024
ASKED_WAIT_MOST_S = 3600.0  # so that no mistake over there keeps what is captured here for days
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
CONNECTION_KEPT_S = 4.0
"""A connection idle for longer is not used again: it may have been dropped silently."""
_NOT_YET_VALID, _EXPIRED = 9, 10  # X509_V_ERR_CERT_*


class Readable(Protocol):
    """A body that is read as it is sent."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""

    def __len__(self) -> int: ...


@dataclass(frozen=True)
class Tls:
    """Whom to believe and who we are: paths of PEM files, `certificate` with its key.

    `clock_trusted` says whether the time is synchronised now; a certificate out of its dates
    means a wrong clock until it is.
    """

    authorities: str | None = None
    certificate: tuple[str, str] | None = None
    clock_trusted: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Patience:
    """Time-outs in seconds. `connect_s` also limits each blocked send of a body."""

    connect_s: float = 20
    answer_s: float = 120
    commit_s: float = 300


@dataclass(frozen=True)
class Answer:
    """What came back, and what it means."""

    meaning: Meaning
    status: int
    headers: Mapping[str, str]
    value: dict[str, Any] = field(default_factory=dict)
    believed: bool = True

    @property
    def retry_after_s(self) -> float:
        """Seconds the centre asks us to wait, ASKED_WAIT_MOST_S at most; 0 for anything else.

        Only the centre can ask: without its mark, and for a date, it is 0.
        """
        asked = re.fullmatch(r"[0-9]{1,9}", self.headers.get("Retry-After", ""))
        if asked is None or not self.believed:
            return 0.0
        return min(float(asked[0]), ASKED_WAIT_MOST_S)


class Link:
    """HTTP to one centre. One thread at a time."""

    def __init__(
        self,
        base: str,
        headers: Mapping[str, str],
        tls: Tls,
        patience: Patience,
        *,
        anyone: bool = False,
        insecure: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`base` is scheme and host. `anyone` believes whoever answers there, mark or not: for
        a tus server that is not the centre. `insecure` allows plain HTTP to another machine.
        `monotonic` is in seconds.

        Raises ValueError for plain HTTP to anything but loopback, and for a PEM file that is
        not there.
        """
        parts = urlsplit(base)
        self.loopback = parts.hostname in LOOPBACK
        plain = parts.scheme == "http" and (self.loopback or insecure)
        if parts.scheme != "https" and not plain:
            raise ValueError("the centre is reached by https, or by http on loopback")
        for file in filter(None, (tls.authorities, *(tls.certificate or ()))):
            if not Path(file).is_file():
                raise ValueError(f"the certificate file {file} is missing")
        self._base = f"{parts.scheme}://{parts.netloc}"
        self._tls = tls
        self._patience = patience
        self._anyone = anyone
        self._monotonic = monotonic
        self._used_s = monotonic()
        self._session = requests.Session()
        self._session.trust_env = False
        spoken = {} if anyone else {MARK_HEADER: MARK}
        self._session.headers.update({"Accept-Encoding": "identity", **spoken, **headers})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Blocks())

    def ask(
        self,
        where: Where,
        method: str,
        path: str,
        *,
        body: bytes | Readable | None = None,
        headers: Mapping[str, str] | None = None,
        within_s: float | None = None,
    ) -> Answer:
        """One exchange; `path` is below the prefix, or absolute as a Location is.

        `within_s` shortens both time-outs for a question that may go without an answer.

        Raises CourtUnavailable for everything that is not the centre's answer, CourtBlocked
        for what the table calls blocked; other meanings are the caller's to treat.
        """
        if self._monotonic() - self._used_s > CONNECTION_KEPT_S:
            self._session.close()  # the next request opens a new connection
        answer_s = self._patience.commit_s if method == "PUT" else self._patience.answer_s
        longest_s = within_s or max(self._patience.connect_s, answer_s)
        try:
            with self._session.request(
                method,
                self._base + (path if path.startswith("/") else f"{PREFIX}/{path}"),
                data=body,
                headers={"Tus-Resumable": TUS_VERSION, **(headers or {})},
                timeout=(min(self._patience.connect_s, longest_s), min(answer_s, longest_s)),
                allow_redirects=False,
                stream=True,
                verify=self._tls.authorities or True,
                cert=self._tls.certificate,
            ) as response:
                content = _limited(response.raw)
        except requests.exceptions.SSLError as error:
            raise self._tls_trouble(error) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise CourtUnavailable(type(error).__name__) from error
        finally:
            self._used_s = self._monotonic()
        return _understood(where, response, content, anyone=self._anyone)

    def close(self) -> None:
        """Let go of connections."""
        self._session.close()

    def _tls_trouble(self, error: BaseException) -> CourtUnavailable | CourtBlocked:
        cause = _ssl_cause(error)
        if isinstance(cause, ssl.SSLCertVerificationError):
            dates = cause.verify_code in {_NOT_YET_VALID, _EXPIRED}
            kind = Blockage.CLOCK if dates and not self._tls.clock_trusted() else Blockage.TLS
            return CourtBlocked(kind, f"verify-{cause.verify_code}")
        reason = (cause.reason if cause else None) or "tls"
        if "ALERT" in reason and ("CERT" in reason or "UNKNOWN_CA" in reason):
            return CourtBlocked(Blockage.AUTH, _code(reason))
        return CourtUnavailable(_code(reason))


class _Blocks(HTTPAdapter):
    """urllib3 with larger blocks: half the CPU of its default of 16 KiB; never a second try."""

    def __init__(self) -> None:
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, blocksize=BLOCK_BYTES)


def _limited(raw: Any) -> bytes:
    """The answer's body, whole; what is longer than any of ours is not ours."""
    content = bytearray()
    while block := raw.read(BLOCK_BYTES):
        content += block
        if len(content) > ANSWER_LIMIT_BYTES:
            raise CourtUnavailable("answer-without-end")
    return bytes(content)


def _understood(
    where: Where, response: requests.Response, content: bytes, *, anyone: bool
) -> Answer:
    marked = anyone or response.headers.get(MARK_HEADER) == MARK
    value = _object(content) if marked else {}
    sent = response.request
    asked = asked_of(str(sent.method), sent.path_url, sent.headers)
    problem, ours = str(value.get("type", "")), anyone or value.get("asked") == asked
    answer = Answer(
        meaning_for_anyone(where, response.status_code)
        if anyone
        else meaning_of(where, response.status_code, marked=marked, problem=problem, ours=ours),
        response.status_code,
        response.headers,
        value,
        marked,
    )
    if answer.meaning is Meaning.NETWORK:
        whose = "" if marked else "-not-the-centre"
        raise CourtUnavailable(f"answer-{answer.status}{whose}", answer.retry_after_s)
    if blockage := _BLOCKED.get(answer.meaning):
        raise CourtBlocked(blockage, f"answer-{answer.status}")
    return answer


_BLOCKED = {
    Meaning.BLOCKED_AUTH: Blockage.AUTH,
    Meaning.BLOCKED_VERSION: Blockage.VERSION,
    Meaning.BLOCKED_DISK: Blockage.DISK,
}


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content) if content else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _code(reason: str) -> str:
    return reason.lower().replace("_", "-")


def _ssl_cause(error: BaseException | None) -> ssl.SSLError | None:
    """The ssl module's error inside what requests and urllib3 made of it."""
    seen: list[object] = [error]
    for inner in seen:
        if isinstance(inner, ssl.SSLError):
            return inner
        if isinstance(inner, BaseException) and len(seen) < 20:
            seen += [*inner.args, getattr(inner, "reason", None), inner.__cause__]
    return None
