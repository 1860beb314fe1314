"""A network cable that can be pulled: a TCP relay between the kiosk and a centre on loopback."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

_BLOCK_BYTES = 16 * 1024


class Cable:
    """Relays to `target`; pulled, it refuses and cuts every connection; plugged in, it relays.

    With `bytes_per_s` what travels to the centre takes its time. Every method may be called
    from any thread.
    """

    def __init__(
        self,
        target: tuple[str, int],
        bytes_per_s: float | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._target = target
        self._bytes_per_s = bytes_per_s
        self._wait = wait
        self._lock = threading.Lock()
        self._plugged = True
        self._links: set[socket.socket] = set()
        self._bytes_until_cut: int | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listener.getsockname()
        threading.Thread(target=self._accept, daemon=True, name="cable").start()

    def pull(self) -> None:
        """Cut everything now."""
        with self._lock:
            self._plugged = False
            self._bytes_until_cut = None
            links, self._links = self._links, set()
        for link in links:
            _cut(link)

    def pull_after(self, sent_bytes: int) -> None:
        """Cut when so many more bytes have gone to the centre."""
        with self._lock:
            self._bytes_until_cut = sent_bytes

    def plug_in(self) -> None:
        """Relay again."""
        with self._lock:
            self._plugged = True

    @property
    def plugged(self) -> bool:
        """Whether the centre can be reached."""
        return self._plugged

    def close(self) -> None:
        """End the relay."""
        self.pull()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                kiosk, _ = self._listener.accept()
            except OSError:
                return
            self._relay(kiosk)

    def _relay(self, kiosk: socket.socket) -> None:
        if not self._plugged:
            _cut(kiosk)
            return
        try:
            centre = socket.create_connection(self._target, timeout=10)
        except OSError:
            _cut(kiosk)
            return
        centre.settimeout(None)
        with self._lock:
            self._links |= {kiosk, centre}
        for source, sink, upwards in ((kiosk, centre, True), (centre, kiosk, False)):
            threading.Thread(
                target=self._pump, args=(source, sink, upwards), daemon=True, name="cable"
            ).start()

    def _pump(self, source: socket.socket, sink: socket.socket, upwards: bool) -> None:
        with suppress(OSError):  # cut on either side: the connection ends as a real one does
            while block := source.recv(_BLOCK_BYTES):
                if upwards:
                    self._account(len(block))
                sink.sendall(block)
        with self._lock:
            self._links -= {source, sink}
        _cut(source)
        _cut(sink)

    def _account(self, sent_bytes: int) -> None:
        if self._bytes_per_s is not None:
            self._wait(sent_bytes / self._bytes_per_s)
        with self._lock:
            if self._bytes_until_cut is None:
                return
            self._bytes_until_cut -= sent_bytes
            cut = self._bytes_until_cut <= 0
        if cut:
            self.pull()


def _cut(link: socket.socket) -> None:
    with suppress(OSError):  # already gone
        link.shutdown(socket.SHUT_RDWR)
    link.close()
