"""Reads a page's drawing operators just far enough: what they leave open, where images lie."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from kiosk_app.documents.growth import Grows
from kiosk_app.documents.page_view import inherited

WATCHED = "q Q BT ET BMC BDC EMC cm Do BI ID EI"
MOST_FORMS_DEEP = 30
MOST_STEPS = 2_000_000
MOST_FORMS_DRAWN = 20_000
MOST_SAVES = 5_000
MOST_DRAWS = 20_000
MOST_INLINE_IMAGES = 500

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Draw:
    """One image as it is drawn: the image object and its matrix, to the page's own units."""

    image: pikepdf.Stream
    matrix: Matrix


@dataclass(frozen=True)
class PageContent:
    """What a page draws and how balanced it is.

    `opening_saves` are the q needed before the content so that none of its Q takes away more
    than it gave; `closing` restores the state after it, whatever it left open. `forms` are
    the form objects that it draws, each once; `inline_images` stand in the drawing itself.
    """

    opening_saves: int
    closing: bytes
    draws: tuple[Draw, ...]
    forms: tuple[pikepdf.Stream, ...] = ()
    inline_images: tuple[pikepdf.PdfInlineImage, ...] = ()


def read_content(page: pikepdf.Page) -> PageContent:
    """Read one page's content, and that of the forms it draws.

    Raises pikepdf.PdfError, and Grows for forms within forms, or states saved, without end.
    """
    reader = _Reader()
    reader.read(page.obj, page.obj, IDENTITY, 0)
    saves = 1 + reader.underflow
    closing = b"ET " * max(0, min(reader.open_texts, 1)) + b"EMC " * reader.open_marks
    closing += b"Q " * (1 + reader.depth)
    forms, inline = tuple(reader.forms.values()), tuple(reader.inline_images)
    return PageContent(saves, closing, tuple(reader.draws), forms, inline)


class _Reader:
    """Follows the graphics state through one page."""

    def __init__(self) -> None:
        self.depth = 0
        self.underflow = 0
        self.open_texts = 0
        self.open_marks = 0
        self.draws: list[Draw] = []
        self.forms: dict[tuple[int, int], pikepdf.Stream] = {}
        self.inline_images: list[pikepdf.PdfInlineImage] = []
        self._steps = 0
        self._forms_drawn = 0
        self._instructions: dict[tuple[int, int], Sequence[Instruction]] = {}
        self._forms_on_the_way: set[tuple[int, int]] = set()

    def read(
        self, content: pikepdf.Object, owner: pikepdf.Object, matrix: Matrix, deep: int
    ) -> None:
        stack: list[Matrix] = []
        instructions = self._watched(content, deep)
        self._steps += 1 + len(instructions)
        if self._steps > MOST_STEPS:
            raise Grows("forms within forms")
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                if len(self.inline_images) < MOST_INLINE_IMAGES:
                    self.inline_images.append(instruction.iimage)
                continue
            operands = instruction.operands
            match _operator(instruction):
                case "q":
                    stack.append(matrix)
                    self.depth += deep == 0
                    if len(stack) > MOST_SAVES:
                        raise Grows("nesting")
                case "Q":
                    matrix = stack.pop() if stack else matrix
                    self._restored(deep)
                case "BT":
                    self.open_texts += deep == 0
                case "ET":
                    self.open_texts -= deep == 0
                case "BMC" | "BDC":
                    self.open_marks += deep == 0
                case "EMC" if self.open_marks:
                    self.open_marks -= deep == 0
                case "cm":
                    matrix = multiply(_matrix(operands), matrix)
                case "Do" if operands and len(self.draws) < MOST_DRAWS:
                    self._draw(operands[0], owner, matrix, deep)

    def _watched(self, content: pikepdf.Object, deep: int) -> Sequence[Instruction]:
        """The operators that matter here; a form that is drawn often is read once."""
        if deep == 0:
            return pikepdf.parse_content_stream(pikepdf.Page(content), WATCHED)
        key = content.objgen
        if key not in self._instructions:
            self._instructions[key] = pikepdf.parse_content_stream(content, WATCHED)
        return self._instructions[key]

    def _restored(self, deep: int) -> None:
        if deep:
            return
        if self.depth:
            self.depth -= 1
        else:
            self.underflow += 1

    def _draw(self, name: pikepdf.Object, owner: pikepdf.Object, matrix: Matrix, deep: int) -> None:
        target = named_object(owner, name) if isinstance(name, pikepdf.Name) else None
        if target is None:
            return
        if target.get("/Subtype") == "/Image":
            self.draws.append(Draw(target, matrix))
        elif target.get("/Subtype") == "/Form":
            self._forms_drawn += 1
            endless = target.objgen in self._forms_on_the_way or deep >= MOST_FORMS_DEEP
            if endless or self._forms_drawn > MOST_FORMS_DRAWN:
                raise Grows("forms within forms")
            self._forms_on_the_way.add(target.objgen)
            self.forms[target.objgen] = target
            inner = multiply(_matrix(target.get("/Matrix", [])), matrix)
            self.read(target, target if "/Resources" in target else owner, inner, deep + 1)
            self._forms_on_the_way.discard(target.objgen)


def _operator(instruction: Instruction) -> str:
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return ""  # rubbish between the operators


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first`, then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
            e * g + f * i + k, e * h + f * j + m)  # fmt: skip


def _matrix(operands: object) -> Matrix:
    try:
        a, b, c, d, e, f = (float(value) for value in operands)  # type: ignore[attr-defined]  # six numbers, or one of the errors below
    except (TypeError, ValueError):
        return IDENTITY
    return (a, b, c, d, e, f)


def named_object(owner: pikepdf.Object, name: str | pikepdf.Name) -> pikepdf.Stream | None:
    """The image or form that a page or form calls by a name; None when there is none."""
    resources = inherited(owner, "/Resources")
    if not isinstance(resources, pikepdf.Dictionary):
        return None
    objects = resources.get("/XObject")
    if not isinstance(objects, pikepdf.Dictionary) or name not in objects:
        return None
    target = objects[name]
    return target if isinstance(target, pikepdf.Stream) else None
