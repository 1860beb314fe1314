"""The centre's keys as a kiosk believes them: pinned once, followed from list to list since."""

from sync.answers import Where
from sync.cose import PublishedKey
from sync.court import Blockage, CourtBlocked, CourtUnavailable
from sync.key_lists import Followed, read_lists
from sync.keys import KeyUnusable, PinnedKeys
from sync.link import Link


class CentreKeys:
    """One thread at a time."""

    def __init__(self, link: Link, pinned: PinnedKeys) -> None:
        self._link, self._pinned = link, pinned
        self._keys: tuple[PublishedKey, ...] = ()

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

    def learn(self) -> Followed:
        """Follow the lists that the centre publishes; those of another lead nowhere.

        Raises CourtUnavailable, CourtBlocked.
        """
        self.known()
        answer = self._link.ask(Where.OTHER, "GET", "keys")
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
            keys = tuple(map(PublishedKey.from_json, answer.value.get("keys", [])))
            version = int(answer.value.get("version", 0))
        except (TypeError, ValueError) as error:
            raise CourtUnavailable("key-list-not-valid") from error
        centre = tuple(key for key in keys if key.kind == "centre")
        if not centre:
            raise CourtUnavailable("key-list-without-centre")
        return centre, version
