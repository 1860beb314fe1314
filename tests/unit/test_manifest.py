"""A manifest has one form, to the byte, and only a manifest is read as one."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.manifest import FORMS, Document, Manifest, ManifestInvalid, Mended, Party, Source, Stamped
from sync.wire import ClockQuality

A, B, C = "a" * 64, "b" * 64, "c" * 64
WRIT = Document(
    id="d1",
    type="writ",
    title="Writ of summons",
    pages=20,
    sources=(Source("傳訊令狀.pdf", 5000, A, "application/pdf"),),
    stamped=Stamped(6000, B, 5000),
)
MANIFEST = Manifest(
    submission=UUID("7f3c1a52-9d0e-4b67-8a21-0c5d9e4f6b13"),
    number="01-261120-0007-K",
    sequence=7,
    kiosk="RC01",
    captured_at=datetime(2026, 11, 20, 4, 0, 0, tzinfo=UTC),
    clock=ClockQuality.SYNCHRONISED,
    rules="high-court-2026-11",
    party=Party("law_firm", "Chan & Co", "CC/1", "2123 4567"),
    case="HCA 1234/2026",
    documents=(WRIT,),
)


def test_a_manifest_comes_back_as_it_was_written() -> None:
    assert Manifest.from_bytes(MANIFEST.to_bytes()) == MANIFEST
    assert MANIFEST.to_bytes() == Manifest.from_bytes(MANIFEST.to_bytes()).to_bytes()


@given(st.text(min_size=1), st.text(), st.integers(1, 2**31), st.integers(0, 2**32))
def test_whatever_a_visitor_calls_things_the_bytes_are_read_back(
    name: str, reference: str, sequence: int, at: int
) -> None:
    source = replace(WRIT.sources[0], name=name)
    written = replace(
        MANIFEST,
        sequence=sequence,
        captured_at=datetime.fromtimestamp(at, UTC),
        party=Party("in_person", name, reference),
        documents=(replace(WRIT, title=name, sources=(source,)),),
    )
    assert Manifest.from_bytes(written.to_bytes()) == written


def test_a_file_name_that_is_not_unicode_can_be_captured() -> None:
    source = replace(WRIT.sources[0], name="writ\udcff.pdf")
    written = replace(MANIFEST, documents=(replace(WRIT, sources=(source,)),))
    read = Manifest.from_bytes(written.to_bytes())
    assert read.documents[0].sources[0].name == "writ?.pdf"


def test_the_bytes_are_the_canonical_json_of_exactly_these_fields() -> None:
    value = json.loads(MANIFEST.to_bytes())
    assert set(value) == {
        "version", "submission", "number", "sequence", "kiosk", "captured_at", "clock", "rules",
        "party", "case", "documents",
    }  # fmt: skip
    assert value["captured_at"] == "2026-11-20T04:00:00Z"
    assert b": " not in MANIFEST.to_bytes()
    assert "傳訊令狀".encode() in MANIFEST.to_bytes()


def test_what_was_mended_is_listed_and_changes_the_digest_that_is_signed() -> None:
    mended = (
        Mended("repair"),
        Mended("drop-blank", (4, 9)),
        Mended("rotate", (3,), 270),
        Mended("reduce", (1, 2)),
    )
    written = replace(MANIFEST, documents=(replace(WRIT, pages=18, mended=mended),))
    assert Manifest.from_bytes(written.to_bytes()) == written
    assert json.loads(written.to_bytes())["documents"][0]["mended"][2] == {
        "mend": "rotate", "pages": [3], "degrees": 270,
    }  # fmt: skip
    other = replace(WRIT, pages=18, mended=mended[:-1])
    assert replace(MANIFEST, documents=(other,)).sha256() != written.sha256()


def test_what_was_captured_before_there_was_mending_is_read_to_the_byte() -> None:
    """As version 1 wrote it, and as it lies in outboxes and at centres."""
    value = json.loads(MANIFEST.to_bytes())
    value["version"] = 1
    del value["documents"][0]["mended"]
    del value["documents"][0]["stamped"]["form"]
    old = Manifest.from_bytes(canonical(value))
    assert old.to_bytes() == canonical(value)
    assert old.documents == MANIFEST.documents
    with pytest.raises(ManifestInvalid):
        replace(old, documents=(replace(WRIT, mended=(Mended("repair"),)),))
    with pytest.raises(ManifestInvalid):
        replace(old, documents=(replace(WRIT, stamped=Stamped(6000, B, 0, "side-car")),))


@pytest.mark.parametrize("form", FORMS)
def test_the_manifest_says_how_the_stamp_is_on_the_derivative(form: str) -> None:
    stamped = replace(MANIFEST, documents=(replace(WRIT, stamped=Stamped(6000, B, 0, form)),))
    assert Manifest.from_bytes(stamped.to_bytes()).documents[0].stamped.form == form


def test_a_stamp_of_no_known_form_is_not_sent() -> None:
    with pytest.raises(ManifestInvalid):
        replace(MANIFEST, documents=(replace(WRIT, stamped=Stamped(6000, B, 0, "seal")),))


def test_every_original_and_every_derivative_is_to_be_sent_once() -> None:
    pictures = (Source("1.jpg", 10, C, "image/jpeg"), Source("2.jpg", 10, C, "image/jpeg"))
    album = Document("d2", "exhibit", "Photographs", 2, pictures, Stamped(30, "d" * 64, 0))
    both = replace(MANIFEST, documents=(WRIT, album))
    assert [blob.sha256 for blob in both.blobs()] == [A, B, C, "d" * 64]
    assert [blob.document for blob in both.blobs()] == ["d1", "d1", "d2", "d2"]
    assert (both.total_bytes, both.pages) == (5000 + 6000 + 10 + 30, 22)


SPOILED: list[Callable[[dict[str, Any]], object]] = [
    lambda m: m.pop("case"),
    lambda m: m.update(extra=1),
    lambda m: m.update(version=3),
    lambda m: m.update(version=0),
    lambda m: m.update(version=1),
    lambda m: m.update(sequence="7"),
    lambda m: m.update(sequence=True),
    lambda m: m.update(sequence=0),
    lambda m: m.update(case=""),
    lambda m: m.update(kiosk="a name that is too long"),
    lambda m: m.update(captured_at="2026-11-20T04:00:00+00:00"),
    lambda m: m.update(captured_at="2026-11-20T04:00:00.5Z"),
    lambda m: m.update(clock="fine"),
    lambda m: m.update(submission="{7f3c1a52-9d0e-4b67-8a21-0c5d9e4f6b13}"),
    lambda m: m.update(documents=[]),
    lambda m: m.update(documents={}),
    lambda m: m.update(party=None),
    lambda m: m["party"].update(telephone=2),
    lambda m: m["documents"].append(m["documents"][0]),
    lambda m: m["documents"][0].update(sources=[]),
    lambda m: m["documents"][0].update(pages=0),
    lambda m: m["documents"][0].update(id="../d1"),
    lambda m: m["documents"][0]["stamped"].update(sha256=B.upper()),
    lambda m: m["documents"][0]["stamped"].update(size_bytes=-1),
    lambda m: m["documents"][0]["stamped"].update(sha256=A),
    lambda m: m["documents"][0]["sources"][0].update(extra=1),
    lambda m: m["documents"][0].pop("mended"),
    lambda m: m["documents"][0].update(mended=None),
    lambda m: mend(m, mend="polish"),
    lambda m: mend(m, pages=[]),
    lambda m: mend(m, pages=[0]),
    lambda m: mend(m, pages=[3, 3]),
    lambda m: mend(m, pages=[7, 3]),
    lambda m: mend(m, pages=[True]),
    lambda m: mend(m, pages="3"),
    lambda m: mend(m, degrees=45),
    lambda m: mend(m, degrees=0),
    lambda m: mend(m, mend="drop-blank", degrees=90),
    lambda m: mend(m, why="it was askew"),
]


def mend(value: dict[str, Any], **spoilt: object) -> None:
    """A page turned, but for what is spoilt."""
    turned = {"mend": "rotate", "pages": [3], "degrees": 90}
    value["documents"][0]["mended"] = [turned | spoilt]


def test_a_page_turned_would_be_a_mending_if_it_were_not_spoilt() -> None:
    value = json.loads(MANIFEST.to_bytes())
    mend(value)
    read = Manifest.from_bytes(canonical(value))
    assert read.documents[0].mended == (Mended("rotate", (3,), 90),)


def canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


@pytest.mark.parametrize("spoil", SPOILED)
def test_what_is_not_a_manifest_of_this_version_is_refused(
    spoil: Callable[[dict[str, Any]], object],
) -> None:
    value = json.loads(MANIFEST.to_bytes())
    spoil(value)
    with pytest.raises(ManifestInvalid):
        Manifest.from_bytes(canonical(value))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        MANIFEST.to_bytes() + b"\n",
        MANIFEST.to_bytes().replace(b'"case":', b'"case": '),
        b'{"case":"HCA 1/2026",' + MANIFEST.to_bytes()[1:],
        bytes(5_000_000),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ManifestInvalid):
        Manifest.from_bytes(data)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_crash(data: bytes) -> None:
    with pytest.raises(ManifestInvalid):
        Manifest.from_bytes(data)


def test_a_time_that_is_not_utc_in_whole_seconds_is_refused() -> None:
    hong_kong = timezone(timedelta(hours=8))
    for at in (
        datetime(2026, 11, 20, 12, 0, tzinfo=hong_kong),
        datetime(2026, 11, 20, 4, 0),  # noqa: DTZ001  the mistake that is tested
        datetime(2026, 11, 20, 4, 0, 0, 1, tzinfo=UTC),
    ):
        with pytest.raises(ManifestInvalid):
            replace(MANIFEST, captured_at=at)
