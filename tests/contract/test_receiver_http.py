"""The reference centre on a real socket, as a kiosk of any make finds it."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from support.receiver import PlainKiosk, ServedReceiver, document, sha256, wait_until
from support.submissions import receipt_for

from sync.cose import read_receipt_c, read_receipt_k, read_verdict
from sync.manifest import Mended
from sync.wire import (
    KIOSK_ID_HEADER,
    KIOSK_KEY_HEADER,
    OFFSET_STREAM,
    PROBLEM,
    Problem,
    from_base64url,
    upload_metadata,
)

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def receiver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedReceiver]:
    with ServedReceiver(tmp_path_factory.mktemp("centre")) as served:
        yield served


@pytest.fixture
def kiosk(receiver: ServedReceiver, request: pytest.FixtureRequest) -> Iterator[PlainKiosk]:
    speaking = PlainKiosk(receiver.url, name=sha256(request.node.nodeid.encode())[:8])
    yield speaking
    speaking.close()


def problem(answer: requests.Response, status: int, kind: Problem) -> dict[str, object]:
    """The answer must be this problem; returns all it says."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == PROBLEM
    said: dict[str, object] = answer.json()
    assert (said["type"], said["status"]) == (kind, status)
    return said


# ---------------------------------------------------------------- a submission


def test_a_submission_is_received_once_and_the_same_receipt_given_for_ever(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(100_000))
    first = kiosk.deliver(handed)
    again = kiosk.put(handed)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    looked_up = kiosk.ask("GET", f"/submissions/{handed.uuid}").json()
    assert looked_up == {**first.json(), "review": "waiting", "reasons": []}
    receipt_c = read_receipt_c(
        from_base64url(first.json()["receipt"]), kiosk.keys(), handed.receipt_k
    )
    assert receipt_c.submission == handed.manifest.submission
    assert read_receipt_k(handed.receipt_k, kiosk.keys()).kiosk == kiosk.name
    assert receiver.count(handed.original) == receiver.count(handed.stamped) == 1


def test_a_finished_upload_is_not_a_submission(receiver: ServedReceiver, kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    kiosk.send(handed)
    answer = kiosk.ask("GET", f"/submissions/{handed.uuid}")
    problem(answer, 404, Problem.UNKNOWN_SUBMISSION)
    assert receiver.count(handed.original) == 0


def test_eight_puts_at_once_make_one_submission(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(4 * MIB))
    kiosk.send(handed)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: kiosk.put(handed), range(8)))
    statuses = [answer.status_code for answer in answers]
    assert statuses.count(201) == 1
    assert set(statuses) <= {200, 201, 202}
    receipts = {answer.json()["receipt"] for answer in answers if answer.status_code != 202}
    assert receipts == {kiosk.put(handed).json()["receipt"]}
    assert receiver.count(handed.stamped) == 1


def test_other_content_under_a_known_uuid_is_turned_away_and_nothing_overwritten(
    kiosk: PlainKiosk,
) -> None:
    handed = kiosk.captured(document(1000))
    receipt = kiosk.deliver(handed).json()
    problem(kiosk.put(kiosk.retitled(handed)), 409, Problem.DIFFERENT_CONTENT)
    assert kiosk.put(handed).json() == receipt


