"""Where the receiver listens: a bound socket, and never plain beyond loopback."""

import ipaddress
import socket


class NotLoopback(ValueError):
    """Plain HTTP is spoken on loopback alone: nobody could tell who is asking."""


class UnknownName(ValueError):
    """A host's name that stands for no address."""


def listen(host: str, port: int, *, plain: bool = True) -> socket.socket:
    """A bound socket; port 0 takes a free one.

    Raises UnknownName, NotLoopback when `plain`, and OSError.
    """
    name = "127.0.0.1" if host == "localhost" else host
    try:
        family, _, _, _, where = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise UnknownName(host) from error
    if plain and not _is_loopback(str(where[0])):
        raise NotLoopback(host)
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
    except OSError:
        listening.close()
        raise
    return listening


def address(listening: socket.socket, secured: bool) -> str:
    """The base address of a bound socket."""
    host, port = listening.getsockname()[:2]
    scheme = "https" if secured else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
