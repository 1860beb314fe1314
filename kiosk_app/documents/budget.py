"""How much memory and time a document may cost: it grows with its bytes and its pages."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Budget:
    """The limits of one job on files of `size_bytes` in all, `pages` once they are counted.

    `redrawn_pages` are those whose images are made anew, coarser.
    """

    size_bytes: int
    pages: int
    redrawn_pages: int = 0

    @property
    def memory_bytes(self) -> int:
        """Address space: the libraries, room to work, and the files mapped twice."""
        return 1024 * MIB + 2 * self.size_bytes + self.pages * 32 * 1024

    @property
    def cpu_s(self) -> int:
        """Processor time; a page of a scan costs some 20 ms, this allows fifteen times that."""
        reading_s = 30 + self.size_bytes // (2 * MIB) + self.pages * 3 // 10
        return reading_s + self.redrawn_pages * 4

    @property
    def comparing_s(self) -> float:
        """Of all that, what may go into finding pages alike: advice alone, and a small part."""
        return 3.0 + self.pages / 20

    @property
    def wall_s(self) -> float:
        """Time on the clock; kept outside the sandbox."""
        return 2.0 * self.cpu_s

    @property
    def output_bytes(self) -> int:
        """The largest file the worker may write: the original, its stamps, and some."""
        return 64 * MIB + 2 * self.size_bytes
