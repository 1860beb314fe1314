"""The court's rules as data, with an id made of the exact bytes they were read from."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

RULE_FILES = (
    "case_types",
    "document_types",
    "holidays",
    "hours",
    "limits",
    "notices",
    "profile",
)


@dataclass(frozen=True)
class RuleData:
    """One table for each rule file, by its name without `.toml`; not yet judged.

    `id` is "name version digest": any changed byte of any file changes it.
    """

    id: str
    data: Mapping[str, Any]


class RuleDataUnreadable(Exception):
    """The folder of rules, or a file in it, cannot be read; the message says which."""


def load_rule_data(name: str, rules: Traversable | None = None) -> RuleData:
    """Read the folder `name` among the packaged rules (or in another place)."""
    folder = (rules or resources.files("config").joinpath("rules")).joinpath(name)
    digest = hashlib.sha256()
    data: dict[str, Any] = {}
    for stem in RULE_FILES:
        file = folder.joinpath(f"{stem}.toml")
        try:
            content = file.read_bytes()
            data[stem] = tomllib.loads(content.decode("utf-8"))
        except OSError as error:
            raise RuleDataUnreadable(f"{file}: {error.strerror}") from error
        except ValueError as error:  # not UTF-8, or not TOML
            raise RuleDataUnreadable(f"{file}: {error}") from error
        digest.update(f"{stem} {len(content)}\n".encode())
        digest.update(content)
    version = data["profile"].get("version", "unknown")
    return RuleData(f"{name} {version} {digest.hexdigest()[:12]}", data)
