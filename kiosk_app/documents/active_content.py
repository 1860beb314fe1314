"""Names what one dictionary of a PDF does: acts, plays, carries files, leads out of it."""

from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import urlsplit

import pikepdf

from kiosk_app.documents.names import name_of

MOST_DEEP = 64
MOST_HOST_LETTERS = 60
MOST_NAME_LETTERS = 40


class Deed(StrEnum):
    """What a dictionary is about, where that matters to the court."""

    SCRIPT = "JavaScript"
    LAUNCH = "Launch"
    SUBMIT = "SubmitForm"
    IMPORT = "ImportData"
    OPEN_EMBEDDED = "GoToE"
    HIDE = "Hide"
    LAYERS = "SetOCGState"
    OTHER_SCHEME = "URI"
    RENDITION = "Rendition"
    MOVIE = "Movie"
    SOUND = "Sound"
    RICH = "RichMedia"
    SCREEN = "Screen"
    SPACE = "3D"
    FILE = "file"
    LINK = "link"
    FIELD = "field"


ACTIVE = {
    Deed.LAUNCH, Deed.SUBMIT, Deed.IMPORT, Deed.OPEN_EMBEDDED, Deed.HIDE, Deed.LAYERS,
    Deed.OTHER_SCHEME,
}  # fmt: skip
MEDIA = {Deed.RENDITION, Deed.MOVIE, Deed.SOUND, Deed.RICH, Deed.SCREEN, Deed.SPACE}

_ACTIONS = {
    "/JavaScript": Deed.SCRIPT,
    "/Launch": Deed.LAUNCH,
    "/SubmitForm": Deed.SUBMIT,
    "/ImportData": Deed.IMPORT,
    "/GoToE": Deed.OPEN_EMBEDDED,
    "/Hide": Deed.HIDE,
    "/SetOCGState": Deed.LAYERS,
    "/Rendition": Deed.RENDITION,
    "/Movie": Deed.MOVIE,
    "/Sound": Deed.SOUND,
    "/RichMediaExecute": Deed.RICH,
    "/GoTo3DView": Deed.SPACE,
    "/GoToR": Deed.LINK,
}
_ANNOTATIONS = {
    "/RichMedia": Deed.RICH,
    "/Movie": Deed.MOVIE,
    "/Sound": Deed.SOUND,
    "/Screen": Deed.SCREEN,
    "/3D": Deed.SPACE,
    "/FileAttachment": Deed.FILE,
}
_SCRIPT_SCHEMES = ("javascript:", "vbscript:")


def deeds(dictionary: pikepdf.Object) -> set[Deed]:
    """What one dictionary is about; nothing of those inside it."""
    found = set()
    action = name_of(dictionary.get("/S"))
    # /S names other things too: of these only a declared action is one.
    declared = action not in ("/Movie", "/Sound", "/Hide") or dictionary.get("/Type") == "/Action"
    if action in _ACTIONS and declared and dictionary.get("/Type") != "/StructElem":
        found.add(_ACTIONS[action])
    if action == "/URI":
        found.add(_deed_of_address(address(dictionary)))
    if _is_script(dictionary.get("/JS")) or _is_script(dictionary.get("/OnInstantiate")):
        found.add(Deed.SCRIPT)
    kind = name_of(dictionary.get("/Subtype"))
    if kind in _ANNOTATIONS and "/Rect" in dictionary:
        found.add(_ANNOTATIONS[kind])
    if kind == "/Widget" and name_of(dictionary.get("/FT")) in ("/Tx", "/Btn", "/Ch"):
        found.add(Deed.FIELD)
    attached = dictionary.get("/EF")
    if dictionary.get("/Type") == "/EmbeddedFile" or (
        isinstance(attached, pikepdf.Dictionary) and len(attached)
    ):
        found.add(Deed.FILE)
    return found


def address(dictionary: pikepdf.Object) -> str:
    """Where a URI action leads; empty when it says nothing."""
    uri = dictionary.get("/URI")
    text = str(uri) if isinstance(uri, pikepdf.String) else ""
    return "".join(letter for letter in text if letter > " ")


def file_name(dictionary: pikepdf.Object) -> str:
    """What a file inside the document is called, cut and printable; empty when it is not said."""
    for key in ("/UF", "/F"):
        name = dictionary.get(key)
        try:
            text = str(name) if isinstance(name, pikepdf.String) else ""
        except ValueError:
            text = ""
        if plain := "".join(letter for letter in text if letter.isprintable()).strip():
            return plain[:MOST_NAME_LETTERS]
    return ""


def host(link: str) -> str:
    """The host that an address names, or its scheme where it has none ("mailto")."""
    try:
        parts = urlsplit(link)
        return (parts.hostname or parts.scheme or "another document")[:MOST_HOST_LETTERS]
    except ValueError:
        return "another document"


def dictionaries(item: pikepdf.Object, deep: int = 0) -> Iterator[pikepdf.Object]:
    """The dictionaries inside one object; what is an object of its own is met elsewhere."""
    if deep > MOST_DEEP:
        return
    if isinstance(item, pikepdf.Stream):
        item = item.stream_dict
    if isinstance(item, pikepdf.Dictionary):
        yield item
        inner = list(item.values())
    elif isinstance(item, pikepdf.Array):
        inner = list(item)
    else:
        return
    for value in inner:
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            yield from dictionaries(value, deep + 1)


def _deed_of_address(link: str) -> Deed:
    low = link.lower()
    if low.startswith(_SCRIPT_SCHEMES):
        return Deed.SCRIPT
    return Deed.OTHER_SCHEME if low.startswith("data:") else Deed.LINK


def _is_script(value: object) -> bool:
    """A script is text, or a stream of it: a picture or font may bear the same name."""
    if isinstance(value, pikepdf.Stream):
        return not {"/Subtype", "/Type", "/FontFile"} & set(value.stream_dict)
    return isinstance(value, pikepdf.String)
