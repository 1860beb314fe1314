"""What every implementation of the storage port promises, tried on each of them."""

import os
import socket
import threading
from pathlib import Path
from typing import BinaryIO

import pytest

from drivers.storage import (
    Condition,
    FileUnreadable,
    MediumGone,
    MediumUnreadable,
    StorageUnavailable,
)
from support.storage_bench import PATIENCE_S, StorageBench, until, write_files


class StorageContract:
    """Inherit, and give a fixture `bench`."""

    def test_with_nothing_plugged_in_there_is_nothing(self, bench: StorageBench) -> None:
        assert bench.storage.media() == ()

    def test_a_device_shows_its_owners_label_and_is_ready(self, bench: StorageBench) -> None:
        medium = bench.insert("證物 A", {"a.pdf": b"a"})
        assert (medium.label, medium.condition) == ("證物 A", Condition.READY)
        assert medium.size_bytes > 1_000_000
        assert "/dev/" not in medium.id

    def test_a_device_keeps_its_id_while_it_is_in(self, bench: StorageBench) -> None:
        first = bench.insert("ONE", {"a.pdf": b"a"})
        bench.insert("TWO", {"a.pdf": b"a"})
        assert first in bench.storage.media()

    def test_devices_stand_in_the_order_they_came(self, bench: StorageBench) -> None:
        first = bench.insert("ONE", {"a.pdf": b"1"})
        second = bench.insert("TWO", {"a.pdf": b"2"})
        assert bench.storage.media() == (first, second)
        assert first.id != second.id
        with bench.storage.open(second.id, "a.pdf") as file:
            assert file.read() == b"2"

    def test_a_device_plugged_in_again_is_another_one(self, bench: StorageBench) -> None:
        first = bench.insert("ONE", {"a.pdf": b"1"})
        bench.pull(first.id)
        bench.wait_until_gone(first.id)
        second = bench.insert("ONE", {"a.pdf": b"2"})
        assert second.id != first.id
        with pytest.raises(MediumGone):
            bench.storage.open(first.id, "a.pdf")

    def test_files_stand_in_the_order_people_expect(self, bench: StorageBench) -> None:
        names = ("writ 10.pdf", "Writ 2.pdf", "exhibits/b.pdf", "a.pdf", "exhibits/A.pdf")
        medium = bench.insert("X", dict.fromkeys(names, b"x"))
        assert [file.path for file in bench.storage.files(medium.id)] == [
            "a.pdf",
            "Writ 2.pdf",
            "writ 10.pdf",
            "exhibits/A.pdf",
            "exhibits/b.pdf",
        ]

    def test_sizes_and_contents_are_those_of_the_files(self, bench: StorageBench) -> None:
        content = os.urandom(300_000)
        medium = bench.insert("X", {"big.pdf": content, "empty.pdf": b""})
        assert [(f.path, f.size_bytes) for f in bench.storage.files(medium.id)] == [
            ("big.pdf", 300_000),
            ("empty.pdf", 0),
        ]
        with bench.storage.open(medium.id, "big.pdf") as file:
            assert file.read(7) == content[:7]
            assert file.read() == content[7:]
            assert file.read() == b""

    def test_a_file_can_be_open_twice_each_from_its_start(self, bench: StorageBench) -> None:
        medium = bench.insert("X", {"a.pdf": b"abc"})
        with bench.storage.open(medium.id, "a.pdf") as one:
            assert one.read(2) == b"ab"
            with bench.storage.open(medium.id, "a.pdf") as other:
                assert other.read() == b"abc"

    def test_chinese_names_come_as_they_are(self, bench: StorageBench) -> None:
        path = "證物/原訴傳票（第2份） 简体.pdf"
        medium = bench.insert("X", {path: b"%PDF"})
        assert [file.path for file in bench.storage.files(medium.id)] == [path]
        with bench.storage.open(medium.id, path) as file:
            assert file.read() == b"%PDF"

    def test_a_name_that_is_not_text_can_be_listed_and_opened(self, bench: StorageBench) -> None:
        def fill(folder: Path) -> None:
            (folder / os.fsdecode(b"\xaa\xab.pdf")).write_bytes(b"odd")

        medium = bench.insert_filled("X", fill)
        (entry,) = bench.storage.files(medium.id)
        assert entry.path.encode() == entry.path.encode("utf-8", "replace")
        with bench.storage.open(medium.id, entry.path) as file:
            assert file.read() == b"odd"

    def test_hidden_and_system_files_are_left_out(self, bench: StorageBench) -> None:
        files = (
            ".hidden.pdf",
            "._writ.pdf",
            ".Trashes/a.pdf",
            "System Volume Information/a.pdf",
            "$RECYCLE.BIN/a.pdf",
            "Thumbs.db",
            "~$affidavit.docx",
            "writ.pdf",
        )
        medium = bench.insert("X", dict.fromkeys(files, b"x"))
        assert [file.path for file in bench.storage.files(medium.id)] == ["writ.pdf"]

    def test_an_empty_device_has_no_files(self, bench: StorageBench) -> None:
        medium = bench.insert("X", {})
        assert bench.storage.files(medium.id) == ()

    def test_links_pipes_and_sockets_are_neither_listed_nor_opened(
        self, bench: StorageBench
    ) -> None:
        odd = ("link to a file", "link to a folder/passwd", "link within", "pipe", "socket")

        def fill(folder: Path) -> None:
            write_files(folder, {"a.pdf": b"a"})
            (folder / "link to a file").symlink_to("/etc/passwd")
            (folder / "link to a folder").symlink_to("/etc")
            (folder / "link within").symlink_to("a.pdf")
            os.mkfifo(folder / "pipe")
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(str(folder / "socket"))

        medium = bench.insert_filled("X", fill)
        assert [file.path for file in bench.storage.files(medium.id)] == ["a.pdf"]
        for path in odd:
            with pytest.raises(FileUnreadable):
                bench.storage.open(medium.id, path)

    @pytest.mark.parametrize(
        "path",
        [
            "../a.pdf",
            "folder/../../etc/passwd",
            "folder/../a.pdf",
            "/etc/passwd",
            "./a.pdf",
            "folder//b.pdf",
            "a.pdf/",
            "a.pdf\0",
            "..",
            ".",
            "",
            "folder",
            "not there.pdf",
            "a.pdf/b.pdf",
            "x" * 300,
        ],
    )
    def test_a_path_that_is_no_file_on_the_device_is_refused(
        self, bench: StorageBench, path: str
    ) -> None:
        medium = bench.insert("X", {"a.pdf": b"a", "folder/b.pdf": b"b"})
        with pytest.raises(FileUnreadable):
            bench.storage.open(medium.id, path)

    def test_a_device_that_was_pulled_is_gone(self, bench: StorageBench) -> None:
        medium = bench.insert("X", {"a.pdf": b"a"})
        bench.pull(medium.id)
        bench.wait_until_gone(medium.id)
        assert bench.storage.media() == ()
        with pytest.raises(MediumGone):
            bench.storage.files(medium.id)
        with pytest.raises(MediumGone):
            bench.storage.open(medium.id, "a.pdf")
        with pytest.raises(MediumGone):
            bench.storage.open(medium.id, "not there.pdf")

    def test_reading_on_after_the_device_was_pulled_fails(self, bench: StorageBench) -> None:
        medium = bench.insert("X", {"a.pdf": b"a" * 4_000_000})
        with bench.storage.open(medium.id, "a.pdf") as file:
            assert file.read(10) == b"a" * 10
            bench.pull(medium.id)
            bench.wait_until_gone(medium.id)
            with pytest.raises(OSError, match=r"\[Errno (5|19)\]"):  # EIO, ENODEV
                read_to_the_end(file)

    def test_an_id_nobody_has_is_gone(self, bench: StorageBench) -> None:
        with pytest.raises(MediumGone):
            bench.storage.files("nobody")
        with pytest.raises(MediumGone):
            bench.storage.open("nobody", "a.pdf")

    def test_an_unformatted_device_is_seen_but_not_read(self, bench: StorageBench) -> None:
        bench.plug_in_unformatted()
        medium = until(lambda: next(iter(bench.storage.media()), None))
        assert medium.condition is Condition.UNFORMATTED
        with pytest.raises(MediumUnreadable):
            bench.storage.files(medium.id)
        with pytest.raises(MediumUnreadable):
            bench.storage.open(medium.id, "a.pdf")

    def test_plugging_in_and_pulling_are_hinted_at(self, bench: StorageBench) -> None:
        hint = threading.Event()
        stop = bench.storage.watch(hint.set)
        try:
            medium = bench.insert("X", {"a.pdf": b"a"})
            assert hint.wait(PATIENCE_S)
            self.settle(hint)
            bench.pull(medium.id)
            assert hint.wait(PATIENCE_S)
        finally:
            stop()

    def test_every_watcher_is_told(self, bench: StorageBench) -> None:
        one, other = threading.Event(), threading.Event()
        stop_one, stop_other = bench.storage.watch(one.set), bench.storage.watch(other.set)
        try:
            bench.plug_in("X", lambda folder: None)
            assert one.wait(PATIENCE_S)
            assert other.wait(PATIENCE_S)
        finally:
            stop_one()
            stop_other()

    def test_who_stopped_watching_is_not_told_any_more(self, bench: StorageBench) -> None:
        mine, witness = threading.Event(), threading.Event()
        stop_witness = bench.storage.watch(witness.set)
        stop = bench.storage.watch(mine.set)
        stop()
        mine.clear()
        stop()  # once more does no harm
        try:
            bench.plug_in("X", lambda folder: None)
            assert witness.wait(PATIENCE_S)
            assert not mine.is_set()
        finally:
            stop_witness()

    def test_not_being_able_to_look_is_never_nothing_there(self, bench: StorageBench) -> None:
        medium = bench.insert("X", {"a.pdf": b"a"})
        see_again = bench.blind()
        try:
            with pytest.raises(StorageUnavailable):
                bench.storage.media()
            with pytest.raises(StorageUnavailable):
                bench.storage.files(medium.id)
            with pytest.raises(StorageUnavailable):
                bench.storage.open(medium.id, "a.pdf")
        finally:
            see_again()
        assert bench.storage.media() == (medium,)

    @staticmethod
    def settle(hint: threading.Event) -> None:
        """Wait until the hints about what happened so far have all come."""
        while True:
            hint.clear()
            if not hint.wait(0.5):
                return


def read_to_the_end(file: BinaryIO) -> None:
    while file.read(65536):
        pass
