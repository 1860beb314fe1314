"""What libsane's English sentences mean: the one place where an error is recognised by its text.

python-sane raises sane_strstatus() without its number. The sentences are those of libsane 1.2
to 1.4, which are not translated.
"""

from scanner.device import (
    CoverOpen,
    FeederEmpty,
    NoScanner,
    PageNotKept,
    PaperJammed,
    ScannerBusy,
    ScannerError,
    ScannerFailed,
    ScanStopped,
)

NO_DOCUMENTS = "Document feeder out of documents"

_MEANING: dict[str, type[ScannerError]] = {
    "Device busy": ScannerBusy,
    "Document feeder jammed": PaperJammed,
    NO_DOCUMENTS: FeederEmpty,
    "Scanner cover is open": CoverOpen,
    "Operation was canceled": ScanStopped,
    "Operation was cancelled": ScanStopped,
}

# A device that cannot be opened is gone, or switched off with its cable still in.
_MEANING_AT_OPEN: dict[str, type[ScannerError]] = {
    **_MEANING,
    "Invalid argument": NoScanner,
    "Error during device I/O": NoScanner,
}

_BY_NAME: dict[str, type[ScannerError]] = {
    kind.__name__: kind for kind in (*_MEANING_AT_OPEN.values(), PageNotKept, ScannerFailed)
}


def meaning(text: str, *, at_open: bool = False) -> type[ScannerError]:
    """The error that libsane's sentence stands for; ScannerFailed for every other sentence."""
    return (_MEANING_AT_OPEN if at_open else _MEANING).get(text, ScannerFailed)


def error_named(name: str) -> type[ScannerError]:
    """The error class of this name, as the worker sends it."""
    return _BY_NAME.get(name, ScannerFailed)
