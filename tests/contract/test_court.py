"""Every centre keeps the promises of the court port: the simulated one, HTTP, and a mounted share.

A lost answer comes first: it is what makes a submission arrive twice, or never.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.court_benches import KEY, Bench, FolderBench, HttpBench, SimulatedBench
from support.submissions import KIOSK, WRIT, Made, make, receipt_for

from sync.cose import read_receipt_c, read_verdict
from sync.court import (
    CannotBeTaken,
    Confirmation,
    ContentDamaged,
    CourtBlocked,
    CourtRefused,
    CourtUnavailable,
    DocumentsMissing,
    Upload,
)
from sync.http_court import HttpCourt
from sync.keys import PinnedKeys
from sync.outbox import Outbox

LARGE = bytes(range(256)) * 4096  # 1 MiB


@pytest.fixture(params=["simulated", "http", "folder"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    if request.param == "simulated":
        yield SimulatedBench()
        return
    with closing({"http": HttpBench, "folder": FolderBench}[request.param](tmp_path)) as real:
        yield real


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with closing(Outbox.open(tmp_path / "outbox", minimum_free_bytes=0)) as opened:
        yield opened


def uploads(made: Made) -> list[Upload]:
    submission = made.manifest.submission
    return [Upload(submission, b, made.blobs[b.sha256]) for b in made.manifest.blobs()]


def send(bench: Bench, made: Made) -> None:
    for upload in uploads(made):
        assert bench.court.send(upload, begun=lambda _: None, progressed=lambda _: True)


def commit(bench: Bench, made: Made) -> Confirmation:
    manifest = made.manifest
    return bench.court.commit(manifest.submission, manifest.to_bytes(), made.receipt_k)


def lookup(bench: Bench, made: Made) -> Confirmation | None:
    return bench.court.lookup(made.manifest.submission, made.receipt_k)


def refusable(made: Made) -> Made:
    """A derivative that does not begin with its original: no centre may take it."""
    (document,) = made.manifest.documents
    changed = b"%PDF-1.7 something else" + bytes(document.stamped.size_bytes)
    digest = hashlib.sha256(changed).hexdigest()
    path = next(iter(made.blobs.values())).with_name(digest)
    path.write_bytes(changed)
    stamped = replace(document.stamped, sha256=digest, size_bytes=len(changed))
    manifest = replace(made.manifest, documents=(replace(document, stamped=stamped),))
    return Made(manifest, receipt_for(manifest, KEY), {**made.blobs, digest: path})


def test_after_a_lost_answer_the_centre_has_it_once_and_says_so(
    bench: Bench, outbox: Outbox
) -> None:
    made = make(outbox, KEY)
    send(bench, made)
    bench.lose_the_next_commit_answer()
    with pytest.raises(CourtUnavailable):
        commit(bench, made)

    found = lookup(bench, made)
    assert found is not None
    assert commit(bench, made) == found
    assert bench.holding(made.manifest.documents[0].sources[0].sha256) == 1


def test_a_commit_is_confirmed_by_a_receipt_about_exactly_this_submission(
    bench: Bench, outbox: Outbox
) -> None:
    made = make(outbox, KEY)
    assert lookup(bench, made) is None
    send(bench, made)
    confirmation = commit(bench, made)
    receipt = read_receipt_c(confirmation.receipt_c, bench.keys(), made.receipt_k)
    assert receipt.submission == made.manifest.submission
    assert receipt.received_at == confirmation.received_at
    assert abs(confirmation.received_at - datetime.now(UTC)) < timedelta(seconds=30)


def test_documents_that_never_arrived_are_named(bench: Bench, outbox: Outbox) -> None:
    made = make(outbox, KEY)
    with pytest.raises(DocumentsMissing) as missing:
        commit(bench, made)
    assert set(missing.value.sha256s) == set(made.blobs)
    assert lookup(bench, made) is None


def test_a_submission_is_never_overwritten(bench: Bench, outbox: Outbox) -> None:
    made = make(outbox, KEY)
    send(bench, made)
    first = commit(bench, made)
    changed = replace(made.manifest, case="HCA 9/2026")
    with pytest.raises(CannotBeTaken, match="different-content"):
        commit(bench, Made(changed, receipt_for(changed, KEY), made.blobs))
    assert lookup(bench, made) == first


def test_an_upload_that_was_cut_goes_on_and_arrives_whole(bench: Bench, outbox: Outbox) -> None:
    made = make(outbox, KEY, LARGE * 4)
    first, *_ = uploads(made)
    begun: list[str] = []
    bench.cut_the_next_upload(after_bytes=3_000_000)
    with pytest.raises(CourtUnavailable):
        bench.court.send(first, begun=begun.append, progressed=lambda _: True)

    offsets: list[int] = []

    def progressed(done: int) -> bool:
        offsets.append(done)
        return True

    again = replace(first, url=begun[0])
    assert bench.court.send(again, begun=begun.append, progressed=progressed)
    assert len(begun) == 1
    assert offsets == sorted(offsets)
    assert offsets[0] > 0  # not from the start
    send(bench, made)
    commit(bench, made)


def test_two_files_that_begin_alike_are_both_sent(bench: Bench, outbox: Outbox) -> None:
    for tail in (b"one", b"two"):
        made = make(outbox, KEY, LARGE + tail)
        send(bench, made)
        commit(bench, made)
        assert bench.holding(hashlib.sha256(LARGE + tail).hexdigest()) == 1


def test_the_same_file_in_two_submissions_is_received_with_both(
    bench: Bench, outbox: Outbox
) -> None:
    for _ in range(2):
        made = make(outbox, KEY)
        send(bench, made)
        commit(bench, made)
    assert bench.holding(hashlib.sha256(WRIT).hexdigest()) == 2


def test_what_progress_raises_ends_the_sending_and_is_passed_on(
    bench: Bench, outbox: Outbox
) -> None:
    class Enough(Exception):
        pass

    def enough(_: int) -> bool:
        raise Enough

    with pytest.raises(Enough):
        bench.court.send(uploads(make(outbox, KEY, LARGE))[0], lambda _: None, enough)
    bench.court.probe()  # and the next exchange is as good as any


def test_a_content_cut_short_on_this_kiosk_is_not_sent_as_whole(
    bench: Bench, outbox: Outbox
) -> None:
    made = make(outbox, KEY)
    upload = uploads(made)[0]
    upload.path.write_bytes(WRIT[:100])
    with pytest.raises(ContentDamaged):
        bench.court.send(upload, begun=lambda _: None, progressed=lambda _: True)
    upload.path.unlink()
    with pytest.raises(ContentDamaged):
        bench.court.send(upload, begun=lambda _: None, progressed=lambda _: True)


def test_a_content_that_arrived_changed_is_asked_for_again_and_then_taken(
    bench: Bench, outbox: Outbox
) -> None:
    made = make(outbox, KEY)
    upload = uploads(made)[0]
    right = upload.path.read_bytes()
    upload.path.write_bytes(bytes(len(right)))
    send(bench, made)
    with pytest.raises(DocumentsMissing) as missing:
        commit(bench, made)
    assert missing.value.sha256s == (upload.blob.sha256,)

    upload.path.write_bytes(right)
    assert bench.court.send(replace(upload, careful=True), lambda _: None, lambda _: True)
    commit(bench, made)


def test_a_refusal_is_signed_and_is_the_answer_ever_after(bench: Bench, outbox: Outbox) -> None:
    made = refusable(make(outbox, KEY))
    send(bench, made)
    bench.refuse_next()
    with pytest.raises(CourtRefused) as refused:
        commit(bench, made)
    verdict = read_verdict(refused.value.verdict, bench.keys(), made.receipt_k)
    assert verdict.reasons == refused.value.reasons != ()
    with pytest.raises(CourtRefused):
        lookup(bench, made)


def test_a_centre_that_is_down_is_unavailable_whatever_is_asked(
    bench: Bench, outbox: Outbox
) -> None:
    made = make(outbox, KEY)
    bench.go_down()
    for ask in (
        bench.court.probe,
        bench.court.time,
        lambda: send(bench, made),
        lambda: commit(bench, made),
        lambda: lookup(bench, made),
    ):
        with pytest.raises(CourtUnavailable):
            ask()
    bench.come_up()
    bench.court.probe()
    send(bench, made)
    commit(bench, made)


def test_a_captive_portal_never_receives_anything(bench: Bench, outbox: Outbox) -> None:
    made = make(outbox, KEY)
    send(bench, made)
    bench.let_somebody_else_answer()
    with pytest.raises(CourtUnavailable):
        commit(bench, made)


def test_a_receipt_that_the_centre_did_not_sign_is_no_receipt(bench: Bench, outbox: Outbox) -> None:
    made = make(outbox, KEY)
    send(bench, made)
    bench.forge_signatures()
    with pytest.raises((CourtUnavailable, CourtBlocked), match=r"not-valid|not-pinned"):
        commit(bench, made)


def test_the_centres_time_can_be_asked_where_it_has_a_clock(bench: Bench) -> None:
    if isinstance(bench, FolderBench):
        with pytest.raises(CourtUnavailable, match="no-clock"):
            bench.court.time()
        return
    assert abs(bench.court.time() - datetime.now(UTC)) < timedelta(seconds=30)


def test_the_first_keys_seen_on_loopback_are_kept(tmp_path: Path, outbox: Outbox) -> None:
    with closing(HttpBench(tmp_path)) as http:
        made = make(outbox, KEY)
        send(http, made)
        commit(http, made)
        listed = json.loads((tmp_path / "centre-keys.json").read_bytes())["keys"]
        assert [key["kind"] for key in listed] == ["centre"]


@pytest.mark.parametrize("base", ["http://icms.example", "ftp://127.0.0.1", "icms.example"])
def test_nothing_goes_to_another_machine_in_the_clear(base: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="https"):
        HttpCourt(base, KIOSK, KEY, PinnedKeys(tmp_path / "keys"))


def test_a_proxy_setting_of_the_machine_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with closing(HttpBench(tmp_path)) as http:
        http.court.probe()
