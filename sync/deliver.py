"""Bringing one submission to the centre: the whole policy, whatever goes wrong."""

from collections.abc import Callable
from enum import StrEnum

from sync.court import (
    CannotBeTaken,
    Confirmation,
    ContentDamaged,
    Court,
    CourtBlocked,
    CourtRefused,
    CourtUnavailable,
    DocumentsMissing,
    NotYet,
    Upload,
)
from sync.deliveries import Deliveries
from sync.lane import Waits
from sync.submissions import Content, Moment, Parcel, State

MISSING_LIMIT = 5


class Outcome(StrEnum):
    """How a turn with one submission ended, the lane being open still."""

    RECEIVED = "received"
    REFUSED = "refused"
    SET_ASIDE = "set-aside"
    LATER = "later"
    YIELDED = "yielded"


def deliver(
    parcel: Parcel,
    court: Court,
    deliveries: Deliveries,
    *,
    now: Callable[[], Moment],
    waits: Waits,
    go_on: Callable[[int], bool],
) -> Outcome:
    """Deliver one submission as far as possible now.

    `go_on` is told the bytes of the whole parcel handed over so far; when it answers False
    another submission has its turn. CourtUnavailable and CourtBlocked are passed on after the
    attempt is noted: they concern every submission.
    """
    number = parcel.number
    try:
        confirmation = _look_up(parcel, court)
        if confirmation is None:
            if not _send_contents(parcel, court, deliveries, go_on):
                return Outcome.YIELDED
            if not deliveries.committing(number):
                return Outcome.YIELDED
            confirmation = court.commit(parcel.submission, parcel.manifest, parcel.receipt_k)
    except NotYet as error:
        again = waits.after(now(), parcel.attempts, error.retry_after_s)
        deliveries.tried(number, error.reason, again)
        return Outcome.LATER
    except (CourtUnavailable, CourtBlocked) as error:
        return _interrupted(parcel, court, deliveries, now(), error)
    except CourtRefused as error:
        deliveries.refused(number, error.verdict, error.reasons)
        return Outcome.REFUSED
    except CannotBeTaken as error:
        deliveries.set_aside(number, State.HELD, error.reason)
        return Outcome.SET_ASIDE
    except DocumentsMissing as error:
        again = waits.after(now(), parcel.attempts)
        return _send_again(parcel, deliveries, error.sha256s, again)
    except ContentDamaged:
        deliveries.set_aside(number, State.DAMAGED, "content-unreadable")
        return Outcome.SET_ASIDE
    deliveries.received(number, confirmation.receipt_c, confirmation.received_at)
    return Outcome.RECEIVED


def _look_up(parcel: Parcel, court: Court) -> Confirmation | None:
    """After an unclear end the centre is asked before anything is sent."""
    if parcel.state is not State.COMMITTING:
        return None
    return court.lookup(parcel.submission, parcel.receipt_k)


def _send_contents(
    parcel: Parcel, court: Court, deliveries: Deliveries, go_on: Callable[[int], bool]
) -> bool:
    if parcel.state is State.CAPTURED and not deliveries.sending(parcel.number):
        return False
    before = 0
    for content in parcel.contents:
        if not content.sent and not _send(parcel, content, court, deliveries, go_on, before):
            return False
        before += content.blob.size_bytes
    return True


def _send(
    parcel: Parcel,
    content: Content,
    court: Court,
    deliveries: Deliveries,
    go_on: Callable[[int], bool],
    before: int,
) -> bool:
    blob = content.blob
    careful = content.times_missing > 0
    whole = court.send(
        Upload(parcel.submission, blob, content.path, content.url, careful),
        begun=lambda url: deliveries.upload_begun(parcel.number, blob.sha256, url),
        progressed=lambda done: go_on(before + done),
    )
    if whole:
        deliveries.content_sent(parcel.number, blob.sha256)
    return whole


def _send_again(
    parcel: Parcel, deliveries: Deliveries, sha256s: tuple[str, ...], again: Moment
) -> Outcome:
    """What the centre lacks is sent again, a few times; then our own copy is looked at.

    When that is as it was captured, it is sent on, with a wait: what is damaged each time is the
    way there, which nobody mends by setting the submission aside.
    """
    ours = [content for content in parcel.contents if content.blob.sha256 in sha256s]
    if not ours:  # changed on the way: asked again, it says which
        deliveries.tried(parcel.number, "unknown-documents-missing", again)
        return Outcome.LATER
    for content in ours:
        deliveries.content_missing(parcel.number, content.blob.sha256)
    deliveries.sending(parcel.number)
    if all(content.times_missing < MISSING_LIMIT for content in ours):
        return Outcome.LATER
    if all(deliveries.content_intact(content.blob.sha256) for content in ours):
        deliveries.tried(parcel.number, "documents-missing-again", again)
        return Outcome.LATER
    deliveries.set_aside(parcel.number, State.DAMAGED, "documents-missing-again")
    return Outcome.SET_ASIDE


def _interrupted(
    parcel: Parcel,
    court: Court,
    deliveries: Deliveries,
    now: Moment,
    error: CourtUnavailable | CourtBlocked,
) -> Outcome:
    unclear = deliveries.state_of(parcel.number) is State.COMMITTING
    if unclear and not court.exactly_once:
        deliveries.set_aside(parcel.number, State.UNKNOWN, error.reason)
    else:
        deliveries.tried(parcel.number, error.reason, now)
    raise error
