"""`kiosk original`: cuts the original out of a stamped copy, and compares its digest."""

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kiosk_app.commands.ending import DONE, FAILED, WrongUsage, ending

if TYPE_CHECKING:
    from kiosk_app.wording.texts import Language
    from kiosk_app.wording.trouble import Trouble

_DESCRIPTION = """\
The first bytes of a stamped copy are the original, as it was brought. Its length and its SHA-256
stand at the end of the copy: this cuts the original out, bit for bit, and compares the digest.
A copy that was joined from pictures, or had to be written anew, has no original inside; it is
kept beside the copy.
"""
_EPILOG = """\
Exit status: 0 when the original is inside and unchanged, 1 when it is not, 2 when the command
was not understood, 74 when its output could not be written.

  kiosk original stamped.pdf
  kiosk original stamped.pdf --out original.pdf
"""


class _Changed(Exception):
    """The first bytes are not those that were stamped."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    original = commands.add_parser(
        "original",
        help="give back the original inside a stamped copy",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    original.add_argument("file", type=Path, metavar="STAMPED.pdf", help="the stamped copy")
    original.add_argument(
        "--out", type=Path, metavar="FILE", help="write the original here (default: only compare)"
    )
    original.add_argument(
        "--language", metavar="LANGUAGE", help="en, zh_hant or zh_hans (default: by LANG)"
    )
    original.set_defaults(command=run)


def run(chosen: argparse.Namespace) -> int:
    """Cut the original out; returns the exit status."""
    return ending("original", lambda: _original(chosen))


def _original(chosen: argparse.Namespace) -> int:
    from kiosk_app.commands import machine
    from kiosk_app.commands.given import same_file, shown
    from kiosk_app.commands.reading import opened

    language = machine.language_of(chosen.language)
    if chosen.out is not None and same_file(chosen.file, chosen.out):
        raise WrongUsage(f"{shown(str(chosen.out))} is the stamped copy: name another file")
    try:
        with opened(str(chosen.file)) as stamped:
            return _cut(stamped, chosen.out, language)
    except OSError as error:
        raise WrongUsage(f"{shown(str(chosen.file))} cannot be read: {error.strerror}") from error


def _cut(stamped: IO[bytes], out: Path | None, language: "Language") -> int:
    from kiosk_app.commands.given import shown
    from kiosk_app.commands.writing import replacing
    from kiosk_app.documents.original import cut_out, recorded
    from kiosk_app.wording.trouble import Trouble

    original = recorded(stamped.fileno())
    if original is None:
        return _refused(Trouble.NO_ORIGINAL_INSIDE, language)
    try:
        # It gets its name only when it is known to be right.
        with nullcontext() if out is None else replacing(out) as file:
            take = (lambda _: None) if file is None else file.write
            if cut_out(stamped.fileno(), original, take) != original.sha256:
                raise _Changed
    except _Changed:
        return _refused(Trouble.ORIGINAL_DIFFERS, language)
    print(original.sha256 if out is None else f"{original.sha256}  {shown(str(out))}")
    return DONE


def _refused(trouble: "Trouble", language: "Language") -> int:
    from kiosk_app.wording.checked import SPACE
    from kiosk_app.wording.sentences import wording

    words = wording(trouble)
    space = SPACE.in_language(language)
    sentences = (words.what.in_language(language), words.next_step.in_language(language))
    print(f"kiosk original: {trouble}: {space.join(sentences)}", file=sys.stderr)
    return FAILED
