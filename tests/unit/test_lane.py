"""What every answer means, and how long the kiosk waits before it tries again."""

import pytest
from support.submissions import BootClock

from sync.answers import Meaning, Where, meaning_of
from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.lane import Lane, LaneState, Waits, boot_clock

# The protocol's table, row by row: (asked, status, problem) -> meaning, all with the mark.
MEANINGS = [
    *[(where, status, "", Meaning.NETWORK)
      for where in Where for status in (408, 425, 429, 500, 502, 503, 504, 302, 418)],
    (Where.UPLOAD, 409, "wrong-offset", Meaning.LOOK_AGAIN),
    (Where.UPLOAD, 423, "being-written", Meaning.LOOK_AGAIN),
    (Where.UPLOAD, 460, "checksum-mismatch", Meaning.LOOK_AGAIN),
    (Where.UPLOAD, 404, "unknown-upload", Meaning.CREATE_AGAIN),
    (Where.UPLOAD, 403, "unknown-upload", Meaning.CREATE_AGAIN),
    (Where.UPLOAD, 410, "unknown-upload", Meaning.CREATE_AGAIN),
    (Where.UPLOAD, 413, "too-large", Meaning.SMALLER),
    (Where.CREATION, 401, "unknown-kiosk", Meaning.BLOCKED_AUTH),
    (Where.CREATION, 403, "wrong-key", Meaning.BLOCKED_AUTH),
    (Where.SUBMISSION, 401, "unknown-kiosk", Meaning.BLOCKED_AUTH),
    (Where.SUBMISSION, 403, "wrong-key", Meaning.BLOCKED_AUTH),
    (Where.SUBMISSION, 426, "version", Meaning.BLOCKED_VERSION),
    (Where.CREATION, 507, "no-space", Meaning.BLOCKED_DISK),
    (Where.SUBMISSION, 507, "no-space", Meaning.BLOCKED_DISK),
    (Where.SUBMISSION, 200, "", Meaning.FINE),
    (Where.SUBMISSION, 201, "", Meaning.FINE),
    (Where.SUBMISSION, 202, "", Meaning.NOT_YET),
    (Where.SUBMISSION, 404, "unknown-submission", Meaning.NOT_THERE),
    (Where.SUBMISSION, 404, "", Meaning.NETWORK),
    (Where.SUBMISSION, 409, "different-content", Meaning.HELD),
    (Where.SUBMISSION, 422, "documents-missing", Meaning.SEND_AGAIN),
    (Where.SUBMISSION, 422, "refused", Meaning.REFUSED),
    (Where.SUBMISSION, 422, "", Meaning.NETWORK),
    (Where.SUBMISSION, 400, "bad-manifest", Meaning.HELD),
    (Where.SUBMISSION, 413, "too-large", Meaning.HELD),
    (Where.CREATION, 413, "too-large", Meaning.HELD),
]  # fmt: skip


@pytest.mark.parametrize(("where", "status", "problem", "meaning"), MEANINGS)
def test_an_answer_of_the_centre_means_what_the_protocol_says(
    where: Where, status: int, problem: str, meaning: Meaning
) -> None:
    assert meaning_of(where, status, marked=True, problem=problem) is meaning


@pytest.mark.parametrize("where", list(Where))
@pytest.mark.parametrize(
    "status", [200, 201, 204, 302, 400, 401, 403, 404, 409, 422, 426, 502, 507]
)
def test_an_answer_without_the_mark_is_the_networks_whatever_it_says(
    where: Where, status: int
) -> None:
    for problem in ("", "refused", "different-content"):
        assert meaning_of(where, status, marked=False, problem=problem) is Meaning.NETWORK


def test_a_proxy_that_finds_a_chunk_too_large_gets_smaller_ones() -> None:
    assert meaning_of(Where.UPLOAD, 413, marked=False) is Meaning.SMALLER


def test_waiting_starts_at_five_seconds_and_ends_at_about_five_minutes() -> None:
    now = BootClock(seconds=0)()
    least, most = Waits(jitter=lambda: 0.0), Waits(jitter=lambda: 1.0)
    assert [least.after(now, n).seconds for n in (0, 3, 50)] == [5, 5, 5]
    assert [most.after(now, n).seconds for n in (0, 1, 2, 50, 10_000)] == [10, 15, 25, 305, 305]


def test_the_centre_may_ask_for_more_patience_but_not_for_less() -> None:
    now, waits = BootClock(seconds=100)(), Waits(jitter=lambda: 0.5)
    assert waits.after(now, 0, asked_s=900).seconds == 1000
    assert waits.after(now, 0, asked_s=1).seconds == 107.5


def test_an_outage_keeps_the_time_it_began() -> None:
    now, waits = BootClock()(), Waits()
    down = Lane().interrupted(CourtUnavailable("reset"), now, waits)
    later = down.interrupted(CourtUnavailable("reset"), now, waits)
    assert (later.state, later.failures) == (LaneState.PAUSED, 2)
    assert later.since == down.since is not None
    blocked = later.interrupted(CourtBlocked(Blockage.CLOCK, "verify-9"), now, waits)
    assert (blocked.state, blocked.kind) == (LaneState.BLOCKED, Blockage.CLOCK)


def test_the_boot_clock_goes_on_and_names_this_boot() -> None:
    first, second = boot_clock(), boot_clock()
    assert first.boot == second.boot != ""
    assert first.seconds <= second.seconds
