"""The value at a share of others, as numpy finds it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.quality.ranks import middle, value_at


@given(st.lists(st.integers(0, 255), min_size=1, max_size=20), st.floats(0, 1))
def test_a_value_stands_where_numpy_finds_it(values: list[int], share: float) -> None:
    expected = pytest.approx(float(np.quantile(values, share)))
    assert value_at(np.array(values, np.uint8), share) == expected
    assert value_at(np.array(values, np.float32), share) == expected


def test_the_middle_of_two_lies_between_them() -> None:
    assert middle([1, 2]) == 1.5
