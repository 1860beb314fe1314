"""Mending in the flow: only what was offered and agreed to, the same in review and capture."""

from dataclasses import replace

from support.flow_samples import BAD, FOUND, GOOD, LEAVE_OUT, READY, STICK, TURN

from kiosk_app.flow import model as m
from kiosk_app.flow.step import step


def after(state: m.State, *events: m.Event) -> m.State:
    for event in events:
        state, _ = step(state, event)
    return state


def test_nothing_is_mended_that_was_not_agreed_to() -> None:
    checked = after(m.Checking(READY, STICK, ("a.pdf",)), m.FilesChecked((GOOD,), (TURN,)))
    assert isinstance(checked, m.ReadingFindings)
    assert (checked.offers, checked.agreed) == ((TURN,), frozenset())
    preparing = after(checked, m.FindingsRead())
    assert isinstance(preparing, m.Preparing)
    assert preparing.documents[0].mendings == ()


def test_what_was_agreed_to_is_what_is_prepared_and_what_is_captured() -> None:
    offered = replace(FOUND, offers=(TURN, LEAVE_OUT))
    agreed = (m.MendingMarked((TURN,), agreed=True), m.MendingMarked((LEAVE_OUT,), agreed=True))
    wanted = (LEAVE_OUT.mending, TURN.mending)
    found = after(offered, *agreed)
    _, (_, prepare) = step(found, m.FindingsRead())
    assert isinstance(prepare, m.PreparePages)
    assert prepare.documents[0].mendings == wanted
    reviewing = after(found, m.FindingsRead(), m.PagesReady((), (), (wanted,)))
    _, (capture,) = step(reviewing, m.Confirmed())
    assert isinstance(capture, m.CaptureSubmission)
    assert capture.documents == prepare.documents


def test_what_was_agreed_to_can_be_taken_back_even_from_the_review() -> None:
    found = after(replace(FOUND, offers=(TURN,)), m.MendingMarked((TURN,), agreed=True))
    back = after(found, m.FindingsRead(), m.PagesReady((), (), ((),)), m.WentBack())
    assert back == found, "what was agreed is still marked"
    taken_back = after(back, m.MendingMarked((TURN,), agreed=False), m.FindingsRead())
    assert isinstance(taken_back, m.Preparing)
    assert taken_back.documents[0].mendings == ()


def test_where_something_must_be_fixed_nothing_is_offered() -> None:
    checking = m.Checking(READY, STICK, ("a.pdf",))
    found = after(checking, m.FilesChecked((BAD,), (TURN,)))
    assert isinstance(found, m.ReadingFindings)
    assert found.offers == ()
