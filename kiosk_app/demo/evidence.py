"""What the scripted visits leave behind, laid out for a look: papers, receipts, pictures."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.settings import load_settings
from kiosk_app.app import Kiosk
from kiosk_app.demo.centre import Centre
from kiosk_app.demo.player import Player, ScriptBroken, bar
from kiosk_app.errands.slip import slip_of, whom_to_ask
from kiosk_app.receipts import verifying
from kiosk_app.receipts.slip import slip_png
from kiosk_app.wording.texts import Language
from sync.outbox import Outbox
from sync.submissions import Item, State


@dataclass(frozen=True)
class Evidence:
    """Where the papers and the pictures lie."""

    papers: Mapping[str, Path]
    screens: tuple[Path, ...]


def lay_out(
    kiosk: Kiosk, centre: Centre, player: Player, out: Path, tell: Callable[[str], None]
) -> Evidence:
    """Wait until the centre has everything, prove it, and put the first submission's papers in out.

    Raises ScriptBroken where something is lost, doubled, changed or not verified.
    """
    outbox = kiosk.sealing.outbox
    told: dict[str, str] = {}
    player.wait_until(lambda: _all_received(outbox, told, tell), "every receipt of the centre")
    for digest, captured in _originals(outbox).items():
        _must(_count_at_centre(centre, digest) == captured, "as many there as were captured")
    papers = _papers(kiosk, centre, player, outbox.items()[0], out)
    verified = [str(papers[name]) for name in ("receipt K", "receipt C")]
    tell(f"\n$ kiosk verify --keys {papers['published keys']} {' '.join(verified)}")
    _must(verifying.run(verified, papers["published keys"]) == 0, "the receipts verify")
    return Evidence(papers, tuple(player.paths))


def _all_received(outbox: Outbox, told: dict[str, str], tell: Callable[[str], None]) -> bool:
    """One line whenever a submission has moved; whether all are received."""
    for item in outbox.items():
        line = f"  {bar(item.sent_bytes / item.total_bytes)} {item.number} {item.state}"
        if told.get(item.number) != line:
            told[item.number] = line
            tell(line)
    return all(item.state is State.RECEIVED for item in outbox.items())


def _papers(kiosk: Kiosk, centre: Centre, player: Player, item: Item, out: Path) -> dict[str, Path]:
    outbox = kiosk.sealing.outbox
    manifest = outbox.manifest(item.number)
    if manifest is None or item.receipt_c is None:
        raise ScriptBroken("the first submission has no manifest or no receipt of the centre")
    document = manifest.documents[0]
    original = outbox.path_of(document.sources[0].sha256).read_bytes()
    stamped = outbox.path_of(document.stamped.sha256).read_bytes()
    _must(stamped.startswith(original), "the original's bytes are the first of the stamped PDF")
    captured = player.captured[0]
    owner = load_settings(None).owner
    contacts = whom_to_ask(kiosk.sealing.rules.contacts, owner.role, owner.telephone)
    slip = slip_of(
        captured.receipt, captured.filing, kiosk.sealing.kiosk_id, contacts, Language.ZH_HANT
    )
    return {
        "original": _write(out / "original.pdf", original),
        "stamped": _write(out / "stamped.pdf", stamped),
        "slip": _write(out / "slip.png", slip_png(slip)),
        "manifest": _write(out / "manifest.json", manifest.to_bytes()),
        "receipt K": _write(out / "receipt-K.cose", item.receipt_k),
        "receipt C": _write(out / "receipt-C.cose", item.receipt_c),
        "published keys": _write(out / "keys.json", centre.published_keys()),
    }


def _originals(outbox: Outbox) -> Counter[str]:
    """In how many captured submissions each original is."""
    manifests = [outbox.manifest(item.number) for item in outbox.items()]
    return Counter(
        digest
        for manifest in manifests
        if manifest is not None
        for digest in {source.sha256 for d in manifest.documents for source in d.sources}
    )


def _count_at_centre(centre: Centre, sha256: str) -> int:
    """In how many submissions it is at the centre, as the receiver's own command counts."""
    count = ["count", "--store", str(centre.store), "--sha256", sha256]
    told = subprocess.run(
        [sys.executable, "-m", "sync.receiver", *count], check=True, capture_output=True, text=True
    )
    return int(told.stdout)


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _must(holds: bool, what: str) -> None:
    if not holds:
        raise ScriptBroken(f"not so: {what}")
