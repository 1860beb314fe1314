"""The centre's keys as a kiosk believes them: pinned once, followed from list to list since."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from sync.answers import Where
from sync.cose import KeyNotValidThen, PublishedKey, StatementInvalid, UnknownKey
from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.key_lists import Followed, read_lists
from sync.keys import KeyUnusable, PinnedKeys
from sync.link import Answer, Link

_T = TypeVar("_T")


class CentreKeys:
    """One thread at a time."""

    def __init__(self, link: Link, pinned: PinnedKeys) -> None:
        self._link, self._pinned = link, pinned
        self._keys: tuple[PublishedKey, ...] = ()
        self._offered: tuple[PublishedKey, ...] = ()

    def known(self) -> tuple[PublishedKey, ...]:
        """The pinned keys; on loopback the first list seen is pinned.

        Raises CourtUnavailable, CourtBlocked.
        """
        try:
            self._keys = self._keys or self._pinned.known()
            if not self._keys and self._link.loopback:
                self._keys, version = self._published()
                self._pinned.pin(self._keys, version)
        except (KeyUnusable, OSError) as error:
            raise CourtBlocked(Blockage.CONFIG, "centre-keys-unreadable") from error
        if not self._keys:
            raise CourtBlocked(Blockage.CONFIG, "centre-keys-missing")
        return self._keys

    def believed(self, token: bytes, read: Callable[[bytes, tuple[PublishedKey, ...]], _T]) -> _T:
        """What `read` makes of a statement of the centre.

        A signature by a key that does not count here is a reason to ask whether it does now. When
        it does not, and whoever answers calls it the centre's all the same, a person must see to
        it. Raises what `read` raises, CourtUnavailable, CourtBlocked.
        """
        try:
            return read(token, self.known())
        except (UnknownKey, KeyNotValidThen):
            self.learn()
        try:
            return read(token, self.known())
        except UnknownKey:
            with suppress(StatementInvalid):
                read(token, self._offered)
                raise CourtBlocked(Blockage.CONFIG, "centre-key-not-pinned") from None
            raise

    def learn(self) -> Followed:
        """Follow the lists that the centre publishes; those of another lead nowhere.

        Raises CourtUnavailable, CourtBlocked.
        """
        self.known()
        answer = self._link.ask(Where.OTHER, "GET", "keys")
        self._offered = _centres(answer)
        try:
            followed = self._pinned.follow(read_lists(answer.value.get("lists", [])))
        except ValueError as error:
            raise CourtUnavailable("key-list-not-valid") from error
        except (KeyUnusable, OSError) as error:
            raise CourtBlocked(Blockage.CONFIG, "centre-keys-unreadable") from error
        self._keys = followed.known.keys
        return followed

    def _published(self) -> tuple[tuple[PublishedKey, ...], int]:
        answer = self._link.ask(Where.OTHER, "GET", "keys")
        try:
            version = int(answer.value.get("version", 0))
        except (TypeError, ValueError) as error:
            raise CourtUnavailable("key-list-not-valid") from error
        centre = _centres(answer)
        if not centre:
            raise CourtUnavailable("key-list-without-centre")
        return centre, version


def _centres(answer: Answer) -> tuple[PublishedKey, ...]:
    """Raises CourtUnavailable."""
    try:
        keys = tuple(map(PublishedKey.from_json, answer.value.get("keys", [])))
    except (TypeError, ValueError) as error:
        raise CourtUnavailable("key-list-not-valid") from error
    return tuple(key for key in keys if key.kind == "centre")
