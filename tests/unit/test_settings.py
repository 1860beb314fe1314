"""A technician hears of every mistake in the settings at once, with its key and what to write."""

from pathlib import Path

import pytest

from config.settings import Settings, SettingsInvalid, load_rule_data, load_settings
from kiosk_app.filing.rules import read_rules
from sync.link import Link, Patience, Tls
from sync.wire import KIOSK_ID


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
        ('[kiosk]\nid = "R"', "kiosk.id"),
        ('[kiosk]\nid = "RC-01-WEST1"', "kiosk.id"),
        ('[kiosk]\nid = "RC01\\n"', "kiosk.id"),
        ('[kiosk]\nname = "Resource Centre"', "kiosk.name"),
        ("[disk]\nballast_bytes = 0", "disk.ballast_bytes"),
        ('[centre]\ntls_authorities = "court.pem"', "centre.tls_authorities"),
        ('[centre]\ntls_certificate = "/etc/court-kiosk/kiosk.pem"', "centre.tls_key"),
        ('[centre]\ntls_key = "/etc/court-kiosk/kiosk.key"', "centre.tls_key"),
        ('[printer]\nconnection = "tcp:127.0.0.1:99999"', "printer.connection"),
        ('[printer]\nconnection = "tcp:127.0.0.1:0"', "printer.connection"),
        ('[printer]\nconnection = "tcp:127.0.0.1"', "printer.connection"),
        ('[printer]\nconnection = "tcp:192.0.2.7:9100"', "printer.connection"),
        ('[printer]\nconnection = "tcp:127.0.0.1.example:9100"', "printer.connection"),
        ('[rules]\nfolder = "../secrets"', "rules.folder"),
        ('[owner]\ntelephone = "ask Mary"', "owner.telephone"),
        ('[paths]\nmedia_root = "media"', "paths.media_root"),
        ("[capture]\nretention_h = -1", "capture.retention_h"),
        ('[centre]\nexport_key = "AGE-SECRET-KEY-1"', "centre.export_key"),
        ('[malware]\nsocket = "clamd.ctl"', "malware.socket"),
        ("[malware]\nstale_after_days = 0", "malware.stale_after_days"),
        ('[malware]\nrequired = "no"', "malware.required"),
        ("[malware]\nrequired = true", "malware.required"),
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
        "http://127.0.0.2:8474",
        "http://0.0.0.0:8474",
        "https://icms.example:0",
        "https://icms.example/kiosks",
        "https://icms.example/kiosks/",
        "https://icms.example/;x",
        "file://server/share",
        "file:///",
        "file:share",
    ],
)
def test_documents_never_leave_the_machine_in_the_clear(settings, base_url):
    found = problems(settings, f'[centre]\nbase_url = "{base_url}"')
    assert set(found) == {"centre.base_url"}


BASE_URLS = [
    "https://icms.example",
    "https://icms.example/",
    "HTTPS://icms.example:8443",
    "http://127.0.0.1:8474",
    "http://[::1]:8474",
    "http://localhost:1",
]


def test_a_mounted_share_is_accepted(settings):
    share = "file:///mnt/icms%20share"
    assert settings(f'[centre]\nbase_url = "{share}"').centre.base_url == share


@pytest.mark.parametrize("base_url", BASE_URLS)
def test_https_and_this_machine_itself_are_accepted(settings, base_url):
    assert settings(f'[centre]\nbase_url = "{base_url}"').centre.base_url == base_url


@pytest.mark.parametrize("base_url", BASE_URLS)
def test_what_is_accepted_as_the_centre_can_be_spoken_to(settings, base_url):
    accepted = settings(f'[centre]\nbase_url = "{base_url}"').centre.base_url
    Link(accepted, {}, Tls(), Patience()).close()


def test_mutual_tls_is_three_files_and_none_of_them_unless_set(settings):
    usual = load_settings(None).centre
    assert (usual.authorities, usual.certificate) == (None, None)
    own = settings(
        """
        [centre]
        tls_authorities = "/etc/court-kiosk/court.pem"
        tls_certificate = "/etc/court-kiosk/kiosk.pem"
        tls_key = "/etc/court-kiosk/kiosk.key"
        """
    ).centre
    assert own.authorities == "/etc/court-kiosk/court.pem"
    assert own.certificate == ("/etc/court-kiosk/kiosk.pem", "/etc/court-kiosk/kiosk.key")


@pytest.mark.parametrize("kiosk", ["RC", "RC01", "rc-01-west"])
def test_a_kiosk_that_is_accepted_can_sign_receipts_and_speak_to_the_centre(settings, kiosk):
    accepted = settings(f'[kiosk]\nid = "{kiosk}"').kiosk.id
    assert KIOSK_ID.fullmatch(accepted)


def test_the_longest_name_of_a_kiosk_is_the_same_for_settings_and_the_wire(settings):
    assert settings(f'[kiosk]\nid = "{"K" * 10}"').kiosk.id == "K" * 10
    assert KIOSK_ID.fullmatch("K" * 10)
    assert set(problems(settings, f'[kiosk]\nid = "{"K" * 11}"')) == {"kiosk.id"}
    assert not KIOSK_ID.fullmatch("K" * 11)


@pytest.mark.parametrize("port", [1, 9100, 65535])
def test_a_printer_behind_a_forwarder_of_this_machine_has_a_port_that_can_be(settings, port):
    where = f"tcp:127.0.0.1:{port}"
    assert settings(f'[printer]\nconnection = "{where}"').printer.connection == where


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingsInvalid, match=r"absent\.toml: cannot be read"):
        load_settings(tmp_path / "absent.toml")


def test_a_file_that_is_not_toml_is_named_with_its_line(settings):
    (advice,) = problems(settings, "[kiosk]\nid = \n").values()
    assert "line 2" in advice


def test_a_file_in_another_encoding_is_named(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_bytes("[owner]\nrole = '當值主任'".encode("big5"))
    with pytest.raises(SettingsInvalid, match="UTF-8"):
        load_settings(file)
