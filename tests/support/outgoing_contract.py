"""What every implementation of the port for a technician's stick promises, tried on each."""

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import IO

import pytest

from drivers.outgoing import (
    MARK,
    Outgoing,
    OutgoingError,
    SeveralSticks,
    StickFull,
    StickGone,
    StickMissing,
    StickNotWritable,
    StickProtected,
)

LARGE = os.urandom(3_000_000)


class OutgoingBench(ABC):
    """A place for technicians' sticks to be tried, and hands to plug them in."""

    outgoing: Outgoing

    @abstractmethod
    def plug_in(self, label: str = MARK, room_bytes: int = 8 << 20) -> None:
        """Plug a stick in, with about so much room, and wait until it is seen."""

    @abstractmethod
    def pull(self) -> None:
        """Pull the stick out without asking."""

    @abstractmethod
    def protect(self) -> None:
        """Let the stick that is plugged in forbid writing."""

    @abstractmethod
    def plug_in_not_writable(self) -> None:
        """Plug in a marked stick with a file system that the kiosk does not write."""

    @abstractmethod
    def on_the_stick(self) -> Mapping[str, bytes]:
        """What is in the kiosk's folder, read from the stick itself."""

    @abstractmethod
    def is_writable(self) -> bool:
        """Whether anybody could write to the stick now."""


def write(file: IO[bytes]) -> None:
    for at in range(0, len(LARGE), 65536):
        assert file.write(LARGE[at : at + 65536])


class OutgoingContract:
    """Inherit, and give a fixture `bench`."""

    def test_what_is_written_is_on_the_stick_when_it_may_be_pulled(
        self, bench: OutgoingBench
    ) -> None:
        bench.plug_in()
        with bench.outgoing.writable() as folder:
            before = folder.free_bytes()
            written = folder.write("queue.age", write)
            assert folder.free_bytes() <= before - len(LARGE)
        assert written.path == "court-kiosk/queue.age"
        assert written.size_bytes == len(LARGE)
        assert written.sha256 == hashlib.sha256(LARGE).hexdigest()
        assert bench.on_the_stick() == {"queue.age": LARGE}

    def test_it_is_writable_there_and_then_only(self, bench: OutgoingBench) -> None:
        bench.plug_in()
        assert not bench.is_writable()
        with bench.outgoing.writable():
            assert bench.is_writable()
        assert not bench.is_writable()
        with pytest.raises(RuntimeError), bench.outgoing.writable():
            raise RuntimeError("a fault in between")
        assert not bench.is_writable()

    def test_a_second_time_adds_and_changes_nothing(self, bench: OutgoingBench) -> None:
        bench.plug_in()
        for name in ("one.age", "two.age"):
            with bench.outgoing.writable() as folder:
                folder.write(name, lambda file, name=name: tell(file, name))
        assert bench.on_the_stick() == {"one.age": b"one.age", "two.age": b"two.age"}
        with bench.outgoing.writable() as folder, pytest.raises(OutgoingError):
            folder.write("one.age", lambda file: tell(file, "another"))
        assert bench.on_the_stick() == {"one.age": b"one.age", "two.age": b"two.age"}

    def test_without_the_mark_no_stick_is_touched(self, bench: OutgoingBench) -> None:
        with pytest.raises(StickMissing):
            bench.outgoing.stick()
        bench.plug_in("HOLIDAY")
        with pytest.raises(StickMissing):
            bench.outgoing.stick()
        with pytest.raises(StickMissing), bench.outgoing.writable():
            pass
        bench.plug_in()
        assert bench.outgoing.stick().label == MARK

    def test_of_two_with_the_mark_neither_is_taken(self, bench: OutgoingBench) -> None:
        bench.plug_in()
        bench.plug_in()
        with pytest.raises(SeveralSticks), bench.outgoing.writable():
            pass
        assert not bench.is_writable()

    def test_a_stick_that_forbids_writing_is_said_so(self, bench: OutgoingBench) -> None:
        bench.plug_in()
        bench.protect()
        with pytest.raises(StickProtected), bench.outgoing.writable():
            pass

    def test_a_file_system_that_is_not_written_is_said_so(self, bench: OutgoingBench) -> None:
        bench.plug_in_not_writable()
        with pytest.raises(StickNotWritable), bench.outgoing.writable():
            pass

    def test_a_full_stick_keeps_nothing_half(self, bench: OutgoingBench) -> None:
        bench.plug_in(room_bytes=1 << 20)
        with bench.outgoing.writable() as folder, pytest.raises(StickFull):
            folder.write("queue.age", write)
        assert bench.on_the_stick() == {}
        assert not bench.is_writable()

    def test_what_cannot_be_had_leaves_nothing_half_either(self, bench: OutgoingBench) -> None:
        def fail(file: IO[bytes]) -> None:
            file.write(b"x" * 100)
            raise FileNotFoundError("not of the stick")

        bench.plug_in()
        with pytest.raises(FileNotFoundError), bench.outgoing.writable() as folder:
            folder.write("queue.age", fail)
        assert bench.on_the_stick() == {}
        assert not bench.is_writable()

    def test_a_stick_pulled_in_the_middle_is_told(self, bench: OutgoingBench) -> None:
        def pull(file: IO[bytes]) -> None:
            file.write(LARGE)
            bench.pull()
            file.write(LARGE)

        bench.plug_in()
        with pytest.raises(StickGone), bench.outgoing.writable() as folder:
            folder.write("queue.age", pull)
        assert not bench.is_writable()
        with pytest.raises(StickMissing):
            bench.outgoing.stick()

    @pytest.mark.parametrize("name", ["../queue.age", "", ".age", "a/b", "A:B", "x" * 101])
    def test_only_a_plain_name_is_written(self, bench: OutgoingBench, name: str) -> None:
        bench.plug_in()
        with pytest.raises(ValueError, match="name"), bench.outgoing.writable() as folder:
            folder.write(name, write)
        assert bench.on_the_stick() == {}


def tell(file: IO[bytes], what: str) -> None:
    file.write(what.encode("ascii"))
