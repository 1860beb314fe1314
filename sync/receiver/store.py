"""What the centre keeps: books, uploads under way, documents; durable before it says so.

An upload under way lies in one receiver's folder, in a file named by us, which is made with its
first byte; a row says whose it is, and how much of it is acknowledged: bytes beyond were never
promised and are cut off. The
transaction that accepts a submission turns uploads into its documents. In the default store no
file is ever moved, and a power cut leaves either the one or the other; with object storage an
upload is put there as soon as it is complete, and belongs to no folder any more.
"""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from sync.receiver.books import Books
from sync.receiver.database import DATABASE, StoreUnusable, open_database
from sync.receiver.documents import Documents, FolderDocuments
from sync.receiver.durable import sync_folder, write_durably
from sync.receiver.rows import STORED, Announced, Submission, UnderWay, Upload

_ONLY_FOLDER = "folder"  # the place of all uploads in the default store
_PLACE_FILE = "place"
_ORPHAN_S = 86400

Check = Callable[[UnderWay, int], None]
"""Raises when there is no room for one more: beside what is under way, in these free bytes of
the folder, which are neither used nor promised."""


class StoreBusy(Exception):
    """Another receiver already serves this folder."""


class Store:
    """The centre's memory. Any thread may call any method; times are UTC seconds since 1970.

    When a method that writes has returned, a power cut does not undo it. A folder serves one
    receiver, that is, the processes which share the TextIO that hold_folder() gave; the
    database and the documents may serve several.
    """

    def __init__(
        self,
        folder: Path,
        database: str | None = None,
        documents: str | None = None,
        held: TextIO | None = None,
    ) -> None:
        """Open the books at an address, or in the folder; documents likewise.

        Without `held` the folder is held and cleared of strays here. Raises StoreBusy,
        StoreUnusable, OSError, sqlalchemy.exc.DBAPIError.
        """
        self.folder = folder
        with ExitStack() as undo:
            self._held = held or undo.enter_context(hold_folder(folder))
            self._blobs = folder / "blobs"
            self._documents = open_documents(documents, self._blobs)
            if database is None:
                _check_own(folder)
            self.books = Books(open_database(folder, database))
            undo.callback(self.books.close)
            self._place = _place(folder, self.books) if database else _ONLY_FOLDER
            if held is None:
                self.clear_strays()
            undo.pop_all()

    def close(self) -> None:
        """Let another receiver have the folder."""
        self.books.close()
        self._held.close()

    def clear_strays(self) -> None:
        """Remove files no row speaks of: a crash between making one and writing its row.

        Only while no other process serves the folder.
        """
        known = self.books.blobs(self._place)
        for path in self._blobs.iterdir():
            if path.name not in known:
                path.unlink()
        sync_folder(self._blobs)

    def clear_orphans(self, now: int) -> int:
        """Remove objects no row speaks of, a day old: a crash before or after a row's change.

        Any receiver may do it at any time: a row comes before its object, and a name is never
        used again, so what has no row when it is listed will never have one. How many they were.
        Raises DocumentsUnavailable.
        """
        own = self.books.own_keys()
        if not own:
            return 0
        centre = hashlib.sha256(own[0].public).hexdigest()[:32]
        orphans = self._documents.kept_before(now - _ORPHAN_S, centre) - self.books.every_blob()
        for blob in orphans:
            self._documents.drop(blob)
        return len(orphans)

    # ------------------------------------------------------------ uploads

    def create_upload(
        self, announced: Announced, now: int, metadata: str = "", check: Check | None = None
    ) -> Upload:
        """The upload for this announcement: the one there is, or a new empty one.

        Before there is a new one `check` is asked; what it raises is raised.
        """

        def checked(under_way: UnderWay) -> None:
            if check is not None:
                check(under_way, self._free_bytes(under_way))

        blob = _new_name()
        return self.books.create_upload(announced, now, metadata, self._place, blob, checked)

    def file(self, blob: str) -> Path:
        """Where the bytes of an upload under way lie, once there are any in this folder."""
        return self._blobs / blob

    def here(self, upload: Upload) -> Upload | None:
        """The upload as it can be continued here; None when it is gone.

        One that lies in another receiver's folder, or whose bytes have disappeared, begins
        anew in this folder: the other receiver can acknowledge no more of it.
        """
        begun = upload.offset > 0
        lies_here = upload.place == self._place
        if upload.place == STORED or (lies_here and not begun):
            return upload
        if lies_here and self.file(upload.blob).exists():
            return upload
        self.books.begin_anew(upload, self._place, _new_name())
        return self.books.upload(upload.id)

    def store_away(self, upload: Upload) -> Upload:
        """A complete upload where documents are kept, for every receiver to see.

        Returns it as it is otherwise, or when it has changed meanwhile. Raises
        DocumentsUnavailable; then it stays here and can be stored later.
        """
        movable = self._documents.elsewhere and upload.place == self._place and upload.complete
        if not movable:
            return upload
        self._documents.keep(self.file(upload.blob), upload.blob)
        if not self.books.stored(upload):
            return upload
        self.file(upload.blob).unlink(missing_ok=True)
        return replace(upload, place=STORED)

    def blocks(self, blob: str) -> Iterator[bytes]:
        """The bytes of an upload that lies here or is stored, or of a document.

        Raises FileNotFoundError and DocumentsUnavailable when they are read.
        """
        if self.file(blob).exists():
            return FolderDocuments(self._blobs).blocks(blob)
        return self._documents.blocks(blob)

    def end_upload(self, upload: Upload) -> bool:
        """Forget an upload and its bytes; False when it is gone (a document stays) or moved."""
        if not self.books.end_upload(upload):
            return False
        self._drop(upload)
        return True

    def end_expired(self, now: int) -> int:
        """Forget the uploads nobody has continued for a week; returns how many."""
        return sum(self.end_upload(upload) for upload in self.books.expired(now))

    # ------------------------------------------------------------ submissions

    def decide(self, submission: Submission, kept: tuple[Upload, ...]) -> Submission:
        """Write a decision, as Books.decide does; what else was sent for it is let go."""
        held, let_go = self.books.decide(submission, kept)
        for upload in let_go:
            self._drop(upload)
        return held

    # ------------------------------------------------------------ inside

    def _free_bytes(self, under_way: UnderWay) -> int:
        disk = os.statvfs(self._blobs)
        return int(disk.f_bavail * disk.f_frsize) - under_way.promised_bytes

    def _drop(self, upload: Upload) -> None:
        """The bytes of a forgotten upload; another folder's are cleared when that one starts."""
        self.file(upload.blob).unlink(missing_ok=True)
        if upload.place == STORED:
            self._documents.drop(upload.blob)


