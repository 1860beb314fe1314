"""A visitor looks a submission up by its number, on the real application."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from support.submissions import NOON, make

from kiosk_app.filing.submission_numbers import submission_number
from kiosk_app.flow import model as m
from kiosk_app.ui.samples import every_state
from kiosk_app.wording.texts import Language
from kiosk_app.wording.trouble import Trouble
from sync.lane import boot_clock
from sync.submissions import Review
from sync.wire import ReviewState

NUMBER = submission_number(1, NOON.date(), 1)


@pytest.fixture
def received(visit):
    """A kiosk whose first submission iCMS has received."""
    outbox = visit.kiosk.sealing.outbox
    made = make(outbox, Ed25519PrivateKey.generate(), number=NUMBER)
    outbox.put(made.manifest, made.receipt_k, made.blobs)
    outbox.deliveries.received(NUMBER, b"C", NOON + timedelta(minutes=1))
    return visit


def look_up(visit, number):
    visit.shows(m.Welcome)
    visit.player.touch("look_up")
    visit.shows(m.LookingUp)
    key(visit, number)


def key(visit, number):
    for digit in filter(str.isdigit, number):
        visit.player.touch(f"digit_{digit}")
    visit.player.touch("primary")


def no_answer(visit):
    """The code of the trouble, once there is one."""
    state = visit.player.state
    return state.trouble if isinstance(state, m.LookingUp) else None


def test_a_returned_submission_is_told_with_its_reasons_and_leads_back_to_welcome(received):
    review = Review(ReviewState.RETURNED, ("illegible", "not-signed"))
    received.kiosk.sealing.outbox.reviews.told(NUMBER, review, NOON, boot_clock())
    look_up(received, NUMBER)
    known = received.shows(m.LookedUp).known
    assert (known.number, known.pages, known.review) == (NUMBER, 3, review)
    received.player.touch("primary")
    received.shows(m.Welcome)


def test_another_number_is_keyed_from_the_start(received):
    look_up(received, NUMBER)
    received.shows(m.LookedUp)
    received.player.touch("back")
    received.shows(m.LookingUp)
    key(received, NUMBER)
    received.shows(m.LookedUp)


def test_a_wrong_number_stays_to_be_corrected_and_the_answer_goes_when_it_is(received):
    look_up(received, submission_number(1, NOON.date(), 2))
    received.player.wait_until(lambda: no_answer(received), "the word that it is not known")
    assert no_answer(received) is Trouble.NUMBER_UNKNOWN
    for _ in range(13):
        received.player.touch("digit_erase")
    key(received, NUMBER)
    received.shows(m.LookedUp)


def test_left_alone_it_is_welcome_again_and_nothing_of_it_stays(received):
    look_up(received, NUMBER)
    received.shows(m.LookedUp)
    received.patience_s[0] = 0.1
    received.player.touch("back")
    received.shows(m.Welcome)
    received.patience_s[0] = None
    look_up(received, NUMBER)  # a digit that had stayed would make it another number
    received.shows(m.LookedUp)


@pytest.mark.parametrize("language", list(Language))
def test_the_answer_stands_on_the_screen_in_the_visitors_language(kiosk, rules, language):
    kiosk.presenter.setLanguage(language.value)
    kiosk.show(every_state(rules)["LookedUp-returned"])
    assert "RC01-261120-0042-7" in kiosk.words()
    said = {
        Language.EN: (
            "The Registry has returned it",
            "Pages are missing.",
            "2 documents · 21 pages",
        ),
        Language.ZH_HANT: ("登記處已退回", "文件缺頁。", "2 份文件 · 21 頁"),
        Language.ZH_HANS: ("登记处已退回", "文件缺页。", "2 份文件 · 21 页"),
    }
    for words in said[language]:
        assert words in kiosk.words()


def test_when_nobody_asks_any_more_the_visitor_is_sent_to_the_counter(kiosk, rules):
    kiosk.show(every_state(rules)["LookedUp-waiting"])
    assert "look again later" in kiosk.text("next_step")
    kiosk.show(every_state(rules)["LookedUp-over"])
    assert kiosk.text("next_step") == "Ask at the Registry's counter, with your receipt."
    kiosk.show(every_state(rules)["LookedUp-purged"])
    assert kiosk.text("heading") == "The Registry has accepted it"


def test_no_screen_of_an_answer_names_party_case_or_document(kiosk, rules):
    samples = every_state(rules)
    receipt = samples["Captured"].receipt
    unwanted = {str(receipt.case), receipt.document_type.name.en, receipt.documents[0].title}
    answers = {name: state for name, state in samples.items() if name.startswith("LookedUp")}
    assert len(answers) > 12
    for state in answers.values():
        kiosk.show(state)
        assert not any(words in kiosk.words() for words in (*unwanted, "Chan & Co"))


def test_what_was_said_of_one_number_is_not_said_of_the_next(kiosk):
    kiosk.show(m.LookingUp())
    for digit in "0126112000019":
        kiosk.click(f"digit_{digit}")
    assert kiosk.text("number_text") == "RC01-261120-0001-9"
    kiosk.click("primary")
    assert kiosk.posted[-1] == m.NumberEntered("RC0126112000019")
    kiosk.show(m.LookingUp(Trouble.NUMBER_MISTYPED))
    assert "at least one digit is wrong" in kiosk.text("no_answer")
    assert kiosk.text("foot") == "K409"
    kiosk.click("digit_erase")
    assert not kiosk.sees("no_answer")
    assert not kiosk.find("primary").isEnabled()


def test_the_welcome_screen_leads_there_and_back(kiosk):
    kiosk.click("look_up")
    assert kiosk.posted[-1] == m.LookUpWanted()
    kiosk.show(m.LookingUp())
    kiosk.click("back")
    assert kiosk.posted[-1] == m.WentBack()
