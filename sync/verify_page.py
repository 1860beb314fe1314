"""The page that checks receipts in a browser, on its own: WebCrypto, no network, one file."""

import json
from collections.abc import Iterable
from importlib import resources

from sync.statement import PublishedKey

_EMPTY = '{"keys": []}</script>'


def verify_page(keys: Iterable[PublishedKey]) -> bytes:
    """The page with this key list inside; it can be saved and used without a network."""
    page = resources.files("sync").joinpath("verify.html").read_text("utf-8")
    # "<" would end the script element in which the list lies.
    listed = json.dumps({"keys": [key.to_json() for key in keys]}).replace("<", "\\u003c")
    if page.count(_EMPTY) != 1:
        raise ValueError("the page has no place for the keys")
    return page.replace(_EMPTY, listed + "</script>").encode("utf-8")
