"""The receiver's PEM files: whichever is wrong is named, with what is wrong."""

from pathlib import Path

import pytest
from support.tls_centre import DAY, NOW, certificate

from sync.receiver.tls import Tls, TlsUnusable, tls_context


def both(folder: Path, name: str) -> Path:
    return certificate(folder, name, NOW - DAY, NOW + DAY)


def test_files_that_are_as_they_should_be_are_used(tmp_path: Path) -> None:
    own, authority = both(tmp_path, "own"), both(tmp_path, "authority")
    assert tls_context(Tls(own, own, authority)) is not None


def test_without_tls_there_is_none() -> None:
    assert tls_context(None) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"", "holds no"), (b"\x00garbage", "holds no")],
)
@pytest.mark.parametrize("which", ["certificate", "key", "authorities"])
def test_the_file_that_is_wrong_is_named(
    tmp_path: Path, which: str, content: bytes | None, said: str
) -> None:
    own, wrong = both(tmp_path, "own"), tmp_path / "wrong.pem"
    if content is not None:
        wrong.write_bytes(content)
    files = {"certificate": own, "key": own, "authorities": own, which: wrong}
    with pytest.raises(TlsUnusable, match=rf"wrong\.pem {said}"):
        tls_context(Tls(**files))


def test_a_key_of_another_certificate_is_called_that(tmp_path: Path) -> None:
    own, other = both(tmp_path, "own"), both(tmp_path, "other")
    with pytest.raises(TlsUnusable, match=r"other\.pem is not the key"):
        tls_context(Tls(own, other, own))


def test_a_certificate_cut_short_is_named(tmp_path: Path) -> None:
    own, cut = both(tmp_path, "own"), tmp_path / "cut.pem"
    cut.write_bytes(own.read_bytes()[:200])
    with pytest.raises(TlsUnusable, match=r"cut\.pem holds no certificate"):
        tls_context(Tls(cut, own, own))
