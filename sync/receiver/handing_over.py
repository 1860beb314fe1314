"""To whom is handed over what came by a share or on a medium: the centre's own receiver.

What a kiosk captured is the kiosk's by its signature, whoever brings it. Where the receiver asks
for certificates, the bringer shows one that names no kiosk, made for the occasion by the authority
in the receiver's folder.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sync.collect import Receiver
from sync.keys import PinnedKeys
from sync.link import Tls
from sync.receiver.authority import CERTIFICATE_FILE, issue
from sync.receiver.books import Books
from sync.receiver.database import DATABASE, look_into_database
from sync.receiver.durable import write_durably
from sync.receiver.keys import CENTRE, HAND_OVER, listed

PINNED = "own-keys.json"
_LIFE = timedelta(days=1)


@dataclass(frozen=True)
class Centre:
    """The running receiver's address and its folder; `database` where the books are elsewhere.

    `authorities` vouch for the receiver's certificate; `certificate` is one to show in place of
    one made here: PEM files.
    """

    base: str
    folder: Path
    database: str | None = None
    authorities: str | None = None
    certificate: tuple[str, str] | None = None


@contextmanager
def receiver_of(centre: Centre) -> Iterator[Receiver]:
    """The receiver with all that it takes to be let in, and to know that it is this centre's.

    Raises StoreUnusable, OSError, sqlalchemy.exc.DBAPIError.
    """
    pinned = PinnedKeys(centre.folder / PINNED)
    if centre.database or (centre.folder / DATABASE).exists():
        # From the books, not from the wire; and anew each time, for keys are rotated.
        with closing(Books(look_into_database(centre.folder, centre.database))) as books:
            own = tuple(key for key in listed(books, CENTRE) if key.kind == "centre")
        if own:
            pinned.pin(own)
    with TemporaryDirectory() as here:
        yield Receiver(centre.base, pinned, Tls(centre.authorities, _shown(centre, Path(here))))


def _shown(centre: Centre, here: Path) -> tuple[str, str] | None:
    """The certificate to show, with its key; None where there is no authority to make one."""
    if centre.certificate is not None:
        return centre.certificate
    if not centre.base.startswith("https:") or not (centre.folder / CERTIFICATE_FILE).exists():
        return None
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    made = issue(centre.folder, HAND_OVER, public, datetime.now(UTC), _LIFE)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_durably(here / "hand-over.pem", made + pem)
    return (str(here / "hand-over.pem"), str(here / "hand-over.pem"))
