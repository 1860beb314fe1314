"""kiosk-receiver with pictures at the Registry's desk: pages are drawn in the document sandbox."""

import io
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from config.rule_data import load_rule_data
from kiosk_app.commands.output import printing
from kiosk_app.documents.sandbox import SandboxMissing, probe
from kiosk_app.documents.workshop import WorkFailed, Workshop, WorkStopped
from kiosk_app.filing.rules import read_rules
from kiosk_app.supervision import alive, notify
from sync.receiver.__main__ import Watched
from sync.receiver.__main__ import main as run_receiver
from sync.receiver.desk.picturing import CannotBeDrawn

_RULES = "high_court"  # any: how a page is drawn does not depend on them


class SandboxedPages:
    """Draws pages of kept documents where they can do no harm. Any thread."""

    def __init__(self) -> None:
        """The workshop is opened with the first page, in the process that draws it."""
        self._opening = threading.Lock()
        self._workshop: Workshop | None = None

    def __call__(self, file: Path, page: int, long_side_px: int) -> bytes:
        """See sync.receiver.desk.picturing.Draw."""
        try:
            (drawn,) = self._opened().pictures(file, (page,), long_side_px)
        except (WorkFailed, WorkStopped, SandboxMissing, OSError, ValueError) as error:
            raise CannotBeDrawn(str(error)) from error
        png = io.BytesIO()
        size = (drawn.width, drawn.height)
        Image.frombytes("RGB", size, drawn.pixels).save(png, "PNG", compress_level=3)
        return png.getvalue()

    def close(self) -> None:
        """End what draws; no page can be drawn afterwards."""
        with self._opening:
            if self._workshop is not None:
                self._workshop.close()

    def _opened(self) -> Workshop:
        with self._opening:
            if self._workshop is None:
                data = load_rule_data(_RULES)
                self._workshop = Workshop(read_rules(data.data, data.id).limits)
            return self._workshop


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of the centre; without a sandbox that confines, it shows no pictures."""
    asked = sys.argv[1:] if arguments is None else arguments
    return printing("kiosk-receiver", lambda: _run(asked))


def _run(asked: Sequence[str]) -> int:
    if "serve" not in asked:
        return run_receiver(asked)
    watched = Watched(lambda: notify("READY=1"), alive)
    try:
        probe()
    except SandboxMissing as error:
        print(f"kiosk-receiver: no pictures at the Registry's desk: {error}", file=sys.stderr)
        return run_receiver(asked, watched=watched)
    draw = SandboxedPages()
    try:
        return run_receiver(asked, draw, watched)
    finally:
        draw.close()


if __name__ == "__main__":
    sys.exit(main())
