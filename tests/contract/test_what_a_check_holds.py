"""What a check keeps in memory: no more than looking at pages needs, no longer than it looks."""

import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image
from support.drawn_pages import page, small, typed

import scanner
from kiosk_app.documents import page_direction

_LOOKS = """
import sys
import numpy as np
from scanner.quality.look import look_at_page
rows, columns = map(int, sys.argv[1:])
page = np.frombuffer(sys.stdin.buffer.read(), np.uint8).reshape(rows, columns)
look = look_at_page(page, rows / 297)
print(look.fingerprint is not None, "numpy.ma" in sys.modules)
"""


def test_looking_at_a_page_loads_no_masked_arrays() -> None:
    seen = small(page(typed()))
    ran = subprocess.run(
        [sys.executable, "-c", _LOOKS, *map(str, seen.shape)],
        env={"PYTHONPATH": str(Path(scanner.__file__).parents[1])},
        input=seen.tobytes(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.stdout == b"True False\n", ran.stderr


def test_the_reader_of_directions_can_be_let_go_and_asked_again() -> None:
    sheet = page(typed()).transpose(Image.Transpose.ROTATE_180)
    grey = np.asarray(sheet.resize((1240, page_direction.LONG_SIDE_PX)))
    said = []
    for _ in range(2):
        said.append(page_direction.clockwise_to_upright(grey))
        page_direction.let_go()
    assert said == [180, 180]
    page_direction.let_go()
