"""Every fact that the check can say beside a finding, read from its source; and what stays English.

A new way of telling that is not known here fails the test that reads this.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kiosk_app.documents as documents
from kiosk_app.documents import growth, kinds
from kiosk_app.documents.active_content import ACTIVE, MEDIA
from kiosk_app.documents.images.tiff_file import NAMED
from kiosk_app.documents.mending import CLOCKWISE
from kiosk_app.wording.trouble import Trouble

SOURCE = Path(documents.__file__).parent

# What is the same in every language: names of formats, programs and actions, and units.
NAMES = {
    "AVIF", "BMP", "DjVu", "EPUB", "Excel", "GIF", "GoToE", "HEIC", "HTML", "Hide", "ImportData",
    "JBIG", "JPEG", "JavaScript", "LERC", "LZMA", "Launch", "Legal", "Letter", "MB", "MD",
    "Microsoft", "Movie", "NeXT", "Office", "OpenDocument", "Outlook", "PDF", "PNG", "Photoshop",
    "PostScript", "PowerPoint", "RAR", "RTF", "Rendition", "RichMedia", "SHA", "Screen",
    "SetOCGState", "Sound", "SubmitForm", "TIFF", "ThunderScan", "URI", "WebP", "Windows", "Word",
    "XL", "XML", "ZIP", "Zip", "Zstandard", "dpi", "gzip", "mm",
}  # fmt: skip

_FAULTS = {
    "Damaged": Trouble.IMAGE_DAMAGED,
    "Unsuitable": Trouble.WRONG_KIND,
    "Endless": Trouble.GROWS_BEYOND_MEASURE,
    "Grows": Trouble.GROWS_BEYOND_MEASURE,
    "CutOff": Trouble.WILL_NOT_OPEN,
    "JobCrashed": Trouble.COULD_NOT_BE_EXAMINED,
    "_not_scanned": Trouble.NOT_SCANNED_FOR_MALWARE,
}
_PASSED_ON = {
    "reason", "str(error)", "grown(str(error))", "tiff.cut_off", "self.cut_off or 'no pages'",
    "signatures.words", "str(message.get('where'))[:200]",
}  # fmt: skip
_OTHERS = [name for _, name in kinds._OTHERS]
_KINDS = [
    *_OTHERS,
    *(name for table in (kinds._OLD_OFFICE_STREAMS, kinds._NEW_OFFICE_PARTS) for _, name in table),
    *kinds._BRANDS.values(),
]

# What stands in the telling of a trouble besides plain words: where its words come from.
_FROM = {
    "name_of_other(file)": ("name_of_other", "_office_or_zip", "_old_office"),
    "f'{kind.value.upper()} + {nature}'": (
        "second_nature", "_in_front_of_a_pdf", "_in_an_image", "_behind_a_pdf",
    ),
    "cut": ("_cut_off",),
    "_where(file, str(error))": ("_where", "_offset"),
    "opened.mended_at": ("_offset",),
    "images.cut_off": ("_walk",),
    "_forbidden(pdf.allow)": ("_forbidden",),
    "_script_places(pdf.Root)": ("_script_places",),
    "f'{links}: {where}'": ("host",),
    "f'{opened.pages}{more}'": ("_check",),
}  # fmt: skip
_NUMBERS = {
    "str(images.count)", "str(count)", "kind.value.upper()", "f'{size_bytes / 1000000.0:.1f} MB'",
    "f'{most:.1f}°'", "f'{max(high.values()):.0f} dpi'",
}  # fmt: skip
# The names of files, fonts and pages; and what is gathered here below or from the faults.
_ELSEWHERE = {
    "held.first_file", "named", "', '.join(named) + more", "alike.detail", "'; '.join(details)",
    "'; '.join(sorted(damaged))", "str(error)", "detail", "words", "', '.join(edges)",
    "', '.join(found)", "'; '.join(said)", "', '.join(sorted(names or named)[:MOST_NAMED])",
}  # fmt: skip


def from_the_source() -> Iterator[tuple[Trouble, str]]:
    """Each fact with the trouble it is said of; numbers and names are a 7."""
    for _, node in _nodes():
        if isinstance(node, ast.Call):
            yield from _of_a_call(node)
    for trouble, details in _of_tables().items():
        yield from ((trouble, detail) for detail in details)


def unknown_ways_of_telling() -> list[str]:
    """Where a detail comes from something that is not listed here."""
    known = {*_FROM, *_NUMBERS, *_ELSEWHERE}
    found = []
    for file, node in _nodes():
        said = _detail(node) if isinstance(node, ast.Call) else None
        if said is not None and not _sample(said) and ast.unparse(said) not in known:
            found.append(f"{file}: {ast.unparse(said)}")
        fault = _fault(node) if isinstance(node, ast.Call) else None
        if fault and not _sample(fault) and ast.unparse(fault) not in _PASSED_ON:
            found.append(f"{file}: {ast.unparse(fault)}")
    return found


def left_in_english(words: str) -> list[str]:
    """The words of another language in a Chinese text that are no names."""
    return [word for word in re.findall(r"[A-Za-z]{2,}", words) if word not in NAMES]


@cache
def _nodes() -> list[tuple[str, ast.AST]]:
    """Calls and functions of the source, with the names of their files."""
    return [
        (file.name, node)
        for file in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, (ast.Call, ast.FunctionDef))
    ]


def _of_tables() -> dict[Trouble, list[str]]:
    return {
        Trouble.WRONG_KIND: _KINDS + [f"TIFF with {name}" for name in NAMED.values()],
        Trouble.TWO_KINDS_IN_ONE: [f"PDF + {name}" for name in _OTHERS],
        Trouble.ACTIVE_CONTENT: [", ".join(sorted(ACTIVE)), *ACTIVE],
        Trouble.RICH_MEDIA: [", ".join(sorted(MEDIA)), *MEDIA],
        Trouble.TEXT_TURNED: list(CLOCKWISE),
        Trouble.EDGES_CUT: ["bottom, left, right, top", "top"],
        Trouble.GROWS_BEYOND_MEASURE: [what for _, what in growth._WORDS],
        Trouble.PAGE_COUNT_LIES: ["no number stated, 7 there", "-7 stated, 1 there"],
        Trouble.TOO_MANY_PAGES: ["1", "1001"],
        Trouble.FORM_FIELDS: ["1", "12"],
        Trouble.NEAR_DUPLICATE: ["3 = 4, 5 = 6 = 7 +2; 9 not compared"],
        Trouble.PAGES_NOT_AS_DECLARED: ["3 stated, 2 there"],
        Trouble.FONTS_NOT_EMBEDDED: ["unnamed", "7, unnamed +2"],
        Trouble.COULD_NOT_BE_EXAMINED: ["7 7"],
        Trouble.NOT_SCANNED_FOR_MALWARE: ["signatures 9 days old", "signatures of unknown age"],
        Trouble.SIGNATURE_NOT_VALID: ["1 of 2"],
        Trouble.ALREADY_SIGNED: [
            "1 signature; content unchanged; added to later",
            "2 signatures: 7, 77; content does not match; SHA-1; certificate ended 2020-02-02",
            "1 signature: 7; MD5; MD2; certificate begins 2099-02-02",
            "1 signature: 7; not verified",
        ],
    }


def _of_a_call(call: ast.Call) -> Iterator[tuple[Trouble, str]]:
    fault = _fault(call)
    if fault is not None and (sample := _sample(fault)):
        yield _FAULTS[_name(call)], sample
    said = _detail(call)
    if said is None or not isinstance(call.args[0], ast.Attribute):
        return
    trouble = Trouble[call.args[0].attr]
    written = ast.unparse(said)
    if written in _FROM:
        front = "PDF + " if trouble is Trouble.TWO_KINDS_IN_ONE else ""
        front = "7" if written == "f'{opened.pages}{more}'" else front
        front = "7: " if trouble is Trouble.EXTERNAL_LINKS else front
        for function in _FROM[written]:
            yield from ((trouble, front + words) for words in _words_of(function))
    elif sample := _sample(said):
        yield trouble, sample


def _words_of(function: str) -> Iterator[str]:
    """The words that a function of this name may answer."""
    for _, node in _nodes():
        if isinstance(node, ast.FunctionDef) and node.name == function:
            yield from _answers(node)


def _answers(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        match node:
            case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value):
                yield from _samples_in(value)
            case ast.Assign(targets=[ast.Attribute(attr="cut_off")], value=value):
                yield from _samples_in(value)
            case ast.Assign(targets=[ast.Name("more")], value=value):
                yield from _samples_in(value)
            case ast.Assign(targets=[ast.Name("asked")], value=ast.Dict(keys=keys)):
                yield from (key.value for key in keys if isinstance(key, ast.Constant))
            case ast.Call(func=ast.Attribute(attr="append"), args=[value]):
                yield from _samples_in(value)


def _samples_in(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.IfExp(body=body, orelse=other):
            yield from _samples_in(body)
            yield from _samples_in(other)
        case ast.BoolOp(values=values):
            for each in values:
                yield from _samples_in(each)
        case ast.Call(func=ast.Attribute(attr="get"), args=[_, other]):
            yield from _samples_in(other)
        case ast.Subscript(value=inner):
            yield from _samples_in(inner)
        case _:
            if sample := _sample(value):
                yield sample


def _sample(value: ast.expr) -> str:
    """The words of a literal, with a 7 for what is filled in; empty for anything else."""
    match value:
        case ast.Constant(str(words)):
            return words
        case ast.JoinedStr(values=parts):
            filled = (p.value if isinstance(p, ast.Constant) else "7" for p in parts)
            return "".join(map(str, filled))
    return ""


def _detail(call: ast.Call) -> ast.expr | None:
    """The detail in the telling of a trouble."""
    if _name(call) != "tell" or not call.args:
        return None
    named = next((word.value for word in call.keywords if word.arg == "detail"), None)
    return call.args[2] if len(call.args) > 2 else named


def _fault(call: ast.Call) -> ast.expr | None:
    return call.args[0] if _name(call) in _FAULTS and len(call.args) == 1 else None


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
