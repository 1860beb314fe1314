"""What an answer of the centre says, read without trusting its shape."""

from typing import Any

from sync.answers import Meaning
from sync.court import CourtUnavailable, DocumentsMissing
from sync.link import Answer
from sync.submissions import Review
from sync.wire import REVIEW_REASON, REVIEW_REASONS_MOST, ReviewState


def review_in(value: dict[str, Any]) -> Review | None:
    """Only words that both ends know, and codes that are plainly codes; anything else is none."""
    state, listed = str(value.get("review")), value.get("reasons")
    if value.get("state") != "received" or state not in frozenset(ReviewState):
        return None
    if state != ReviewState.RETURNED:
        return Review(ReviewState(state))
    told = listed if isinstance(listed, list) else []
    codes = [code for code in map(str, told) if REVIEW_REASON.fullmatch(code)]
    return Review(ReviewState.RETURNED, tuple(codes[:REVIEW_REASONS_MOST]))


def numbers_in(answer: Answer, name: str) -> tuple[str, ...]:
    """A list of numbers. Raises CourtUnavailable."""
    listed = answer.value.get(name)
    if answer.meaning is not Meaning.FINE or not isinstance(listed, list):
        raise CourtUnavailable(f"answer-{answer.status}")
    return tuple(map(str, listed))


def missing_in(answer: Answer) -> DocumentsMissing | CourtUnavailable:
    """Which documents the centre lacks; an answer that does not list them says nothing."""
    listed = answer.value.get("missing")
    if not isinstance(listed, list):
        return CourtUnavailable("missing-not-a-list")
    return DocumentsMissing(tuple(map(str, listed)))
