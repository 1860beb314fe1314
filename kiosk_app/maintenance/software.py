"""Which software runs here, and whether its files are still the ones that were installed."""

import base64
import hashlib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import kiosk_app

PRODUCT = "court-kiosk"
_PACKAGES = ("kiosk_app", "config", "drivers", "scanner", "sync")


@dataclass(frozen=True)
class Software:
    """`sha256` is over every file of the product, by name and digest.

    `changed` names the files that are not as the installer's record says, also missing ones;
    None when there is no record, as when the product runs from its source.
    """

    version: str
    sha256: str
    changed: tuple[str, ...] | None


def look() -> Software:
    """Read every file of the product. Raises OSError; takes some tenths of a second."""
    recorded = _recorded()
    if recorded is None:
        return Software(metadata.version(PRODUCT), _digest_of(_source_files()), None)
    changed = [name for name, (path, digest) in recorded.items() if _sha256(path) != digest]
    files = {name: path for name, (path, _) in recorded.items() if path.exists()}
    return Software(metadata.version(PRODUCT), _digest_of(files), tuple(sorted(changed)))


def _recorded() -> dict[str, tuple[Path, bytes]] | None:
    """The installer's record of our own files (PEP 376 RECORD), if they were copied by it."""
    found = {}
    for file in metadata.files(PRODUCT) or ():
        # Start scripts lie elsewhere and name the interpreter: they differ on each machine.
        if file.hash is None or file.hash.mode != "sha256" or file.parts[0] not in _PACKAGES:
            continue
        digest = base64.urlsafe_b64decode(file.hash.value + "=" * (-len(file.hash.value) % 4))
        found[str(file)] = (Path(str(file.locate())), digest)
    return found if f"{kiosk_app.__name__}/__init__.py" in found else None


def _source_files() -> dict[str, Path]:
    root = Path(kiosk_app.__file__).parents[1]
    return {
        str(path.relative_to(root)): path
        for package in _PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _digest_of(files: dict[str, Path]) -> str:
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0".encode())
        whole.update(_sha256(files[name]) or b"")
    return whole.hexdigest()


def _sha256(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except FileNotFoundError:
        return None
