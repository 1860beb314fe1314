"""The centre's clock, its countersigning of audit chains, and the comparing of both sides."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from requests import Response
from support.receiver import PlainKiosk, document

from sync.cose import Malformed, read_time
from sync.countersigning import BEGINNING, Mark, read_chain
from sync.receiver.server import RunningReceiver, start_receiver
from sync.wire import Problem, from_base64url, to_base64url


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningReceiver]:
    running = start_receiver(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def kiosk(centre: RunningReceiver) -> Iterator[PlainKiosk]:
    with closing(PlainKiosk(centre.base_url)) as speaking:
        yield speaking


def marked(mark: Mark) -> dict[str, object]:
    return {"length": mark.length, "head": to_base64url(mark.head)}


def show(kiosk: PlainKiosk, chain: Mark, previous: Mark | None) -> Response:
    named = {} if previous is None else {"previous": marked(previous)}
    return kiosk.ask("POST", "/checkpoints", json={**marked(chain), **named})


def test_the_centre_gives_its_time(kiosk: PlainKiosk) -> None:
    nonce = b"a nonce."
    told = kiosk.ask("GET", f"/time?nonce={to_base64url(nonce)}").json()["time"]
    assert read_time(from_base64url(told), kiosk.keys(), nonce)


def test_the_centre_countersigns_an_audit_chain_and_each_leads_to_the_one_before(
    kiosk: PlainKiosk,
) -> None:
    first, second = Mark(7, b"a" * 32), Mark(9, b"b" * 32)
    for chain, previous in ((first, BEGINNING), (second, first)):
        answer = show(kiosk, chain, previous)
        token = from_base64url(answer.json()["countersigned"])
        said = read_chain(token, kiosk.keys(), kiosk.name, chain)
        assert (answer.status_code, said.previous) == (201, previous)
        assert show(kiosk, chain, previous).json() == answer.json()


def test_a_time_that_anybody_can_ask_for_is_no_countersignature(kiosk: PlainKiosk) -> None:
    chain = Mark(7, b"a" * 32)
    told = kiosk.ask("GET", f"/time?nonce={to_base64url(chain.head)}").json()["time"]
    with pytest.raises(Malformed):
        read_chain(from_base64url(told), kiosk.keys(), kiosk.name, chain)
    signed = from_base64url(show(kiosk, chain, BEGINNING).json()["countersigned"])
    with pytest.raises(Malformed):
        read_time(signed, kiosk.keys(), chain.head)


@pytest.mark.parametrize(
    ("chain", "previous"),
    [
        (Mark(9, b"x" * 32), Mark(7, b"a" * 32)),  # another head of that length
        (Mark(8, b"x" * 32), Mark(7, b"a" * 32)),  # shorter
        (Mark(12, b"x" * 32), Mark(9, b"x" * 32)),  # grown, and another at the last checkpoint
    ],
)
def test_a_rewritten_chain_is_refused_with_the_checkpoint_that_proves_it_and_told_of(
    kiosk: PlainKiosk, chain: Mark, previous: Mark, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = Mark(7, b"a" * 32), Mark(9, b"b" * 32)
    show(kiosk, first, BEGINNING)
    show(kiosk, second, first)
    refused = show(kiosk, chain, previous)
    assert (refused.status_code, refused.json()["type"]) == (409, Problem.CHAIN_REWRITTEN)
    against = refused.json()["checkpoint"]
    assert against["length"] == 9
    assert read_chain(from_base64url(against["countersigned"]), kiosk.keys(), kiosk.name, second)
    assert f"audit-disputed kiosk={kiosk.name} length={chain.length}" in caplog.text
    assert show(kiosk, Mark(20, bytes(32)), second).status_code == 201


def test_a_kiosk_that_never_got_an_answer_is_told_the_last_checkpoint_without_an_alarm(
    kiosk: PlainKiosk, caplog: pytest.LogCaptureFixture
) -> None:
    first = Mark(7, b"a" * 32)
    show(kiosk, first, BEGINNING)
    answer = show(kiosk, Mark(9, b"b" * 32), BEGINNING)
    assert (answer.status_code, answer.json()["type"]) == (409, Problem.OTHER_CHECKPOINT)
    assert answer.json()["checkpoint"]["length"] == 7
    assert show(kiosk, Mark(9, b"b" * 32), first).status_code == 201
    lost = show(kiosk, Mark(20, b"c" * 32), Mark(12, b"d" * 32))  # what the centre has lost
    assert lost.json()["checkpoint"]["length"] == 9
    assert "audit-disputed" not in caplog.text


def test_an_older_kiosk_gets_what_it_can_read_and_cannot_shrink_either(kiosk: PlainKiosk) -> None:
    chain = Mark(7, b"a" * 32)
    signed = show(kiosk, chain, None).json()["countersigned"]
    assert read_time(from_base64url(signed), kiosk.keys(), chain.head)
    for other in (Mark(7, bytes(32)), Mark(6, bytes(32))):
        refused = show(kiosk, other, None)
        assert (refused.status_code, refused.json()["type"]) == (409, Problem.DIFFERENT_CONTENT)
    after = show(kiosk, Mark(9, b"b" * 32), chain)  # with newer software, on the same books
    assert after.status_code == 201


def test_one_kiosk_says_nothing_of_another(kiosk: PlainKiosk, centre: RunningReceiver) -> None:
    show(kiosk, Mark(7, b"a" * 32), BEGINNING)
    with closing(PlainKiosk(centre.base_url, name="RC02")) as other:
        assert show(other, Mark(3, b"b" * 32), BEGINNING).status_code == 201


def test_the_days_lists_of_both_sides_are_compared(kiosk: PlainKiosk) -> None:
    both, here, there = (kiosk.captured(document(99), sequence) for sequence in (1, 2, 3))
    kiosk.deliver(both)
    kiosk.deliver(here)
    listed = [
        {"submission": one.uuid, "number": one.manifest.number,
         "manifest_sha256": one.manifest.sha256().hex()}
        for one in (both, there)
    ]  # fmt: skip
    day = {"from": "2026-11-19T16:00:00Z", "until": "2026-11-20T16:00:00Z", "submissions": listed}
    assert kiosk.ask("POST", "/reconcile", json=day).json() == {
        "missing_at_centre": [there.manifest.number],
        "missing_at_kiosk": [here.manifest.number],
        "different": [],
    }
