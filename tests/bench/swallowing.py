"""A tus server on loopback that counts and keeps nothing; prints its address."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LENGTHS: dict[str, list[int]] = {}


class _Tus(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        path = f"/files/{len(LENGTHS)}"
        LENGTHS[path] = [0]
        self._answer(201, Location=path)

    def do_HEAD(self) -> None:
        self._answer(200, **{"Upload-Offset": str(LENGTHS.setdefault(self.path, [0])[0])})

    def do_PATCH(self) -> None:
        there = LENGTHS.setdefault(self.path, [0])
        left = int(self.headers["Content-Length"])
        while left and (block := self.rfile.read1(min(left, 1024 * 1024))):
            left -= len(block)
            there[0] += len(block)
        self._answer(204, **{"Upload-Offset": str(there[0])})

    def _answer(self, status: int, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Tus-Resumable", "1.0.0")
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody listens."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Tus)
    print(f"http://127.0.0.1:{server.server_port}/files", flush=True)
    server.serve_forever()
