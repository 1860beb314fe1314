"""The kiosk-sync process: brings what was captured to the centre, and nothing else."""

import argparse
import fcntl
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn
from urllib.parse import unquote, urlsplit

from config.sections import Centre
from config.settings import SettingsInvalid, load_settings
from drivers.clock import SystemClock
from drivers.disk import free_bytes
from kiosk_app.credentials import kiosk_key
from kiosk_app.filing.court_calendar import HONG_KONG
from kiosk_app.logbook import Entry, keep, note
from kiosk_app.services.figure_file import FigureFile
from kiosk_app.supervision import alive, notify
from sync.certificates import Watch, look
from sync.checkpoints import AuditDisputed, checkpoint
from sync.courier import Courier
from sync.court import CourtError
from sync.doorbell import KIOSK_BELL, SYNC_BELL, Doorbell, ring
from sync.figures import Machine, figures
from sync.folder_court import FolderCourt
from sync.http_court import HttpCourt
from sync.keys import CENTRE_KEYS, KeyUnusable, PinnedKeys
from sync.lane import Waits, boot_clock
from sync.ledger import reconcile
from sync.link import Patience, Tls
from sync.outbox import Outbox
from sync.reviews import Pace
from sync.submissions import OutboxError

UPKEEP_EVERY_S = 3600
EXIT_FAILED, EXIT_USAGE, EXIT_RUNNING_ALREADY = 1, 2, 75


@dataclass(frozen=True)
class Wanted:
    """What this process needs to know."""

    state: Path
    base_url: str
    kiosk: str
    minimum_free_bytes: int
    retention: timedelta
    poll_s: float
    patience: Patience
    waits: Waits
    pace: Pace
    tls: Tls
    figures: Path | None

    @property
    def authorities(self) -> str | None:
        """See CentreFiles."""
        return self.tls.authorities

    @property
    def certificate(self) -> tuple[str, str] | None:
        """See CentreFiles."""
        return self.tls.certificate


def main(argv: Sequence[str] | None = None) -> int:
    """Run until SIGTERM. Exit status: 0 asked to end, 1 failed (start again), 2 wrong settings,
    75 another one runs.
    """
    keep()
    try:
        wanted = _wanted(_parser().parse_args(argv))
    except SettingsInvalid as error:
        print(error, file=sys.stderr)
        return EXIT_USAGE
    wanted.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _only_one(wanted.state / "sync.lock")
    if lock is None:
        return EXIT_RUNNING_ALREADY
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    with lock:
        return _serve(wanted)


def _serve(wanted: Wanted) -> int:
    try:
        outbox = Outbox.open(wanted.state, minimum_free_bytes=wanted.minimum_free_bytes)
        court = _court(wanted, PinnedKeys(wanted.state / CENTRE_KEYS, partial(_key_told, outbox)))
        bell = Doorbell(wanted.state / SYNC_BELL)
    except (OutboxError, KeyUnusable, OSError, ValueError) as error:
        note(Entry.SYNC_FAILED, reason=type(error).__name__)
        return EXIT_FAILED
    told = FigureFile(wanted.figures, partial(_figures, outbox, wanted))

    def changed() -> None:
        """Also comes while a large document is on its way: slow is not stuck."""
        told.write_now_and_then()
        alive()
        ring(wanted.state / KIOSK_BELL)

    courier = Courier(
        court,
        outbox,
        clock=boot_clock,
        waits=wanted.waits,
        tell=_tell,
        changed=changed,
        pace=wanted.pace,
    )
    notify("READY=1")
    note(Entry.SYNC_STARTED, kiosk=wanted.kiosk)
    watch = Watch(wanted, _tell)

    def upkeep() -> None:
        watch.look(datetime.now(UTC), clock_trusted=wanted.tls.clock_trusted())
        _upkeep(outbox, court, wanted)

    try:
        watch.look(datetime.now(UTC), clock_trusted=wanted.tls.clock_trusted())
        _go_round(courier, bell, wanted.poll_s, upkeep, told.write_now_and_then)
    except OutboxError as error:
        # Closed, opened and checked by the next start; what was captured is untouched.
        note(Entry.SYNC_FAILED, reason=type(error).__name__)
        return EXIT_FAILED
    finally:
        bell.close()
        court.close()
        outbox.close()
        note(Entry.SYNC_STOPPED)


def _tell(event: str, **facts: str | int) -> None:
    note(Entry(event), **facts)


def _key_told(outbox: Outbox, event: str, **facts: str | int) -> None:
    """Whom this kiosk believes is for the audit log as well."""
    _tell(event, **facts)
    outbox.noted(event, **facts)


def _court(wanted: Wanted, pinned: PinnedKeys) -> HttpCourt | FolderCourt:
    """Raises KeyUnusable, ValueError."""
    address = urlsplit(wanted.base_url)
    if address.scheme == "file":
        return FolderCourt(Path(unquote(address.path)), pinned)
    key = kiosk_key(wanted.state)
    return HttpCourt(wanted.base_url, wanted.kiosk, key, pinned, wanted.tls, wanted.patience)


