"""The page that checks receipts, in a real browser: it believes what `kiosk verify` believes."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait
from support.chromium import chromium, complaints
from support.submissions import NOON, make, receipt_for

from kiosk_app.receipts.verifying import run
from sync.cose import ReceiptC, Verdict, receipt_url, sign_receipt_c, sign_verdict
from sync.outbox import Outbox
from sync.receiver.server import start_receiver
from sync.statement import PublishedKey, key_id
from sync.verify_page import verify_page
from sync.wire import to_base64url

PATIENCE_S = 20
KIOSK, CENTRE = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
SINCE = datetime(2026, 1, 1, tzinfo=UTC)


def published(key: Ed25519PrivateKey, kind: str, owner: str, until: datetime | None = None):
    return PublishedKey(key.public_key().public_bytes_raw(), kind, owner, SINCE, until)


KEYS = (published(KIOSK, "kiosk", "RC01"), published(CENTRE, "centre", "RC-HC"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A submission with its receipts, as files; and some that are not what they seem."""
    folder = tmp_path_factory.mktemp("things")
    outbox = Outbox.open(folder / "state", minimum_free_bytes=0)
    made = make(outbox, KIOSK)
    receipt_k = receipt_for(made.manifest, KIOSK)
    about = made.manifest.submission
    digest = hashlib.sha256(receipt_k).digest()
    receipt_c = sign_receipt_c(CENTRE, ReceiptC("RC-HC", about, NOON, digest))
    verdict = sign_verdict(CENTRE, Verdict("RC-HC", about, NOON, digest, ("original-changed",)))
    stray = sign_receipt_c(CENTRE, ReceiptC("RC-HC", uuid4(), NOON, bytes(32)))
    forged = sign_receipt_c(KIOSK, ReceiptC("RC-HC", about, NOON, digest))
    contents = {
        "k.cose": receipt_k,
        "c.cose": receipt_c,
        "refused.cose": verdict,
        "stray.cose": stray,
        "forged.cose": forged,
        "changed.cose": receipt_k[:-1] + bytes([receipt_k[-1] ^ 1]),
        "longer.cose": receipt_k + b"\0",
        "manifest.json": made.manifest.to_bytes(),
        "other.json": made.manifest.to_bytes().replace(b"RC01-00001", b"RC01-00009"),
        "stranger.pdf": b"%PDF-1.7 another",
        "address.txt": (address := receipt_url("verify.example", receipt_k)).encode(),
        "cut.txt": address[:-5].encode(),
        "short.txt": b"HTTP://X/R/AAAA",
        "mistyped.txt": address.replace("/R/", "/R/1").encode(),
    }
    (original, *_) = made.blobs.values()
    contents["writ.pdf"] = original.read_bytes()
    paths = {}
    for name, content in contents.items():
        paths[name] = folder / name
        paths[name].write_bytes(content)
    outbox.close()
    return paths


@pytest.fixture
def page(browser: Chrome, tmp_path: Path) -> Chrome:
    """The page saved to a disk, its keys inside; no network is needed."""
    return opened(browser, tmp_path, KEYS)


def opened(browser: Chrome, folder: Path, keys: tuple[PublishedKey, ...]) -> Chrome:
    (folder / "verify.html").write_bytes(verify_page(keys))
    browser.get((folder / "verify.html").as_uri())
    return browser


def said(browser: Chrome, how_many: int) -> list[str]:
    WebDriverWait(browser, PATIENCE_S).until(
        lambda driver: len(driver.find_elements(By.CSS_SELECTOR, "#said section")) == how_many
    )
    assert complaints(browser) == []
    return [found.text for found in browser.find_elements(By.CSS_SELECTOR, "#said section")]


def choose(browser: Chrome, *files: Path) -> list[str]:
    chooser = browser.find_element(By.ID, "files")
    browser.execute_script("arguments[0].value = ''", chooser)  # else it would add to what is there
    chooser.send_keys("\n".join(map(str, files)))
    return said(browser, len(files))


def test_receipts_manifest_and_document_are_a_chain(page: Chrome, things: dict[str, Path]) -> None:
    names = ("k.cose", "c.cose", "manifest.json", "writ.pdf")
    found = choose(page, *(things[name] for name in names))
    assert all("Genuine" in each for each in found), found
    assert "HCA 1234/2026" in found[0]
    assert "Friday, 20 November 2026" in found[0]
    assert "received" in found[1]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("changed.cose",), "changed since it was signed"),
        (("longer.cose",), "not a receipt, or it has been changed"),
        (("cut.txt",), "The address is damaged or cut short"),
        (("short.txt",), "The address is damaged or cut short"),
        (("mistyped.txt",), "The address is damaged or cut short"),
        (("c.cose",), "Without a genuine kiosk's receipt"),
        (("k.cose", "stray.cose"), "about another submission"),
        (("k.cose", "forged.cose"), "not in the list of keys"),
        (("k.cose", "other.json"), "No genuine receipt given here is about it"),
        (("k.cose", "manifest.json", "stranger.pdf"), "not among the files"),
        (("writ.pdf",), "not among the files"),
    ],
)
def test_what_is_not_genuine_is_not_called_so(
    page: Chrome, things: dict[str, Path], names: tuple[str, ...], sentence: str
) -> None:
    found = choose(page, *(things[name] for name in names))
    (bad,) = [each for each in found if "NOT VERIFIED" in each]
    assert sentence in bad, bad


