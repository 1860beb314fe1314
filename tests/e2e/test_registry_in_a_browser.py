"""The desk of the Registry, in a real browser, with pages drawn in the real sandbox."""

import os
from collections.abc import Iterator
from itertools import pairwise

import pytest
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from support.chromium import chromium, complaints
from support.receiver import Handed, PlainKiosk, receipt_for
from support.registry_browser import (
    fact,
    labelled,
    press,
    says,
    search,
    sign_in,
    tab_to,
    told,
    until,
)
from support.registry_desk import NAME, NUMBER, PASSWORD, handed_in, seat

from kiosk_app.services.receiver import SandboxedPages
from sync.cose import receipt_url
from sync.receiver.server import RunningReceiver, Serving, start

PATIENCE_S = 30


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningReceiver]:
    store = tmp_path_factory.mktemp("centre")
    draw = SandboxedPages()
    running = start(Serving(store, draw=draw))
    seat(store)
    yield running
    running.stop()
    draw.close()


@pytest.fixture(scope="module")
def kiosk(centre: RunningReceiver) -> Iterator[PlainKiosk]:
    one = PlainKiosk(centre.base_url)
    yield one
    one.close()


@pytest.fixture(scope="module")
def handed(kiosk: PlainKiosk) -> Handed:
    return handed_in(kiosk)


@pytest.fixture
def desk(browser: Chrome, centre: RunningReceiver) -> Chrome:
    """The search page, signed in."""
    browser.delete_all_cookies()
    browser.get(f"{centre.base_url}/registry?language=en")
    complaints(browser)  # the page to sign in is answered with 401, which the console notes
    sign_in(browser, PASSWORD)
    says(browser, "Find a submission")
    return browser


@pytest.fixture(autouse=True)
def pictured(browser: Chrome, request: pytest.FixtureRequest) -> Iterator[None]:
    """With DESK_PICTURES set, what each test ended with is kept there to be looked at."""
    yield
    if folder := os.environ.get("DESK_PICTURES"):
        name = request.node.name.replace("/", "_")[:80]
        height = browser.execute_script("return document.documentElement.scrollHeight")
        browser.set_window_size(1280, max(900, height + 140))
        browser.save_screenshot(f"{folder}/{name}.png")
        browser.set_window_size(1280, 900)


def review(kiosk: PlainKiosk, handed: Handed) -> tuple[str, list[str]]:
    told = kiosk.ask("GET", f"/submissions/{handed.uuid}").json()
    return told["review"], told["reasons"]


def test_nobody_sees_anything_without_signing_in(
    browser: Chrome, centre: RunningReceiver, handed: Handed
) -> None:
    browser.delete_all_cookies()
    browser.get(f"{centre.base_url}/registry/submissions/{handed.uuid}?language=en")
    says(browser, "Sign in")
    assert NUMBER not in browser.page_source
    sign_in(browser, "wrong horse battery")
    until(browser, lambda driver: "Error" in driver.title)
    assert told(browser, "alert") == "Name and password do not belong together."
    assert browser.find_element(By.ID, "name").get_attribute("value") == NAME
    complaints(browser)
    sign_in(browser, PASSWORD)
    says(browser, f"Submission {NUMBER}")  # the way leads on to what was asked for
    assert complaints(browser) == []


@pytest.mark.parametrize(
    "typed", [NUMBER, "rc01 261120 0042 5", "RC01２６１１２０００４２5", "RC01–261120–0042–5"]
)
def test_a_submission_is_found_by_its_number_however_it_is_typed(
    desk: Chrome, handed: Handed, typed: str
) -> None:
    search(desk, typed)
    says(desk, f"Submission {NUMBER}")
    assert fact(desk, "State") == "Received whole"
    assert fact(desk, "Case") == "HCA 1234/2026"
    assert fact(desk, "Kiosk's receipt (K)").startswith("Genuine. Kiosk RC01 certifies")
    assert fact(desk, "Centre's receipt (C)").startswith("Genuine. The centre RC-HC certifies")
    assert fact(desk, "SHA-256 of the manifest") == handed.manifest.sha256().hex()
    hashes = {code.text for code in desk.find_elements(By.CSS_SELECTOR, "table code")}
    assert hashes == {blob.sha256 for blob in handed.manifest.blobs()}
    assert complaints(desk) == []


