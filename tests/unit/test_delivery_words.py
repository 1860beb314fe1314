"""What stands in the way of a delivery is said in words that name the file and the next step."""

import errno
from pathlib import Path

import pytest

from kiosk_app.commands import delivery_words as words
from sync.court import Blockage, CannotBeTaken, CourtBlocked, CourtUnavailable
from sync.database import MIGRATIONS, connect
from sync.outbox import Outbox
from sync.receiver.__main__ import main as receiver
from sync.submissions import OutboxError


def opening(state: Path) -> OutboxError:
    with pytest.raises(OutboxError) as raised:
        Outbox.open(state, minimum_free_bytes=0)
    return raised.value


def test_a_file_that_is_no_outbox_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "outbox.sqlite").write_bytes(b"nothing of the kind, by far " * 100)
    said = words.of_outbox(opening(tmp_path), tmp_path)
    assert f"{tmp_path}/outbox.sqlite is damaged or no outbox" in said
    assert "SQLITE" not in said
    assert "name another folder" in said


def test_an_outbox_of_a_newer_version_is_told_as_one(tmp_path: Path) -> None:
    db = connect(tmp_path / "outbox.sqlite")
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    said = words.of_outbox(opening(tmp_path), tmp_path)
    assert "was made by a newer version of this program: use that version" in said


def test_a_full_disk_is_told_in_megabytes(tmp_path: Path) -> None:
    outbox = Outbox.open(tmp_path, minimum_free_bytes=10**18)
    with pytest.raises(OutboxError) as raised:
        outbox.ready()
    outbox.close()
    said = words.of_outbox(raised.value, tmp_path)
    assert "fewer than 1000000000000 MB are free" in said
    assert "make room" in said


@pytest.mark.parametrize("kind", list(Blockage))
def test_each_blockage_has_words(kind: Blockage) -> None:
    said = words.blocked(CourtBlocked(kind, "a-code"))
    assert said.startswith("the server cannot be used: ")
    assert said.endswith("(a-code)")


@pytest.mark.parametrize(
    ("reason", "part"),
    [
        ("ConnectionError", "nobody answers there"),
        ("ReadTimeout", "does not answer in time"),
        ("answer-503", "answered 503"),
        ("answer-503-to-head", "answered 503"),
        ("answer-302", "look elsewhere"),
        ("answer-200-not-the-centre", "is not the receiver"),
        ("receipt-not-valid", "cannot be verified"),
        ("something-new", "the connection failed (something-new)"),
    ],
)
def test_what_is_waited_for_has_words(reason: str, part: str) -> None:
    assert part in words.waiting(reason)


def test_what_a_server_does_not_take_has_words() -> None:
    for reason, part in (
        ("answer-404", "no tus server takes uploads there"),
        ("answer-401", "wants a sign-in"),
        ("answer-413", "larger than it takes"),
        ("address-elsewhere", "name that one as --endpoint"),
        ("no-address", "no tus server"),
        ("gone-when-whole", "knows nothing of it now"),
    ):
        assert part in words.not_taken(CannotBeTaken(reason))
    assert "call it again to go on" in words.not_taken(CourtUnavailable("answer-503"))


def test_a_file_is_named_without_a_number_of_the_system() -> None:
    said = words.of_file(OSError(errno.ENOENT, "No such file or directory", "writ.pdf"))
    assert said == "writ.pdf: not there; check the name"
    assert words.of_file(OSError(errno.EIO, "Input/output error", "a")) == "a: Input/output error"


def test_without_the_centres_export_key_an_import_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "export.age"
    export.touch()
    asked = ["import", str(export), "--base", "http://127.0.0.1:1", "--store", str(tmp_path)]
    assert receiver(asked) == 2
    said = capsys.readouterr().err
    assert f"{tmp_path}/export-key.age is not there" in said
    assert "kiosk-receiver export-key" in said
