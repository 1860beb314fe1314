"""Whether the installed files are the installed files: against the installer's own record."""

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2]
_LOOK = """
import json, sys
sys.path.insert(0, sys.argv[1])
from kiosk_app.maintenance import software
found = software.look()
print(json.dumps([found.version, found.sha256, found.changed]))
"""


def record_line(site: Path, name: str) -> str:
    digest = hashlib.sha256((site / name).read_bytes()).digest()
    written = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return f"{name},sha256={written},{(site / name).stat().st_size}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """As an installer leaves it: files, and a RECORD of them (PEP 376)."""
    names = ["kiosk_app/__init__.py", "kiosk_app/maintenance/__init__.py"]
    names += ["kiosk_app/maintenance/software.py", "sync/__init__.py"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((SOURCES / name).read_bytes())
    about = tmp_path / "court_kiosk-7.8.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: court-kiosk\nVersion: 7.8\n")
    record = "".join(record_line(tmp_path, name) for name in names)
    script = "../../bin/kiosk,sha256=of-another-machine,200\n"
    own = f"{about.name}/RECORD,,\nkiosk_app/__pycache__/x.pyc,,\n{script}"
    (about / "RECORD").write_text(record + own)
    return tmp_path


def look(site: Path) -> tuple[str, str, list[str] | None]:
    ran = subprocess.run(
        [sys.executable, "-I", "-c", _LOOK, str(site)], capture_output=True, check=True, text=True
    )
    version, sha256, changed = json.loads(ran.stdout)
    return version, sha256, changed


def test_an_untouched_installation_is_as_installed(site: Path) -> None:
    version, sha256, changed = look(site)
    assert (version, changed) == ("7.8", [])
    assert look(site)[1] == sha256


def test_a_changed_and_a_missing_file_are_named_and_the_digest_differs(site: Path) -> None:
    _, before, _ = look(site)
    (site / "sync/__init__.py").write_text("# changed\n")
    _, after, changed = look(site)
    assert changed == ["sync/__init__.py"]
    assert after != before
    (site / "sync/__init__.py").unlink()
    assert look(site)[2] == ["sync/__init__.py"]


def test_a_product_run_from_its_source_has_nothing_to_be_compared_with(site: Path) -> None:
    (site / "court_kiosk-7.8.dist-info/RECORD").write_text("court_kiosk.pth,,\n")
    _, before, changed = look(site)
    assert changed is None
    (site / "sync/__init__.py").write_text("# changed\n")
    assert look(site)[1] != before
