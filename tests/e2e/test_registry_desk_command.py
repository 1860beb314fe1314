"""kiosk-receiver as it is installed: a password from a pipe, and pages drawn by several workers."""

import re
import subprocess
import sys
from pathlib import Path

import requests
from support.receiver import PATIENCE_S, PlainKiosk
from support.registry_desk import NAME, PASSWORD, handed_in

RECEIVER = [sys.executable, "-m", "kiosk_app.services.receiver"]


def staff(store: Path, *arguments: str, password: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RECEIVER, "staff", "--store", str(store), *arguments],
        input=password, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip


def test_a_clerk_is_let_in_sees_pages_and_is_let_out_again(tmp_path: Path) -> None:
    assert staff(tmp_path, NAME, password=PASSWORD + "\n").returncode == 0
    serve = [*RECEIVER, "serve", "--listen", "127.0.0.1:0", "--store", str(tmp_path)]
    with subprocess.Popen([*serve, "--workers", "2"], stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        url = served.stdout.readline().strip()
        kiosk, clerk = PlainKiosk(url), requests.Session()
        clerk.trust_env = False
        try:
            handed = handed_in(kiosk)
            told = {"name": NAME, "password": PASSWORD}
            clerk.post(f"{url}/registry/sign-in", told, timeout=PATIENCE_S)
            there = f"{url}/registry/submissions/{handed.uuid}"
            sha256 = handed.manifest.documents[0].stamped.sha256
            for page in (1, 2, 3):
                drawn = clerk.get(f"{there}/pictures/{sha256}/{page}", timeout=PATIENCE_S)
                assert drawn.content.startswith(b"\x89PNG")
            beyond = clerk.get(f"{there}/pictures/{sha256}/4", timeout=PATIENCE_S)
            assert beyond.headers["Content-Type"] == "image/svg+xml"
            assert staff(tmp_path, "--remove", NAME).returncode == 0
            assert clerk.get(there, timeout=PATIENCE_S).status_code == 401
        finally:
            kiosk.close()
            clerk.close()
            served.terminate()
        assert served.wait(PATIENCE_S) == 0


def test_a_weak_password_is_refused_in_words(tmp_path: Path) -> None:
    ended = staff(tmp_path, NAME, password="short\n")
    assert ended.returncode == 1
    assert re.search(r"at least \d+ characters", ended.stderr)
    assert "short" not in ended.stderr


def test_nobody_is_removed_who_never_was(tmp_path: Path) -> None:
    ended = staff(tmp_path, "--remove", NAME)
    assert (ended.returncode, ended.stderr) == (
        1,
        f"kiosk-receiver: nobody signs in as {NAME}\n",
    )
