"""The rules of the house, each as a test: sizes, words, dependencies, licences, the wheel."""

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kiosk_app

HOUSE = Path(__file__).parents[2]
PACKAGES = ("kiosk_app", "drivers", "scanner", "sync", "config")
MOST_LINES = 300


@cache
def files(*kinds: str) -> tuple[Path, ...]:
    """The files under version control with one of these endings, or all of them."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, check=True, text=True).stdout
    paths = (HOUSE / name for name in listed.split("\0") if name)
    return tuple(p for p in paths if p.is_file() and (not kinds or p.suffix in kinds))


@cache
def texts() -> dict[Path, str]:
    """Every file that is text, by its path."""
    read = {}
    for path in files():
        try:
            read[path] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return read


def short(path: Path) -> str:
    return str(path.relative_to(HOUSE))


# ---------------------------------------------------------------- source


def test_no_source_file_is_longer_than_can_be_read_at_a_sitting() -> None:
    lengths = {short(p): len(p.read_text("utf-8").splitlines()) for p in files(".py", ".qml")}
    assert len(lengths) > 20
    assert {name: n for name, n in lengths.items() if n > MOST_LINES} == {}


def test_names_say_what_a_thing_is() -> None:
    empty_words = "Manager|Handler|Helper|Base|Abstract|Impl|Utils?"
    named = re.compile(rf"^ *class ((?:{empty_words})\w*|\w+(?:{empty_words}))\b", re.MULTILINE)
    found = {short(p): named.findall(p.read_text("utf-8")) for p in files(".py")}
    assert {name: classes for name, classes in found.items() if classes} == {}
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager"}
    assert [short(p) for p in files(".py") if p.stem in vague] == []


def test_nothing_the_product_shows_says_that_a_document_was_filed() -> None:
    shown = {p: t for p, t in texts().items() if short(p).startswith(PACKAGES)}
    assert [
        short(p) for p, text in shown.items() if re.search(r"\bFILED\b|已存檔|已存档", text)
    ] == []


def test_files_speak_of_the_product_alone() -> None:
    # Put together from parts, so that this file does not contain what it looks for.
    unwanted = (
        "/" + "work/",
        "arti" + "factory",
        "as an " + "AI",
        "TO" + "DO",
        "FIX" + "ME",
        "X" * 3,
    )
    found = {
        short(p): [
            words
            for words in unwanted
            if words in text and re.search(rf"(?<!\w){re.escape(words)}", text)
        ]
        for p, text in texts().items()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_every_test_file_has_a_name_of_its_own() -> None:
    names = Counter(p.name for p in files(".py") if p.name.startswith("test_"))
    assert [name for name, times in names.items() if times > 1] == []


# ---------------------------------------------------------------- dependencies


@cache
def declared() -> dict[str, Requirement]:
    """The dependencies of pyproject.toml, of the product and of its development."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return {canonicalize_name(r.name): r for r in map(Requirement, asked)}


@cache
def locked() -> dict[str, list[Requirement]]:
    """What the lock file pins, by name; a name may be pinned once for each Python."""
    pins: dict[str, list[Requirement]] = {}
    for entry in re.split(r"\n(?=\S)", (HOUSE / "requirements.lock").read_text("utf-8").strip()):
        requirement = Requirement(entry.split(" \\\n")[0].split("\n")[0])
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), f"{requirement.name} has no digest"
        pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return pins


def applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def test_the_lock_pins_one_exact_version_of_everything() -> None:
    for name, pins in locked().items():
        assert all(re.fullmatch(r"==[^*]+", str(p.specifier)) for p in pins), name
        assert sum(applies(p) for p in pins) <= 1, name


def test_the_lock_satisfies_every_dependency_and_theirs() -> None:
    versions = {n: str(p.specifier)[2:] for n, pins in locked().items() for p in pins if applies(p)}
    wanted = list(declared().values())
    for name in versions:
        wanted += map(Requirement, importlib.metadata.requires(name) or ())
    for requirement in filter(applies, wanted):
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in requirements.lock"
        assert requirement.specifier.contains(version, prereleases=True), str(requirement)


def test_the_installed_packages_are_the_locked_ones() -> None:
    for name, pins in locked().items():
        for pin in filter(applies, pins):
            assert f"=={importlib.metadata.version(name)}" == str(pin.specifier), name


@cache
def explained() -> dict[str, list[str]]:
    """The rows of docs/dependencies.md by the package in their first column."""
    rows = {}
    for line in (HOUSE / "docs/dependencies.md").read_text("utf-8").splitlines():
        if row := re.match(r"\| `([^`]+)` \|(.+)\|$", line):
            rows[canonicalize_name(row[1])] = [cell.strip() for cell in row[2].split(" | ")]
    return rows


@pytest.mark.parametrize("name", sorted(declared()))
def test_every_dependency_has_its_job_its_reason_and_its_licence_written_down(name: str) -> None:
    job, reason, licence = explained()[name]
    assert len(job) > 8
    assert len(reason) > 8
    assert licence


