"""A receipt printer on loopback: it reads ESC/POS byte by byte and answers as a real one does."""

import socket
import threading
from contextlib import suppress

from drivers.printer import Picture, PrinterCondition

_ANSWERS = {
    PrinterCondition.READY: (0x12, 0x12, 0x12, 0x12),
    PrinterCondition.PAPER_LOW: (0x12, 0x12, 0x12, 0x1E),
    PrinterCondition.PAPER_OUT: (0x1A, 0x32, 0x12, 0x7E),
    PrinterCondition.COVER_OPEN: (0x1A, 0x16, 0x12, 0x12),
    PrinterCondition.FAULTY: (0x1A, 0x52, 0x1A, 0x12),
}


class HungUp(Exception):
    """The line ended."""


class TcpPrinter:
    """Listens until close(); `slips` are the pictures between two cuts."""

    def __init__(self) -> None:
        self.slips: list[Picture] = []
        self.torn: list[Picture] = []
        self.unknown_commands: list[bytes] = []
        self.bands = 0
        self.rows_left: int | None = None
        self.hang_up_after_bands: int | None = None
        self.silent = False
        self.condition = PrinterCondition.READY
        self._bands: list[Picture] = []
        self._listener: socket.socket | None = None
        self._line: socket.socket | None = None
        self.port = 0
        self._listen()

    def turn(self, condition: PrinterCondition) -> None:
        """OFFLINE: switched off. UNKNOWN: never answers. READY: a new roll, and all is well."""
        self.rows_left, self.silent = None, False
        self.condition = condition
        if condition is PrinterCondition.OFFLINE:
            self.close()
        elif self._listener is None:
            self._listen()

    def close(self) -> None:
        """Switch it off."""
        if self._listener is None:
            return
        listener, self._listener = self._listener, None
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        self._thread.join()

    def _listen(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, args=(self._listener,))
        self._thread.start()

    def _serve(self, listener: socket.socket) -> None:
        while True:
            try:
                self._line, _ = listener.accept()
            except OSError:
                return
            with self._line, suppress(HungUp, OSError):
                self._bands = []
                while True:
                    self._obey()

    def _obey(self) -> None:
        """One command of the language that python-escpos and the kiosk speak."""
        first = self._take(1)
        if first == b"\x10":
            _, number = self._take(2)
            if self.condition is not PrinterCondition.UNKNOWN:
                self._say(_ANSWERS[self.condition][number - 1])
            return
        command = first + self._take(1)
        if command == b"\x1b@":
            self._bands = []
        elif command == b"\x1bd":
            self._take(1)
        elif command == b"\x1dV":
            self._take(1)
            self._cut()
        elif command == b"\x1dr":
            self._take(1)
            if self._prints() and not self.silent:
                self._say(0)
        elif command == b"\x1dv":
            self._picture()
        else:
            self.unknown_commands.append(command)

    def _prints(self) -> bool:
        stopped = (PrinterCondition.PAPER_OUT, PrinterCondition.COVER_OPEN, PrinterCondition.FAULTY)
        return self.condition not in stopped

    def _picture(self) -> None:
        _, _, *sizes = self._take(6)
        row_bytes, height = sizes[0] + 256 * sizes[1], sizes[2] + 256 * sizes[3]
        rows = self._take(row_bytes * height)
        self.bands += 1
        if self.hang_up_after_bands is not None and len(self._bands) >= self.hang_up_after_bands:
            raise HungUp
        if self.rows_left is not None and self.rows_left < height:
            rows, height = rows[: row_bytes * self.rows_left], self.rows_left
            self.condition = PrinterCondition.PAPER_OUT
        if self.rows_left is not None:
            self.rows_left -= height
        if height:
            self._bands.append(Picture(row_bytes * 8, height, rows))

    def _cut(self) -> None:
        height = sum(band.height_dots for band in self._bands)
        rows = b"".join(band.rows for band in self._bands)
        whole = Picture(self._bands[0].width_dots, height, rows) if self._bands else None
        self._bands = []
        if whole is not None:
            (self.slips if self._prints() else self.torn).append(whole)

    def _take(self, amount: int) -> bytes:
        assert self._line is not None
        taken = b""
        while len(taken) < amount:
            more = self._line.recv(amount - len(taken))
            if not more:
                raise HungUp
            taken += more
        return taken

    def _say(self, answer: int) -> None:
        assert self._line is not None
        self._line.sendall(bytes([answer]))
