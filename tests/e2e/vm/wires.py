"""The two wires to a machine: QEMU's monitor (QMP), and the agent in the guest."""

import itertools
import json
import socket
from pathlib import Path
from typing import Any


class MachineGone(Exception):
    """QEMU ended, or hung up."""


class NoAnswer(Exception):
    """The guest's agent did not answer in time; it may not run yet."""


class Monitor:
    """QEMU's own commands, one at a time."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._lines = link.makefile("rwb")
        self._lines.readline()  # the greeting
        self.do("qmp_capabilities")

    @staticmethod
    def connect(path: Path) -> "Monitor | None":
        """The monitor, or None while QEMU does not listen yet."""
        link = _connected(path)
        return Monitor(link) if link else None

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self._link.close()

    def do(self, command: str, **arguments: Any) -> Any:
        """Have it done. Raises RuntimeError when QEMU refuses, MachineGone when it is gone."""
        message = {"execute": command, "arguments": arguments}
        try:
            self._lines.write(json.dumps(message).encode() + b"\n")
            self._lines.flush()
            while line := self._lines.readline():
                answer = json.loads(line)
                if "error" in answer:
                    raise RuntimeError(f"{command}: {answer['error']['desc']}")
                if "return" in answer:
                    return answer["return"]
        except OSError as error:
            raise MachineGone(command) from error
        raise MachineGone(command)


class Agent:
    """Commands in the guest, one at a time."""

    def __init__(self, link: socket.socket) -> None:
        self._link = link
        self._numbers = itertools.count(1)
        self._heard = b""

    @staticmethod
    def connect(path: Path) -> "Agent | None":
        """The agent's wire, or None while QEMU does not listen yet; the guest may be silent."""
        link = _connected(path)
        return Agent(link) if link else None

    def close(self) -> None:
        """Hang up."""
        self._link.close()

    def run(self, command: str, limit_s: float) -> tuple[int, str]:
        """Status and output. Raises NoAnswer."""
        number = next(self._numbers)
        request = {"id": number, "cmd": command, "timeout": limit_s}
        try:
            self._link.settimeout(limit_s + 10 if command != "true" else limit_s)
            self._link.sendall(json.dumps(request).encode() + b"\n")
            while True:
                while b"\n" not in self._heard:
                    chunk = self._link.recv(1 << 16)
                    if not chunk:
                        raise MachineGone("the agent's wire is cut")
                    self._heard += chunk
                line, self._heard = self._heard.split(b"\n", 1)
                answer = json.loads(line)
                if answer["id"] == number:
                    return answer["rc"], answer["out"]
        except TimeoutError as error:
            raise NoAnswer(command) from error
        except OSError as error:
            raise MachineGone(command) from error


def _connected(path: Path) -> socket.socket | None:
    link = socket.socket(socket.AF_UNIX)
    try:
        link.connect(str(path))
    except (FileNotFoundError, ConnectionRefusedError):
        link.close()
        return None
    return link
