"""From the Registry's mark to the kiosk's queue, with the real programs between them."""

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from support.submissions import KIOSK, capture

from sync.keys import signing_key
from sync.outbox import Outbox
from sync.receiver.database import open_database
from sync.receiver.reviews import Mark, Reason, Reviews, State
from sync.receiver.server import start_receiver
from sync.submissions import Review
from sync.wire import ReviewState

PATIENCE_S = 60


def test_a_return_is_heard_of_and_stands_in_the_queue(tmp_path: Path) -> None:
    state, centre = tmp_path / "state", tmp_path / "centre"
    receiver = start_receiver(centre)
    command = [sys.executable, "-m", "kiosk_app.services.sync", "--state", str(state)]
    command += ["--base", receiver.base_url, "--kiosk-id", KIOSK, "--reviews-every-s", "0.2"]
    with closing(Outbox.open(state, minimum_free_bytes=0)) as outbox:
        captured = capture(outbox, signing_key(state))
        sender = subprocess.Popen(command, stderr=subprocess.DEVNULL)

        def heard(review: Review) -> None:
            deadline = time.monotonic() + PATIENCE_S
            while (item := outbox.item(captured.number)) is None or item.review != review:
                assert time.monotonic() < deadline, f"never heard of {review}"
                time.sleep(0.05)

        try:
            heard(Review(ReviewState.WAITING))
            books = open_database(centre, None)
            reasons = (Reason.ILLEGIBLE, Reason.WRONG_CASE)
            mark = Mark(1, State.RETURNED, reasons, "may chan", int(time.time()))
            Reviews(books).mark(str(captured.submission), mark)
            books.dispose()
            heard(Review(ReviewState.RETURNED, ("illegible", "wrong-case")))
        finally:
            sender.terminate()
            sender.wait(PATIENCE_S)
            receiver.stop()
    queue = [sys.executable, "-m", "kiosk_app", "queue", "--state", str(state)]
    shown = subprocess.run(queue, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    assert "the Registry has returned it" in shown.stdout
    assert "(illegible, wrong-case)" in shown.stdout
