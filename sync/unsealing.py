"""At the centre: a kiosk's sealed export opened, and handed to the receiver."""

import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import x25519

from sync.collect import KeyOf, Receiver, hand_over
from sync.court import CourtBlocked, CourtError, CourtRefused
from sync.manifest import ManifestInvalid
from sync.sealed import (
    FORMAT,
    INDEX,
    MANIFEST,
    MOST_MEMBER_BYTES,
    RECEIPT_K,
    ExportInvalid,
    identity_in,
)
from sync.why_not import why_not
from sync.wire import SHA256_HEX, from_base64url


@dataclass(frozen=True)
class Imported:
    """What became of one submission of an export: its number, and `received`, `refused` or why."""

    number: str
    outcome: str


def import_export(
    sealed: Path, identity: Path, receiver: Receiver, key_of: KeyOf
) -> tuple[Imported, ...]:
    """Open an export and hand each submission to the receiver; what became of each.

    May be repeated: what the receiver has already is answered with the same receipt. Raises
    ExportInvalid before anything is handed over, OSError.
    """
    own = identity_in(identity)
    with TemporaryDirectory(prefix="kiosk-import-") as name:
        folder = Path(name)
        numbers, shown = _read(sealed, own, folder)
        keys = key_of if shown is None else _or_as_on_line(key_of, receiver, shown)
        return tuple(_import(folder, number, receiver, keys) for number in numbers)


def _read(
    sealed: Path, own: x25519.Identity, folder: Path
) -> tuple[list[str], Ed25519PublicKey | None]:
    """Unpack into the folder; only names that an export has. The numbers, and the key it names.

    Raises ExportInvalid.
    """
    plain = folder / "plain.tar"
    try:
        pyrage.decrypt_file(str(sealed), str(plain), [own])
        with tarfile.open(plain, mode="r:") as tar:
            for member in tar:
                _unpack(tar, member, folder)
        if not (folder / INDEX).is_file():
            raise ExportInvalid("not whole")
        index = json.loads((folder / INDEX).read_bytes())
        if index["format"] != FORMAT:
            raise ExportInvalid("an export of another version")
        return [str(number) for number in index["numbers"]], _shown(index)
    except pyrage.DecryptError as error:
        raise ExportInvalid("not for this key, or not whole") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise ExportInvalid("cut off, or changed on the way") from error  # pyrage's way to say so
    except (tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise ExportInvalid("not an export") from error
    finally:
        plain.unlink(missing_ok=True)


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    number, _, name = member.name.rpartition("/")
    known = name in {MANIFEST, RECEIPT_K} or SHA256_HEX.fullmatch(name)
    plain_number = number.replace("-", "").isalnum() and number.isascii()
    if not member.isreg() or not ((known and plain_number) or member.name == INDEX):
        raise ExportInvalid("something in it that no export has")
    if member.size > MOST_MEMBER_BYTES:
        raise ExportInvalid("too large")
    source = tar.extractfile(member)
    if source is None:
        raise ExportInvalid("not whole")
    target = folder / number / name if number else folder / name
    target.parent.mkdir(exist_ok=True)
    with source, target.open("xb") as file:
        while block := source.read(1024 * 1024):
            file.write(block)


def _shown(index: dict[str, Any]) -> Ed25519PublicKey | None:
    """The kiosk's public key as the export names it. Raises ValueError."""
    told = index.get("public_key")
    return Ed25519PublicKey.from_public_bytes(from_base64url(str(told))) if told else None


def _or_as_on_line(key_of: KeyOf, receiver: Receiver, shown: Ed25519PublicKey) -> KeyOf:
    """Where nobody is enrolled by hand, on plain loopback, a kiosk's first key becomes its key."""

    def known_or_shown(kiosk: str) -> Ed25519PublicKey:
        try:
            return key_of(kiosk)
        except KeyError:
            if not receiver.base.startswith("http:"):
                raise
            return shown

    return known_or_shown


def _import(folder: Path, number: str, receiver: Receiver, key_of: KeyOf) -> Imported:
    there = folder / number
    try:
        contents = {path.name: path for path in there.iterdir()}
        manifest, receipt_k = (there / MANIFEST).read_bytes(), (there / RECEIPT_K).read_bytes()
        hand_over(receiver, key_of, manifest, receipt_k, contents)
    except CourtRefused:
        return Imported(number, "refused")
    except CourtBlocked:
        raise
    except (CourtError, ManifestInvalid, KeyError, OSError) as error:
        return Imported(number, f"not handed over: {why_not(error)}")
    return Imported(number, "received")
