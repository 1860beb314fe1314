"""Files of unusual structure are stamped as others are."""

import numpy as np
import pytest
import zxingcpp
from support.odd_files import ODD_FILES
from support.stamping import WORDING, StampedOnce, drawn

from kiosk_app.documents.stamp_form import Form


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> StampedOnce:
    return StampedOnce(tmp_path_factory.mktemp("odd"), ODD_FILES)


@pytest.mark.parametrize("name", ODD_FILES)
def test_only_the_stamp_is_new_on_the_page_and_it_is_upright_and_whole(
    stamped: StampedOnce, name: str
) -> None:
    made, derivative = stamped[name]
    assert (made.form, made.original_length) == (Form.PAGES, len(ODD_FILES[name]))
    assert derivative.startswith(ODD_FILES[name])
    for index in range(2):
        before, after = drawn(ODD_FILES[name], index), drawn(derivative, index)
        rows, columns = np.nonzero(before != after)
        assert len(rows) > 500, "a stamp can be seen"
        assert 0 < rows.min() < rows.max() < before.shape[0] - 1, "and is not cut"
        assert 0 < columns.min() < columns.max() < before.shape[1] - 1
        box = before[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
        assert box.min() == box.max(), "nothing was where it is now"
        assert box.size < before.size / 8, "and nothing else changed"
    (code,) = zxingcpp.read_barcodes(drawn(derivative, 0))
    turned = 90 if name == "a field over the foot" else 0  # along the left side, then
    assert (code.text, abs(abs(code.orientation) - turned) <= 2) == (WORDING.code, True)
