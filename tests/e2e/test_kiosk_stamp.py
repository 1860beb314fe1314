"""`kiosk stamp` and `kiosk original`: out and back again, bit for bit, as processes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pyhanko.sign.fields import MDPPerm
from support.checking import edited, jpeg, with_image
from support.odd_pages import two_pages
from support.signed import signed

from kiosk_app.documents import samples

PATIENCE_S = 60
AT = "2026-11-21T10:00:00+08:00"


def kiosk(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk_app", *map(str, arguments)],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.fixture(scope="module")
def claim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("claim") / "claim.pdf"
    file.write_bytes(samples.good_scan(2))
    return file


@pytest.fixture(scope="module")
def stamped(claim: Path) -> Path:
    out = claim.with_name("stamped.pdf")
    ran = kiosk("stamp", claim, out, "--time", AT)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split()[0] == hashlib.sha256(out.read_bytes()).hexdigest()
    return out


def test_the_copy_is_recognisably_a_trial(stamped: Path) -> None:
    pages = pypdf.PdfReader(stamped).pages
    assert len(pages) == 2
    for page in pages:
        assert "TRIAL-NOT-RECEIVED" in page.extract_text()
        assert "21 Nov 2026 10:00 HKT" in page.extract_text()


def test_the_same_time_and_number_give_the_same_bytes(claim: Path, stamped: Path) -> None:
    again = claim.with_name("again.pdf")
    assert kiosk("stamp", claim, again, "--time", "2026-11-21T10:00").returncode == 0
    assert again.read_bytes() == stamped.read_bytes()
    assert kiosk("stamp", claim, again, "--time", AT, "--number", "T-2").returncode == 0
    assert again.read_bytes() != stamped.read_bytes()


def test_the_original_comes_back_bit_for_bit(claim: Path, stamped: Path, tmp_path: Path) -> None:
    digest = hashlib.sha256(claim.read_bytes()).hexdigest()
    out = tmp_path / "original.pdf"
    ran = kiosk("original", stamped, "--out", out)
    assert (ran.returncode, ran.stdout.split()[0]) == (0, digest)
    assert out.read_bytes() == claim.read_bytes()
    assert kiosk("original", stamped).stdout.strip() == digest


def test_a_changed_original_is_noticed_and_not_given_back(stamped: Path, tmp_path: Path) -> None:
    harmed, out = tmp_path / "harmed.pdf", tmp_path / "original.pdf"
    content = bytearray(stamped.read_bytes())
    content[5000] ^= 1
    harmed.write_bytes(content)
    ran = kiosk("original", harmed, "--out", out)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "K251" in ran.stderr
    assert list(tmp_path.iterdir()) == [harmed]


def test_what_has_no_original_inside_says_so(claim: Path, tmp_path: Path) -> None:
    photo, joined = tmp_path / "photo.jpg", tmp_path / "joined.pdf"
    photo.write_bytes(next(iter(samples.photographed_pages())))
    assert kiosk("stamp", photo, joined).returncode == 0
    for file in (joined, claim):
        ran = kiosk("original", file)
        assert (ran.returncode, ran.stdout) == (1, "")
        assert "K250" in ran.stderr
        assert "kept beside it" in ran.stderr


def test_a_copy_of_a_copy_gives_back_the_first_copy(stamped: Path, tmp_path: Path) -> None:
    twice, out = tmp_path / "twice.pdf", tmp_path / "once.pdf"
    assert kiosk("stamp", stamped, twice).returncode == 0
    assert kiosk("original", twice, "--out", out).returncode == 0
    assert out.read_bytes() == stamped.read_bytes()


def _locked() -> bytes:
    lock = pikepdf.Encryption(owner="owner", user="user")
    return edited(two_pages(), lambda _: None, lock)


@pytest.mark.parametrize(
    ("content", "code"),
    [(samples.word_document(), "K207"), (b"", "K209"), (_locked(), "K203")],
    ids=["a letter", "empty", "locked"],
)
def test_what_does_not_open_is_said_as_the_check_says_it_and_leaves_nothing(
    tmp_path: Path, content: bytes, code: str
) -> None:
    brought = tmp_path / "brought.pdf"
    brought.write_bytes(content)
    ran = kiosk("stamp", brought, tmp_path / "out.pdf")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"kiosk stamp: {code}: ")
    assert list(tmp_path.iterdir()) == [brought]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (signed(two_pages()), "the stamp is laid over its pages"),
        (signed(two_pages(), certify=MDPPerm.NO_CHANGES), "the copy is one sheet"),
        (
            with_image(jpeg("L"), pikepdf.Name.DCTDecode, (1700, 2400)),
            "a sheet in front of the document carries it",
        ),
        (two_pages() + bytes(5000), "written anew, without the original in front"),
        (two_pages().replace(b"%PDF-1.3", b"%PDF-   "), "faults in its structure"),
    ],
    ids=["signed", "certified", "full", "mended", "faulty"],
)
def test_a_copy_that_is_not_what_people_expect_is_told_in_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    brought, out = tmp_path / "brought.pdf", tmp_path / "out.pdf"
    brought.write_bytes(content)
    ran = kiosk("stamp", brought, out)
    assert ran.returncode == 0
    assert ran.stdout.split()[0] == hashlib.sha256(out.read_bytes()).hexdigest()
    (line,) = ran.stderr.splitlines()
    assert said in line


def test_nothing_is_overwritten_that_was_given(claim: Path, tmp_path: Path) -> None:
    content = claim.read_bytes()
    other_name = tmp_path / "other name.pdf"
    other_name.symlink_to(claim)
    assert kiosk("stamp", claim, claim).returncode == 2
    assert kiosk("stamp", claim, other_name).returncode == 2
    assert kiosk("original", claim, "--out", other_name).returncode == 2
    part = tmp_path / "out.pdf.part"
    part.write_bytes(content)
    assert kiosk("stamp", part, tmp_path / "out.pdf").returncode == 0
    assert (claim.read_bytes(), part.read_bytes()) == (content, content)


def test_a_pipe_is_refused_at_once_by_both(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    for command in (["original", pipe], ["stamp", pipe, tmp_path / "out.pdf"]):
        ran = kiosk(*command)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.endswith("pipe.pdf cannot be read: not a file\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["stamp", "claim.pdf"],
        ["stamp", "absent.pdf", "out.pdf"],
        ["stamp", "claim.pdf", "absent/out.pdf"],
        ["stamp", "claim.pdf", "out.pdf", "--time", "noon"],
        ["stamp", "claim.pdf", "out.pdf", "--number", "編號"],
        ["original", "absent.pdf"],
        ["original", "stamped.pdf", "--out", "absent/original.pdf"],
    ],
)
def test_wrong_usage_is_status_two(stamped: Path, arguments: list[str]) -> None:
    given = [str(stamped.parent / name) if "." in name else name for name in arguments]
    ran = kiosk(*given)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