def test_a_submission_is_found_by_the_code_on_its_slip(desk: Chrome, handed: Handed) -> None:
    search(desk, receipt_url("verify.example", handed.receipt_k))
    says(desk, f"Submission {NUMBER}")
    assert told(desk, "status").endswith("a receipt of this submission, byte for byte.")


def test_a_slip_that_was_made_up_is_called_so(desk: Chrome, handed: Handed) -> None:
    forged = receipt_for(handed.manifest, PlainKiosk(desk.current_url).key)
    search(desk, receipt_url("verify.example", forged))
    says(desk, f"Submission {NUMBER}")
    assert "NOT one of the receipts" in told(desk, "alert")


def test_a_genuine_slip_whose_submission_has_not_arrived_is_told(
    desk: Chrome, kiosk: PlainKiosk, handed: Handed
) -> None:
    search(desk, receipt_url("verify.example", kiosk.captured(b"%PDF-1.7 on its way").receipt_k))
    until(desk, lambda driver: "Error" in driver.title)
    assert told(desk, "alert").startswith("The receipt is genuine, but the submission has not")


def test_what_is_not_there_is_told_and_the_next_can_be_scanned_at_once(
    desk: Chrome, handed: Handed
) -> None:
    search(desk, "RC01-261120-9999-9")
    until(desk, lambda driver: "Error" in driver.title)
    assert "RC01-261120-9999-9" in told(desk, "alert")
    assert desk.switch_to.active_element.get_attribute("value") == ""
    search(desk, NUMBER)
    says(desk, f"Submission {NUMBER}")


def test_pages_as_brought_and_as_stamped_stand_beside_each_other(
    desk: Chrome, handed: Handed
) -> None:
    search(desk, NUMBER)
    says(desk, f"Submission {NUMBER}")
    desk.find_element(By.PARTIAL_LINK_TEXT, "Compare the pages").click()
    says(desk, "Writ of summons: page 1 of 3")
    desk.find_element(By.LINK_TEXT, "Next page").click()
    says(desk, "Writ of summons: page 2 of 3")
    pictures = desk.find_elements(By.TAG_NAME, "img")
    names = [picture.accessible_name for picture in pictures]
    assert names == ["Original, page 2: 傳訊令狀.pdf", "Stamped copy, page 2"]
    assert [p.get_property("naturalHeight") for p in pictures] == [1400, 1400]
    assert pictures[0].location["y"] == pictures[1].location["y"]
    assert colours(pictures) == ["black", "red"]
    assert complaints(desk) == []


def colours(pictures: list[WebElement]) -> list[str]:
    """Whether the frame on each picture is black or the stamped copy's red."""
    script = """
        const c = document.createElement('canvas'); c.width = arguments[0].naturalWidth
        c.height = arguments[0].naturalHeight; const g = c.getContext('2d')
        g.drawImage(arguments[0], 0, 0)
        const all = g.getImageData(0, 0, c.width, c.height).data
        let red = 0; for (let i = 0; i < all.length; i += 4) if (all[i] - all[i + 1] > 80) red++
        return red"""
    reds = [picture.parent.execute_script(script, picture) for picture in pictures]
    return ["red" if red > 1000 else "black" for red in reds]


def test_all_files_are_read_again_and_their_hashes_compared(desk: Chrome, handed: Handed) -> None:
    search(desk, NUMBER)
    says(desk, f"Submission {NUMBER}")
    press(desk, "Read all files again and compare their hashes")
    until(desk, lambda driver: "Bytes as they lie here now" in driver.page_source)
    cells = [cell.text for cell in desk.find_elements(By.CSS_SELECTOR, "tbody tr td:last-child")]
    assert cells == ["same", "same"]


def test_a_submission_is_accepted_and_the_kiosk_is_told(desk: Chrome, kiosk: PlainKiosk) -> None:
    handed = handed_in(kiosk, "RC01-261120-0043-3")
    assert review(kiosk, handed) == ("waiting", [])
    desk.refresh()
    desk.find_element(By.LINK_TEXT, "RC01-261120-0043-3").click()
    says(desk, "Submission RC01-261120-0043-3")
    labelled(desk, "Accepted").click()
    press(desk, "Save the mark")
    until(desk, lambda driver: "marked" in driver.current_url)
    assert told(desk, "status") == "The mark is saved."
    assert fact(desk, "Registry") == "Accepted"
    assert review(kiosk, handed) == ("accepted", [])
    desk.find_element(By.CSS_SELECTOR, ".home").click()
    says(desk, "Find a submission")
    assert desk.find_elements(By.LINK_TEXT, "RC01-261120-0043-3") == []
    assert complaints(desk) == []


