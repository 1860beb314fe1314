"""A technician hears of every mistake in the settings at once, with its key and what to write."""

from pathlib import Path

import pytest

from config.settings import Settings, SettingsInvalid, load_rule_data, load_settings
from kiosk_app.filing.rules import read_rules


@pytest.fixture
def settings(tmp_path):
    def load(text: str) -> Settings:
        file = tmp_path / "settings.toml"
        file.write_text(text, "utf-8")
        return load_settings(file)

    return load


def problems(settings, text: str) -> dict[str, str]:
    with pytest.raises(SettingsInvalid) as caught:
        settings(text)
    return {problem.key: problem.advice for problem in caught.value.problems}


def test_a_kiosk_starts_with_the_packaged_defaults():
    shipped = load_settings(None)
    assert shipped.kiosk.id == "RC01"
    assert shipped.paths.state == Path("/var/lib/court-kiosk")
    assert shipped.idle.patience_percent == 100


def test_the_default_rules_can_be_read():
    data = load_rule_data(load_settings(None).rules.folder)
    assert read_rules(data.data, data.id).id == data.id


def test_the_room_asked_for_is_twice_the_largest_submission():
    data = load_rule_data(load_settings(None).rules.folder)
    limits = read_rules(data.data, data.id).limits
    assert load_settings(None).disk.min_free_bytes == 2 * limits.max_submission_bytes


def test_a_machine_says_only_what_differs(settings):
    own = settings('[kiosk]\nid = "RC07"\nnumber = 7\n')
    assert (own.kiosk.id, own.kiosk.number) == ("RC07", 7)
    assert own.centre == load_settings(None).centre


def test_every_mistake_is_reported_at_once(settings):
    found = problems(
        settings,
        """
        [kiosk]
        number = 100
        nmae = "typing error"
        [centre]
        base_url = "http://example.test"
        poll_s = "often"
        [paths]
        state = "here"
        media_root = []
        [receipts]
        url_host = "a.host.name.that.is.much.too.long.example"
        [idle]
        patience_percent = 1000
        [weather]
        black_rain = true
        """,
    )
    assert set(found) == {
        "kiosk.number",
        "kiosk.nmae",
        "centre.base_url",
        "centre.poll_s",
        "paths.state",
        "paths.media_root",
        "receipts.url_host",
        "idle.patience_percent",
        "weather",
    }
    assert all(found.values())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kiosk = 3", "kiosk"),
        ("[kiosk]\nnumber = true", "kiosk.number"),
        ("[kiosk]\nnumber = 1.0", "kiosk.number"),
        ('[kiosk]\nid = ""', "kiosk.id"),
        ('[kiosk]\nid = "RC 01"', "kiosk.id"),
        ('[rules]\nfolder = "../secrets"', "rules.folder"),
        ('[owner]\ntelephone = "ask Mary"', "owner.telephone"),
        ('[paths]\nmedia_root = "media"', "paths.media_root"),
        ("[capture]\nretention_h = -1", "capture.retention_h"),
    ],
)
def test_a_value_that_cannot_be_right_is_named(settings, text, key):
    assert set(problems(settings, text)) == {key}


@pytest.mark.parametrize(
    "base_url",
    [
        "http://icms.example",
        "http://127.0.0.1.example:80",
        "ftp://127.0.0.1",
        "https://",
        "127.0.0.1:80",
        "https://user@icms.example",
        "https://icms.example/?x=1",
        "https://icms.example:port",
        "http://[::1",
    ],
)
def test_documents_never_leave_the_machine_in_the_clear(settings, base_url):
    found = problems(settings, f'[centre]\nbase_url = "{base_url}"')
    assert set(found) == {"centre.base_url"}


@pytest.mark.parametrize(
    "base_url",
    ["https://icms.example", "http://127.0.0.1:8474", "http://[::1]:8474", "http://localhost:1"],
)
def test_https_and_this_machine_itself_are_accepted(settings, base_url):
    assert settings(f'[centre]\nbase_url = "{base_url}"').centre.base_url == base_url


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsInvalid, match=r"absent\.toml: cannot be read"):
        load_settings(tmp_path / "absent.toml")


def test_a_file_that_is_not_toml_is_named_with_its_line(settings):
    (advice,) = problems(settings, "[kiosk]\nid = \n").values()
    assert "line 2" in advice


def test_a_file_in_another_encoding_is_named(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_bytes("[kiosk]\nname = '資源中心'".encode("big5"))
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        load_settings(file)
