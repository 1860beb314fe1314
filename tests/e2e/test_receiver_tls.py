"""The centre on TLS: kiosks are enrolled, show their certificates, change keys and are retired."""

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from support.receiver import PATIENCE_S, PlainKiosk, ServedReceiver, document
from support.tls_centre import DAY, NOW, certificate

from sync.cose import read_receipt_c, read_receipt_k
from sync.keys import parse_key_list
from sync.wire import Problem, from_base64url, to_base64url


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "sync.receiver", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S)


def done(*arguments: object) -> str:
    ended = command(*arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


class SecuredKiosk(PlainKiosk):
    """A kiosk with a certificate for its own signing key."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__("https://not.yet", name)
        self.folder = folder
        self.private, self.public = folder / f"{name}-key.pem", folder / f"{name}-public.pem"
        self.certificate = folder / f"{name}.pem"
        self.write_key()

    def write_key(self) -> None:
        pkcs8 = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.private.write_bytes(pkcs8)
        public = self.key.public_key()
        self.public.write_bytes(
            public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )

    def enrolled_at(self, store: Path) -> None:
        done(
            "enrol", "--store", store, "--kiosk", self.name, "--key", self.public,
            "--certificate", self.certificate,
        )  # fmt: skip

    def asks(self, receiver: ServedReceiver) -> None:
        self.url, self.api = receiver.url, receiver.url + "/rc/v1"
        self.session.verify = str(self.folder / "centre.pem")
        self.session.cert = (str(self.certificate), str(self.private))


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[SecuredKiosk]:
    with closing(SecuredKiosk(tmp_path, "RC01")) as speaking:
        yield speaking


@pytest.fixture
def receiver(tmp_path: Path, kiosk: SecuredKiosk) -> Iterator[ServedReceiver]:
    """A centre on TLS at which the kiosk is enrolled; its authority was made for that."""
    store = tmp_path / "store"
    kiosk.enrolled_at(store)
    pem = certificate(tmp_path, "centre", NOW - DAY, NOW + DAY)
    files = ("--certificate", pem, "--key", pem, "--authorities", store / "authority.pem")
    with ServedReceiver(store, *map(str, files)) as served:
        assert served.url.startswith("https://")
        kiosk.asks(served)
        yield served


def kind(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"]


def test_an_enrolled_kiosk_delivers_and_a_browser_may_read(
    receiver: ServedReceiver, kiosk: SecuredKiosk, tmp_path: Path
) -> None:
    handed = kiosk.captured(document(300_000))
    answer = kiosk.deliver(handed)
    assert answer.status_code == 201
    assert read_receipt_c(from_base64url(answer.json()["receipt"]), kiosk.keys(), handed.receipt_k)
    page = requests.get(f"{receiver.url}/verify", verify=str(tmp_path / "centre.pem"), timeout=9)
    assert page.status_code == 200


def test_who_shows_no_certificate_or_another_name_is_turned_away(
    receiver: ServedReceiver, kiosk: SecuredKiosk
) -> None:
    handed = kiosk.captured(document(1000))
    kiosk.session.cert = None
    kiosk.session.close()
    assert kind(kiosk.announce(handed, handed.original)) == (401, Problem.UNKNOWN_KIOSK)
    kiosk.asks(receiver)
    kiosk.name = "RC02"
    assert kind(kiosk.announce(handed, handed.original)) == (403, Problem.WRONG_KEY)


def test_a_certificate_of_another_authority_ends_the_handshake(
    receiver: ServedReceiver, kiosk: SecuredKiosk, tmp_path: Path
) -> None:
    own = certificate(tmp_path, "RC01", NOW - DAY, NOW + DAY)
    kiosk.session.cert = str(own)
    with pytest.raises(requests.ConnectionError):
        kiosk.ask("GET", "/keys")


def test_a_kiosk_with_a_certificate_that_is_not_enrolled_is_unknown(
    receiver: ServedReceiver, tmp_path: Path
) -> None:
    with closing(SecuredKiosk(tmp_path, "RC07")) as other:
        other.enrolled_at(receiver.store)
        other.asks(receiver)
        other.key = Ed25519PrivateKey.generate()  # not the one it was enrolled with
        assert kind(other.announce(other.captured(b"x"), b"x")) == (403, Problem.WRONG_KEY)


def test_a_new_key_takes_over_and_what_the_old_one_signed_stays_genuine(
    receiver: ServedReceiver, kiosk: SecuredKiosk
) -> None:
    earlier, queued = kiosk.captured(document(1000)), kiosk.captured(document(999), 2)
    assert kiosk.deliver(earlier).status_code == 201
    old_public = to_base64url(kiosk.key.public_key().public_bytes_raw())
    old_certificate = kiosk.certificate.read_bytes() + kiosk.private.read_bytes()

    kiosk.key = Ed25519PrivateKey.generate()
    kiosk.write_key()
    kiosk.enrolled_at(receiver.store)
    done("retire", "--store", receiver.store, "--kiosk", kiosk.name, "--key", old_public)
    kiosk.session.close()
    kiosk.asks(receiver)

    assert kiosk.put(earlier).status_code == 200
    assert kiosk.deliver(queued).status_code == 201  # captured before, signed by the old key
    assert kiosk.deliver(kiosk.captured(document(998), 3)).status_code == 201
    assert read_receipt_k(earlier.receipt_k, kiosk.keys()).kiosk == kiosk.name
    listed = kiosk.keys()
    (old,) = (key for key in listed if to_base64url(key.public) == old_public)
    assert old.valid_to is not None

    # Whoever still has the old machine knows the new public key, as everybody does.
    stolen = receiver.store / "stolen.pem"
    stolen.write_bytes(old_certificate)
    kiosk.session.close()
    kiosk.session.cert = str(stolen)
    assert kind(kiosk.announce(queued, b"x")) == (403, Problem.WRONG_KEY)


def test_a_retired_kiosk_is_turned_away_at_once_and_for_good(
    receiver: ServedReceiver, kiosk: SecuredKiosk
) -> None:
    handed = kiosk.captured(document(1000))
    assert kiosk.deliver(handed).status_code == 201
    who = ("--store", receiver.store, "--kiosk", kiosk.name)
    done("retire", *who)
    assert kind(kiosk.put(handed)) == (403, Problem.WRONG_KEY)
    again = command("enrol", *who, "--key", kiosk.public)
    assert (again.returncode, "retired" in again.stderr) == (1, True)
    assert command("retire", *who).returncode == 1
    assert read_receipt_k(handed.receipt_k, kiosk.keys()).kiosk == kiosk.name


def test_a_stolen_key_is_listed_with_the_time_from_which_others_had_it(
    receiver: ServedReceiver, kiosk: SecuredKiosk
) -> None:
    who = ("--store", receiver.store, "--kiosk", kiosk.name)
    to_come = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    for wrong in (to_come, "2026-11-20T09:30:00", "yesterday"):
        assert command("retire", *who, "--from", wrong).returncode == 2
    since = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)
    done("retire", *who, "--from", since.isoformat())
    published = parse_key_list(done("keys", "--store", receiver.store).encode())
    (stolen,) = (key for key in published if key.kind == "kiosk" and key.revoked)
    assert (stolen.owner, stolen.valid_to) == (kiosk.name, since)
    assert kind(kiosk.put(kiosk.captured(document(10)))) == (403, Problem.WRONG_KEY)
    earlier = since - timedelta(hours=1)
    key = to_base64url(stolen.public)
    for told in (earlier, since):  # never moved to a later time
        done("retire", *who, "--key", key, "--from", told.isoformat())
        published = parse_key_list(done("keys", "--store", receiver.store).encode())
        assert [key.valid_to for key in published if key.revoked] == [earlier]


def test_the_centres_new_key_signs_and_its_old_receipts_stay_genuine(
    receiver: ServedReceiver, kiosk: SecuredKiosk
) -> None:
    first, second = kiosk.captured(document(1000)), kiosk.captured(document(999), 2)
    before = kiosk.deliver(first).json()["receipt"]
    rotate = ("rotate", "--store", receiver.store)
    assert "stop it first" in command(*rotate).stderr
    receiver.end()
    done(*rotate)
    receiver.start()
    kiosk.asks(receiver)
    after = kiosk.deliver(second).json()["receipt"]
    published = parse_key_list(done("keys", "--store", receiver.store).encode())
    assert list(published) == kiosk.keys()
    old, new = (key for key in published if key.kind == "centre")
    assert old.valid_to is not None
    assert new.valid_to is None
    assert read_receipt_c(from_base64url(before), [old], first.receipt_k)
    assert read_receipt_c(from_base64url(after), [new], second.receipt_k)
    assert kiosk.put(first).json()["receipt"] == before


def test_a_key_may_be_given_as_text_and_never_a_private_one(tmp_path: Path) -> None:
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    enrol: tuple[Any, ...] = ("enrol", "--store", tmp_path / "store", "--kiosk", "RC01", "--key")
    done(*enrol, to_base64url(public))
    done(*enrol, to_base64url(public))
    listed = parse_key_list(done("keys", "--store", tmp_path / "store").encode())
    assert [key.public for key in listed if key.kind == "kiosk"] == [public]
    dashed = to_base64url(b"\xfb" + public[1:])
    assert dashed.startswith("-")  # and is no option
    done(*enrol, dashed)
    done("retire", *enrol[1:], dashed)
    secret = tmp_path / "secret.pem"
    secret.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for wrong in (secret, "AAAA", "nothing of the kind", b64encode(bytes(31)).decode()):
        ended = command(*enrol, wrong)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert "key" in ended.stderr
    assert command(*enrol[:4], "no/kiosk", *enrol[5:], to_base64url(public)).returncode == 2


def test_tls_is_all_or_nothing(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "centre", NOW - DAY, NOW + DAY)
    serve = ("serve", "--listen", "127.0.0.1:0", "--store", tmp_path / "store")
    assert command(*serve, "--certificate", pem).returncode == 2
    files = ("--certificate", pem, "--key", pem, "--authorities", tmp_path / "nowhere.pem")
    assert command(*serve, *files).returncode == 1