def test_an_address_that_was_copied_in_part_is_told_as_damaged(
    page: Chrome, things: dict[str, Path]
) -> None:
    for name in ("cut.txt", "short.txt", "mistyped.txt"):
        page.find_element(By.ID, "address").clear()
        page.find_element(By.ID, "address").send_keys(things[name].read_text("ascii"))
        page.find_element(By.ID, "check").click()
        (found,) = said(page, 1)
        assert "damaged or cut short" in found


def test_a_refusal_is_told_with_its_reasons(page: Chrome, things: dict[str, Path]) -> None:
    _, refusal = choose(page, things["k.cose"], things["refused.cose"])
    assert "refused" in refusal
    assert "original-changed" in refusal


def test_a_key_that_was_revoked_before_the_capture_does_not_count(
    browser: Chrome, tmp_path: Path, things: dict[str, Path]
) -> None:
    revoked = published(KIOSK, "kiosk", "RC01", NOON - timedelta(days=1))
    (found,) = choose(opened(browser, tmp_path, (revoked, KEYS[1])), things["k.cose"])
    assert "NOT VERIFIED" in found
    assert "not valid at that time" in found


def test_of_a_revoked_key_only_what_the_centre_had_before_is_genuine(
    browser: Chrome, tmp_path: Path, things: dict[str, Path]
) -> None:
    """As `kiosk verify` has it: the centre received it at noon."""
    whole = (things["k.cose"], things["c.cose"], things["manifest.json"])
    for since, words in (
        (NOON + timedelta(seconds=1), ["Genuine", "Genuine", "Genuine"]),
        (NOON, ["CANNOT BE TOLD", "Genuine", "NOT VERIFIED"]),
    ):
        revoked = replace(published(KIOSK, "kiosk", "RC01", since), revoked=True)
        page = opened(browser, tmp_path, (revoked, KEYS[1]))
        assert all(word in said for word, said in zip(words, choose(page, *whole), strict=True))
        (alone,) = choose(page, things["k.cose"])
        assert "CANNOT BE TOLD" in alone
        assert "only its own word" in alone


def test_after_a_rotation_old_receipts_stay_genuine(
    browser: Chrome, tmp_path: Path, things: dict[str, Path]
) -> None:
    old = published(KIOSK, "kiosk", "RC01", NOON + timedelta(hours=1))
    new = published(Ed25519PrivateKey.generate(), "kiosk", "RC01")
    (found,) = choose(opened(browser, tmp_path, (new, old, KEYS[1])), things["k.cose"])
    assert "Genuine" in found


def test_the_list_of_keys_can_be_chosen(
    browser: Chrome, tmp_path: Path, things: dict[str, Path]
) -> None:
    page = opened(browser, tmp_path, ())
    (found,) = choose(page, things["k.cose"])
    assert "no list of keys" in found
    listed = tmp_path / "keys.json"
    listed.write_text(json.dumps({"keys": [key.to_json() for key in KEYS]}))
    page.find_element(By.ID, "list").send_keys(str(listed))
    assert said(page, 0) == []
    (found,) = choose(page, things["address.txt"])
    assert "Genuine" in found


def test_it_speaks_three_languages(page: Chrome, things: dict[str, Path]) -> None:
    choose(page, things["k.cose"])
    for language, word in (("zh_hant", "屬實"), ("zh_hans", "属实"), ("en", "Genuine")):
        page.find_element(By.CSS_SELECTOR, f"[data-language={language}]").click()
        (found,) = said(page, 1)
        assert word in found
    assert page.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


def test_where_the_code_on_the_slip_leads_the_receipt_is_checked_at_once(
    browser: Chrome, tmp_path: Path
) -> None:
    running = start_receiver(tmp_path / "centre")
    try:
        outbox = Outbox.open(tmp_path / "state", minimum_free_bytes=0)
        token = receipt_for(make(outbox, KIOSK).manifest, KIOSK)
        outbox.close()
        address = receipt_url("x", token).replace("HTTPS://X", running.base_url)
        browser.get(address)
        (found,) = said(browser, 1)
        assert "not in the list of keys" in found  # the kiosk has never spoken to this centre
        key = to_base64url(KIOSK.public_key().public_bytes_raw())
        uploads = f"{running.base_url}/rc/v1/reconcile"
        requests.post(uploads, headers={"Kiosk-Id": "RC01", "Kiosk-Key": key}, timeout=10)
        browser.get(address)
        (found,) = said(browser, 1)
        assert "Genuine" in found
    finally:
        running.stop()
    assert key_id(KIOSK.public_key().public_bytes_raw()) in token


def test_the_command_writes_the_page_with_its_keys(
    browser: Chrome, tmp_path: Path, things: dict[str, Path]
) -> None:
    listed = tmp_path / "keys.json"
    listed.write_text(json.dumps({"keys": [key.to_json() for key in KEYS]}))
    page = tmp_path / "page.html"
    assert run([], listed, page) == 0
    browser.get(page.as_uri())
    (found,) = choose(browser, things["k.cose"])
    assert "Genuine" in found
