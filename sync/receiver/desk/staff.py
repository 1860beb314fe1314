"""Who may sit at the Registry's desk: names, passwords, wrong tries, and who is signed in.

Passwords are kept as Argon2id hashes (RFC 9106). Every try is written down before anything is
compared; from the fifth wrong one on each brings a wait, twice as long as the one before. A name
that nobody has is treated alike, so that trying does not tell which names there are.
"""

import hashlib
import hmac
import secrets
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sync.receiver.database import writing
from sync.receiver.rows import SESSIONS, STAFF, TRIES

FREE_TRIES = 5
FIRST_WAIT_S = 60
LONGEST_WAIT_S = 3600
IDLE_S = 30 * 60
DAY_S = 10 * 3600
LEAST_CHARACTERS, MOST_CHARACTERS = 12, 256
_LONGEST_NAME = 40
_STRANGERS = 1024
_RENEW_S = 60

_HASHER = PasswordHasher()
_NOBODYS = _HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in; `token` is what only the browser and this process know."""

    name: str
    token: str

    @property
    def form_key(self) -> str:
        """What every form of this session carries, so that no other site can send it."""
        return hmac.new(self.token.encode(), b"form", hashlib.sha256).hexdigest()


class NotSignedIn(Exception):
    """Name and password do not belong together."""


class LockedOut(NotSignedIn):
    """Too many wrong tries: nothing was compared; come back in `wait_s` seconds."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


class PasswordUnsuitable(ValueError):
    """Not a name or password to be guarded by: the message says why, for the terminal."""


class Staff:
    """The Registry's staff, in the centre's database. Any thread, any process.

    `clock` tells UTC seconds since 1970. Raises sqlalchemy.exc.DBAPIError.
    """

    def __init__(self, engine: Engine, clock: Callable[[], int]) -> None:
        self._engine = engine
        self._clock = clock
        dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
        self._insert = dialect.insert
        self._one_at_a_time = threading.Lock()  # a hash takes 64 MiB

    def set_password(self, name: str, password: str) -> None:
        """From now on this is the password of this name; who is signed in by it is signed out.

        Raises PasswordUnsuitable.
        """
        name, password = _plain_name(name), _plain(password)
        if not name or len(name) > _LONGEST_NAME or name.startswith("?"):
            raise PasswordUnsuitable(f"use a name of 1 to {_LONGEST_NAME} characters")
        if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS or len(set(password)) < 5:
            raise PasswordUnsuitable(f"use at least {LEAST_CHARACTERS} characters, not all alike")
        if name in password.casefold():
            raise PasswordUnsuitable("a password with the name in it is the first to be tried")
        row = {"password_hash": _HASHER.hash(password), "set_at": self._clock()}
        with writing(self._engine) as db:
            self._forget(db, name)
            new = self._insert(STAFF).values(name=name, **row)
            db.execute(new.on_conflict_do_update(index_elements=["name"], set_=row))

    def remove(self, name: str) -> bool:
        """Let nobody in by this name any more; False when nobody was."""
        name = _plain_name(name)
        with writing(self._engine) as db:
            self._forget(db, name)
            gone = delete(STAFF).where(STAFF.c.name == name).returning(STAFF.c.name)
            return db.execute(gone).first() is not None

    def sign_in(self, name: str, password: str) -> Session:
        """A new session. Raises NotSignedIn, LockedOut.

        Takes about as long for a wrong password, and for a name that nobody has.
        """
        name, now = _plain_name(name), self._clock()
        with self._engine.connect() as db:
            kept = db.scalar(select(STAFF.c.password_hash).where(STAFF.c.name == name))
        who = name if kept is not None else _stranger(name)
        wait_s = self._count(who, now)
        with self._one_at_a_time:
            if not _is_same(kept or _NOBODYS, _plain(password)) or kept is None:
                raise LockedOut(wait_s) if wait_s else NotSignedIn
        session = Session(name, secrets.token_urlsafe(32))
        with writing(self._engine) as db:
            db.execute(delete(TRIES).where(TRIES.c.who == who))
            db.execute(delete(SESSIONS).where(SESSIONS.c.ends_at <= now))
            row = {"name": name, "begun_at": now, "ends_at": now + IDLE_S}
            db.execute(SESSIONS.insert().values(token_sha256=_digest(session.token), **row))
        return session

    def session(self, token: str) -> Session | None:
        """Who is signed in with this token: until half an hour passes idle, or ten hours in all."""
        now, told = self._clock(), SESSIONS.c
        mine = told.token_sha256 == _digest(token)
        asked = select(told.name, told.ends_at).where(
            mine, told.ends_at > now, told.begun_at > now - DAY_S
        )
        with self._engine.connect() as db:
            row = db.execute(asked).first()
        if row is None:
            return None
        if row.ends_at < now + IDLE_S - _RENEW_S:
            with writing(self._engine) as db:
                db.execute(update(SESSIONS).where(mine).values(ends_at=now + IDLE_S))
        return Session(row.name, token)

    def sign_out(self, session: Session) -> None:
        """End a session."""
        with writing(self._engine) as db:
            mine = SESSIONS.c.token_sha256 == _digest(session.token)
            db.execute(delete(SESSIONS).where(mine))

    def _count(self, who: str, now: int) -> int:
        """Write a try down as wrong before it is made; how long a wait it brings if it was.

        Raises LockedOut.
        """
        first = self._insert(TRIES).values(who=who, wrong=1, until=0)
        counted = first.on_conflict_do_update(
            index_elements=["who"], set_={"wrong": TRIES.c.wrong + 1}, where=TRIES.c.until <= now
        )
        with writing(self._engine) as db:
            row = db.execute(counted.returning(TRIES.c.wrong)).first()
            if row is None:
                until = db.scalar(select(TRIES.c.until).where(TRIES.c.who == who))
                raise LockedOut(max(1, (until or now) - now))
            beyond = row.wrong - FREE_TRIES
            wait_s = 0 if beyond < 0 else min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(beyond, 16))
            if wait_s:
                db.execute(update(TRIES).where(TRIES.c.who == who).values(until=now + wait_s))
        return wait_s

    def _forget(self, db: Connection, name: str) -> None:
        db.execute(delete(TRIES).where(TRIES.c.who == name))
        db.execute(delete(SESSIONS).where(SESSIONS.c.name == name))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[: 4 * MOST_CHARACTERS])


def _plain_name(name: str) -> str:
    words = " ".join(_plain(name).casefold().split())
    return words if words.isprintable() else "?"  # which is nobody's name


def _stranger(name: str) -> str:
    """The row in which tries with names that nobody has are counted: there are not ever more."""
    return f"?{int.from_bytes(_digest(name)[:2]) % _STRANGERS}"


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()


def _is_same(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False
