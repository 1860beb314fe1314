"""The middle of many values, found without loading what nobody needs."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.drawn_pages import page, small, typed

import scanner
from scanner.quality.ranks import middle, value_at

_LOOKS = """
import sys
import numpy as np
from scanner.quality.look import look_at_page
rows, columns = map(int, sys.argv[1:])
page = np.frombuffer(sys.stdin.buffer.read(), np.uint8).reshape(rows, columns)
look = look_at_page(page, rows / 297)
print(look.fingerprint is not None, "numpy.ma" in sys.modules)
"""


@given(st.lists(st.integers(0, 255), min_size=1), st.floats(0, 1))
def test_a_value_stands_where_numpy_finds_it(values: list[int], share: float) -> None:
    brightness = np.array(values, np.uint8)
    assert value_at(brightness, share) == pytest.approx(float(np.quantile(brightness, share)))


def test_the_middle_of_two_lies_between_them() -> None:
    assert middle([1, 2]) == 1.5


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