def test_no_package_is_explained_that_is_not_there() -> None:
    assert set(explained()) == set(declared())


@pytest.mark.parametrize("name", sorted(locked()))
def test_no_licence_asks_for_the_source_of_the_whole(name: str) -> None:
    if not any(map(applies, locked()[name])):
        return  # pinned for other systems only
    about = importlib.metadata.metadata(name)
    short_licence = about.get("License", "").partition("\n")[0]
    stated = " ".join([about.get("License-Expression", ""), short_licence])
    stated += " ".join(c for c in about.get_all("Classifier", []) if c.startswith("License"))
    if not stated.strip():  # only in a file of its own; then somebody has read that
        stated = explained()[name][2]
    choices = re.split(r"\bOR\b", stated)
    assert not all(
        re.search(r"(?<!L)(?<!Lesser )A?GPL|(?<!Lesser )General Public", c) for c in choices
    )


# ---------------------------------------------------------------- documents


def test_every_command_in_the_documents_is_a_target_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in files(".md"):
        named = re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
        assert set(named) <= targets, short(page)


def test_every_place_a_document_points_to_exists() -> None:
    for page in files(".md"):
        for place in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / place).exists(), f"{short(page)} points to {place}"


# ---------------------------------------------------------------- the tests themselves


SKIPS = {
    "mark": "@pytest.mark.skip(reason='no scanner')\ndef test_it(): pass",
    "call": "def test_it(): pytest.skip('no scanner')",
    "module": "pytest.skip('no scanner', allow_module_level=True)",
    "import": "pytest.importorskip('no_scanner')",
    "fixture": "@pytest.fixture\ndef f(): pytest.skip('no scanner')\ndef test_it(f): pass",
}


@pytest.mark.parametrize(("no_skips", "failures"), [("0", 0), ("1", len(SKIPS))])
def test_every_way_to_skip_fails_the_run_when_nothing_may_be_skipped(
    tmp_path: Path, no_skips: str, failures: int
) -> None:
    (tmp_path / "conftest.py").write_text((HOUSE / "tests/conftest.py").read_text("utf-8"))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_honest.py").write_text("def test_it(): pass\n")
    for way, words in SKIPS.items():
        (tmp_path / f"test_{way}.py").write_text(f"import pytest\n{words}\n")
    environment = {
        **os.environ,
        "KIOSK_NO_SKIPS": no_skips,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    command = [sys.executable, "-m", "pytest", "-q", "--continue-on-collection-errors"]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == (1 if failures else 0), run.stdout
    assert len(re.findall(r"^(?:FAILED|ERROR) test_", run.stdout, re.MULTILINE)) == failures


def test_what_takes_long_to_start_is_tried_elsewhere_than_among_the_quick_tests() -> None:
    slow = r"pyhanko|tesserocr|PySide6|selenium|support\.(?:signed|visit)|start_receiver"
    slow += r"|documents(?:\.| import .*)(?:workshop|sandbox|job)"
    imported = re.compile(rf"^(?:from|import) .*(?:{slow})\b.*", re.MULTILINE)
    quick = {short(p): p.read_text("utf-8") for p in files(".py") if p.parent.name == "unit"}
    assert len(quick) > 50
    found = {name: imported.findall(text) for name, text in quick.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}


# ---------------------------------------------------------------- the wheel


def test_the_tests_run_against_the_wheel_when_there_is_one() -> None:
    expected = Path(os.environ.get("KIOSK_WHEEL", HOUSE))
    where = (
        "import importlib, pathlib\n"
        f"for name in {PACKAGES}:\n"
        "    print(pathlib.Path(importlib.import_module(name).__file__).parents[1])\n"
    )
    seen = subprocess.run(
        [sys.executable, "-c", where], cwd=HOUSE, capture_output=True, check=True, text=True
    ).stdout
    assert set(seen.split()) == {str(expected)}
    assert Path(kiosk_app.__file__).parents[1] == expected


def test_the_wheel_carries_every_file_of_the_packages() -> None:
    built = Path(os.environ.get("KIOSK_WHEEL", HOUSE))
    listed = [short(p) for p in files() if short(p).startswith(PACKAGES) and p.suffix != ".ts"]
    assert [name for name in listed if not (built / name).exists()] == []


def test_the_layers_in_the_docs_are_those_that_are_checked() -> None:
    contracts = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]
    checked = [
        [name.strip().removeprefix("kiosk_app.") for name in layer.split("|")]
        for layer in contracts["contracts"][0]["layers"]
    ]
    text = (HOUSE / "docs" / "architecture.md").read_text(encoding="utf-8")
    block = text.partition("checks it.\n\n```\n")[2].partition("```")[0]
    drawn = [re.findall(r"[a-z]+", line.partition("(")[0]) for line in block.splitlines()]
    assert [sorted(layer) for layer in drawn] == [sorted(layer) for layer in checked]