def test_a_submission_is_returned_with_reasons_by_keyboard_alone(
    desk: Chrome, kiosk: PlainKiosk
) -> None:
    handed = handed_in(kiosk, "RC01-261120-0044-1")
    search(desk, "RC01-261120-0044-1")
    says(desk, "Submission RC01-261120-0044-1")
    tab_to(desk, "Accepted").send_keys(Keys.ARROW_DOWN)
    assert desk.switch_to.active_element.accessible_name == "Returned, for these reasons"
    desk.switch_to.active_element.send_keys(Keys.ENTER)
    until(desk, lambda driver: "Error" in driver.title)
    assert told(desk, "alert") == "A return needs at least one reason."
    assert review(kiosk, handed) == ("waiting", [])
    complaints(desk)  # the answer was 422
    assert labelled(desk, "Returned, for these reasons").is_selected()
    for reason in ("Pages are missing", "The document is not signed"):
        tab_to(desk, reason).send_keys(Keys.SPACE)
    tab_to(desk, "Save the mark").send_keys(Keys.ENTER)
    until(desk, lambda driver: "marked" in driver.current_url)
    assert review(kiosk, handed) == ("returned", ["pages-missing", "not-signed"])
    row = desk.find_element(By.CSS_SELECTOR, "table[aria-labelledby=history] tbody tr").text
    assert NAME in row
    assert "Pages are missing; The document is not signed" in row
    assert complaints(desk) == []


def test_the_first_tab_skips_to_the_content(desk: Chrome, handed: Handed) -> None:
    search(desk, NUMBER)
    says(desk, f"Submission {NUMBER}")
    desk.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = desk.switch_to.active_element
    assert skip.accessible_name == "Skip to the content"
    skip.send_keys(Keys.ENTER)
    assert desk.switch_to.active_element.tag_name == "main"


def test_everything_has_a_name_and_headings_descend_one_by_one(
    desk: Chrome, handed: Handed
) -> None:
    for step in ("search", "submission", "pages"):
        if step == "submission":
            search(desk, NUMBER)
            says(desk, f"Submission {NUMBER}")
        if step == "pages":
            desk.find_element(By.PARTIAL_LINK_TEXT, "Compare the pages").click()
            says(desk, "Writ of summons: page 1 of 3")
        touched = "a, button, input:not([type=hidden]), img, nav, table, [role=region]"
        for element in desk.find_elements(By.CSS_SELECTOR, touched):
            assert element.accessible_name, (step, element.get_attribute("outerHTML"))
        found = desk.find_elements(By.CSS_SELECTOR, "h1, h2, h3")
        levels = [int(heading.tag_name[1]) for heading in found]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels)), levels
        assert desk.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


def test_it_speaks_chinese_and_remembers(desk: Chrome, handed: Handed) -> None:
    search(desk, NUMBER)
    says(desk, f"Submission {NUMBER}")
    desk.find_element(By.LINK_TEXT, "繁體中文").click()
    says(desk, f"提交文件 {NUMBER}")
    assert fact(desk, "自助機收據（K）").startswith("屬實。")
    desk.find_element(By.CSS_SELECTOR, ".home").click()
    says(desk, "尋找提交文件")
    assert desk.find_element(By.TAG_NAME, "html").get_attribute("lang") == "zh-Hant"
    desk.find_element(By.LINK_TEXT, "English").click()
    says(desk, "Find a submission")


def test_after_signing_out_the_way_back_is_closed(desk: Chrome, handed: Handed) -> None:
    search(desk, NUMBER)
    says(desk, f"Submission {NUMBER}")
    desk.find_element(By.XPATH, "//header//button").click()
    says(desk, "Sign in")
    desk.back()
    says(desk, "Sign in")
    assert NUMBER not in desk.page_source
