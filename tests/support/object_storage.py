"""An S3-compatible server of its own for a test: moto's, in a process, on loopback."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "centre", "AWS_SECRET_ACCESS_KEY": "secret-of-the-test"}
START_S = 60
PIPES: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
_SERVE = """
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
server._thread.join()
"""


@dataclass(frozen=True)
class ObjectStorage:
    """A running server with one bucket."""

    endpoint: str
    bucket: str = "documents"

    @property
    def address(self) -> str:
        """As `kiosk-receiver serve --documents` takes it."""
        return f"s3://{self.bucket}?endpoint={self.endpoint}"

    def objects(self) -> dict[str, int]:
        """The size of every object."""
        listed = requests.get(f"{self.endpoint}/{self.bucket}?list-type=2", timeout=START_S)
        assert listed.status_code == 200, listed.text
        rows = listed.text.split("<Contents>")[1:]
        return {_between(row, "Key"): int(_between(row, "Size")) for row in rows}


@contextmanager
def object_storage() -> Iterator[ObjectStorage]:
    """A server; CREDENTIALS must be in the environment of whoever uses it."""
    with subprocess.Popen([sys.executable, "-c", _SERVE], **PIPES) as it:
        assert it.stdout is not None
        try:
            storage = ObjectStorage(f"http://127.0.0.1:{int(it.stdout.readline())}")
            end = time.monotonic() + START_S
            while (
                requests.put(f"{storage.endpoint}/{storage.bucket}", timeout=5).status_code != 200
            ):
                assert time.monotonic() < end, "the object storage did not start"
            yield storage
        finally:
            it.kill()


def _between(text: str, tag: str) -> str:
    return text.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
