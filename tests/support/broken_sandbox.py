"""A bubblewrap in whose sandbox one package of the worker has lost its files."""

import importlib.util
import os
import shutil
from pathlib import Path


def path_without(package: str, folder: Path) -> str:
    """A PATH whose bwrap is the machine's own, except that `package` is empty inside."""
    spec, bubblewrap = importlib.util.find_spec(package), shutil.which("bwrap")
    assert spec is not None
    assert spec.origin is not None
    script = folder / "bwrap"
    script.write_text(
        "#!/bin/bash\nbefore=()\n"
        'while [ "$1" != -- ]; do before+=("$1"); shift; done\n'
        f'exec "{bubblewrap}" "${{before[@]}}" --tmpfs "{Path(spec.origin).parent}" "$@"\n'
    )
    script.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"
