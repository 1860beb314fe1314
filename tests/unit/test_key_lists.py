"""A kiosk goes on to a new key of the centre on the word of one it knows, and on no other word."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.cose import SignedTime, sign_time
from sync.key_lists import Followed, KeyList, SignedList, follow, read_lists, sign_list
from sync.keys import PinnedKeys, key_list_bytes, parse_key_list
from sync.statement import PublishedKey

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
CENTRE = "RC-HC"


def published(key: Ed25519PrivateKey, start: datetime, end: datetime | None = None) -> PublishedKey:
    return PublishedKey(key.public_key().public_bytes_raw(), "centre", CENTRE, start, end)


@dataclass
class Rotating:
    """A centre that takes a new key every year, and every list it has signed."""

    def __post_init__(self) -> None:
        self.private = [Ed25519PrivateKey.generate()]
        self.first = self.newest = KeyList(0, (published(self.private[0], START),))
        self.lists: list[SignedList] = []

    def rotate(self) -> None:
        at = START + YEAR * len(self.private)
        old, new = self.private[-1], Ed25519PrivateKey.generate()
        *ended, last = self.newest.keys
        keys = (*ended, replace(last, valid_to=at), published(new, at))
        self.newest = KeyList(self.newest.version + 1, keys)
        self.lists.append(sign_list(old, CENTRE, self.newest, at))
        self.private.append(new)


@pytest.fixture
def centre() -> Rotating:
    rotating = Rotating()
    rotating.rotate()
    rotating.rotate()
    return rotating


def test_a_kiosk_follows_each_rotation(centre: Rotating) -> None:
    one = follow(centre.first, centre.lists[:1])
    assert one.known.version == 1
    assert follow(one.known, centre.lists) == Followed(centre.newest)
    assert centre.newest.counting == (centre.newest.keys[-1],)


def test_a_kiosk_that_slept_through_a_rotation_follows_both_in_any_order(centre: Rotating) -> None:
    assert follow(centre.first, centre.lists) == Followed(centre.newest)
    assert follow(centre.first, reversed(centre.lists)) == Followed(centre.newest)


def test_a_rotation_that_is_left_out_cannot_be_jumped_over(centre: Rotating) -> None:
    assert follow(centre.first, centre.lists[1:]) == Followed(
        centre.first, ("signature-UnknownKey",)
    )


def test_an_older_list_changes_nothing(centre: Rotating) -> None:
    assert follow(centre.newest, centre.lists[:1]) == Followed(centre.newest)
    assert follow(centre.newest, centre.lists) == Followed(centre.newest)
    assert follow(centre.newest, []) == Followed(centre.newest)


def test_a_list_that_a_stranger_signed_is_refused(centre: Rotating) -> None:
    stranger = Ed25519PrivateKey.generate()
    theirs = KeyList(3, (*centre.newest.keys, published(stranger, START)))
    forged = sign_list(stranger, CENTRE, theirs, START + 3 * YEAR)
    assert follow(centre.newest, [forged]) == Followed(centre.newest, ("signature-UnknownKey",))


def test_what_another_list_was_signed_for_is_not_taken_for_this_one(centre: Rotating) -> None:
    changed = SignedList(centre.lists[0].data.replace(b'"version": 1', b'"version": 7'), b"")
    for token in (centre.lists[0].token, centre.lists[1].token):
        found = follow(centre.first, [replace(changed, token=token)])
        assert found.known == centre.first
        assert len(found.refused) == 1
    # Nor is anything else that this key has signed.
    time = sign_time(centre.private[0], SignedTime(CENTRE, START + YEAR, b"nonce 89"))
    assert follow(centre.first, [replace(changed, token=time)]).known == centre.first


def test_a_key_that_has_ended_signs_no_list_whatever_date_it_gives(centre: Rotating) -> None:
    """Whoever got hold of it: it was ended, and the kiosk knows."""
    stolen, mine = centre.private[0], Ed25519PrivateKey.generate()
    for at in (START, START + YEAR / 2, START + 5 * YEAR):
        theirs = KeyList(9, (*centre.newest.keys, published(mine, START)))
        found = follow(centre.newest, [sign_list(stolen, CENTRE, theirs, at)])
        assert found == Followed(centre.newest, ("signature-UnknownKey",))


def resurrected(keys: tuple[PublishedKey, ...]) -> tuple[PublishedKey, ...]:
    return (replace(keys[0], valid_to=None), *keys[1:])


def prolonged(keys: tuple[PublishedKey, ...]) -> tuple[PublishedKey, ...]:
    return (replace(keys[0], valid_to=START + 9 * YEAR), *keys[1:])


def antedated(keys: tuple[PublishedKey, ...]) -> tuple[PublishedKey, ...]:
    return (*keys[:-1], replace(keys[-1], valid_from=START - YEAR))


def left_out(keys: tuple[PublishedKey, ...]) -> tuple[PublishedKey, ...]:
    return keys[1:]


def all_ended(keys: tuple[PublishedKey, ...]) -> tuple[PublishedKey, ...]:
    return (*keys[:-1], replace(keys[-1], valid_to=START + 3 * YEAR))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (resurrected, "ended-key-again"),
        (prolonged, "ended-key-again"),
        (antedated, "key-changed"),
        (left_out, "key-left-out"),
        (all_ended, "no-key-counts"),
    ],
)
def test_not_even_the_right_key_may_say_that_the_past_was_another(
    centre: Rotating, change: object, why: str
) -> None:
    assert callable(change)
    new = KeyList(3, change(centre.newest.keys))
    signed = sign_list(centre.private[-1], CENTRE, new, START + 3 * YEAR)
    assert follow(centre.newest, [signed]) == Followed(centre.newest, (why,))


def test_the_near_miss_that_is_right_is_believed(centre: Rotating) -> None:
    """The same signer, date and version as in the test above."""
    new = KeyList(3, (*centre.newest.keys, published(Ed25519PrivateKey.generate(), START + YEAR)))
    signed = sign_list(centre.private[-1], CENTRE, new, START + 3 * YEAR)
    assert follow(centre.newest, [signed]) == Followed(new)


@pytest.mark.parametrize("version", [0, -1, True, 1.5, "2", None, 2**40])
def test_a_list_without_a_proper_version_is_none(centre: Rotating, version: object) -> None:
    odd = sign_list(centre.private[0], CENTRE, KeyList(version, centre.newest.keys), START)  # type: ignore[arg-type]
    assert follow(centre.first, [odd]) == Followed(centre.first, ("not-a-list",))


@pytest.mark.parametrize(
    "value", [None, {}, "x", [1], [{}], [{"list": 1, "signed": "x"}], [{"list": "x"}]]
)
def test_what_is_no_collection_of_lists_is_not_read_as_one(value: object) -> None:
    with pytest.raises(ValueError, match="not"):
        read_lists(value)


# ---------------------------------------------------------------- what a kiosk keeps


def test_what_was_learned_is_kept_told_once_and_survives_a_restart(
    tmp_path: Path, centre: Rotating
) -> None:
    told: list[str] = []
    file = tmp_path / "keys.json"
    pinned = PinnedKeys(file, lambda event, **facts: told.append(f"{event} {facts}"))
    assert pinned.follow(tuple(centre.lists)).known.keys == ()  # nobody is believed yet
    pinned.pin(centre.first.keys)
    pinned.follow(tuple(centre.lists))
    pinned.follow(tuple(centre.lists))
    assert told[-1] == "centre-keys-learned {'version': 2}"
    assert sum("learned" in line for line in told) == 1
    again = PinnedKeys(file)
    assert (again.version(), again.known()) == (2, centre.newest.keys)
    assert again.follow(tuple(centre.lists[:1])).known == centre.newest


def test_a_list_given_by_hand_is_gone_on_from(tmp_path: Path, centre: Rotating) -> None:
    """As `kiosk-receiver keys` prints it after the first rotation, or as older files are."""
    first = follow(centre.first, centre.lists[:1]).known
    for version in (1, 0):
        (tmp_path / "keys.json").write_bytes(key_list_bytes(first.keys, version))
        followed = PinnedKeys(tmp_path / "keys.json").follow(tuple(centre.lists))
        assert followed.known == centre.newest
    old_form = b'{"keys": [' + key_list_bytes(first.keys).split(b"[", 1)[1]
    assert parse_key_list(old_form) == first.keys
    (tmp_path / "keys.json").write_bytes(old_form)
    assert PinnedKeys(tmp_path / "keys.json").version() == 0
