"""Checks every file of a folder, and compares "will it open" with four independent readers.

    .venv/bin/python scripts/judge_folder.py FOLDER

Prints how the verdicts fall, what could not be examined, and where the check is at odds with the
majority of qpdf, pdfium, mutool and pdftoppm; two against two are left out.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

PATIENCE_S = 20
REFUSED = {"K201", "K203", "K216", "K217", "K241"}
UNEXPLAINED = {"K216", "K217"}
PDFIUM = (
    "import sys, pypdfium2; d = pypdfium2.PdfDocument(sys.argv[1]);"
    "[d[at].render(scale=0.1) for at in {0, len(d) - 1}]"
)
READERS: Mapping[str, tuple[Sequence[str], Sequence[str], set[int]]] = {
    "qpdf": (("qpdf", "--check"), (), {0, 3}),
    "pdfium": ((sys.executable, "-c", PDFIUM), (), {0}),
    "mutool": (("mutool", "draw", "-q", "-r", "10", "-F", "pnm", "-o", "/dev/null"), ("1",), {0}),
    "pdftoppm": (("sh", "-c", 'pdftoppm -r 10 -l 1 "$1" >/dev/null', "sh"), (), {0}),
}


def main(folder: str) -> int:
    """Check, compare, tell."""
    command = [sys.executable, "-m", "kiosk_app", "check", "--json", folder]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 1):
        print(ran.stderr, file=sys.stderr)
        return ran.returncode
    files = json.loads(ran.stdout)
    print(len(files), "files:", dict(Counter(file["verdict"] for file in files)))
    for file in files:
        for found in file["findings"]:
            if found["code"] in UNEXPLAINED:
                print(f"  {found['code']} {file['path']}: {found['detail']}")
    pdfs = [file for file in files if file["kind"] == "pdf"]
    with ThreadPoolExecutor(2) as threads:
        votes = list(threads.map(_votes, [file["path"] for file in pdfs]))
    _tell(pdfs, votes)
    return 0


def _votes(path: str) -> int:
    return sum(_opens(reader, path) for reader in READERS)


def _opens(reader: str, path: str) -> bool:
    before, after, well = READERS[reader]
    try:
        ran = subprocess.run(
            [*before, path, *after], capture_output=True, timeout=PATIENCE_S, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode in well


def _tell(pdfs: list[dict[str, Any]], votes: list[int]) -> None:
    odds = []
    for file, opens in zip(pdfs, votes, strict=True):
        taken = not REFUSED & {found["code"] for found in file["findings"]}
        if opens * 2 != len(READERS) and taken != (opens * 2 > len(READERS)):
            odds.append(f"  {'taken' if taken else 'refused'}, {opens} open it: {file['path']}")
    judged = sum(opens * 2 != len(READERS) for opens in votes)
    print(f"{judged} PDF files judged by a majority, right on {1 - len(odds) / max(1, judged):.1%}")
    print("\n".join(odds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
