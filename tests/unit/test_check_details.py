"""A finding says what helps its owner to find the thing: the attached file, what is forbidden."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from support.checking import edited, structure
from support.odd_pages import two_pages

from kiosk_app.wording.trouble import Trouble

PLAIN = two_pages(b"")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("invoice.xlsx", "invoice.xlsx"),
        ("付款\u202efdp.exe\n", "付款fdp.exe"),
        ("a" * 99, "a" * 40),
        ("\u200b", ""),
    ],
)
def test_the_attached_file_is_named_so_that_it_can_be_found_and_is_in_no_log(
    name: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    def edit(pdf: pikepdf.Pdf) -> None:
        held = pdf.make_stream(b"MZ", Type=Name.EmbeddedFile)
        file = Dictionary(Type=Name.Filespec, UF=pikepdf.String(name), EF=Dictionary(F=held))
        tree = Dictionary(Names=Array([pikepdf.String("1"), pdf.make_indirect(file)]))
        pdf.Root.Names = Dictionary(EmbeddedFiles=tree)

    with caplog.at_level("DEBUG"):
        assert structure(edited(PLAIN, edit)).only(Trouble.EMBEDDED_FILES).detail == told
    assert not told or told not in caplog.text


@pytest.mark.parametrize(
    ("forbidden", "told"),
    [
        ({"extract"}, "copying"),
        ({"print_lowres", "print_highres"}, "printing"),
        ({"modify_other", "modify_annotation", "modify_assembly", "modify_form"}, "changing"),
        ({"extract", "print_lowres", "print_highres"}, "copying, printing"),
        ({"print_highres"}, ""),
    ],
)
def test_what_a_file_forbids_is_told(forbidden: set[str], told: str) -> None:
    allowed = pikepdf.Permissions(**dict.fromkeys(forbidden, False))
    lock = pikepdf.Encryption(owner="o", user="", allow=allowed)
    data = edited(PLAIN, lambda _: None, lock)
    assert structure(data).only(Trouble.RESTRICTED).detail == told
