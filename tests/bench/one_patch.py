"""The product's sender with one chunk for all of a file: python -m bench.one_patch URL FILE."""

import sys
import tempfile
from pathlib import Path

from sync import tus
from sync.link import Patience, Tls
from sync.plain_upload import PlainServer, send_file

if __name__ == "__main__":
    tus.CHUNK_BYTES = tus.CHUNK_MOST_BYTES = 1 << 40
    with tempfile.TemporaryDirectory() as state:
        server = PlainServer(sys.argv[1], Tls(), Patience())
        send_file(server, Path(state), Path(sys.argv[2]), lambda done, total: None)
