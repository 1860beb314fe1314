"""A connection that was idle is not trusted: what lies between drops it and tells nobody."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from sync.answers import Meaning, Where
from sync.link import CONNECTION_KEPT_S, Link, Patience, Tls
from sync.wire import MARK, MARK_HEADER

ANSWER = f"HTTP/1.1 200 OK\r\n{MARK_HEADER}: {MARK}\r\nContent-Length: 2\r\n\r\n{{}}".encode()


class OneAnswerEach:
    """A server that answers once on each connection, and is silent on it ever after."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.connections = 0
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        held = []
        while True:
            try:
                link, _ = self._listener.accept()
            except OSError:
                break
            self.connections += 1
            link.recv(65536)
            link.sendall(ANSWER)
            held.append(link)
        for link in held:
            link.close()


@pytest.fixture
def server() -> Iterator[OneAnswerEach]:
    made = OneAnswerEach()
    yield made
    made.stop()


def test_after_a_while_a_new_connection_is_made_instead_of_the_old_one(
    server: OneAnswerEach,
) -> None:
    now = [0.0]
    link = Link(
        f"http://127.0.0.1:{server.port}", {}, Tls(), Patience(answer_s=2), monotonic=lambda: now[0]
    )
    with closing(link):
        assert link.ask(Where.OTHER, "GET", "").meaning is Meaning.FINE
        now[0] += CONNECTION_KEPT_S + 1
        assert link.ask(Where.OTHER, "GET", "").meaning is Meaning.FINE
    assert server.connections == 2
