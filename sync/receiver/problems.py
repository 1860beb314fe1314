"""Errors as the receiver tells them: problem details of RFC 9457, raised where they are found."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sync.wire import MARK, MARK_HEADER, PROBLEM, TUS_VERSION, Problem, asked_of

OWN_HEADERS = {MARK_HEADER: MARK, "Tus-Resumable": TUS_VERSION, "Cache-Control": "no-store"}

# What is wanted is no password: the headers by which a kiosk names itself, and its certificate.
_CHALLENGE = {"WWW-Authenticate": f'Kiosk realm="{MARK}"'}
_TITLES = {
    Problem.DIFFERENT_CONTENT: "This number already stands for other content",
    Problem.DOCUMENTS_MISSING: "Documents are missing or arrived damaged",
    Problem.REFUSED: "The submission is refused",
    Problem.CHAIN_REWRITTEN: "This is not the audit chain that was countersigned here",
    Problem.OTHER_CHECKPOINT: "The last checkpoint here is another",
    Problem.UNKNOWN_KIOSK: "Who is asking is not known here",
    Problem.WRONG_KEY: "This kiosk is enrolled with another key",
    Problem.WRONG_DIGEST: "The body is not what its digest says",
    Problem.WRONG_RECEIPT: "The kiosk's receipt is not for this manifest",
    Problem.BAD_MANIFEST: "The manifest cannot be read",
    Problem.BAD_REQUEST: "The request cannot be understood",
    Problem.UNKNOWN_SUBMISSION: "No such submission",
    Problem.UNKNOWN_UPLOAD: "No such upload",
    Problem.WRONG_OFFSET: "The upload stands elsewhere",
    Problem.BEING_WRITTEN: "Another request continues this upload",
    Problem.CHECKSUM_MISMATCH: "The checksum does not match; the piece was discarded",
    Problem.TOO_LARGE: "Larger than this receiver takes",
    Problem.NO_SPACE: "No space left at the centre",
    Problem.VERSION: "This version of the protocol is not spoken here",
    Problem.BUSY: "Too much at once; try again later",
}


class Refusal(Exception):
    """A request that ends in a problem answer; `told` joins the body, `headers` the headers."""

    def __init__(
        self,
        status: int,
        problem: Problem,
        detail: str = "",
        *,
        headers: dict[str, str] | None = None,
        **told: Any,
    ) -> None:
        super().__init__(problem, detail)
        self.status = status
        self.problem = problem
        self.headers = headers or {}
        self.detail, self.told = detail, told

    def response(self, asked: str = "") -> Response:
        """The answer; `asked` is what the request said as it arrived, in brief."""
        told = {**self.told, "asked": asked} if asked else self.told
        body = problem_body(self.status, self.problem, self.detail, **told)
        headers = {**_CHALLENGE, **self.headers} if self.status == 401 else self.headers
        return Response(body, self.status, {**headers, "Content-Type": PROBLEM})


def problem_body(status: int, problem: Problem | str, detail: str = "", **told: Any) -> bytes:
    """The JSON of a problem answer."""
    title = _TITLES[problem] if isinstance(problem, Problem) else problem
    kind = problem if isinstance(problem, Problem) else "about:blank"
    value = {"type": kind, "title": title, "status": status, **told}
    return json.dumps({**value, "detail": detail} if detail else value).encode()


def busy(status: int, retry_after_s: int, detail: str) -> Refusal:
    """429 or 503, with the time after which asking again makes sense."""
    return Refusal(status, Problem.BUSY, detail, headers={"Retry-After": str(retry_after_s)})


async def answer_refusal(request: Request, error: Exception) -> Response:
    """For Starlette: a Refusal as its answer."""
    assert isinstance(error, Refusal)  # noqa: S101 - registered for this class alone
    return error.response(asked_of(request.method, request.url.path, request.headers))