def test_missing_documents_are_named(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    upload = kiosk.begin(handed, handed.original)
    kiosk.append(upload, 0, handed.original)
    half = kiosk.begin(handed, handed.stamped)
    kiosk.append(half, 0, handed.stamped[:500])
    said = problem(kiosk.put(handed), 422, Problem.DOCUMENTS_MISSING)
    assert said["missing"] == [sha256(handed.stamped)]
    kiosk.append(half, 500, handed.stamped[500:])
    assert kiosk.put(handed).status_code == 201


def test_a_document_damaged_on_the_way_is_asked_for_again(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    kiosk.send_one(handed, handed.stamped)
    upload = kiosk.begin(handed, handed.original)
    kiosk.append(upload, 0, bytes(len(handed.original)))
    said = problem(kiosk.put(handed), 422, Problem.DOCUMENTS_MISSING)
    assert said["missing"] == [sha256(handed.original)]
    problem(kiosk.ask("DELETE", upload), 404, Problem.UNKNOWN_UPLOAD)
    assert kiosk.deliver(handed).status_code == 201


def test_a_stamped_document_without_its_original_is_refused_with_a_signature(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    honest = kiosk.captured(document(1000))
    stamped = b"!" + honest.stamped[1:]
    (one,) = honest.manifest.documents
    derivative = replace(one.stamped, sha256=sha256(stamped))
    manifest = replace(honest.manifest, documents=(replace(one, stamped=derivative),))
    handed = replace(
        honest, manifest=manifest, stamped=stamped, receipt_k=receipt_for(manifest, kiosk.key)
    )
    said = problem(kiosk.deliver(handed), 422, Problem.REFUSED)
    verdict = read_verdict(from_base64url(str(said["verdict"])), kiosk.keys(), handed.receipt_k)
    assert verdict.reasons == tuple(said["reasons"]) == ("original-changed",)  # type: ignore[arg-type] # JSON
    assert problem(kiosk.put(handed), 422, Problem.REFUSED) == said
    assert kiosk.ask("GET", f"/submissions/{handed.uuid}").json()["state"] == "refused"
    assert receiver.count(handed.original) == 0


def test_what_was_mended_is_kept_as_it_was_said(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.mended(kiosk.captured(document(1000)), Mended("rotate", (3,), 90))
    assert kiosk.deliver(handed).status_code == 201
    kept = receiver.manifest(handed.uuid)
    assert kept.documents[0].mended == (Mended("rotate", (3,), 90),)
    assert kept.to_bytes() == handed.manifest.to_bytes()


def test_a_mending_that_nobody_knows_is_not_received(kiosk: PlainKiosk) -> None:
    handed = kiosk.mended(kiosk.captured(document(1000)), Mended("rotate", (3,), 90))
    kiosk.send(handed)
    unknown = handed.manifest.to_bytes().replace(b'"rotate"', b'"polish"')
    problem(kiosk.put(handed, unknown), 400, Problem.BAD_MANIFEST)
    assert kiosk.put(handed).status_code == 201


def test_a_manifest_that_changed_on_the_way_is_not_accepted(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    kiosk.send(handed)
    digest = {"Content-Digest": "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:"}
    problem(kiosk.put(handed, **digest), 400, Problem.WRONG_DIGEST)
    unsigned = replace(handed, receipt_k=kiosk.captured(b"other").receipt_k)
    problem(kiosk.put(unsigned), 400, Problem.WRONG_RECEIPT)
    problem(kiosk.put(replace(handed, receipt_k=b"")), 400, Problem.WRONG_RECEIPT)
    assert kiosk.put(handed).status_code == 201


# ---------------------------------------------------------------- who is asking


def test_the_first_key_of_a_kiosk_is_pinned(receiver: ServedReceiver, kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    upload = kiosk.begin(handed, handed.original)
    impostor = PlainKiosk(receiver.url, kiosk.name)
    other = PlainKiosk(receiver.url, "other")
    problem(impostor.announce(handed, b"x"), 403, Problem.WRONG_KEY)
    problem(impostor.put(handed), 403, Problem.WRONG_KEY)
    problem(other.append(upload, 0, b"x"), 404, Problem.UNKNOWN_UPLOAD)
    kiosk.deliver(handed)
    problem(other.ask("GET", f"/submissions/{handed.uuid}"), 404, Problem.UNKNOWN_SUBMISSION)
    for wrong in ({KIOSK_ID_HEADER: "../etc"}, {KIOSK_ID_HEADER: ""}, {KIOSK_KEY_HEADER: "AA"}):
        nobody = kiosk.ask("GET", f"/submissions/{handed.uuid}", headers=wrong)
        problem(nobody, 401, Problem.UNKNOWN_KIOSK)
    impostor.close()
    other.close()


# ---------------------------------------------------------------- tus


def test_curl_alone_can_send_a_document(
    receiver: ServedReceiver, kiosk: PlainKiosk, tmp_path: Path
) -> None:
    handed = kiosk.captured(document(3 * MIB))
    content = tmp_path / "writ.pdf"
    content.write_bytes(handed.original)
    who = [f"-H{name}: {value}" for name, value in kiosk.who().items()]
    curl = ["curl", "-sS", "--fail", "-HTus-Resumable: 1.0.0", *who]
    told = {"submission": handed.uuid, "document": "d1", "sha256": sha256(handed.original)}
    post = [*curl, "-XPOST", f"-HUpload-Length: {len(handed.original)}"]
    post += [f"-HUpload-Metadata: {upload_metadata(told)}", "-w%header{location}"]
    made = subprocess.run([*post, f"{kiosk.api}/uploads"], check=True, capture_output=True)
    location = made.stdout.decode()
    assert location.startswith("/")
    patch = [*curl, "-XPATCH", "-HUpload-Offset: 0", f"-HContent-Type: {OFFSET_STREAM}"]
    patch += ["--data-binary", f"@{content}", "-w%{http_code} %header{upload-offset}"]
    sent = subprocess.run(
        [*patch, urljoin(receiver.url, location)], check=True, capture_output=True
    )
    assert sent.stdout.decode() == f"204 {len(handed.original)}"
    kiosk.send(handed)
    assert kiosk.put(handed).status_code == 201


def test_the_same_announcement_is_the_same_upload_and_any_other_is_another(
    kiosk: PlainKiosk,
) -> None:
    handed = kiosk.captured(document(1000))
    first = kiosk.begin(handed, handed.original)
    kiosk.append(first, 0, handed.original[:10])
    again = kiosk.announce(handed, handed.original)
    assert first.endswith(again.headers["Location"])
    assert again.headers["Upload-Offset"] == "10"
    assert kiosk.ask("HEAD", first).headers["Upload-Metadata"].startswith("submission ")
    others = {
        kiosk.announce(kiosk.captured(b"another"), handed.original).headers["Location"],
        kiosk.announce(handed, handed.original, {"document": "d2"}).headers["Location"],
        kiosk.announce(handed, handed.original, length=2000).headers["Location"],
        kiosk.announce(handed, handed.stamped).headers["Location"],
    }
    assert len(others) == 4
    assert again.headers["Location"] not in others


def test_a_wrong_offset_is_told_the_right_one(kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    upload = kiosk.begin(handed, handed.original)
    kiosk.append(upload, 0, b"12345")
    answer = kiosk.append(upload, 0, b"12345")
    problem(answer, 409, Problem.WRONG_OFFSET)
    assert answer.headers["Upload-Offset"] == "5"


@pytest.mark.parametrize("newer", ["HEAD", "PATCH"])
def test_a_newer_request_ends_a_patch_on_a_dead_link_and_keeps_what_had_arrived(
    receiver: ServedReceiver, kiosk: PlainKiosk, newer: str
) -> None:
    handed = kiosk.captured(document(3 * MIB))
    upload = kiosk.begin(handed, handed.original)
    blob = upload.rpartition("/")[2]
    with kiosk.half_send(upload, 0, 3 * MIB, handed.original[: 2 * MIB]) as dead:
        wait_until(lambda: receiver.blobs()[blob] >= MIB, "bytes on the disk")
        answer = kiosk.ask("HEAD", upload) if newer == "HEAD" else kiosk.append(upload, 0, b"")
        assert dead.recv(100).startswith(b"HTTP/1.1 423")
    assert answer.status_code == (200 if newer == "HEAD" else 409)
    assert MIB <= int(answer.headers["Upload-Offset"]) <= 2 * MIB
    assert kiosk.deliver(handed).status_code == 201


def test_a_piece_with_a_wrong_checksum_is_discarded_whole(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(2 * MIB))
    upload = kiosk.begin(handed, handed.original)
    right = bytes.fromhex(sha256(handed.original))
    problem(kiosk.append(upload, 0, bytes(2 * MIB), right), 460, Problem.CHECKSUM_MISMATCH)
    assert kiosk.offset(upload) == receiver.blobs()[upload.rpartition("/")[2]] == 0
    assert kiosk.append(upload, 0, handed.original, right).status_code == 204


def test_no_file_grows_beyond_what_was_announced(
    receiver: ServedReceiver, kiosk: PlainKiosk
) -> None:
    handed = kiosk.captured(document(1000))
    upload = kiosk.begin(handed, handed.original)
    problem(kiosk.append(upload, 0, bytes(1001)), 413, Problem.TOO_LARGE)
    endless = kiosk.append(upload, 0, iter([bytes(600), bytes(600)]))
    problem(endless, 413, Problem.TOO_LARGE)
    assert receiver.blobs()[upload.rpartition("/")[2]] <= 1000


def test_a_deleted_upload_is_gone(receiver: ServedReceiver, kiosk: PlainKiosk) -> None:
    handed = kiosk.captured(document(1000))
    upload = kiosk.begin(handed, handed.original)
    assert kiosk.ask("DELETE", upload).status_code == 204
    problem(kiosk.append(upload, 0, b"x"), 404, Problem.UNKNOWN_UPLOAD)
    assert upload.rpartition("/")[2] not in receiver.blobs()
