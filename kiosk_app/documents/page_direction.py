"""Asks tesseract which way a page stands: a second opinion, by the shapes of its characters."""

import os
from functools import cache
from pathlib import Path
from typing import Any

TESSDATA = "/usr/share/tesseract-ocr/5/tessdata"
LONG_SIDE_PX = 1754  # A4 at 150 dpi: at 100 dpi its answers are no longer sure
SURE = 4.0  # right answers on good print have 5 to 19
SURE_ENOUGH = 2.5  # where the shape of the lines says the same
DPI = 150
# In others it sees what is not writing: a dense table it takes for Cyrillic, upside down.
SCRIPTS = ("Latin", "Han")


def clockwise_to_upright(grey: Any, sure: float = SURE) -> int | None:
    """How far to turn a page so that it stands: 0, 90, 180 or 270; None when it is not `sure`."""
    reader = _reader()
    if reader is None:
        return None
    rows, columns = grey.shape
    reader.SetImageBytes(grey.tobytes(), columns, rows, 1, columns)
    reader.SetSourceResolution(DPI)
    told = reader.DetectOrientationScript()
    reader.Clear()
    if not told or told["script_name"] not in SCRIPTS or told["orient_conf"] < sure:
        return None
    return -int(told["orient_deg"]) % 360


def let_go() -> None:
    """Give back what reading directions holds, some 30 MB; the next page loads it again."""
    if _reader.cache_info().currsize and (reader := _reader()) is not None:
        reader.End()
    _reader.cache_clear()


@cache
def _reader() -> Any:
    """Tesseract, ready; None where its data for directions is not installed."""
    if not Path(TESSDATA, "osd.traineddata").exists():
        return None
    # Read when the library is loaded; the sandbox has no processors to spare.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=TESSDATA, lang="osd", psm=tesserocr.PSM.OSD_ONLY)
