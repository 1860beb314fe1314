"""Names an open file, for libraries that want to open it themselves."""


def path_of(descriptor: int) -> str:
    """A name for an open file.

    Each opening has a position of its own, which a duplicated descriptor would not have.
    """
    return f"/proc/self/fd/{descriptor}"
