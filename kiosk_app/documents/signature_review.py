"""Has pyHanko judge an update to a signed document: nothing but stamps was laid over its pages."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    ModificationLevel,
    QualifiedWhitelistRule,
    ReferenceUpdate,
    StandardDiffPolicy,
    SuspiciousModification,
)

from kiosk_app.documents.descriptors import path_of
from kiosk_app.documents.lay_over_page import FLAGS, NAME

MOST_PAGES = 100_000


class NotPermitted(Exception):
    """The update is more than an annotation, or cannot be shown to be no more."""


class StampRule(QualifiedWhitelistRule):
    """Lets stamps be added to pages that are otherwise as they were.

    pyHanko's own rules know signatures, forms and time stamps; this one adds, at the level that
    DocMDP calls 3, what the kiosk does, and nothing more.
    """

    def apply_qualified(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[tuple[ModificationLevel, ReferenceUpdate]]:
        """Every object that the stamps of this revision explain."""
        changed = set(new.explicit_refs_in_revision())  # type: ignore[no-untyped-call]  # pyHanko's own
        for reference in _page_references(old):
            if reference in changed:
                for explained in _explained(reference, old, new):
                    yield ModificationLevel.ANNOTATIONS, ReferenceUpdate(explained)


POLICY = StandardDiffPolicy(
    [*DEFAULT_DIFF_POLICY.global_rules, StampRule()], DEFAULT_DIFF_POLICY.form_rule
)


def review_last_update(file: int) -> None:
    """Compare the last revision of the open file with the one before. Raises NotPermitted."""
    try:
        with Path(path_of(file)).open("rb") as opened:
            reader = PdfFileReader(opened, strict=False)
            last = reader.xrefs.total_revisions - 1
            POLICY.apply(
                old=reader.get_historical_resolver(last - 1),
                new=reader.get_historical_resolver(last),
            )
    except SuspiciousModification as error:
        raise NotPermitted("the update is more than an annotation") from error
    except Exception as error:
        # pyHanko raises what it likes on odd files; what it cannot judge is not permitted.
        raise NotPermitted(f"pyHanko raised {type(error).__name__}") from error


def _page_references(revision: HistoricalResolver) -> Iterator[generic.Reference]:
    waiting = [revision.root.raw_get("/Pages")]
    seen = 0
    while waiting and seen < MOST_PAGES:
        node = waiting.pop()
        seen += 1
        if not isinstance(node, generic.IndirectObject):
            continue
        found = revision(node.reference)
        if isinstance(found, generic.DictionaryObject) and "/Kids" in found:
            kids = found.raw_get("/Kids")
            if isinstance(kids, generic.IndirectObject):
                kids = revision(kids.reference)
            waiting += list(kids)
        else:
            yield node.reference


def _explained(
    reference: generic.Reference, old: HistoricalResolver, new: HistoricalResolver
) -> Iterator[generic.Reference]:
    """The page itself and all that is new below it; nothing when it is more than stamped."""
    before, after = old(reference), new(reference)
    keys = (set(before) | set(after)) - {"/Annots"}
    if any(key not in before or key not in after for key in keys):
        return
    if any(before.raw_get(key) != after.raw_get(key) for key in keys):
        return
    kept, now = _annotations(before, old), _annotations(after, new)
    if now[: len(kept)] != kept:
        return
    for added in now[len(kept) :]:
        if not isinstance(added, generic.IndirectObject) or not _is_stamp(new(added.reference)):
            return
        if not old.is_ref_unassignable(added.reference):
            return
    yield reference
    for added in now[len(kept) :]:
        yield from new.collect_dependencies(added, since_revision=new.revision)


def _annotations(
    page: generic.DictionaryObject, revision: HistoricalResolver
) -> list[generic.PdfObject]:
    if "/Annots" not in page:
        return []
    annotations = page.raw_get("/Annots")
    if isinstance(annotations, generic.IndirectObject):
        annotations = revision(annotations.reference)
    return list(annotations)


def _is_stamp(annotation: generic.PdfObject) -> bool:
    return (
        isinstance(annotation, generic.DictionaryObject)
        and annotation.get("/Subtype") == "/Stamp"
        and annotation.get("/F") == FLAGS
        and str(annotation.get("/NM", "")).startswith(NAME)
    )
