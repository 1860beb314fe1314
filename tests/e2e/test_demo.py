"""`kiosk demo` as somebody meets it who has just installed the kiosk: visits, papers, pictures."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_app.demo.stories import STORIES
from kiosk_app.flow.limits import ALL_STATES
from kiosk_app.wording.texts import Language

PAPERS = (
    "original", "stamped", "slip", "manifest", "receipt K", "receipt C", "published keys",
)  # fmt: skip


@pytest.mark.timeout(900)
def test_the_demonstration_plays_every_visit_and_lays_out_what_it_promises(tmp_path: Path) -> None:
    out = tmp_path / "out"
    kiosk = Path(sys.executable).with_name("kiosk")
    played = subprocess.run(
        [kiosk, "demo", "--script", "--out", out], capture_output=True, text=True, timeout=840
    )
    assert played.returncode == 0, played.stdout + played.stderr

    papers = dict(re.findall(r"^  (\w[\w ]*\w) +(/\S+)$", played.stdout, re.MULTILINE))
    assert papers.keys() == set(PAPERS)
    original, stamped = (Path(papers[name]).read_bytes() for name in ("original", "stamped"))
    assert original.startswith(b"%PDF-")
    assert stamped.startswith(original)
    assert len(stamped) > len(original)
    subprocess.run(["qpdf", "--check", papers["stamped"]], check=True, capture_output=True)
    assert all(Path(path).stat().st_size > 0 for path in papers.values())

    for state in ALL_STATES:
        for language in Language:
            picture = out / "screens" / f"{state.__name__}.{language.value}.png"
            assert picture.read_bytes().startswith(b"\x89PNG"), picture.name
    told = re.findall(r"^\d+\. ", played.stdout, re.MULTILINE)
    assert told == [f"{number}. " for number in range(1, len(STORIES) + 1)]
    assert f"{len(STORIES)} visits played" in played.stdout
