"""Receiving and stamping long scans, against qpdf, openssl and cp."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf

from . import material
from .measure import command
from .running import ours
from .table import Row

PAGES, FEWER = 1000, 200
POLICY_TIMES = 5


def rows(folder: Path) -> Iterator[Row]:
    """A thousand grey pages at 300 dpi."""
    scan = material.scan(folder / "scan.pdf", "grey", PAGES)
    few = material.scan(folder / "few.pdf", "grey", FEWER)
    out = folder / "out.pdf"
    overlay = command("qpdf", scan, "--overlay", _sheet(folder), "--", out)
    digest = command("openssl", "dgst", "-sha256", scan)
    copied = command("sh", "-c", f"cp '{scan}' '{out}' && sync '{out}'")
    received = ours("receive", scan, folder)
    both = overlay.cpu_s + digest.cpu_s
    what = f"copy, digests, policy, stamp, fsync of {PAGES:,} pages"
    yield Row(f"{what}: CPU", "s", received.cpu_s, "qpdf --overlay + openssl dgst", both, 0.5)
    yield Row(f"{what}: clock", "s", received.wall_s, "cp + sync", copied.wall_s, 2.2)
    alone, alone_few = ours("stamp", scan, out, "before"), ours("stamp", few, out, "before")
    yield Row(
        f"stamp alone, {PAGES:,} pages: CPU", "s", alone.cpu_s, "qpdf --overlay",
        overlay.cpu_s, 0.6,
    )  # fmt: skip
    yield Row(
        f"stamp alone, {PAGES:,} pages: CPU", "s", alone.cpu_s, f"itself on {FEWER} pages",
        alone_few.cpu_s, 6,
    )  # fmt: skip
    looking = ours("stamp", scan, out, "now").cpu_s
    what = f"stamp alone, {PAGES:,} pages, without a check before: CPU"
    yield Row(what, "s", looking, "qpdf --overlay", overlay.cpu_s)
    yield Row("anonymous memory while receiving", "MB", received.anonymous_mb, bar=64)
    policy = ours("policy", scan, str(POLICY_TIMES)).cpu_s / POLICY_TIMES
    peer = command("qpdf", "--json", scan)
    yield Row(f"policy check, {PAGES:,} pages: CPU", "s", policy, "qpdf --json", peer.cpu_s, 1.0)


def _sheet(folder: Path) -> Path:
    """What the peer lays over: a page with two lines for each page."""
    sheet = folder / "sheet.pdf"
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        for number in range(1, PAGES + 1):
            page = pdf.add_blank_page(page_size=material.A4).obj
            page.Resources = pikepdf.Dictionary(Font={"/F": font})
            words = b"BT /F 8 Tf 40 20 Td (IMAGE RECEIVED page %d/%d) Tj ET" % (number, PAGES)
            page.Contents = pdf.make_stream(words)
        pdf.save(sheet)
    return sheet
