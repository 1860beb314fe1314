"""Which scanners are here: what udev sees, brought together with what SANE lists."""

import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scanner.device import NoScanner, ScannerFailed, ScannerInfo
from scanner.matching import Found, escl_url_of, matched
from scanner.usb import UsbScanner, plugged_in_scanners
from scanner.worker_process import Workers

_CONNECT_LIMIT_S = 0.5


@dataclass(frozen=True)
class Known:
    """A scanner, and SANE's name for it; empty while no driver serves it."""

    info: ScannerInfo
    device: str
    escl_url: str


class ScannersHere:
    """Asks SANE only when something has changed outside of it, as that takes a second.

    Every method may be called from any thread.
    """

    def __init__(
        self,
        workers: Workers,
        escl_urls: Sequence[str],
        extra_usb_ids: Sequence[str],
        usb_only: bool,
        udev_control: Path,
    ) -> None:
        self._workers = workers
        self._escl_urls = tuple(escl_urls)
        self._extra_usb_ids = tuple(extra_usb_ids)
        self._usb_only = usb_only
        self._udev_control = udev_control
        self._looking = threading.Lock()
        self._seen: object = None
        self._in_vain = 0
        self._known: tuple[Known, ...] = ()

    def all(self) -> tuple[Known, ...]:
        """Every scanner. Raises ScannerFailed when that cannot be found out."""
        with self._looking:
            outside = self._outside()
            if outside != self._seen:
                self._known = self._described(*outside)
                # One that could not be asked, or is not served yet, is looked for again.
                complete = self._all_known(outside[1])
                self._in_vain = 0 if complete else self._in_vain or 1
                self._seen = outside if complete else None
            return self._known

    def find(self, scanner_id: str) -> Known:
        """The scanner with this id. Raises NoScanner, also while no driver serves it."""
        known = next((known for known in self.all() if known.info.id == scanner_id), None)
        if known is None or not known.device:
            raise NoScanner(scanner_id)
        return known

    def hint(self) -> object:
        """Something that differs from the last time when it is worth looking again."""
        if self._in_vain:
            self._in_vain += 1
            return self._in_vain.bit_length()  # ever more rarely, for one that no driver knows
        try:
            return self._outside()
        except ScannerFailed:
            return ScannerFailed

    def _all_known(self, answering: tuple[str, ...]) -> bool:
        asked = all(known.info.has_feeder or known.info.has_flatbed for known in self._known)
        return asked and (self._usb_only or len(self._known) >= len(answering))

    def _outside(self) -> tuple[tuple[UsbScanner, ...], tuple[str, ...]]:
        """What can be seen without SANE: USB scanners, and addresses at which one answers."""
        usb: tuple[UsbScanner, ...] = ()
        if self._usb_only:
            usb = plugged_in_scanners(self._extra_usb_ids, self._udev_control)
        urls = self._escl_urls
        if self._usb_only and not any(scanner.speaks_escl for scanner in usb):
            urls = ()
        return usb, tuple(url for url in urls if _answers(url))

    def _described(
        self, usb: tuple[UsbScanner, ...], answering: tuple[str, ...]
    ) -> tuple[Known, ...]:
        if self._usb_only and not usb:
            return ()
        found = [Found(**device) for device in self._workers.one_answer({"job": "look"})["devices"]]
        silent = set(self._escl_urls) - set(answering)
        found = [d for d in found if escl_url_of(d.device, self._escl_urls) not in silent]
        pairs = matched(usb, found) if self._usb_only else [(None, device) for device in found]
        return tuple(self._known_as(scanner, device) for scanner, device in pairs)

    def _known_as(self, usb: UsbScanner | None, device: Found | None) -> Known:
        if device is None:
            assert usb is not None  # noqa: S101 - one of a pair is always there
            return Known(ScannerInfo(usb.id, usb.name, False, False), "", "")
        return Known(
            ScannerInfo(
                id=usb.id if usb else device.device,
                name=usb.name if usb else device.model,
                has_feeder=device.feeder,
                has_flatbed=device.flatbed,
            ),
            device.device,
            escl_url_of(device.device, self._escl_urls),
        )


def _answers(url: str) -> bool:
    place = urlsplit(url)
    try:
        with socket.create_connection((place.hostname, place.port or 80), _CONNECT_LIMIT_S):
            return True
    except OSError:
        return False
