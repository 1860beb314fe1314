"""What the court takes in one document and one submission, as plain numbers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class DocumentLimits:
    """Limits of one profile; every number is data, for the court's own are not published.

    Sizes in bytes, resolutions in dots per inch, the page tolerance in millimetres either way
    of A4. `severities` maps the name of a trouble (`ACTIVE_CONTENT`) to `must_fix`, `look` or
    `fine`. A resolution below `dpi_reject` must be fixed whatever the map says; the map's word
    for RESOLUTION_LOW is about the range from there to `dpi_warn`.
    """

    max_file_bytes: int
    warn_file_bytes: int
    max_submission_bytes: int
    max_pages: int
    max_documents: int
    dpi_reject: int
    dpi_warn: int
    dpi_high: int
    page_tolerance_mm: int
    severities: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """The limits as one line of JSON, for a process that has no other input."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "DocumentLimits":
        """What `to_json` wrote; TypeError or ValueError for anything else."""
        return cls(**json.loads(text))
