"""What is agreed for one document reckoned together, and which document it is about."""

from dataclasses import replace

from support.flow_samples import COPY, GOOD

from kiosk_app.documents.findings import Kind, Report
from kiosk_app.documents.mending import Mend, Mending
from kiosk_app.documents.room import Place, Room
from kiosk_app.flow.mendings import combined, left_out, not_done
from kiosk_app.flow.model import Offer
from kiosk_app.flow.planning import plan_documents

TURN_3 = Mending(Mend.ROTATE, (3,), 90)
TURN_7 = Mending(Mend.ROTATE, (7,), 90)
OVER_5 = Mending(Mend.ROTATE, (5,), 180)
DROP_4 = Mending(Mend.DROP_BLANK, (4,))
REDUCE = Mending(Mend.REDUCE)


def test_pages_that_are_turned_alike_are_told_together() -> None:
    assert combined([TURN_7, REDUCE, OVER_5, TURN_3, DROP_4]) == (
        DROP_4,
        Mending(Mend.ROTATE, (3, 7), 90),
        OVER_5,
        REDUCE,
    )


def test_nothing_agreed_is_nothing_to_do_and_nothing_undone() -> None:
    assert combined([]) == ()
    assert not_done([], [TURN_3]) == ()


def test_what_could_not_be_done_is_told_page_by_page() -> None:
    agreed = combined([TURN_3, TURN_7, DROP_4, REDUCE])
    assert not_done(agreed, [TURN_3, DROP_4]) == (TURN_7, REDUCE)
    assert not_done(agreed, agreed) == ()


def test_a_page_turned_another_way_is_not_what_was_agreed() -> None:
    assert not_done([TURN_3], [replace(TURN_3, degrees=270)]) == (TURN_3,)


def test_a_file_made_smaller_may_say_on_which_pages_there_was_anything_to_do() -> None:
    assert not_done([REDUCE], [replace(REDUCE, pages=(2, 3))]) == ()
    assert not_done([replace(REDUCE, pages=(2, 3))], [REDUCE]) == ()


def test_each_document_gets_what_was_agreed_for_its_own_file() -> None:
    agreed = [Offer(1, TURN_3), Offer(0, DROP_4)]
    first, second = plan_documents([GOOD, GOOD], agreed)
    assert first.mendings == (DROP_4,)
    assert left_out(first.mendings) == {4}
    assert second.mendings == (TURN_3,)
    assert left_out(second.mendings) == frozenset()


def test_pictures_that_are_joined_are_mended_as_pages_of_the_one_document() -> None:
    turn = Mending(Mend.ROTATE, (1,), 90)
    agreed = [Offer(1, turn), Offer(3, turn), Offer(3, REDUCE)]
    one, two, three = (Report(replace(COPY, name=f"{n}.jpg"), Kind.JPEG, 1, ()) for n in "123")
    joined, pdf = plan_documents([one, two, GOOD, three], agreed)
    assert joined.mendings == (
        Mending(Mend.ROTATE, (2, 3), 90),
        Mending(Mend.REDUCE, (3,)),
    )
    assert pdf.mendings == ()


def test_a_page_after_a_fax_of_three_pages_is_the_fourth_of_the_document() -> None:
    fax = Report(replace(COPY, name="fax.tif"), Kind.TIFF, 3, ())
    last = Report(replace(COPY, name="last.png"), Kind.PNG, 1, ())
    agreed = [Offer(0, Mending(Mend.DROP_BLANK, (2,))), Offer(1, REDUCE)]
    (joined,) = plan_documents([fax, last], agreed)
    assert joined.mendings == (Mending(Mend.DROP_BLANK, (2,)), Mending(Mend.REDUCE, (4,)))
    assert (joined.pages, joined.source_pages) == (4, (3, 1))
    assert joined.media_types == ("image/tiff", "image/png")


def test_the_places_that_the_check_saw_go_with_their_pdf_and_not_with_joined_pictures() -> None:
    rooms = (Room(1, 0, Place(200.0, 12.0, 1.0, turned=False, light=False)),)
    picture = Report(replace(COPY, name="1.jpg"), Kind.JPEG, 1, (), (), rooms)
    pdf, joined = plan_documents([replace(GOOD, rooms=rooms), picture, picture])
    assert pdf.rooms == rooms
    assert joined.rooms == ()
