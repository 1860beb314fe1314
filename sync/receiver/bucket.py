"""Documents in S3-compatible object storage."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sync.receiver.database import StoreUnusable
from sync.receiver.documents import Documents, DocumentsUnavailable
from sync.receiver.limits import MIB

_OPTIONS = {"endpoint", "region"}
_FOLDER, _CENTRES = "documents/", "centres/"


def open_bucket(address: str) -> Documents:
    """The storage at s3://BUCKET?endpoint=URL&region=NAME; credentials from the environment.

    Raises StoreUnusable for an address that cannot be used; nothing is asked yet.
    """
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    known = set(asked) <= _OPTIONS and all(len(values) == 1 for values in asked.values())
    if parts.scheme != "s3" or not parts.netloc or parts.path.strip("/") or not known:
        raise StoreUnusable("the documents' address must read s3://BUCKET?endpoint=URL")
    if find_spec("obstore") is None:
        raise StoreUnusable("object storage needs the extra: pip install 'court-kiosk[centre]'")
    return BucketDocuments(parts.netloc, **{name: values[0] for name, values in asked.items()})


class BucketDocuments:
    """One object for each document, read back from there whenever it is to be believed."""

    elsewhere = True

    def __init__(self, bucket: str, endpoint: str | None = None, region: str = "us-east-1") -> None:
        from obstore.store import S3Store

        plain = endpoint is not None and endpoint.startswith("http://")
        where: dict[str, Any] = {"endpoint": endpoint} if endpoint else {}
        self._store = S3Store(
            bucket,
            region=region,
            client_options={"allow_http": plain, "connect_timeout": "5s", "timeout": "120s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=60)},
            **where,
        )

    def keep(self, file: Path, blob: str) -> None:
        """See Documents; the storage must then hold as many bytes as were given to it."""
        import obstore

        with _translated():
            obstore.put(self._store, _FOLDER + blob, file)
            held = obstore.head(self._store, _FOLDER + blob)["size"]
        if held != file.stat().st_size:
            raise DocumentsUnavailable("the object storage holds something else than was given")

    def blocks(self, blob: str) -> Iterator[bytes]:
        """See Documents."""
        import obstore

        with _translated():
            try:
                found = obstore.get(self._store, _FOLDER + blob)
            except (FileNotFoundError, obstore.exceptions.NotFoundError):
                self._check_bucket(blob)
                raise FileNotFoundError(blob) from None
            for block in found.stream(min_chunk_size=MIB):
                yield bytes(block)

    def drop(self, blob: str) -> None:
        """See Documents."""
        import obstore

        with _translated():
            obstore.delete(self._store, _FOLDER + blob)

    def kept_before(self, time: int, centre: str) -> frozenset[str]:
        """See Documents. Who shares a bucket with another centre has nothing cleared in it."""
        with _translated():
            if not self._is_alone(centre):
                return frozenset()
            return frozenset(name for name, at in self._listed(_FOLDER) if at.timestamp() < time)

    def _is_alone(self, centre: str) -> bool:
        """Whether no other centre has left its name here; ours is left now."""
        import obstore

        if not any(True for _ in self._listed(_CENTRES)):
            obstore.put(self._store, _CENTRES + centre, b"")
        return {name for name, _ in self._listed(_CENTRES)} == {centre}

    def _listed(self, folder: str) -> Iterator[tuple[str, datetime]]:
        import obstore

        for some in obstore.list(self._store, prefix=folder):
            for one in some:
                yield one["path"].removeprefix(folder), one["last_modified"]

    def _check_bucket(self, blob: str) -> None:
        """Raises the library's error when it is the whole bucket that is not there."""
        import obstore

        for _ in obstore.list(self._store, prefix=_FOLDER + blob):
            break


@contextmanager
def _translated() -> Iterator[None]:
    """The library's errors as DocumentsUnavailable."""
    from obstore.exceptions import BaseError

    try:
        yield
    except BaseError as error:
        raise DocumentsUnavailable(type(error).__name__) from error
