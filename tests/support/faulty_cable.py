"""A TCP relay to a centre on loopback that loses answers, cuts bodies, or lets a portal speak."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n"
    b'Connection: close\r\n\r\n{"state": "received"}'
)


class FaultyCable:
    """Relays to `target`, but for what it is told. Switches may be used from any thread."""

    def __init__(self, target: str) -> None:
        host, _, port = target.removeprefix("http://").rpartition(":")
        self._target = (host, int(port))
        self.down = False
        self.portal = False
        self.lose_answer_to: bytes | None = None
        self.cut_body_after: int | None = None
        self.before_cut: Callable[[], None] = lambda: None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(near,), daemon=True).start()

    def _relay(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            if self.down:
                return
            if self.portal:
                near.recv(65536)
                near.sendall(PORTAL)
                return
            with socket.create_connection(self._target) as far:
                link = _Link(self, near, far)
                threading.Thread(target=link.downwards, daemon=True).start()
                link.upwards()


class _Link:
    def __init__(self, cable: FaultyCable, near: socket.socket, far: socket.socket) -> None:
        self._cable, self._near, self._far = cable, near, far
        self._losing = False

    def upwards(self) -> None:
        with suppress(OSError):
            while block := self._near.recv(65536):
                wanted = self._cable.lose_answer_to
                if wanted is not None and block.startswith(wanted):
                    self._losing, self._cable.lose_answer_to = True, None
                if self._cable.down or self._cable.portal or not self._forward(block):
                    break
        self._cut()

    def downwards(self) -> None:
        with suppress(OSError):
            while block := self._far.recv(65536):
                if self._losing:
                    break
                self._near.sendall(block)
        self._cut()

    def _forward(self, block: bytes) -> bool:
        cable = self._cable
        if cable.cut_body_after is None or len(block) < 4096:
            self._far.sendall(block)
            return True
        cable.cut_body_after -= len(block)
        if cable.cut_body_after > 0:
            self._far.sendall(block)
            return True
        cable.cut_body_after = None
        cable.before_cut()
        return False

    def _cut(self) -> None:
        for end in (self._near, self._far):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
