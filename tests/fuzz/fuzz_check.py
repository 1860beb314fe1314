"""Has atheris make up files, guided by what they reach in the checker, until one raises.

    python tests/fuzz/fuzz_check.py SECONDS [FOLDER]

Files that reached something new are kept in FOLDER and are begun from the next time. What ends
the process is written beside them as crash-…, or timeout-…; `python tests/fuzz/fuzz_check.py
FILE` does it again. libqpdf, pdfium and libjpeg are watched from outside only: the checker's own
code is what guides.
"""

import contextlib
import os
import sys
import tempfile
from pathlib import Path

import atheris

HOUSE = Path(__file__).parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

with atheris.instrument_imports(include=["kiosk_app.documents"]):
    from kiosk_app.documents import check as _check
    from kiosk_app.documents import stamp as _stamp

from support.checking import LIMITS, Heard  # noqa: E402 - after the checker was made to tell
from support.hostile import HOSTILE  # noqa: E402
from support.mutations import good_files  # noqa: E402
from support.stamping import WORDING  # noqa: E402

from kiosk_app.documents.append import CouldNotStamp  # noqa: E402

SUFFIXES = (".pdf", ".jpg", ".tif", ".png")
LONGEST_BYTES = 100_000
LIMIT_S = 20


def examine(data: bytes) -> None:
    """Check and stamp; whatever is raised is a fault of ours."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        heard = Heard()
        _check.check(file.fileno(), LIMITS, SUFFIXES[len(data) % len(SUFFIXES)], heard)
        if not heard.count and not heard.findings:
            raise AssertionError("nothing seen and nothing said")
        if data.startswith(b"%PDF-") and len(data) % 8 == 0:
            with contextlib.suppress(CouldNotStamp):
                _stamp.stamp(file.fileno(), WORDING, lambda _: None)


def main(seconds: str, folder: str) -> None:
    """Fuzz for so long; begins from our own good and hostile files."""
    kept = Path(folder)
    kept.mkdir(parents=True, exist_ok=True)
    seeds = [data for data, _ in good_files().values()]
    seeds += [hostile.make() for hostile in HOSTILE.values()]
    for number, data in enumerate(seeds):
        if len(data) <= LONGEST_BYTES:
            (kept / f"seed-{number:03}").write_bytes(data)
    os.chdir(kept)
    limits = [f"-max_total_time={seconds}", f"-timeout={LIMIT_S}", f"-max_len={LONGEST_BYTES}"]
    atheris.Setup([sys.argv[0], *limits, "-rss_limit_mb=2048", "-close_fd_mask=0", "."], examine)
    atheris.Fuzz()


if __name__ == "__main__":
    if Path(sys.argv[1]).is_file():
        examine(Path(sys.argv[1]).read_bytes())
    else:
        main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp())
