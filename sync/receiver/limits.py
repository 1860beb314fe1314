"""What this receiver takes, in one table."""

from dataclasses import dataclass

from sync.manifest import SIZE_LIMIT_BYTES

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes, seconds and numbers; going beyond one is answered with a problem, never a hang."""

    document_bytes: int = 512 * MIB
    submission_bytes: int = 2048 * MIB
    manifest_bytes: int = SIZE_LIMIT_BYTES
    metadata_bytes: int = 4096
    header_bytes: int = 16 * 1024
    uploads_per_kiosk: int = 256
    requests_at_once: int = 512
    connections: int = 1024
    free_bytes: int = 64 * MIB
    """What must stay free on the disk when everything promised has arrived."""
    chunk_bytes: int = 8 * MIB
    """The hint to senders, and how much may be lost when the receiver itself is killed."""
    header_s: float = 10.0
    silence_s: float = 60.0
    """How long a body may say nothing before its sender is taken for dead."""
    body_s: float = 120.0
    """How long a manifest or another small body may take as a whole."""
    commit_s: float = 20.0
    """How long a commit keeps the sender waiting before it answers "still at it"."""
