"""Finds what shows each field of a form on its page; draws it only where that is sure.

A viewer draws a field that has no drawing of its own by its own taste. Here that is done for
one line of plain ASCII alone; for anything else (Chinese, several lines, comb fields, borders,
captions, ticks) the form is left as it is, and its finding stays.
"""

from dataclasses import dataclass

import pikepdf

HIDDEN, NO_ROTATE, NO_VIEW = 1 << 1, 1 << 4, 1 << 5
MULTILINE, PASSWORD, COMB = 1 << 12, 1 << 13, 1 << 24
DROPPED_DOWN = 1 << 17


class CannotFlatten(Exception):
    """Something that is shown could not be kept as it looks."""


@dataclass(frozen=True)
class Widget:
    """A field as it lies on a page; `rotated` is the page."""

    note: pikepdf.Object
    field: pikepdf.AcroFormField
    annotation: pikepdf.Annotation
    box: tuple[float, float, float, float]
    flags: int
    rotated: bool


def widgets(pdf: pikepdf.Pdf, page: pikepdf.Object) -> list[Widget]:
    """The fields of one page. Raises CannotFlatten for one that has no place."""
    notes = page.get("/Annots")
    if not isinstance(notes, pikepdf.Array):
        return []
    rotated = pikepdf.Page(page).rotation != 0
    return [
        _widget(pdf, note, rotated=rotated)
        for note in notes
        if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Widget"
    ]


def must_be_sure(pdf: pikepdf.Pdf, widget: Widget) -> None:
    """Raises CannotFlatten for a field of which it is not sure what shows it."""
    if widget.flags & (HIDDEN | NO_VIEW):
        return
    if "/OC" in widget.note or (widget.rotated and widget.flags & NO_ROTATE):
        raise CannotFlatten("shown only sometimes, or another way up")
    if _lacks_look(pdf, widget) and not _is_plain(widget):
        raise CannotFlatten("words that cannot be drawn faithfully")
    look = _own_look(widget)
    if look is not None:
        _must_have_size(look)


def look_of(pdf: pikepdf.Pdf, widget: Widget) -> pikepdf.Stream | None:
    """The drawing that shows a field which is sure; None when nothing of it is shown."""
    if widget.flags & (HIDDEN | NO_VIEW):
        return None
    if _lacks_look(pdf, widget):
        widget.field.generate_appearance(widget.annotation)
    look = _own_look(widget)
    if look is not None:
        _make_form(pdf, look)
    return look


def _widget(pdf: pikepdf.Pdf, note: pikepdf.Object, *, rotated: bool) -> Widget:
    annotation = pikepdf.Annotation(note)
    field = pdf.acroform.get_field_for_annotation(annotation)
    try:
        a, b, c, d = (float(side) for side in note.Rect)
        flags = int(note.get("/F", 0))
    except (AttributeError, TypeError, ValueError) as error:
        raise CannotFlatten("a field without a place") from error
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    return Widget(note, field, annotation, box, flags, rotated)


def _own_look(widget: Widget) -> pikepdf.Stream | None:
    """The normal drawing, in the state that the field is in."""
    drawings = widget.note.get("/AP")
    if not isinstance(drawings, pikepdf.Dictionary):
        return None
    normal = drawings.get("/N")
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        normal = normal.get(str(widget.note.get("/AS", "/Off")))
    return normal if isinstance(normal, pikepdf.Stream) else None


def _has_words(field: pikepdf.AcroFormField) -> bool:
    return bool((field.is_text or field.is_choice) and field.value_as_string)


def _would_be_drawn(widget: Widget) -> bool:
    """Whether a viewer shows something of a field that has no drawing for its state."""
    style = widget.note.get("/MK")
    if isinstance(style, pikepdf.Dictionary):
        if "/BG" in style or "/BC" in style:
            raise CannotFlatten("a border or a ground that no producer has drawn")
        if widget.field.is_pushbutton and ("/CA" in style or "/I" in style):
            raise CannotFlatten("a button that no producer has drawn")
    if widget.field.is_checkbox or widget.field.is_radio_button:
        if widget.note.get("/AS", "/Off") != "/Off" or (
            "/AS" not in widget.note and widget.field.is_checked
        ):
            raise CannotFlatten("a tick that no producer has drawn")
        return False
    return _has_words(widget.field)


def _lacks_look(pdf: pikepdf.Pdf, widget: Widget) -> bool:
    """Whether viewers draw the field themselves: it has words, and no drawing that counts."""
    if _has_words(widget.field) and pdf.acroform.needs_appearances:
        return True
    return _own_look(widget) is None and _would_be_drawn(widget)


def _is_plain(widget: Widget) -> bool:
    """Whether qpdf draws it as meant: one line of ASCII; of all else it makes question marks."""
    field = widget.field
    plain = all(" " <= letter <= "~" for letter in field.value_as_string)
    odd = field.flags & (MULTILINE | PASSWORD | COMB) if field.is_text else 0
    listed = field.is_choice and not field.flags & DROPPED_DOWN
    return (
        plain and not odd and not listed and bool(field.default_appearance) and not widget.rotated
    )


def _must_have_size(look: pikepdf.Object) -> None:
    try:
        box = [float(side) for side in look.BBox]
        matrix = [float(number) for number in look.get("/Matrix", (1, 0, 0, 1, 0, 0))]
    except (AttributeError, TypeError, ValueError) as error:
        raise CannotFlatten("a drawing without a size") from error
    if len(box) != 4 or len(matrix) != 6:
        raise CannotFlatten("a drawing without a size")


def _make_form(pdf: pikepdf.Pdf, look: pikepdf.Stream) -> None:
    """Make the drawing a form that a page can draw."""
    look.stream_dict.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form})
    if "/Resources" not in look:
        shared = pdf.Root.AcroForm.get("/DR", pikepdf.Dictionary())
        look.stream_dict.update({"/Resources": shared})