def _go_round(
    courier: Courier,
    bell: Doorbell,
    poll_s: float,
    upkeep: Callable[[], None],
    every_turn: Callable[[], None],
) -> NoReturn:
    """Take turns for ever; a ring, or every poll_s, is a reason to look again."""
    kept_up_s = time.monotonic()
    while True:
        alive()
        every_turn()
        if time.monotonic() - kept_up_s > UPKEEP_EVERY_S:
            upkeep()
            kept_up_s = time.monotonic()
        if wait_s := courier.turn():
            bell.wait(min(wait_s, poll_s))


def _figures(outbox: Outbox, wanted: Wanted) -> bytes:
    machine = Machine(
        wanted.kiosk,
        free_bytes(wanted.state),
        wanted.tls.clock_trusted(),
        look(wanted, datetime.now(UTC)),
    )
    return figures(outbox.deliveries, machine, boot_clock())


def _upkeep(outbox: Outbox, court: HttpCourt | FolderCourt, wanted: Wanted) -> None:
    """Purge what has been received long ago; look whether what waits is still as captured,
    whether the centre has a new key, and whether it knows the same of these two days and of the
    audit chain."""
    if damaged := outbox.scrub():
        note(Entry.DELIVERY_SET_ASIDE, submissions=damaged, state="damaged")
    if purged := outbox.purge(wanted.retention, datetime.now(UTC)):
        note(Entry.PURGED, submissions=purged)
    try:
        court.learn_keys()
        if isinstance(court, HttpCourt):  # of a share whoever collects it compares
            _compare(outbox, court, wanted.kiosk)
    except CourtError as error:
        note(Entry.NOT_COMPARED, reason=type(error).__name__)


def _compare(outbox: Outbox, court: HttpCourt, kiosk: str) -> None:
    """The day before as well: what was captured late may have gone out after midnight."""
    today = datetime.now(HONG_KONG).date()
    for day in (today - timedelta(days=1), today):
        found = reconcile(outbox.ledger, court, day, HONG_KONG).differences
        note(
            Entry.COMPARED,
            day=day.isoformat(),
            missing_at_centre=len(found.missing_at_centre),
            missing_at_kiosk=len(found.missing_at_kiosk),
            different=len(found.different),
        )
    try:
        if checkpoint(outbox.checkpoints, court, kiosk, court.published_keys()):
            note(Entry.COUNTERSIGNED)
    except AuditDisputed as error:  # an alarm; what visitors handed over is delivered all the same
        note(Entry.AUDIT_DISPUTED, flaw=error.fault.flaw, record=error.fault.number)


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End wherever we are: every step can be cut off, so ending needs no preparation."""
    raise SystemExit(0)


def _only_one(path: Path) -> IO[bytes] | None:
    lock = path.open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        note(Entry.SYNC_FAILED, reason="runs-already")
        return None
    return lock


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("kiosk-sync", description=__doc__)
    parser.add_argument("--config", type=Path, help="the kiosk's settings file")
    parser.add_argument("--state", type=Path, help="the state folder, instead of the settings'")
    parser.add_argument("--base", help="scheme and host of the centre, instead of the settings'")
    parser.add_argument("--kiosk-id", help="this kiosk's name, instead of the settings'")
    parser.add_argument("--authorities", help="PEM file: who may vouch for the centre")
    parser.add_argument("--certificate", nargs=2, metavar=("CERT", "KEY"), help="ours, PEM")
    words = "write figures for node_exporter's textfile collector there"
    parser.add_argument("--figures", type=Path, metavar="DIR", help=words)
    parser.add_argument("--retry-least-s", type=float, default=Waits.least_s)
    parser.add_argument("--retry-most-s", type=float, default=Waits.most_s)
    parser.add_argument(
        "--reviews-every-s",
        type=float,
        metavar="SECONDS",
        help="ask this often what the Registry says of a submission (for trials; usually"
        f" {Pace.waiting_s / 60:.0f} to {Pace.waiting_s / 30:.0f} minutes)",
    )
    return parser


def _wanted(given: argparse.Namespace) -> Wanted:
    settings = load_settings(given.config)
    return Wanted(
        state=given.state or settings.paths.state,
        base_url=given.base or settings.centre.base_url,
        kiosk=given.kiosk_id or settings.kiosk.id,
        minimum_free_bytes=settings.disk.min_free_bytes,
        retention=timedelta(hours=settings.capture.retention_h),
        poll_s=settings.centre.poll_s,
        patience=Patience(settings.centre.connect_timeout_s, settings.centre.read_timeout_s),
        waits=Waits(given.retry_least_s, given.retry_most_s),
        pace=_pace(given.reviews_every_s),
        tls=_tls(given, settings.centre),
        figures=given.figures,
    )


def _pace(every_s: float | None) -> Pace:
    return Pace() if every_s is None else Pace(between_s=0, waiting_s=every_s, marked_s=every_s)


def _tls(given: argparse.Namespace, centre: Centre) -> Tls:
    mine = tuple(given.certificate) if given.certificate else centre.certificate
    clock = SystemClock()
    return Tls(given.authorities or centre.authorities, mine, lambda: clock.quality().synchronised)


if __name__ == "__main__":
    sys.exit(main())