def hold_folder(folder: Path) -> TextIO:
    """Make the folder ours alone until the file that is returned is closed, by all who have it.

    Raises StoreBusy and OSError.
    """
    made = not folder.exists()
    (folder / "blobs").mkdir(parents=True, exist_ok=True)
    held = (folder / "lock").open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        held.close()
        raise StoreBusy(str(folder)) from error
    sync_folder(folder)
    if made:
        sync_folder(folder.resolve().parent)
    return held


def open_documents(address: str | None, folder: Path) -> Documents:
    """The documents at an address (s3://…), or in the folder. Raises StoreUnusable."""
    if address is None:
        return FolderDocuments(folder)
    from sync.receiver.bucket import open_bucket

    return open_bucket(address)


def _new_name() -> str:
    return secrets.token_hex(16)


def _check_own(folder: Path) -> None:
    """Raises StoreUnusable for a folder whose books are elsewhere."""
    if (folder / _PLACE_FILE).exists():
        raise StoreUnusable(f"the books of {folder} are in another database: give its address")


def _place(folder: Path, books: Books) -> str:
    """The name under which a database of several receivers knows this folder.

    Raises StoreUnusable for the folder of another database: its files would be taken for
    strays.
    """
    path = folder / _PLACE_FILE
    if (folder / DATABASE).exists():
        raise StoreUnusable(f"{folder} has books of its own ({DATABASE}): give another folder")
    if not path.exists():
        write_durably(path, secrets.token_hex(16).encode())
    place = path.read_text()
    if not books.knows_place(place):
        if any((folder / "blobs").iterdir()):
            raise StoreUnusable(f"{folder} belongs to another database")
        books.add_place(place)
    return place
