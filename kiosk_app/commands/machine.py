"""What this machine brings to an office command: the sandbox, the rules, the language."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kiosk_app.commands.ending import NoSandbox, WrongUsage
from kiosk_app.filing.rules import Rules, RulesInvalid, read_rules
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble

_NAMED = {language.value.lower(): language for language in Language}
_SIMPLIFIED = ("zh_cn", "zh_sg", "zh_hans")


def must_have_sandbox() -> None:
    """Raises NoSandbox unless documents can be opened here as the kiosk opens them."""
    code = Trouble.SANDBOX_MISSING
    if sys.platform != "linux":
        raise NoSandbox(
            f"{code}: documents are opened only in a sandbox that Linux has. "
            "Run this on Linux, or in a Linux virtual machine."
        )
    from kiosk_app.documents.sandbox import SandboxMissing, probe

    try:
        probe()
    except SandboxMissing as error:
        raise NoSandbox(
            f"{code}: documents are opened only in a sandbox, and this machine has none that "
            f"confines and works ({error}). Install bubblewrap, and allow user name spaces; "
            "where the worker cannot start, install the kiosk's packages again."
        ) from error


def rules_in_force(named: Path | None) -> Rules:
    """The rules in the folder `named`, else those of this machine's settings.

    Raises WrongUsage.
    """
    from config.rule_data import RuleDataUnreadable, load_rule_data
    from config.settings import INSTALLED, SettingsInvalid, load_settings

    installed = INSTALLED if os.access(INSTALLED, os.R_OK) else None
    try:
        if named is None:
            data = load_rule_data(load_settings(installed).rules.folder)
        else:
            folder = named.resolve()
            data = load_rule_data(folder.name, folder.parent)
        return read_rules(data.data, data.id)
    except SettingsInvalid as error:
        problems = [str(problem) for problem in error.problems]
    except RuleDataUnreadable as error:
        problems = [str(error)]
    except RulesInvalid as error:
        problems = list(error.problems)
    raise WrongUsage("\n  ".join(["the rules cannot be used:", *problems]))


def language_of(chosen: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """The language chosen, else that of the locale, else English. Raises WrongUsage."""
    if chosen is not None:
        if chosen.lower() not in _NAMED:
            raise WrongUsage(f"--language is one of {', '.join(_NAMED)}")
        return _NAMED[chosen.lower()]
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(variable):
            return _of_locale(locale.lower().replace("-", "_"))
    return Language.EN


def _of_locale(locale: str) -> Language:
    """Of "zh_hk.utf_8"; Chinese without a place is written in simplified characters."""
    name = locale.partition(".")[0].partition("@")[0]
    if name == "zh" or name.startswith(_SIMPLIFIED):
        return Language.ZH_HANS
    return Language.ZH_HANT if name.startswith("zh_") else Language.EN
