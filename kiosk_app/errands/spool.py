"""Where a visit's copies lie until they are captured or destroyed."""

import secrets
import shutil
from pathlib import Path

from kiosk_app.logbook import Entry, note


class Spool:
    """Folders for visits, on the outbox's own file system so that capturing only renames.

    Nothing in it outlives the visit: it is emptied when a visit ends and when the kiosk
    starts, whatever happened before.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.wipe()

    def new_folder(self) -> Path:
        """A fresh folder for the copies of one look at a device."""
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        return folder

    def remove(self, folder: Path) -> None:
        """Destroy one of its folders."""
        shutil.rmtree(folder, ignore_errors=True)
        if folder.exists():
            note(Entry.TROUBLE, code="wipe-failed")

    def wipe(self) -> None:
        """Destroy everything in the spool; a copy still being written fails, as it should.

        Never raises; what cannot be destroyed is noted, and tried again at the next wipe.
        """
        try:
            entries = list(self._folder.iterdir())
        except OSError:
            note(Entry.TROUBLE, code="wipe-failed")
            return
        for entry in entries:
            self.remove(entry)
