"""Everything that looks at a file which somebody brings: the workshop and the malware scanner."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kiosk_app.documents.findings import ReceivedFile, Report
from kiosk_app.documents.malware import MalwareScanner
from kiosk_app.documents.workshop import Workshop


@dataclass(frozen=True)
class Checks:
    """What looks at every file that a visitor brought; without a malware scanner: None."""

    workshop: Workshop
    malware: MalwareScanner | None = None

    def report(self, file: ReceivedFile, declared_pages: int | None = None) -> Report:
        """Everything found in a file. The scanner and the workshop look at it side by side.

        `declared_pages` is how many an office counted in it, if one did.
        Raises what Workshop.check raises.
        """
        if self.malware is None:
            return self.workshop.check(file, declared_pages)
        with ThreadPoolExecutor(1, thread_name_prefix="malware") as beside:
            scanned = beside.submit(self.malware.findings, Path(file.path))
            return self.workshop.check(file, declared_pages).and_found(scanned.result())
