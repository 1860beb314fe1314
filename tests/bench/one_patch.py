"""The product's sender at work on one PATCH, prints its cost: python -m bench.one_patch URL FILE.

As `kiosk-sync` has it: the process runs, and the document was hashed when it was captured.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from sync import tus
from sync.court import Upload
from sync.link import Link, Patience, Tls
from sync.manifest import Blob

from .measure import work


def main(endpoint: str, file: Path) -> None:
    """Send the file in one piece."""
    parts = urlsplit(endpoint)
    link = Link(endpoint, {}, Tls(), Patience(), anyone=True)
    blob = Blob("d1", "0" * 64, file.stat().st_size, file.name, "application/pdf")
    upload = Upload(UUID(int=0), blob, file, f"{parts.path}/one-patch")
    chunks = tus.Chunks()
    chunks.size_bytes = blob.size_bytes
    with work() as cost:
        tus.send(link, upload, chunks, lambda _: None, lambda _: True)
    print(json.dumps(asdict(cost)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
