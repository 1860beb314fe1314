"""What somebody at the Registry's desk does in a browser: types, presses, reads."""

from collections.abc import Callable

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from support.registry_desk import NAME

PATIENCE_S = 30


def until(browser: Chrome, true: Callable[[Chrome], bool]) -> None:
    """Wait for a page; what is read of the one before it does not count."""
    gone = (StaleElementReferenceException,)
    WebDriverWait(browser, PATIENCE_S, ignored_exceptions=gone).until(true)


def says(browser: Chrome, heading: str) -> None:
    """Wait until the page's one main heading is this."""
    until(
        browser,
        lambda driver: [h.text for h in driver.find_elements(By.TAG_NAME, "h1")] == [heading],
    )


def sign_in(browser: Chrome, password: str) -> None:
    browser.find_element(By.ID, "name").clear()
    browser.find_element(By.ID, "name").send_keys(NAME)
    browser.find_element(By.ID, "password").send_keys(password, Keys.ENTER)


def search(browser: Chrome, text: str) -> None:
    """Type as a hand scanner does: into the field that has the focus, then Enter."""
    browser.switch_to.active_element.send_keys(text, Keys.ENTER)


def fact(browser: Chrome, name: str) -> str:
    return browser.find_element(By.XPATH, f'//dt[.="{name}"]/following-sibling::dd[1]').text


def told(browser: Chrome, role: str) -> str:
    return browser.find_element(By.CSS_SELECTOR, f"[role={role}]").text


def labelled(browser: Chrome, label: str) -> WebElement:
    (found,) = [
        e for e in browser.find_elements(By.TAG_NAME, "input") if e.accessible_name == label
    ]
    return found


def press(browser: Chrome, button: str) -> None:
    browser.find_element(By.XPATH, f"//main//button[.='{button}']").click()


def tab_to(browser: Chrome, name: str) -> WebElement:
    """Press Tab until what is named so has the focus."""
    for _ in range(60):
        focused = browser.switch_to.active_element
        if focused.accessible_name == name:
            return focused
        focused.send_keys(Keys.TAB)
    raise AssertionError(f"Tab never reaches {name}")
