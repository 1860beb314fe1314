"""Decodes the fax data of a PDF's image strictly: as a TIFF of one strip, by libtiff.

ITU-T T.4 and T.6; ISO 32000-1, 7.4.6.
"""

from dataclasses import dataclass

from kiosk_app.documents.images import tiff_file as t
from kiosk_app.documents.images.decode import open_tiff, small
from kiosk_app.documents.images.one_page_tiff import one_page_tiff

SMALL_PX = 100
EOL_ZEROS = 11


@dataclass(frozen=True)
class FaxCoding:
    """How the data is coded, in the words of the PDF's decode parameters."""

    k: int
    columns: int
    rows: int
    byte_aligned: bool
    end_of_line: bool


def check_fax(data: bytes, coding: FaxCoding) -> bool:
    """Decode all rows, minding every warning. Raises Damaged.

    False for the rare codings that libtiff does not know: nothing has been decoded then.
    """
    compression = _compression(data, coding)
    if compression is None:
        return False
    tags = {
        t.WIDTH: (coding.columns,),
        t.HEIGHT: (coding.rows,),
        t.BITS: (1,),
        t.COMPRESSION: (compression,),
        t.PHOTOMETRIC: (0,),
        t.SAMPLES: (1,),
        t.ROWS_PER_STRIP: (coding.rows,),
        t.T4_OPTIONS: (int(coding.k > 0),),
    }
    if compression != t.FAX3:
        del tags[t.T4_OPTIONS]
    small(open_tiff(one_page_tiff(tags, (data,))), SMALL_PX)
    return True


def _compression(data: bytes, coding: FaxCoding) -> int | None:
    if coding.k < 0:
        return None if coding.byte_aligned else t.FAX4
    starts_with_eol = int.from_bytes(data[:4], "big") >> (32 - EOL_ZEROS) == 0
    if starts_with_eol or coding.end_of_line:
        return t.FAX3
    return t.FAX_ROWS if coding.k == 0 and coding.byte_aligned else None
